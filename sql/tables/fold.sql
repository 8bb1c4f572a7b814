-- What the fold reads and writes; lists of one case are bounded by rows_max.

-- fold_case_load: one
SELECT casefile, alias, responsible, sop, state, risk, channel, safe, paper, office_mask, opened_hlc,
       happened_min, changed_hlc, last_hlc, last_log, last_seq, epoch, opener, unopened
  FROM casefile WHERE casefile = :casefile;

-- fold_case_save: none
INSERT OR REPLACE INTO casefile (casefile, alias, responsible, sop, state, risk, channel, safe, paper,
       office_mask, opened_hlc, happened_min, changed_hlc, last_hlc, last_log, last_seq, epoch, opener,
       next_due_min, open_places, unopened)
VALUES (:casefile, :alias, :responsible, :sop, :state, :risk, :channel, :safe, :paper, :office_mask,
       :opened_hlc, :happened_min, :changed_hlc, :last_hlc, :last_log, :last_seq, :epoch, :opener,
       :next_due_min, :open_places, :unopened);

-- fold_places: many
SELECT step, subject, state, due_min, since_hlc FROM place WHERE casefile = :casefile
 ORDER BY step, subject LIMIT :rows_max;

-- fold_place_save: none
INSERT OR REPLACE INTO place (casefile, step, subject, state, due_min, since_hlc)
VALUES (:casefile, :step, :subject, :state, :due_min, :since_hlc);

-- fold_task_drop: none
DELETE FROM task WHERE casefile = :casefile AND step = :step AND subject = :subject;

-- fold_task_add: none
INSERT INTO task (casefile, step, subject, list, risk, due_min, responsible)
VALUES (:casefile, :step, :subject, :list, :risk, :due_min, :responsible);

-- fold_tasks_move: none
-- A case whose risk, owner or state changed: its tasks sort elsewhere.
UPDATE task SET risk = :risk, responsible = :responsible WHERE casefile = :casefile;

-- fold_workings: many
SELECT sort, field, subject, value FROM working WHERE casefile = :casefile
 ORDER BY sort, field, subject LIMIT :rows_max;

-- fold_working_save: none
INSERT OR REPLACE INTO working (casefile, sort, field, subject, value)
VALUES (:casefile, :sort, :field, :subject, :value);

-- fold_readers: many
SELECT recipient, mask, expiry_s, since_hlc FROM reader WHERE casefile = :casefile
 ORDER BY recipient LIMIT :rows_max;

-- fold_reader_save: none
INSERT OR REPLACE INTO reader (casefile, recipient, mask, expiry_s, since_hlc)
VALUES (:casefile, :recipient, :mask, :expiry_s, :since_hlc);

-- fold_token_add: none
INSERT OR IGNORE INTO token (token, casefile, slot) VALUES (:token, :casefile, :slot);

-- fold_tokens_drop_slot: none
DELETE FROM token WHERE casefile = :casefile AND slot = :slot;

-- fold_drop_case: none
DELETE FROM casefile WHERE casefile = :casefile;
-- fold_drop_places: none
DELETE FROM place WHERE casefile = :casefile;
-- fold_drop_tasks: none
DELETE FROM task WHERE casefile = :casefile;
-- fold_drop_workings: none
DELETE FROM working WHERE casefile = :casefile;
-- fold_drop_readers: none
DELETE FROM reader WHERE casefile = :casefile;
-- fold_drop_tokens: none
DELETE FROM token WHERE casefile = :casefile;
-- fold_drop_doubled: none
DELETE FROM doubled WHERE casefile = :casefile;

-- request_add: none
INSERT OR IGNORE INTO request (key, entry_position) VALUES (:key, :entry_position);

-- request_find: one
SELECT entry_position FROM request WHERE key = :key;

-- request_drop: none
DELETE FROM request WHERE key = :key AND entry_position = :entry_position;

-- doubled_add: none
INSERT OR IGNORE INTO doubled (casefile, entry) VALUES (:casefile, :entry);

-- doubled_of_case: many
SELECT entry FROM doubled WHERE casefile = :casefile LIMIT :rows_max;

-- work_case_save: none
INSERT OR REPLACE INTO work_case (casefile, tag, secret) VALUES (:casefile, :tag, :secret);

-- work_case_load: one
SELECT secret FROM work_case WHERE casefile = :casefile AND tag = :tag;

-- recent_read_load: one
SELECT began_ms, parts FROM recent_read
 WHERE author = :author AND casefile = :casefile AND list = :list;

-- recent_read_save: none
INSERT OR REPLACE INTO recent_read (author, casefile, list, began_ms, parts)
VALUES (:author, :casefile, :list, :began_ms, :parts);

-- recent_read_sweep: none
DELETE FROM recent_read WHERE began_ms < :began_ms;

-- clear_cases: none
DELETE FROM casefile;
-- clear_places: none
DELETE FROM place;
-- clear_tasks: none
DELETE FROM task;
-- clear_workings: none
DELETE FROM working;
-- clear_readers: none
DELETE FROM reader;
-- clear_tokens: none
DELETE FROM token;
-- clear_requests: none
DELETE FROM request;
-- clear_doubled: none
DELETE FROM doubled;
-- clear_work_cases: none
DELETE FROM work_case;
