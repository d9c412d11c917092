//! Conversations and the lists of them.

use crate::clause::Clauses;
use crate::error::Result;
use crate::scope::Scope;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::conversation::{Priority, State};
use domain::{AgentId, ConversationId, CustomerId, MailboxId, TeamId, Token};
use jiff::Timestamp;

/// A conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Id.
    pub id: ConversationId,
    /// Its unguessable name in reply addresses and customers' links.
    pub token: Token,
    /// Whose.
    pub customer_id: CustomerId,
    /// Whether that is certain, or somebody should look.
    pub customer_certain: bool,
    /// The mailbox it is answered from.
    pub mailbox_id: Option<MailboxId>,
    /// How it came: `mail`, `form`, `api`, `call`, `letter`.
    pub channel: String,
    /// What it is about.
    pub subject: String,
    /// The beginning of the latest message.
    pub preview: String,
    /// Whose turn it is.
    pub state: State,
    /// How it stands in line.
    pub priority: Priority,
    /// Who has it.
    pub assignee_id: Option<AgentId>,
    /// Which team has it.
    pub team_id: Option<TeamId>,
    /// When it comes back.
    pub snoozed_until: Option<Timestamp>,
    /// Since when the customer waits for us.
    pub waiting_since: Option<Timestamp>,
    /// Messages in it, notes too.
    pub message_count: i64,
    /// Since when there is one.
    pub created_at: Timestamp,
    /// The last message.
    pub active_at: Timestamp,
    /// Our first answer.
    pub first_reply_at: Option<Timestamp>,
    /// When it was closed, if it is.
    pub closed_at: Option<Timestamp>,
    /// The conversation this one went into.
    pub merged_into: Option<ConversationId>,
    /// When the earliest of its open promises is due; kept by [`crate::promise`].
    pub promise_due_at: Option<Timestamp>,
    /// How upset the customer is, 0 to 3; kept by [`crate::signal`].
    pub upset: i64,
    /// Why, in a few words.
    pub upset_words: String,
}

/// What a new conversation begins with.
#[derive(Clone, Debug)]
pub struct NewConversation<'a> {
    /// Its token.
    pub token: Token,
    /// Whose.
    pub customer_id: CustomerId,
    /// Whether that is certain.
    pub customer_certain: bool,
    /// The mailbox it came to.
    pub mailbox_id: Option<MailboxId>,
    /// How it came.
    pub channel: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// The team it goes to.
    pub team_id: Option<TeamId>,
    /// Where it stands.
    pub state: State,
}

/// A line in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The conversation.
    pub conversation: Conversation,
    /// The customer's name, or what stands for it.
    pub customer_name: String,
}

/// Which conversations, in list order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// Open ones of an agent, latest first.
    Assigned(AgentId),
    /// Open ones that nobody has, latest first.
    Unassigned,
    /// Open ones of a team, latest first.
    Team(TeamId),
    /// All in a state, latest first.
    InState(State),
    /// Those where a customer waits for us, longest first.
    WaitingLongest,
    /// Those an agent follows, latest first.
    Followed(AgentId),
    /// Those in which an agent has begun to write, latest first.
    Drafted(AgentId),
    /// Those with a note that calls an agent, latest first.
    Mentioned(AgentId),
    /// All of one customer, latest first.
    OfCustomer(CustomerId),
}

/// Where a page of a list ends: the sort value and id of its last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct After {
    /// Milliseconds of the column the list is sorted by.
    pub sort: i64,
    /// The id, for those with the same time.
    pub id: ConversationId,
}

/// What the customer of a conversation is called.
pub(crate) const CUSTOMER_NAME: &str =
    "COALESCE(NULLIF(customer.name, ''), (SELECT value FROM identity WHERE identity.customer_id = customer.id
    AND identity.removed_at IS NULL ORDER BY identity.id LIMIT 1), '')";

