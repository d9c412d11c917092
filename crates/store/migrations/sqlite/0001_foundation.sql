-- The foundation: people, customers, conversations, mail in and out, the event log.
-- Times are milliseconds since 1970 UTC. Columns are NOT NULL unless "not yet" or "nobody" means something.
-- AUTOINCREMENT: the id of a deleted row must never name another, since events, logs and links still speak of it.

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

-- People who work here -------------------------------------------------------------------------------------

CREATE TABLE agent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL,
  reach TEXT NOT NULL,
  password_hash TEXT NOT NULL DEFAULT '',
  totp_secret TEXT NOT NULL DEFAULT '',
  totp_last_step INTEGER NOT NULL DEFAULT 0,
  signature TEXT NOT NULL DEFAULT '',
  time_zone TEXT NOT NULL DEFAULT 'UTC',
  theme TEXT NOT NULL DEFAULT 'system',
  -- What an answer to a notification mail becomes: note, customer.
  mail_reply TEXT NOT NULL DEFAULT 'note',
  away INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  deactivated_at INTEGER
) STRICT;

CREATE TABLE team (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE team_member (
  team_id INTEGER NOT NULL REFERENCES team (id),
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  PRIMARY KEY (team_id, agent_id)
) STRICT;
CREATE INDEX team_member_agent ON team_member (agent_id);

CREATE TABLE session (
  token_hash BLOB NOT NULL PRIMARY KEY,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  device TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX session_agent ON session (agent_id);

CREATE TABLE invitation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token_hash BLOB NOT NULL UNIQUE,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  reach TEXT NOT NULL,
  team_id INTEGER REFERENCES team (id),
  invited_by INTEGER REFERENCES agent (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER
) STRICT;

CREATE TABLE password_reset (
  token_hash BLOB NOT NULL PRIMARY KEY,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX password_reset_agent ON password_reset (agent_id);

-- Where customers write to ---------------------------------------------------------------------------------

CREATE TABLE mailbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  address_key TEXT NOT NULL UNIQUE,
  team_id INTEGER REFERENCES team (id),
  signature TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  last_ok_at INTEGER,
  failing_since INTEGER,
  failure TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE mailbox_position (
  mailbox_id INTEGER NOT NULL REFERENCES mailbox (id),
  folder TEXT NOT NULL,
  uid_validity INTEGER NOT NULL,
  uid INTEGER NOT NULL,
  PRIMARY KEY (mailbox_id, folder)
) STRICT;

-- Customers ------------------------------------------------------------------------------------------------

CREATE TABLE organization (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  domain TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX organization_name ON organization (name_key);
CREATE UNIQUE INDEX organization_domain ON organization (domain) WHERE domain <> '';

CREATE TABLE customer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  organization_id INTEGER REFERENCES organization (id),
  language TEXT NOT NULL DEFAULT '',
  time_zone TEXT NOT NULL DEFAULT '',
  fields TEXT NOT NULL DEFAULT '{}',
  created_at INTEGER NOT NULL,
  blocked_at INTEGER,
  merged_into INTEGER REFERENCES customer (id)
) STRICT;
CREATE INDEX customer_name ON customer (name_key, id) WHERE merged_into IS NULL;
CREATE INDEX customer_organization ON customer (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE identity (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  undeliverable_at INTEGER,
  undeliverable_reason TEXT NOT NULL DEFAULT '',
  -- Taken away by us; the row stays, because messages point at it and the removal can be undone.
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX identity_key ON identity (kind, key) WHERE removed_at IS NULL;
CREATE INDEX identity_customer ON identity (customer_id);

CREATE TABLE customer_note (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  agent_id INTEGER REFERENCES agent (id),
  text TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE INDEX customer_note_customer ON customer_note (customer_id, created_at);

-- What a merge moved, as JSON, so that it can be undone to the row.
CREATE TABLE customer_merge (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kept_id INTEGER NOT NULL REFERENCES customer (id),
  merged_id INTEGER NOT NULL REFERENCES customer (id),
  moved TEXT NOT NULL,
  agent_id INTEGER REFERENCES agent (id),
  created_at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX customer_merge_kept ON customer_merge (kept_id);

CREATE TABLE touchpoint (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  detail TEXT NOT NULL DEFAULT '',
  url TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (source, external_id)
) STRICT;
CREATE INDEX touchpoint_customer ON touchpoint (customer_id, occurred_at);

CREATE TABLE customer_order (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  total_minor INTEGER NOT NULL,
  url TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  placed_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (source, external_id)
) STRICT;
CREATE INDEX customer_order_customer ON customer_order (customer_id, placed_at);

-- Customers from a CSV file. The file is kept in pieces, so that no size of it must fit into memory; position, line
-- and counts move in the transaction of the rows they count, so that an import goes on where it stopped.
CREATE TABLE customer_import (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  name TEXT NOT NULL,
  -- draft, running, done, stopped
  state TEXT NOT NULL,
  -- What each column of the file is, as JSON, and what happens to customers we know: update or skip.
  columns TEXT NOT NULL DEFAULT '[]',
  known TEXT NOT NULL DEFAULT 'update',
  size INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL DEFAULT 0,
  line INTEGER NOT NULL DEFAULT 1,
  created_count INTEGER NOT NULL DEFAULT 0,
  updated_count INTEGER NOT NULL DEFAULT 0,
  skipped_count INTEGER NOT NULL DEFAULT 0,
  problem_count INTEGER NOT NULL DEFAULT 0,
  -- The first problems, as JSON.
  problems TEXT NOT NULL DEFAULT '[]',
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX customer_import_running ON customer_import (id) WHERE state = 'running';

CREATE TABLE customer_import_piece (
  customer_import_id INTEGER NOT NULL REFERENCES customer_import (id),
  number INTEGER NOT NULL,
  blob_hash BLOB NOT NULL,
  size INTEGER NOT NULL,
  PRIMARY KEY (customer_import_id, number)
) STRICT;

-- Conversations --------------------------------------------------------------------------------------------

CREATE TABLE conversation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  token TEXT NOT NULL UNIQUE,
  customer_id INTEGER NOT NULL REFERENCES customer (id),
  -- Whether the customer is certain, or somebody should look (forwards, forms, lists).
  customer_certain INTEGER NOT NULL DEFAULT 1,
  mailbox_id INTEGER REFERENCES mailbox (id),
  channel TEXT NOT NULL,
  subject TEXT NOT NULL,
  preview TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  priority TEXT NOT NULL DEFAULT 'normal',
  assignee_id INTEGER REFERENCES agent (id),
  team_id INTEGER REFERENCES team (id),
  snoozed_until INTEGER,
  -- Since when the customer waits for us; null when it is the customer's turn.
  waiting_since INTEGER,
  message_count INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  active_at INTEGER NOT NULL,
  first_reply_at INTEGER,
  closed_at INTEGER,
  merged_into INTEGER REFERENCES conversation (id)
) STRICT;
-- One index per kind of list, in list order, so that a page costs its rows and not the table.
CREATE INDEX conversation_state ON conversation (state, active_at, id) WHERE merged_into IS NULL;
CREATE INDEX conversation_waiting ON conversation (waiting_since, id) WHERE waiting_since IS NOT NULL AND merged_into IS NULL;
CREATE INDEX conversation_unassigned ON conversation (active_at, id) WHERE state = 'open' AND assignee_id IS NULL AND merged_into IS NULL;
CREATE INDEX conversation_assignee ON conversation (assignee_id, state, active_at, id) WHERE assignee_id IS NOT NULL;
CREATE INDEX conversation_team ON conversation (team_id, state, active_at, id) WHERE team_id IS NOT NULL;
CREATE INDEX conversation_customer ON conversation (customer_id, created_at);
CREATE INDEX conversation_snoozed ON conversation (snoozed_until) WHERE snoozed_until IS NOT NULL;

CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE conversation_tag (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  PRIMARY KEY (conversation_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_tag_tag ON conversation_tag (tag_id, conversation_id);

CREATE TABLE follower (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX follower_agent ON follower (agent_id, conversation_id);

-- Kept once per pair, the smaller id first.
CREATE TABLE conversation_link (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  other_id INTEGER NOT NULL REFERENCES conversation (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_link_other ON conversation_link (other_id);

CREATE TABLE blob (
  hash BLOB NOT NULL UNIQUE,
  size INTEGER NOT NULL,
  compressed INTEGER NOT NULL,
  inline INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- A mail as it arrived. The raw bytes are safe here before anything looks at them.
CREATE TABLE inbound (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  raw_hash BLOB NOT NULL UNIQUE,
  source TEXT NOT NULL,
  mailbox_id INTEGER REFERENCES mailbox (id),
  state TEXT NOT NULL,
  problem TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  message_id INTEGER,
  received_at INTEGER NOT NULL
) STRICT;
CREATE INDEX inbound_waiting ON inbound (id) WHERE state = 'waiting';
CREATE INDEX inbound_needs_look ON inbound (id) WHERE state = 'needs_look';

CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  direction TEXT NOT NULL,
  -- message, auto_reply, bounce, feedback_report, bulk
  nature TEXT NOT NULL,
  -- How it came or went: mail, call, letter, form, api, note.
  channel TEXT NOT NULL,
  agent_id INTEGER REFERENCES agent (id),
  identity_id INTEGER REFERENCES identity (id),
  -- From, To, Cc, Bcc and Reply-To as JSON; shown, never queried.
  addresses TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  -- Byte ranges of the text that are quoted history or signature, as JSON.
  folds TEXT NOT NULL DEFAULT '[]',
  html TEXT NOT NULL DEFAULT '',
  remote_count INTEGER NOT NULL DEFAULT 0,
  own_colors INTEGER NOT NULL DEFAULT 0,
  -- The sender knew a reference but doesn't belong to the conversation.
  stranger INTEGER NOT NULL DEFAULT 0,
  mail_message_id TEXT NOT NULL DEFAULT '',
  raw_hash BLOB,
  written_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_conversation ON message (conversation_id, created_at, id);

-- Message-IDs we sent or received, by the first 8 bytes of their SHA-256: threading and the same mail twice.
CREATE TABLE mail_reference (
  key INTEGER NOT NULL,
  message_id INTEGER NOT NULL REFERENCES message (id),
  PRIMARY KEY (key, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- Null while a file is uploaded and its message isn't written yet.
  message_id INTEGER REFERENCES message (id),
  agent_id INTEGER REFERENCES agent (id),
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  -- The file itself, or, with a part, the raw mail that holds it.
  blob_hash BLOB NOT NULL,
  part TEXT NOT NULL DEFAULT '',
  inline INTEGER NOT NULL DEFAULT 0,
  content_id TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_message ON attachment (message_id) WHERE message_id IS NOT NULL;
CREATE INDEX attachment_loose ON attachment (created_at) WHERE message_id IS NULL;

-- How far an answer has come. One row per outbound message, and one per recipient.
CREATE TABLE delivery (
  message_id INTEGER NOT NULL PRIMARY KEY REFERENCES message (id),
  state TEXT NOT NULL,
  send_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  attempted_at INTEGER,
  sent_at INTEGER,
  words TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX delivery_due ON delivery (send_at) WHERE state = 'queued';
CREATE INDEX delivery_sending ON delivery (attempted_at) WHERE state = 'sending';
CREATE INDEX delivery_failed ON delivery (message_id) WHERE state = 'failed';

CREATE TABLE recipient (
  message_id INTEGER NOT NULL REFERENCES message (id),
  address_key TEXT NOT NULL,
  address TEXT NOT NULL,
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  words TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (message_id, address_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  content TEXT NOT NULL,
  -- The last message its writer had seen, to warn when something arrived meanwhile.
  seen_message_id INTEGER,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (conversation_id, agent_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_agent ON draft (agent_id, conversation_id);

-- Whom notes call. By message, so that mentions follow when a conversation is merged or split.
CREATE TABLE mention (
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  message_id INTEGER NOT NULL REFERENCES message (id),
  PRIMARY KEY (agent_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_message ON mention (message_id);

-- The way back from something just done: steps as JSON, taken once, only by who did it, for some minutes.
CREATE TABLE undo (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  words TEXT NOT NULL,
  steps TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX undo_created ON undo (created_at);

CREATE TABLE canned_answer (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX canned_answer_name ON canned_answer (name_key);

CREATE TABLE saved_view (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  -- Null: everybody's.
  agent_id INTEGER REFERENCES agent (id),
  query TEXT NOT NULL,
  position INTEGER NOT NULL DEFAULT 0
) STRICT;

-- What happened --------------------------------------------------------------------------------------------

CREATE TABLE event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  created_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  agent_id INTEGER,
  customer_id INTEGER,
  conversation_id INTEGER,
  message_id INTEGER,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX event_conversation ON event (conversation_id, id) WHERE conversation_id IS NOT NULL;
CREATE INDEX event_customer ON event (customer_id, id) WHERE conversation_id IS NULL AND customer_id IS NOT NULL;

CREATE TABLE event_cursor (
  consumer TEXT NOT NULL PRIMARY KEY,
  transaction_id INTEGER NOT NULL,
  event_id INTEGER NOT NULL
) STRICT;

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  -- ready, running, failed (given up); a finished job is gone.
  state TEXT NOT NULL,
  run_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  problem TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (run_at, id) WHERE state <> 'failed';
CREATE INDEX job_failed ON job (id) WHERE state = 'failed';

CREATE TABLE notification (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  kind TEXT NOT NULL,
  conversation_id INTEGER REFERENCES conversation (id),
  message_id INTEGER REFERENCES message (id),
  by_agent_id INTEGER REFERENCES agent (id),
  created_at INTEGER NOT NULL,
  seen_at INTEGER
) STRICT;
CREATE INDEX notification_agent ON notification (agent_id, created_at);
CREATE INDEX notification_unseen ON notification (agent_id, conversation_id) WHERE seen_at IS NULL;

CREATE TABLE notification_setting (
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  kind TEXT NOT NULL,
  on_page INTEGER NOT NULL,
  by_mail INTEGER NOT NULL,
  PRIMARY KEY (agent_id, kind)
) STRICT;

-- The tokens in the reply addresses of notification mails: whose mail brings an answer, and where to.
CREATE TABLE notification_reply (
  token_hash BLOB NOT NULL PRIMARY KEY,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notification_reply_created ON notification_reply (created_at);

-- Answers taken, by the hash of address and Message-ID: the same mail through two mailboxes answers once.
CREATE TABLE notification_answer (
  mail_hash BLOB NOT NULL PRIMARY KEY,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notification_answer_created ON notification_answer (created_at);

-- Other systems --------------------------------------------------------------------------------------------

CREATE TABLE api_token (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created_by INTEGER REFERENCES agent (id),
  created_at INTEGER NOT NULL,
  used_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE idempotency (
  api_token_id INTEGER NOT NULL REFERENCES api_token (id),
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  response TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (api_token_id, key)
) STRICT;
CREATE INDEX idempotency_created ON idempotency (created_at);

-- Search: words prepared by domain::words, so that both engines find the same. They hold letters and digits only,
-- so the plainest tokenizer is right; unicode61 would split and fold some of them by tables of its own. --------

CREATE VIRTUAL TABLE message_search USING fts5 (
  subject, body, sender, recipients, files,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);

CREATE VIRTUAL TABLE customer_search USING fts5 (
  name, identities, notes,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);
