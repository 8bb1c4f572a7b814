-- note_add: none
INSERT OR REPLACE INTO note (log, size, note, peaks) VALUES (:log, :size, :note, :peaks);

-- note_last: one
SELECT log, size, note, peaks FROM note WHERE log = :log ORDER BY size DESC LIMIT 1;

-- notes_of_log: many
SELECT log, size, note, peaks FROM note WHERE log = :log AND size > :size ORDER BY size LIMIT :rows_max;