pub(crate) const COLUMNS: &str = "conversation.id, conversation.token, conversation.customer_id, conversation.customer_certain,
    conversation.mailbox_id, conversation.channel, conversation.subject, conversation.preview, conversation.state,
    conversation.priority, conversation.assignee_id, conversation.team_id, conversation.snoozed_until,
    conversation.waiting_since, conversation.message_count, conversation.created_at, conversation.active_at,
    conversation.first_reply_at, conversation.closed_at, conversation.merged_into, conversation.promise_due_at,
    conversation.upset, conversation.upset_words";

pub(crate) fn conversation(columns: &mut Columns<'_>) -> Result<Conversation> {
    Ok(Conversation {
        id: columns.next()?,
        token: columns.next()?,
        customer_id: columns.next()?,
        customer_certain: columns.next()?,
        mailbox_id: columns.next()?,
        channel: columns.next()?,
        subject: columns.next()?,
        preview: columns.next()?,
        state: columns.next()?,
        priority: columns.next()?,
        assignee_id: columns.next()?,
        team_id: columns.next()?,
        snoozed_until: columns.next()?,
        waiting_since: columns.next()?,
        message_count: columns.next()?,
        created_at: columns.next()?,
        active_at: columns.next()?,
        first_reply_at: columns.next()?,
        closed_at: columns.next()?,
        merged_into: columns.next()?,
        promise_due_at: columns.next()?,
        upset: columns.next()?,
        upset_words: columns.next()?,
    })
}

/// Opens a conversation.
pub fn open(tx: &WriteTx<'_>, new: &NewConversation<'_>, now: Timestamp) -> Result<ConversationId> {
    tx.insert(
        "INSERT INTO conversation (token, customer_id, customer_certain, mailbox_id, channel, subject, team_id, state, created_at, active_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING id",
        &[
            &new.token, &new.customer_id, &new.customer_certain, &new.mailbox_id, &new.channel, &new.subject,
            &new.team_id, &new.state, &now,
        ],
    )
}

/// Saves everything of the conversation but its id, token, channel and beginning.
pub fn update(tx: &WriteTx<'_>, changed: &Conversation) -> Result<()> {
    tx.execute(
        "UPDATE conversation SET customer_id = $2, customer_certain = $3, mailbox_id = $4, subject = $5, preview = $6,
         state = $7, priority = $8, assignee_id = $9, team_id = $10, snoozed_until = $11, waiting_since = $12,
         message_count = $13, active_at = $14, first_reply_at = $15, closed_at = $16, merged_into = $17 WHERE id = $1",
        &[
            &changed.id, &changed.customer_id, &changed.customer_certain, &changed.mailbox_id, &changed.subject,
            &changed.preview, &changed.state, &changed.priority, &changed.assignee_id, &changed.team_id,
            &changed.snoozed_until, &changed.waiting_since, &changed.message_count, &changed.active_at,
            &changed.first_reply_at, &changed.closed_at, &changed.merged_into,
        ],
    )?;
    Ok(())
}

/// The conversation with that id, if the scope includes it.
pub fn find(tx: &Tx<'_>, scope: &Scope, id: ConversationId) -> Result<Option<Conversation>> {
    let mut query = Clauses::default();
    query.push("SELECT ").push(COLUMNS).bind(" FROM conversation WHERE conversation.id = $", id);
    scope.limit(&mut query);
    tx.first(query.sql(), &query.values(), conversation)
}

/// The conversation and all that went into it, it first: what belongs to a conversation stays where it came about, so
/// that a merge can be undone, and is read for all of them.
pub fn with_merged(tx: &Tx<'_>, id: ConversationId) -> Result<Vec<ConversationId>> {
    tx.query(
        "WITH RECURSIVE gone (id, depth) AS (
           SELECT id, 0 FROM conversation WHERE id = $1
           UNION SELECT conversation.id, gone.depth + 1 FROM conversation JOIN gone ON conversation.merged_into = gone.id
         ) SELECT id FROM gone ORDER BY depth, id",
        &[&id],
        only,
    )
}

/// The conversation with that token.
pub fn find_by_token(tx: &Tx<'_>, token: &Token) -> Result<Option<Conversation>> {
    tx.first(&format!("SELECT {COLUMNS} FROM conversation WHERE token = $1"), &[token], conversation)
}

