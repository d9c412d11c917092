-- What a line of the inbox shows of a complaint without asking: open, overdue, asked, silent; empty when there is none.
ALTER TABLE conversation ADD COLUMN complaint TEXT NOT NULL DEFAULT '';
UPDATE conversation SET complaint = (SELECT complaint.state FROM complaint WHERE complaint.conversation_id = conversation.id)
WHERE id IN (SELECT conversation_id FROM complaint WHERE state <> 'closed');

-- When time makes something of a complaint (overdue, silent), and when it last did.
ALTER TABLE complaint ADD COLUMN look_at INTEGER;
ALTER TABLE complaint ADD COLUMN noticed_at INTEGER;
-- Seven days after the question; two days without a real answer. What is long past is looked at once.
UPDATE complaint SET look_at = asked_at + 604800000 WHERE state = 'asked';
UPDATE complaint SET look_at = created_at + 172800000 WHERE state = 'open' AND answered_at IS NULL;
CREATE INDEX complaint_look ON complaint (look_at) WHERE look_at IS NOT NULL;
