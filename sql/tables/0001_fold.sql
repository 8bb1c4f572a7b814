-- The fold of the W parts, in memory only.  No row depends on now.

CREATE TABLE casefile (
    casefile ID NOT NULL PRIMARY KEY,
    alias TEXT NOT NULL,
    responsible ID NOT NULL,
    sop HASH NOT NULL,
    state COUNT NOT NULL,
    risk COUNT NOT NULL,
    channel COUNT NOT NULL,
    safe COUNT NOT NULL,
    paper FLAG NOT NULL,
    office_mask COUNT NOT NULL, -- compartments with a box for the office work key
    opened_hlc COUNT NOT NULL,
    happened_min WHEN_MIN NOT NULL,
    changed_hlc COUNT NOT NULL, -- of the newest entry with effect
    last_hlc COUNT NOT NULL,    -- of the newest entry of any kind that was folded
    last_log ID NOT NULL,
    last_seq COUNT NOT NULL,
    epoch HASH NOT NULL,        -- newest case-key entry
    opener ID NOT NULL,         -- who wrote the first
    next_due_min WHEN_MIN NOT NULL,
    open_places COUNT NOT NULL,
    unopened COUNT NOT NULL     -- facts whose W no key of the office opened; of this station, in no hash
) WITHOUT ROWID;

CREATE TABLE place (
    casefile ID NOT NULL,
    step COUNT NOT NULL,
    subject ID NOT NULL,
    state COUNT NOT NULL, -- enum step_state
    due_min WHEN_MIN NOT NULL,
    since_hlc COUNT NOT NULL,
    PRIMARY KEY (casefile, step, subject)
) WITHOUT ROWID;
-- The work list reads open places in order of risk and due; risk and owner are copied for it.
CREATE TABLE task (
    casefile ID NOT NULL,
    step COUNT NOT NULL,
    subject ID NOT NULL,
    list COUNT NOT NULL, -- 1 open, 2 waits for a second, 3 to be reviewed
    risk COUNT NOT NULL, -- negative: the highest comes first
    due_min WHEN_MIN NOT NULL,
    responsible ID NOT NULL,
    PRIMARY KEY (casefile, step, subject, list)
) WITHOUT ROWID;

-- Consents (kind 1) and working facts (kind 2).
CREATE TABLE working (
    casefile ID NOT NULL,
    sort COUNT NOT NULL,
    field COUNT NOT NULL,
    subject ID NOT NULL,
    value COUNT NOT NULL,
    PRIMARY KEY (casefile, sort, field, subject)
) WITHOUT ROWID;

CREATE TABLE reader (
    casefile ID NOT NULL,
    recipient ID NOT NULL,
    mask COUNT NOT NULL,
    expiry_s COUNT NOT NULL,
    since_hlc COUNT NOT NULL,
    PRIMARY KEY (casefile, recipient)
) WITHOUT ROWID;

CREATE TABLE token (
    token ID NOT NULL,
    casefile ID NOT NULL,
    slot HASH NOT NULL, -- the entry that brought it, or the first of its corrections
    PRIMARY KEY (token, casefile, slot)
) WITHOUT ROWID;

-- What stands below is of this station alone and in no hash.

-- First 8 bytes of a hash of (author, request id) → where it was answered first.
CREATE TABLE request (
    key INTEGER PRIMARY KEY,
    entry_position COUNT NOT NULL
);

-- Entries that repeat a request of their case: they have no effect.
CREATE TABLE doubled (
    casefile ID NOT NULL,
    entry HASH NOT NULL,
    PRIMARY KEY (casefile, entry)
) WITHOUT ROWID;

-- K_W of each epoch that the office holds.
CREATE TABLE work_case (
    casefile ID NOT NULL,
    tag COUNT NOT NULL,
    secret SEALED NOT NULL,
    PRIMARY KEY (casefile, tag)
) WITHOUT ROWID;

-- Running read entries: one an officer, case and quarter of an hour.
CREATE TABLE recent_read (
    author ID NOT NULL,
    casefile ID NOT NULL,
    list COUNT NOT NULL,
    began_ms WHEN_MS NOT NULL,
    parts COUNT NOT NULL,
    PRIMARY KEY (author, casefile, list)
) WITHOUT ROWID;

-- Indexes are made by indexes.sql, so that a whole fold can fill the tables without them.
