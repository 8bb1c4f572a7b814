-- The work list.  Each list stops at rows_max and is in the order of an index.

-- task_list: many
-- Open, waiting or to be reviewed: high risk first, then due.  `alike`: another case begins with
-- the same 40 bits, the eight letters of an address.
-- = mask COUNT
-- = expiry_s COUNT
-- = alike FLAG
SELECT t.casefile, t.step, t.subject, p.state, p.due_min, p.since_hlc, c.alias, c.responsible, c.sop,
       c.state AS case_state, c.risk, c.channel, c.safe, c.paper, c.office_mask, c.opened_hlc,
       c.happened_min, c.changed_hlc, c.next_due_min, c.open_places,
       coalesce(r.mask, 0) AS mask, coalesce(r.expiry_s, 0) AS expiry_s,
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile < c.casefile
                         ORDER BY x.casefile DESC LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) OR
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile > c.casefile
                         ORDER BY x.casefile LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) AS alike
  FROM task t
  JOIN place p ON p.casefile = t.casefile AND p.step = t.step AND p.subject = t.subject
  JOIN casefile c ON c.casefile = t.casefile
  LEFT JOIN reader r ON r.casefile = t.casefile AND r.recipient = :recipient
 WHERE t.list = :list
 ORDER BY t.risk, t.due_min LIMIT :rows_max;

-- task_list_held: many
-- Of the cases of which this officer has a box, however large the office is.
-- = alike FLAG
SELECT t.casefile, t.step, t.subject, p.state, p.due_min, p.since_hlc, c.alias, c.responsible, c.sop,
       c.state AS case_state, c.risk, c.channel, c.safe, c.paper, c.office_mask, c.opened_hlc,
       c.happened_min, c.changed_hlc, c.next_due_min, c.open_places, r.mask, r.expiry_s,
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile < c.casefile
                         ORDER BY x.casefile DESC LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) OR
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile > c.casefile
                         ORDER BY x.casefile LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) AS alike
  FROM reader r
  JOIN casefile c ON c.casefile = r.casefile
  JOIN task t ON t.casefile = r.casefile
  JOIN place p ON p.casefile = t.casefile AND p.step = t.step AND p.subject = t.subject
 WHERE r.recipient = :recipient AND t.list = :list
 ORDER BY t.risk, t.due_min LIMIT :rows_max;

-- case_get: one
-- = alike FLAG
SELECT c.casefile, c.alias, c.responsible, c.sop, c.state, c.risk, c.channel, c.safe, c.paper,
       c.office_mask, c.opened_hlc, c.happened_min, c.changed_hlc, c.next_due_min, c.open_places,
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile < c.casefile
                         ORDER BY x.casefile DESC LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) OR
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile > c.casefile
                         ORDER BY x.casefile LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) AS alike
  FROM casefile c WHERE c.casefile = :casefile;

-- case_list: many
-- Newest change first; closed ones in which something happened since are open.
-- :closed FLAG
-- :skip COUNT
-- = mask COUNT
-- = expiry_s COUNT
-- = alike FLAG
SELECT c.casefile, c.alias, c.responsible, c.sop, c.state, c.risk, c.channel, c.safe, c.paper,
       c.office_mask, c.opened_hlc, c.happened_min, c.changed_hlc, c.next_due_min, c.open_places,
       coalesce(r.mask, 0) AS mask, coalesce(r.expiry_s, 0) AS expiry_s,
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile < c.casefile
                         ORDER BY x.casefile DESC LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) OR
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile > c.casefile
                         ORDER BY x.casefile LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) AS alike
  FROM casefile c LEFT JOIN reader r ON r.casefile = c.casefile AND r.recipient = :recipient
 WHERE (c.state = 1) = :closed AND instr(lower(c.alias), lower(:alias)) > 0
 ORDER BY c.changed_hlc DESC LIMIT :rows_max OFFSET :skip;

-- case_list_of: many
-- The same, of one responsible officer.
-- :closed FLAG
-- :skip COUNT
-- = mask COUNT
-- = expiry_s COUNT
-- = alike FLAG
SELECT c.casefile, c.alias, c.responsible, c.sop, c.state, c.risk, c.channel, c.safe, c.paper,
       c.office_mask, c.opened_hlc, c.happened_min, c.changed_hlc, c.next_due_min, c.open_places,
       coalesce(r.mask, 0) AS mask, coalesce(r.expiry_s, 0) AS expiry_s,
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile < c.casefile
                         ORDER BY x.casefile DESC LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) OR
       coalesce(substr((SELECT x.casefile FROM casefile x WHERE x.casefile > c.casefile
                         ORDER BY x.casefile LIMIT 1), 1, 5) = substr(c.casefile, 1, 5), 0) AS alike
  FROM casefile c LEFT JOIN reader r ON r.casefile = c.casefile AND r.recipient = :recipient
 WHERE c.responsible = :responsible AND (c.state = 1) = :closed AND instr(lower(c.alias), lower(:alias)) > 0
 ORDER BY c.changed_hlc DESC LIMIT :rows_max OFFSET :skip;

-- case_list_count: one
-- = n COUNT
-- :closed FLAG
SELECT count(*) AS n FROM casefile WHERE (state = 1) = :closed;

-- case_list_count_of: one
-- = n COUNT
-- :closed FLAG
SELECT count(*) AS n FROM casefile WHERE responsible = :responsible AND (state = 1) = :closed;

-- case_range: many
-- Cases whose ids lie between two addresses.
-- :low ID
-- :high ID
SELECT casefile, alias, responsible, sop, state, risk, channel, safe, paper, office_mask, opened_hlc,
       happened_min, changed_hlc, next_due_min, open_places
  FROM casefile WHERE casefile BETWEEN :low AND :high ORDER BY casefile LIMIT :rows_max;

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
