-- Small and mutable: what opens, and what must be forgotten (doc/security.md).

-- The station's seed under the key of its root-only file.
CREATE TABLE station (
    one COUNT NOT NULL PRIMARY KEY CHECK (one = 1),
    sealed SEALED NOT NULL
);

CREATE TABLE unlock (
    officer ID NOT NULL,
    method COUNT NOT NULL,
    record SEALED NOT NULL,
    PRIMARY KEY (officer, method)
);

CREATE TABLE login (
    name TEXT NOT NULL PRIMARY KEY,
    officer ID NOT NULL UNIQUE
);

-- Bodies of kinds 5 and 32 to 36.
CREATE TABLE box (
    position INTEGER PRIMARY KEY,
    entry HASH NOT NULL UNIQUE,
    casefile ID NOT NULL,
    parts SEALED NOT NULL
);

CREATE TABLE session (
    sid ID NOT NULL PRIMARY KEY,
    officer ID NOT NULL,
    sealed SEALED NOT NULL,
    begun_ms WHEN_MS NOT NULL,
    seen_ms WHEN_MS NOT NULL,
    locked_ms WHEN_MS NOT NULL, -- 0: not locked
    idle_min COUNT NOT NULL,
    tries COUNT NOT NULL
);

-- Wrong tries to log in, by a hash of account or network.
CREATE TABLE throttle (
    key ID NOT NULL PRIMARY KEY,
    wrong COUNT NOT NULL,
    until_ms WHEN_MS NOT NULL,
    tried_ms WHEN_MS NOT NULL
);

CREATE TABLE draft (
    id ID NOT NULL PRIMARY KEY,
    casefile ID NOT NULL, -- zero: no case yet
    officer ID NOT NULL,
    "where" TEXT NOT NULL, -- which form
    lock COUNT NOT NULL,
    saved_ms WHEN_MS NOT NULL,
    sealed SEALED NOT NULL
);
CREATE INDEX draft_case ON draft (casefile);

-- What a closed desk may say at night: something waits.
CREATE TABLE alarm (
    due_min WHEN_MIN NOT NULL,
    officer ID NOT NULL,
    channel COUNT NOT NULL,
    PRIMARY KEY (due_min, officer, channel)
);
CREATE TABLE contact (
    officer ID NOT NULL PRIMARY KEY,
    sealed SEALED NOT NULL
);

-- The tables in memory at one moment, sealed; never copied anywhere.
CREATE TABLE snapshot (
    one COUNT NOT NULL PRIMARY KEY CHECK (one = 1),
    build HASH NOT NULL,
    position INTEGER NOT NULL,
    entry HASH NOT NULL, -- the entry at that position
    sealed SEALED NOT NULL
);

-- Slices of long work, so that it can go on.
CREATE TABLE journal (
    name TEXT NOT NULL PRIMARY KEY,
    state BYTES NOT NULL
);
