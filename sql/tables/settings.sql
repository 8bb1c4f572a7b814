PRAGMA temp_store = MEMORY;
PRAGMA journal_mode = MEMORY;
