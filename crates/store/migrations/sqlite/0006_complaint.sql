-- Complaints: what happened, what would make it right, and an advocate who stays until it is.

CREATE TABLE complaint (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL UNIQUE REFERENCES conversation (id),
  -- form, agent, mail, api
  source TEXT NOT NULL,
  happened TEXT NOT NULL,
  -- What would make it right: names of remedies as a JSON list, and in the customer's words.
  wanted TEXT NOT NULL DEFAULT '[]',
  wanted_words TEXT NOT NULL DEFAULT '',
  also TEXT NOT NULL DEFAULT '',
  -- What is behind what was said, as we see it; kept apart from it.
  underlying TEXT NOT NULL DEFAULT '',
  began_at INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  advocate_id INTEGER REFERENCES agent (id),
  -- open, asked (whether it is done), closed
  state TEXT NOT NULL,
  answered_at INTEGER,
  asked_at INTEGER,
  closed_at INTEGER,
  -- agreed (the customer says done), silence (explained in the words); null until it is closed
  outcome TEXT,
  outcome_words TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX complaint_open ON complaint (created_at) WHERE state <> 'closed';
CREATE INDEX complaint_advocate ON complaint (advocate_id) WHERE state <> 'closed';
CREATE INDEX complaint_made ON complaint (created_at);

-- Steps of the customer that no message shows: on hold, at the counter, printing a label.
CREATE TABLE customer_step (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id INTEGER REFERENCES agent (id),
  words TEXT NOT NULL,
  minutes INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX customer_step_conversation ON customer_step (conversation_id);

-- What followed a problem for others within sixty days, counted again every night.
CREATE TABLE next_issue (
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  next_tag_id INTEGER NOT NULL REFERENCES tag (id),
  base INTEGER NOT NULL,
  followed INTEGER NOT NULL,
  -- The same for all conversations, whatever their tags: how usual the next one is.
  usual_base INTEGER NOT NULL,
  usual_followed INTEGER NOT NULL,
  counted_at INTEGER NOT NULL,
  PRIMARY KEY (tag_id, next_tag_id)
) STRICT, WITHOUT ROWID;

-- Advice that was shown, and whether it was taken: what it is worth is measured.
CREATE TABLE advice (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  next_tag_id INTEGER NOT NULL REFERENCES tag (id),
  agent_id INTEGER REFERENCES agent (id),
  offered_at INTEGER NOT NULL,
  taken_at INTEGER,
  PRIMARY KEY (conversation_id, next_tag_id)
) STRICT, WITHOUT ROWID;
