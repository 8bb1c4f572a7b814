-- station_save: none
INSERT INTO station (one, sealed) VALUES (1, :sealed);

-- station_load: one
SELECT sealed FROM station WHERE one = 1;

-- unlock_save: none
INSERT OR REPLACE INTO unlock (officer, method, record) VALUES (:officer, :method, :record);

-- unlock_load: one
SELECT record FROM unlock WHERE officer = :officer AND method = :method;

-- unlocks_of_method: many
SELECT officer, record FROM unlock WHERE method = :method ORDER BY officer LIMIT :rows_max;

-- unlock_drop: none
DELETE FROM unlock WHERE officer = :officer;

-- login_save: none
INSERT OR REPLACE INTO login (name, officer) VALUES (:name, :officer);

-- login_find: one
SELECT officer FROM login WHERE name = :name;

-- login_of: one
SELECT name FROM login WHERE officer = :officer;

-- throttle_load: one
SELECT wrong, until_ms, tried_ms FROM throttle WHERE key = :key;

-- throttle_save: none
INSERT OR REPLACE INTO throttle (key, wrong, until_ms, tried_ms)
VALUES (:key, :wrong, :until_ms, :tried_ms);

-- throttle_drop: none
DELETE FROM throttle WHERE key = :key;

-- throttle_sweep: none
DELETE FROM throttle WHERE tried_ms < :tried_ms;

-- journal_save: none
INSERT OR REPLACE INTO journal (name, state) VALUES (:name, :state);

-- journal_load: one
-- :name TEXT
SELECT state FROM journal WHERE name = :name;

-- logins_all: many
SELECT name, officer FROM login ORDER BY name LIMIT :rows_max;
