-- Dropped before a whole fold and made after it: the rows are in place by then.

-- index_cases_changed: none
CREATE INDEX IF NOT EXISTS casefile_changed ON casefile (changed_hlc);
-- index_cases_alias: none
CREATE INDEX IF NOT EXISTS casefile_alias ON casefile (alias);
-- index_cases_owner: none
CREATE INDEX IF NOT EXISTS casefile_owner ON casefile (responsible, changed_hlc);
-- index_tasks_order: none
CREATE INDEX IF NOT EXISTS task_order ON task (list, risk, due_min);
-- index_readers: none
CREATE INDEX IF NOT EXISTS reader_recipient ON reader (recipient);
-- index_tasks_due: none
CREATE INDEX IF NOT EXISTS task_due ON task (list, due_min);
-- index_tokens_case: none
CREATE INDEX IF NOT EXISTS token_case ON token (casefile);

-- unindex_cases_changed: none
DROP INDEX IF EXISTS casefile_changed;
-- unindex_cases_alias: none
DROP INDEX IF EXISTS casefile_alias;
-- unindex_cases_owner: none
DROP INDEX IF EXISTS casefile_owner;
-- unindex_tasks_order: none
DROP INDEX IF EXISTS task_order;
-- unindex_readers: none
DROP INDEX IF EXISTS reader_recipient;
-- unindex_tasks_due: none
DROP INDEX IF EXISTS task_due;
-- unindex_tokens_case: none
DROP INDEX IF EXISTS token_case;
