-- draft_put: none
INSERT OR REPLACE INTO draft (id, casefile, officer, "where", lock, saved_ms, sealed)
VALUES (:id, :casefile, :officer, :where, :lock, :saved_ms, :sealed);

-- draft_get: one
SELECT id, casefile, officer, "where", lock, saved_ms, sealed FROM draft WHERE id = :id;

-- drafts_of_officer: many
SELECT id, casefile, officer, "where", lock, saved_ms FROM draft WHERE officer = :officer
 ORDER BY saved_ms DESC LIMIT :rows_max;

-- drafts_of_case: many
SELECT id, casefile, officer, "where", lock, saved_ms FROM draft WHERE casefile = :casefile
 ORDER BY saved_ms DESC LIMIT :rows_max;

-- draft_delete: none
DELETE FROM draft WHERE id = :id;

-- drafts_delete_case: none
DELETE FROM draft WHERE casefile = :casefile;

-- snapshot_save: none
INSERT OR REPLACE INTO snapshot (one, build, position, entry, sealed)
VALUES (1, :build, :position, :entry, :sealed);

-- snapshot_load: one
SELECT build, position, entry, sealed FROM snapshot WHERE one = 1;

-- snapshot_drop: none
DELETE FROM snapshot;
