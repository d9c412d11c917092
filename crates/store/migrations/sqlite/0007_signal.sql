-- Effort and rage, read from each message of a customer as it comes, with the reasons.

CREATE TABLE signal (
  message_id INTEGER NOT NULL PRIMARY KEY REFERENCES message (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  -- 0 calm to 3 extremely upset
  level INTEGER NOT NULL,
  -- In thousandths.
  probability INTEGER NOT NULL,
  -- How often the customer has had to try by then: writing again while waiting, or after we thought it done.
  tries INTEGER NOT NULL,
  -- What it is made of, as JSON: each point with its words.
  reasons TEXT NOT NULL,
  -- What the customer asks for, when the words say so.
  wanted TEXT NOT NULL DEFAULT '',
  is_abuse INTEGER NOT NULL DEFAULT 0,
  is_threat INTEGER NOT NULL DEFAULT 0,
  -- The level as a person sees it; null while nobody disagreed.
  corrected_level INTEGER,
  corrected_by INTEGER REFERENCES agent (id),
  corrected_at INTEGER,
  -- Whom it brought.
  brought_id INTEGER REFERENCES agent (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX signal_conversation ON signal (conversation_id, created_at);
CREATE INDEX signal_made ON signal (created_at);

-- What a line of the inbox shows of it without asking: the level, and its reasons in a few words.
ALTER TABLE conversation ADD COLUMN upset INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversation ADD COLUMN upset_words TEXT NOT NULL DEFAULT '';

-- Who looked at figures about whom.
CREATE TABLE look (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  viewer_id INTEGER NOT NULL REFERENCES agent (id),
  subject_id INTEGER NOT NULL REFERENCES agent (id),
  page TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX look_subject ON look (subject_id, created_at);
