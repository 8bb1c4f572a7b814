-- entry_add: none
INSERT INTO entry (log, seq, id, envelope, parts) VALUES (:log, :seq, :id, :envelope, :parts);

-- entry_by_id: one
SELECT position, log, seq, id, envelope, parts FROM entry WHERE id = :id;

-- entry_known: one
-- Out of the index alone.
SELECT position FROM entry WHERE id = :id;

-- entry_at: one
SELECT position, log, seq, id, envelope, parts FROM entry WHERE position = :position;

-- entry_last: one
SELECT position, log, seq, id, envelope, parts FROM entry WHERE log = :log ORDER BY seq DESC LIMIT 1;

-- position_last: one
-- = position INTEGER
SELECT coalesce(max(position), 0) AS position FROM entry;

-- entries_from: many
SELECT position, log, seq, id, envelope, parts FROM entry WHERE position > :position
 ORDER BY position LIMIT :rows_max;

-- organisation_from: many
-- Kinds 1 to 9, 40 and 41: what says who may sign and what was ordered.
SELECT position, log, seq, id, envelope, parts FROM entry
 WHERE position > :position
   AND (kind BETWEEN x'0001' AND x'0009' OR kind BETWEEN x'0028' AND x'0029')
 ORDER BY position LIMIT :rows_max;

-- entries_before: many
-- Backwards, for what happened in the last hours.
SELECT position, log, seq, id, envelope, parts FROM entry WHERE position < :position
 ORDER BY position DESC LIMIT :rows_max;

-- entries_of_log: many
SELECT position, log, seq, id, envelope, parts FROM entry WHERE log = :log AND seq >= :seq
 ORDER BY seq LIMIT :rows_max;

-- entries_of_case: many
-- :kind_from BYTES
-- :kind_to BYTES
SELECT position, log, seq, id, envelope, parts FROM entry
 WHERE casefile = :casefile AND kind BETWEEN :kind_from AND :kind_to AND position > :position
 ORDER BY position LIMIT :rows_max;

-- entries_of_case_since: many
-- Along the log, not along the case: few entries came since, however many the case has.
SELECT position, log, seq, id, envelope, parts FROM entry NOT INDEXED
 WHERE position > :position AND casefile = :casefile ORDER BY position LIMIT :rows_max;

-- cases_from: many
-- Each case once, in order of its id.
SELECT DISTINCT casefile FROM entry WHERE casefile > :casefile ORDER BY casefile LIMIT :rows_max;

-- logs_all: many
-- = entries COUNT
SELECT log, count(*) AS entries FROM entry GROUP BY log ORDER BY log LIMIT :rows_max;

-- parts_replace: none
UPDATE entry SET parts = :parts WHERE id = :id;
