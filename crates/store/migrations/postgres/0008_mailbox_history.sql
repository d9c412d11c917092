-- Mail that was in a folder before its mailbox was connected, where people want only what comes from then on: all
-- with a UID up to this one that the server received before this time stays there, untouched.
ALTER TABLE mailbox_position ADD COLUMN left_before BIGINT;
ALTER TABLE mailbox_position ADD COLUMN left_up_to BIGINT NOT NULL DEFAULT 0;
