-- box_add: none
INSERT INTO box (entry, casefile, parts) VALUES (:entry, :casefile, :parts);

-- box_load: one
SELECT position, casefile, parts FROM box WHERE entry = :entry;

-- box_replace: none
UPDATE box SET parts = :parts WHERE entry = :entry;

-- box_drop: none
DELETE FROM box WHERE entry = :entry;

-- boxes_newest: many
SELECT position, entry FROM box WHERE position < :position ORDER BY position DESC LIMIT :rows_max;

-- boxes_from: many
SELECT position, entry, casefile, parts FROM box WHERE position > :position
 ORDER BY position LIMIT :rows_max;
