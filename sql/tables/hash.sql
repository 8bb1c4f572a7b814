-- All rows in key order, for the hash of the tables.

-- hash_cases: many
SELECT casefile, alias, responsible, sop, state, risk, channel, safe, paper, office_mask, opened_hlc,
       happened_min, changed_hlc, last_hlc, last_log, last_seq, epoch, opener, next_due_min, open_places
  FROM casefile WHERE casefile > :casefile ORDER BY casefile LIMIT :rows_max;

-- hash_tokens: many
SELECT token, slot FROM token WHERE casefile = :casefile ORDER BY token, slot LIMIT :rows_max;
