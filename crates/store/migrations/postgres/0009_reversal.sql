-- What was taken back after the shop was told of it is taken back there as well.

-- Empty (nobody has to be told), due, sending, done, failed
ALTER TABLE remedy ADD COLUMN reversal TEXT COLLATE "C" NOT NULL DEFAULT '';
-- Why the shop could not.
ALTER TABLE remedy ADD COLUMN reversal_problem TEXT COLLATE "C" NOT NULL DEFAULT '';