/// A page of a list.
pub fn list(tx: &Tx<'_>, scope: &Scope, list: &List, after: Option<After>, limit: i64) -> Result<Vec<Line>> {
    let query = page_of(scope, list, after, limit);
    tx.query(query.sql(), &query.values(), |columns| {
        Ok(Line { conversation: conversation(columns)?, customer_name: columns.next()? })
    })
}

fn page_of(scope: &Scope, list: &List, after: Option<After>, limit: i64) -> Clauses<'static> {
    let mut query = Clauses::default();
    query.push("SELECT ").push(COLUMNS).push(", ").push(CUSTOMER_NAME).push(" FROM conversation");
    query.push(led_by(list));
    query.push(
        " JOIN customer ON customer.id = conversation.customer_id WHERE conversation.merged_into IS NULL",
    );
    restrict(list, &mut query);
    scope.limit(&mut query);
    let (column, backwards) = match list {
        List::WaitingLongest => ("waiting_since", false),
        List::OfCustomer(_) => ("created_at", true),
        _ => ("active_at", true),
    };
    if let Some(after) = after {
        let (sort, id) = (after.sort, after.id);
        let sign = if backwards { "<" } else { ">" };
        query
            .bind(&format!(" AND (conversation.{column}, conversation.id) {sign} ($"), sort)
            .bind(", $)", id);
    }
    let direction = if backwards { "DESC" } else { "ASC" };
    query.push(&format!(" ORDER BY conversation.{column} {direction}, conversation.id {direction}"));
    query.bind(" LIMIT $", limit);
    query
}

/// How many there are; counting stops at `limit`, because nobody reads a larger number and it would cost the
/// size of the table.
pub fn count(tx: &Tx<'_>, scope: &Scope, list: &List, limit: i64) -> Result<i64> {
    let query = number_of(scope, list, limit);
    tx.one(query.sql(), &query.values(), only)
}

fn number_of(scope: &Scope, list: &List, limit: i64) -> Clauses<'static> {
    let mut query = Clauses::default();
    query.push("SELECT COUNT(*) FROM (SELECT 1 FROM conversation").push(led_by(list));
    query.push(" WHERE conversation.merged_into IS NULL");
    restrict(list, &mut query);
    scope.limit(&mut query);
    query.bind(" LIMIT $) AS counted", limit);
    query
}

/// The index made for a list, where SQLite would take that of the state: most conversations that are open may be
/// somebody's, and sorting all of them by how long they wait costs the size of the house.
fn led_by(list: &List) -> &'static str {
    match list {
        List::Unassigned => " BY INDEX(conversation_unassigned)",
        List::WaitingLongest => " BY INDEX(conversation_waiting)",
        _ => "",
    }
}

/// Adds the conditions of a list, worded so that the index made for it applies.
fn restrict(list: &List, query: &mut Clauses<'_>) {
    match *list {
        List::Assigned(agent) => {
            query.bind(" AND conversation.assignee_id = $ AND conversation.state = 'open'", agent)
        }
        List::Unassigned => {
            query.push(" AND conversation.state = 'open' AND conversation.assignee_id IS NULL")
        }
        List::Team(team) => query.bind(" AND conversation.team_id = $ AND conversation.state = 'open'", team),
        List::InState(state) => query.bind(" AND conversation.state = $", state),
        List::WaitingLongest => {
            query.push(" AND conversation.waiting_since IS NOT NULL AND conversation.state = 'open'")
        }
        List::Followed(agent) => query.bind(
            " AND conversation.id IN (SELECT conversation_id FROM follower WHERE follower.agent_id = $)",
            agent,
        ),
        List::Drafted(agent) => query.bind(
            " AND conversation.id IN (SELECT conversation_id FROM draft WHERE draft.agent_id = $)",
            agent,
        ),
        List::Mentioned(agent) => query.bind(
            " AND conversation.id IN (SELECT message.conversation_id FROM mention
              JOIN message ON message.id = mention.message_id WHERE mention.agent_id = $)",
            agent,
        ),
        List::OfCustomer(customer) => query.bind(" AND conversation.customer_id = $", customer),
    };
}

