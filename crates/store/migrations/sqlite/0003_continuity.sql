-- Who knows the customer, and every time a conversation changed hands.

CREATE TABLE ally (
  customer_id INTEGER NOT NULL PRIMARY KEY REFERENCES customer (id),
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  backup_id INTEGER REFERENCES agent (id),
  since INTEGER NOT NULL
) STRICT;
CREATE INDEX ally_agent ON ally (agent_id);
CREATE INDEX ally_backup ON ally (backup_id) WHERE backup_id IS NOT NULL;

CREATE TABLE handover (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  from_agent_id INTEGER NOT NULL REFERENCES agent (id),
  to_agent_id INTEGER REFERENCES agent (id),
  to_team_id INTEGER REFERENCES team (id),
  reason TEXT NOT NULL,
  summary TEXT NOT NULL,
  -- asked (a lead decides first), open (given, not yet taken up), accepted, refused
  state TEXT NOT NULL,
  -- Whether the customer feels it: somebody else answers than before.
  felt INTEGER NOT NULL DEFAULT 0,
  asked_by INTEGER REFERENCES agent (id),
  decided_by INTEGER REFERENCES agent (id),
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX handover_conversation ON handover (conversation_id, id);
CREATE INDEX handover_to ON handover (to_agent_id, id) WHERE state = 'open';
CREATE INDEX handover_asked ON handover (id) WHERE state = 'asked';
CREATE INDEX handover_made ON handover (created_at);

-- A hero on duty takes what burns; after abuse, nobody is given more of it for a while.
ALTER TABLE agent ADD COLUMN on_duty_until INTEGER;
ALTER TABLE agent ADD COLUMN cool_down_until INTEGER;
-- Open conversations at once; 0 is no limit.
ALTER TABLE agent ADD COLUMN load_max INTEGER NOT NULL DEFAULT 0;

-- A message in which the customer says that they explain it once more, with the words that say so.
CREATE TABLE retelling (
  message_id INTEGER NOT NULL PRIMARY KEY REFERENCES message (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  words TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX retelling_conversation ON retelling (conversation_id);

-- Who answers how fast, and what began in a period.
CREATE INDEX message_answer ON message (agent_id, created_at) WHERE direction = 'outbound';
CREATE INDEX conversation_created ON conversation (created_at, id);
