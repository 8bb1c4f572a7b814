-- Rounds and their savepoints (store/round.h).

-- @_begin: none
BEGIN;

-- @_commit: none
COMMIT;

-- @_rollback: none
ROLLBACK;

-- @_mark: none
SAVEPOINT mark;

-- @_release: none
RELEASE mark;

-- @_undo: none
ROLLBACK TO mark;
