-- session_add: none
INSERT INTO session (sid, officer, sealed, begun_ms, seen_ms, locked_ms, idle_min, tries)
VALUES (:sid, :officer, :sealed, :begun_ms, :seen_ms, :locked_ms, :idle_min, :tries);

-- session_find: one
SELECT sid, officer, sealed, begun_ms, seen_ms, locked_ms, idle_min, tries
  FROM session WHERE sid = :sid;

-- session_times: none
UPDATE session SET seen_ms = :seen_ms, locked_ms = :locked_ms, tries = :tries WHERE sid = :sid;

-- sessions_moved: none
-- The practice clock was moved, no time has passed.
-- :by_ms WHEN_MS
UPDATE session
   SET begun_ms = begun_ms + :by_ms, seen_ms = seen_ms + :by_ms,
       locked_ms = CASE WHEN locked_ms > 0 THEN locked_ms + :by_ms ELSE 0 END;

-- session_sealed: none
UPDATE session SET sealed = :sealed WHERE sid = :sid;

-- session_drop: none
DELETE FROM session WHERE sid = :sid;

-- sessions_drop_of: none
DELETE FROM session WHERE officer = :officer;

-- sessions_drop_old: none
-- Begun before, or locked before.
DELETE FROM session WHERE begun_ms < :begun_ms OR (locked_ms > 0 AND locked_ms < :locked_ms);

-- sessions_drop_all: none
DELETE FROM session;

-- sessions_number: one
-- = n COUNT
SELECT count(*) AS n FROM session;
