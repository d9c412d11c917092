-- What was taken back after the shop was told of it is taken back there as well.

-- Empty (nobody has to be told), due, sending, done, failed
ALTER TABLE remedy ADD COLUMN reversal TEXT NOT NULL DEFAULT '';
-- Why the shop could not.
ALTER TABLE remedy ADD COLUMN reversal_problem TEXT NOT NULL DEFAULT '';
