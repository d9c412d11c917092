-- Our word as data: what we said we would do, until when, and who keeps it.
-- A promise belongs to a conversation, and through it to whoever the customer is now.

CREATE TABLE promise (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  -- The reply that gave our word; null when it was given on the phone or by letter.
  message_id INTEGER REFERENCES message (id),
  -- call_back, answer, send, money, fix, other
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  -- The words of the reply it was read from; empty when written down by hand.
  phrase TEXT NOT NULL DEFAULT '',
  made_by INTEGER REFERENCES agent (id),
  owner_id INTEGER NOT NULL REFERENCES agent (id),
  due_at INTEGER NOT NULL,
  -- What was promised first; later than that is a renegotiation.
  first_due_at INTEGER NOT NULL,
  -- The reply that named the time it has now, and the time before: so that taking back the reply brings that back.
  renegotiated_by INTEGER REFERENCES message (id),
  renegotiated_from INTEGER,
  -- In which zone the time was meant.
  time_zone TEXT NOT NULL,
  -- open, kept, broken, released (the customer lets us off), undone (the reply never left)
  state TEXT NOT NULL,
  -- When the timer looks at it next: to remind, or to say that its time has passed.
  look_at INTEGER,
  reminded_at INTEGER,
  passed_at INTEGER,
  -- Whether it was due when nobody is there, and whether its owner was away when it was looked at: what breaks promises.
  outside_hours INTEGER NOT NULL DEFAULT 0,
  owner_away INTEGER NOT NULL DEFAULT 0,
  ended_at INTEGER,
  ended_by INTEGER REFERENCES agent (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX promise_conversation ON promise (conversation_id, due_at);
CREATE INDEX promise_message ON promise (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX promise_renegotiated ON promise (renegotiated_by) WHERE renegotiated_by IS NOT NULL;
CREATE INDEX promise_owner ON promise (owner_id, due_at) WHERE state = 'open';
CREATE INDEX promise_due ON promise (due_at) WHERE state = 'open';
CREATE INDEX promise_look ON promise (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX promise_made ON promise (created_at);

-- The earliest open promise, so that a line of the inbox shows it without asking.
ALTER TABLE conversation ADD COLUMN promise_due_at INTEGER;

-- What went into a conversation keeps what it had; whoever reads the conversation reads those as well.
CREATE INDEX conversation_merged ON conversation (merged_into) WHERE merged_into IS NOT NULL;

-- What a customer may look at without signing in: what was promised in this matter, and whether it was kept.
CREATE TABLE portal_link (
  token_hash BLOB NOT NULL PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX portal_link_conversation ON portal_link (conversation_id);
