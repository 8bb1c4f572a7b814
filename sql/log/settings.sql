-- Durable before acknowledged; nothing readable and nothing deleted stays on the disk.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA temp_store = MEMORY;
PRAGMA secure_delete = ON;
PRAGMA wal_autocheckpoint = 0;
