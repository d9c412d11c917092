-- Power to act: what we give, who may give how much, who is asked above that, and where the money stands.
-- Amounts are whole minor units (cents) beside an ISO 4217 code.

CREATE TABLE remedy_kind (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL,
  -- Whether it costs money that must be named.
  has_cost INTEGER NOT NULL,
  -- low (can be taken back), medium, high (dangerous: two people)
  risk TEXT NOT NULL,
  -- Whether another system carries it out; else it is done when it is given.
  is_carried_out INTEGER NOT NULL,
  retired_at INTEGER
) STRICT;
INSERT INTO remedy_kind (name, name_key, position, has_cost, risk, is_carried_out) VALUES
  ('Apology', 'apology', 1, 0, 'low', 0),
  ('Explanation', 'explanation', 2, 0, 'low', 0),
  ('Refund', 'refund', 3, 1, 'medium', 1),
  ('Credit', 'credit', 4, 1, 'low', 1),
  ('Replacement', 'replacement', 5, 1, 'low', 1),
  ('Waived fee', 'waived fee', 6, 1, 'low', 1),
  ('Expedite', 'expedite', 7, 1, 'low', 1),
  ('Gift', 'gift', 8, 1, 'low', 1),
  ('Donation', 'donation', 9, 1, 'medium', 1),
  ('Bank transfer', 'bank transfer', 10, 1, 'high', 1);

-- One rule of authority. Empty or null means any; of several that fit, the most generous holds.
CREATE TABLE authority (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  role TEXT NOT NULL DEFAULT '',
  remedy_kind_id INTEGER REFERENCES remedy_kind (id),
  risk TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  case_minor INTEGER NOT NULL,
  customer_minor INTEGER NOT NULL,
  agent_minor INTEGER NOT NULL,
  -- Days over which the sums for a customer and an agent are taken.
  period_days INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX authority_current ON authority (role) WHERE ended_at IS NULL;
-- Until a house decides for itself: who talks to the customer can put most things right now.
INSERT INTO authority (role, currency, case_minor, customer_minor, agent_minor, period_days, created_at) VALUES
  ('agent', 'EUR', 5000, 10000, 100000, 30, 0),
  ('lead', 'EUR', 30000, 60000, 500000, 30, 0),
  ('owner', 'EUR', 1000000, 2000000, 10000000, 30, 0);

CREATE TABLE remedy (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- The same request again gives once.
  request_key TEXT NOT NULL UNIQUE,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id),
  remedy_kind_id INTEGER NOT NULL REFERENCES remedy_kind (id),
  cost_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  order_id INTEGER REFERENCES customer_order (id),
  for_what TEXT NOT NULL,
  -- The class of the reason, as authority knows it, and why in words.
  reason TEXT NOT NULL DEFAULT '',
  why TEXT NOT NULL,
  agent_id INTEGER NOT NULL REFERENCES agent (id),
  message_id INTEGER REFERENCES message (id),
  -- asked, given, sending, done, failed, declined, withdrawn, taken_back
  state TEXT NOT NULL,
  -- Yeses that are needed before it is given: 0 inside one's authority, 2 for the dangerous ones.
  yes_needed INTEGER NOT NULL DEFAULT 0,
  external_id TEXT NOT NULL DEFAULT '',
  problem TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER,
  created_at INTEGER NOT NULL,
  given_at INTEGER,
  ended_at INTEGER
) STRICT;
CREATE INDEX remedy_conversation ON remedy (conversation_id, id);
CREATE INDEX remedy_agent ON remedy (agent_id, given_at) WHERE given_at IS NOT NULL;
CREATE INDEX remedy_given ON remedy (given_at) WHERE given_at IS NOT NULL;
CREATE INDEX remedy_due ON remedy (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

CREATE TABLE approval (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  remedy_id INTEGER NOT NULL REFERENCES remedy (id),
  approver_id INTEGER NOT NULL REFERENCES agent (id),
  -- waiting, approved, declined, escalated, withdrawn
  state TEXT NOT NULL,
  -- Why it was asked: the clause of authority that failed, in words.
  clause TEXT NOT NULL,
  deadline_at INTEGER NOT NULL,
  -- Nobody else is left to ask: it waits here past its deadline.
  is_overdue INTEGER NOT NULL DEFAULT 0,
  words TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX approval_remedy ON approval (remedy_id, id);
CREATE INDEX approval_approver ON approval (approver_id, deadline_at) WHERE state = 'waiting';
CREATE INDEX approval_deadline ON approval (deadline_at) WHERE state = 'waiting';
CREATE INDEX approval_made ON approval (created_at);

-- Double entry: the entries of a posting sum to zero in each currency. Debits are positive.
CREATE TABLE ledger_posting (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  remedy_id INTEGER NOT NULL REFERENCES remedy (id),
  -- given, carried_out, taken_back
  kind TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (remedy_id, kind)
) STRICT;

CREATE TABLE ledger_entry (
  ledger_posting_id INTEGER NOT NULL REFERENCES ledger_posting (id),
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (ledger_posting_id, account, currency)
) STRICT, WITHOUT ROWID;
CREATE INDEX ledger_entry_account ON ledger_entry (account, currency);

-- Money a person or a team may give in a month without a story behind every cent.
CREATE TABLE budget (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  agent_id INTEGER REFERENCES agent (id),
  team_id INTEGER REFERENCES team (id),
  currency TEXT NOT NULL,
  month_minor INTEGER NOT NULL,
  -- Whether what is left at the end of a month may be given in the next.
  carries_over INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
