-- The work list.  Each list stops at rows_max and is in the order of an index.

-- task_list: many
-- Open, waiting or to be reviewed: high risk first, then due.
SELECT t.casefile, t.step, t.subject, p.state, p.due_min, p.since_hlc, c.alias, c.responsible, c.sop,
       c.state AS case_state, c.risk, c.channel, c.safe, c.paper, c.office_mask, c.opened_hlc,
       c.happened_min, c.changed_hlc, c.next_due_min, c.open_places
  FROM task t
  JOIN place p ON p.casefile = t.casefile AND p.step = t.step AND p.subject = t.subject
  JOIN casefile c ON c.casefile = t.casefile
 WHERE t.list = :list
 ORDER BY t.risk, t.due_min LIMIT :rows_max;

-- task_list_of: many
SELECT t.casefile, t.step, t.subject, p.state, p.due_min, p.since_hlc, c.alias, c.responsible, c.sop,
       c.state AS case_state, c.risk, c.channel, c.safe, c.paper, c.office_mask, c.opened_hlc,
       c.happened_min, c.changed_hlc, c.next_due_min, c.open_places
  FROM task t
  JOIN place p ON p.casefile = t.casefile AND p.step = t.step AND p.subject = t.subject
  JOIN casefile c ON c.casefile = t.casefile
 WHERE t.responsible = :responsible AND t.list = :list
 ORDER BY t.risk, t.due_min LIMIT :rows_max;

-- case_get: one
SELECT casefile, alias, responsible, sop, state, risk, channel, safe, paper, office_mask, opened_hlc,
       happened_min, changed_hlc, next_due_min, open_places
  FROM casefile WHERE casefile = :casefile;

-- case_list: many
-- :before_hlc COUNT
SELECT casefile, alias, responsible, sop, state, risk, channel, safe, paper, office_mask, opened_hlc,
       happened_min, changed_hlc, next_due_min, open_places
  FROM casefile
 WHERE state = :state AND changed_hlc < :before_hlc AND instr(lower(alias), lower(:alias)) > 0
 ORDER BY changed_hlc DESC LIMIT :rows_max;

-- case_list_of: many
-- :before_hlc COUNT
SELECT casefile, alias, responsible, sop, state, risk, channel, safe, paper, office_mask, opened_hlc,
       happened_min, changed_hlc, next_due_min, open_places
  FROM casefile
 WHERE responsible = :responsible AND state = :state AND changed_hlc < :before_hlc
   AND instr(lower(alias), lower(:alias)) > 0
 ORDER BY changed_hlc DESC LIMIT :rows_max;

-- case_range: many
-- Cases whose ids lie between two addresses.
-- :low ID
-- :high ID
SELECT casefile FROM casefile WHERE casefile BETWEEN :low AND :high ORDER BY casefile LIMIT :rows_max;

-- alias_find: one
SELECT casefile FROM casefile WHERE alias = :alias AND state <> 1 LIMIT 1;

-- case_count: one
-- = n COUNT
SELECT count(*) AS n FROM casefile WHERE state = :state;

-- task_count: one
-- = n COUNT
SELECT count(*) AS n FROM task WHERE list = :list;

-- task_count_before: one
-- = n COUNT
SELECT count(*) AS n FROM task WHERE list = :list AND due_min < :due_min;

-- token_hits: many
SELECT t.casefile, c.responsible FROM token t JOIN casefile c ON c.casefile = t.casefile
 WHERE t.token = :token ORDER BY t.casefile LIMIT :rows_max;

-- reader_of: one
SELECT mask, expiry_s FROM reader WHERE casefile = :casefile AND recipient = :recipient;
