-- The rules customers meet: who answers for each, why it is there, and every time it got in the way.

CREATE TABLE policy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  -- What it is for: an exception may serve the purpose against the letter.
  purpose TEXT NOT NULL,
  faces_customers INTEGER NOT NULL,
  owner_id INTEGER NOT NULL REFERENCES agent (id),
  since INTEGER NOT NULL,
  review_at INTEGER,
  retired_at INTEGER,
  replaced_by INTEGER REFERENCES policy (id),
  retired_words TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE policy_mark (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  policy_id INTEGER NOT NULL REFERENCES policy (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  -- in_the_way, refused, exception
  kind TEXT NOT NULL,
  -- Of a refusal: not_allowed, not_possible, not_willing, not_known
  cause TEXT NOT NULL DEFAULT '',
  words TEXT NOT NULL DEFAULT '',
  remedy_id INTEGER REFERENCES remedy (id),
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX policy_mark_once ON policy_mark (conversation_id, policy_id, kind) WHERE removed_at IS NULL;
CREATE INDEX policy_mark_policy ON policy_mark (policy_id, created_at);
