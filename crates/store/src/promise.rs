//! What we promised, each where it was given.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::promise::{Kind, State};
use domain::{AgentId, ConversationId, CustomerId, MessageId, PromiseId, TeamId};
use jiff::Timestamp;

/// A promise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Id.
    pub id: PromiseId,
    /// The conversation it was given in; read for all that went into that (`conversation::with_merged`).
    pub conversation_id: ConversationId,
    /// The reply that gave it; none when given on the telephone or by letter.
    pub message_id: Option<MessageId>,
    /// What kind.
    pub kind: Kind,
    /// What, in words the customer may read.
    pub text: String,
    /// The words of the reply it was read from.
    pub phrase: String,
    /// Who gave it.
    pub made_by: Option<AgentId>,
    /// Who keeps it.
    pub owner_id: AgentId,
    /// Until when.
    pub due_at: Timestamp,
    /// Until when at first.
    pub first_due_at: Timestamp,
    /// The reply that named the time it has now.
    pub renegotiated_by: Option<MessageId>,
    /// The time before that reply.
    pub renegotiated_from: Option<Timestamp>,
    /// The zone in which the time was meant.
    pub time_zone: String,
    /// Where it stands.
    pub state: State,
    /// When the timer looks at it next.
    pub look_at: Option<Timestamp>,
    /// When somebody was reminded.
    pub reminded_at: Option<Timestamp>,
    /// When its time passed unkept.
    pub passed_at: Option<Timestamp>,
    /// Whether it is due when nobody is there.
    pub outside_hours: bool,
    /// Whether its owner was away when it was looked at.
    pub owner_away: bool,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<AgentId>,
    /// When it was given.
    pub created_at: Timestamp,
}

/// A promise with where it stands among customers and teams now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The promise.
    pub promise: Promise,
    /// Whose conversation it is.
    pub customer_id: CustomerId,
    /// What the customer is called.
    pub customer_name: String,
    /// The team that has the conversation.
    pub team_id: Option<TeamId>,
}

pub(crate) const COLUMNS: &str = "promise.id, promise.conversation_id, promise.message_id, promise.kind, promise.text,
    promise.phrase, promise.made_by, promise.owner_id, promise.due_at, promise.first_due_at, promise.renegotiated_by,
    promise.renegotiated_from, promise.time_zone, promise.state, promise.look_at, promise.reminded_at,
    promise.passed_at, promise.outside_hours, promise.owner_away, promise.ended_at, promise.ended_by,
    promise.created_at";

pub(crate) fn promise(columns: &mut Columns<'_>) -> Result<Promise> {
    Ok(Promise {
        id: columns.next()?,
        conversation_id: columns.next()?,
        message_id: columns.next()?,
        kind: columns.next()?,
        text: columns.next()?,
        phrase: columns.next()?,
        made_by: columns.next()?,
        owner_id: columns.next()?,
        due_at: columns.next()?,
        first_due_at: columns.next()?,
        renegotiated_by: columns.next()?,
        renegotiated_from: columns.next()?,
        time_zone: columns.next()?,
        state: columns.next()?,
        look_at: columns.next()?,
        reminded_at: columns.next()?,
        passed_at: columns.next()?,
        outside_hours: columns.next()?,
        owner_away: columns.next()?,
        ended_at: columns.next()?,
        ended_by: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a promise (its id is given by the database); open, never renegotiated.
pub fn add(tx: &WriteTx<'_>, new: &Promise) -> Result<PromiseId> {
    tx.insert(
        "INSERT INTO promise (conversation_id, message_id, kind, text, phrase, made_by, owner_id, due_at, first_due_at,
         time_zone, state, look_at, outside_hours, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) RETURNING id",
        &[
            &new.conversation_id,
            &new.message_id,
            &new.kind,
            &new.text,
            &new.phrase,
            &new.made_by,
            &new.owner_id,
            &new.due_at,
            &new.first_due_at,
            &new.time_zone,
            &new.state,
            &new.look_at,
            &new.outside_hours,
            &new.created_at,
        ],
    )
}

/// Saves everything that can change of a promise; where it was given and what it says cannot.
pub fn update(tx: &WriteTx<'_>, changed: &Promise) -> Result<()> {
    tx.execute(
        "UPDATE promise SET owner_id = $2, due_at = $3, renegotiated_by = $4, renegotiated_from = $5, time_zone = $6,
         state = $7, look_at = $8, reminded_at = $9, passed_at = $10, outside_hours = $11, owner_away = $12,
         ended_at = $13, ended_by = $14 WHERE id = $1",
        &[
            &changed.id,
            &changed.owner_id,
            &changed.due_at,
            &changed.renegotiated_by,
            &changed.renegotiated_from,
            &changed.time_zone,
            &changed.state,
            &changed.look_at,
            &changed.reminded_at,
            &changed.passed_at,
            &changed.outside_hours,
            &changed.owner_away,
            &changed.ended_at,
            &changed.ended_by,
        ],
    )?;
    Ok(())
}

/// The promise with that id.
pub fn find(tx: &Tx<'_>, id: PromiseId) -> Result<Option<Promise>> {
    tx.first(&format!("SELECT {COLUMNS} FROM promise WHERE id = $1"), &[&id], promise)
}

/// The promises given in these conversations, first due first.
pub fn of_conversations(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<Promise>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM promise WHERE conversation_id IN LIST($1) ORDER BY due_at, id"),
        &[&ids],
        promise,
    )
}

/// The promises a reply gave.
pub fn of_message(tx: &Tx<'_>, message: MessageId) -> Result<Vec<Promise>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM promise WHERE message_id = $1 ORDER BY id"),
        &[&message],
        promise,
    )
}

/// The promises whose time a reply named anew.
pub fn renegotiated_by(tx: &Tx<'_>, message: MessageId) -> Result<Vec<Promise>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM promise WHERE renegotiated_by = $1 ORDER BY id"),
        &[&message],
        promise,
    )
}

/// Lets promises go with the replies that gave them to another conversation.
pub fn move_many(tx: &WriteTx<'_>, messages: &[MessageId], to: ConversationId) -> Result<u64> {
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    tx.execute("UPDATE promise SET conversation_id = $2 WHERE message_id IN LIST($1)", &[&ids, &to])
}

/// When the earliest open promise of these conversations is due.
pub fn earliest(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<Option<Timestamp>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.one(
        "SELECT MIN(due_at) FROM promise WHERE conversation_id IN LIST($1) AND state = 'open'",
        &[&ids],
        only,
    )
}

/// Writes that into the row of a conversation, for the lists.
pub fn mark(tx: &WriteTx<'_>, conversation: ConversationId, due: Option<Timestamp>) -> Result<()> {
    tx.execute("UPDATE conversation SET promise_due_at = $2 WHERE id = $1", &[&conversation, &due])?;
    Ok(())
}

/// Promises the timer has to look at by now.
pub fn to_look_at(tx: &Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Promise>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM promise WHERE look_at IS NOT NULL AND look_at <= $1 ORDER BY look_at, id LIMIT $2"
        ),
        &[&now, &limit],
        promise,
    )
}

/// Open promises due by then whose owner is away or no longer here, first due first.
pub fn of_absent(tx: &Tx<'_>, until: Timestamp, limit: i64) -> Result<Vec<Promise>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM promise JOIN agent ON agent.id = promise.owner_id
             WHERE promise.state = 'open' AND promise.due_at <= $1 AND (agent.away OR agent.deactivated_at IS NOT NULL)
             ORDER BY promise.due_at, promise.id LIMIT $2"
        ),
        &[&until, &limit],
        promise,
    )
}
