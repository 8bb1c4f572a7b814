-- The truth: signed envelopes and sealed bodies, append only.  What an envelope says is read out of
-- it and stands nowhere twice.
CREATE TABLE entry (
    position INTEGER PRIMARY KEY, -- order of arrival here
    log ID NOT NULL,
    seq COUNT NOT NULL,
    id HASH NOT NULL UNIQUE,
    envelope BYTES NOT NULL CHECK (length(envelope) = 272),
    parts BYTES NOT NULL, -- empty for kinds 5 and 32 to 36: their bodies are in the keyring
    kind BYTES GENERATED ALWAYS AS (substr(envelope, 5, 2)) VIRTUAL,
    casefile ID GENERATED ALWAYS AS (substr(envelope, 33, 16)) VIRTUAL,
    UNIQUE (log, seq)
);
CREATE INDEX entry_case ON entry (casefile, kind);

-- Checkpoints with the signatures under them; peaks of the tree at that size.
CREATE TABLE note (
    log ID NOT NULL,
    size COUNT NOT NULL,
    note TEXT NOT NULL,
    peaks BYTES NOT NULL,
    PRIMARY KEY (log, size)
);

-- Sealed uploads in pieces.
CREATE TABLE blob (
    id HASH NOT NULL,
    n COUNT NOT NULL,
    chunk SEALED NOT NULL,
    PRIMARY KEY (id, n)
);