/// Snoozed conversations whose time has come.
pub fn due_back(tx: &Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Conversation>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM conversation WHERE snoozed_until IS NOT NULL AND snoozed_until <= $1
             ORDER BY snoozed_until, id LIMIT $2"
        ),
        &[&now, &limit],
        conversation,
    )
}

/// When the next snoozed conversation comes back.
pub fn next_due_back(tx: &Tx<'_>) -> Result<Option<Timestamp>> {
    tx.first(
        "SELECT snoozed_until FROM conversation WHERE snoozed_until IS NOT NULL ORDER BY snoozed_until LIMIT 1",
        &[],
        only,
    )
}

/// Everything an agent has that isn't done, snoozed and waiting ones too: what somebody else needs when they go.
pub fn held_by(tx: &Tx<'_>, agent: AgentId) -> Result<Vec<Conversation>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM conversation WHERE assignee_id = $1 AND state <> 'closed' AND merged_into IS NULL
             ORDER BY id"
        ),
        &[&agent],
        conversation,
    )
}

/// Everything of a team that isn't done.
pub fn of_team(tx: &Tx<'_>, team: TeamId) -> Result<Vec<Conversation>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM conversation WHERE team_id = $1 AND state <> 'closed' AND merged_into IS NULL
             ORDER BY id"
        ),
        &[&team],
        conversation,
    )
}

/// The latest conversation of a customer that a new mail without any reference could belong to.
pub fn latest_of_customer(tx: &Tx<'_>, customer: CustomerId) -> Result<Option<Conversation>> {
    tx.first(
        &format!(
            "SELECT {COLUMNS} FROM conversation WHERE customer_id = $1 AND merged_into IS NULL
             ORDER BY created_at DESC, id DESC LIMIT 1"
        ),
        &[&customer],
        conversation,
    )
}

/// Lets an agent follow a conversation; true when they didn't.
pub fn follow(tx: &WriteTx<'_>, id: ConversationId, agent: AgentId) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO follower (conversation_id, agent_id) VALUES ($1, $2) ON CONFLICT (conversation_id, agent_id) DO NOTHING",
        &[&id, &agent],
    )?;
    Ok(added == 1)
}

/// Stops following; true when they did follow.
pub fn unfollow(tx: &WriteTx<'_>, id: ConversationId, agent: AgentId) -> Result<bool> {
    Ok(tx.execute("DELETE FROM follower WHERE conversation_id = $1 AND agent_id = $2", &[&id, &agent])? == 1)
}

/// Who follows it.
pub fn followers(tx: &Tx<'_>, id: ConversationId) -> Result<Vec<AgentId>> {
    tx.query("SELECT agent_id FROM follower WHERE conversation_id = $1 ORDER BY agent_id", &[&id], only)
}

/// Links two conversations about the same matter; nothing happens when they are.
pub fn link(tx: &WriteTx<'_>, one: ConversationId, other: ConversationId, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO conversation_link (conversation_id, other_id, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (conversation_id, other_id) DO NOTHING",
        &[&one.min(other), &one.max(other), &now],
    )?;
    Ok(())
}

/// Takes a link away; true when there was one.
pub fn unlink(tx: &WriteTx<'_>, one: ConversationId, other: ConversationId) -> Result<bool> {
    let removed = tx.execute(
        "DELETE FROM conversation_link WHERE conversation_id = $1 AND other_id = $2",
        &[&one.min(other), &one.max(other)],
    )?;
    Ok(removed == 1)
}

/// The conversations linked with this one.
pub fn linked(tx: &Tx<'_>, id: ConversationId) -> Result<Vec<ConversationId>> {
    tx.query(
        "SELECT other_id FROM conversation_link WHERE conversation_id = $1
         UNION SELECT conversation_id FROM conversation_link WHERE other_id = $1 ORDER BY 1",
        &[&id],
        only,
    )
}

#[cfg(test)]
mod tests;
