//! Signals of effort and rage, one for each message of a customer, and what they are made of.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::conversation::State;
use domain::{AgentId, ConversationId, CustomerId, EventKind, MessageId, TagId, TeamId};
use jiff::Timestamp;

/// A signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    /// Of which message.
    pub message_id: MessageId,
    /// The conversation it came in.
    pub conversation_id: ConversationId,
    /// 0 calm to 3 extremely upset.
    pub level: i64,
    /// The chance of rage, in thousandths.
    pub probability: i64,
    /// How often the customer has had to try by then.
    pub tries: i64,
    /// What it is made of, as JSON; what is in it is `app`'s affair.
    pub reasons: String,
    /// What is asked for, when the words say so.
    pub wanted: String,
    /// Whether staff is abused.
    pub is_abuse: bool,
    /// Whether somebody is threatened.
    pub is_threat: bool,
    /// The level as a person sees it.
    pub corrected_level: Option<i64>,
    /// Who said so.
    pub corrected_by: Option<AgentId>,
    /// When.
    pub corrected_at: Option<Timestamp>,
    /// Whom it brought.
    pub brought_id: Option<AgentId>,
    /// When the message came.
    pub created_at: Timestamp,
}

impl Signal {
    /// The level that counts: a person's word before the machine's.
    pub fn counts_as(&self) -> i64 {
        self.corrected_level.unwrap_or(self.level)
    }
}

pub(crate) const COLUMNS: &str = "signal.message_id, signal.conversation_id, signal.level, signal.probability, signal.tries,
    signal.reasons, signal.wanted, signal.is_abuse, signal.is_threat, signal.corrected_level, signal.corrected_by,
    signal.corrected_at, signal.brought_id, signal.created_at";

pub(crate) fn signal(columns: &mut Columns<'_>) -> Result<Signal> {
    Ok(Signal {
        message_id: columns.next()?,
        conversation_id: columns.next()?,
        level: columns.next()?,
        probability: columns.next()?,
        tries: columns.next()?,
        reasons: columns.next()?,
        wanted: columns.next()?,
        is_abuse: columns.next()?,
        is_threat: columns.next()?,
        corrected_level: columns.next()?,
        corrected_by: columns.next()?,
        corrected_at: columns.next()?,
        brought_id: columns.next()?,
        created_at: columns.next()?,
    })
}

/// Adds a signal; false when the message has one already, which then stays.
pub fn add(tx: &WriteTx<'_>, new: &Signal) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO signal (message_id, conversation_id, level, probability, tries, reasons, wanted, is_abuse,
         is_threat, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (message_id) DO NOTHING",
        &[
            &new.message_id, &new.conversation_id, &new.level, &new.probability, &new.tries, &new.reasons,
            &new.wanted, &new.is_abuse, &new.is_threat, &new.created_at,
        ],
    )?;
    Ok(added == 1)
}

/// The signal of a message.
pub fn find(tx: &Tx<'_>, message: MessageId) -> Result<Option<Signal>> {
    tx.first(&format!("SELECT {COLUMNS} FROM signal WHERE message_id = $1"), &[&message], signal)
}

/// The signals of these messages, by message.
pub fn of_messages(tx: &Tx<'_>, messages: &[MessageId]) -> Result<Vec<Signal>> {
    let ids: Vec<i64> = messages.iter().map(|id| id.0).collect();
    tx.query(
        &format!("SELECT {COLUMNS} FROM signal WHERE message_id IN LIST($1) ORDER BY message_id"),
        &[&ids],
        signal,
    )
}

/// The latest signal of these conversations before that message's time.
pub fn latest(tx: &Tx<'_>, conversations: &[ConversationId], before: Timestamp) -> Result<Option<Signal>> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.first(
        &format!(
            "SELECT {COLUMNS} FROM signal WHERE conversation_id IN LIST($1) AND created_at < $2
             ORDER BY created_at DESC, message_id DESC LIMIT 1"
        ),
        &[&ids, &before],
        signal,
    )
}

/// Whether the customer was very upset in one of these conversations, at any time.
pub fn had_rage(tx: &Tx<'_>, conversations: &[ConversationId]) -> Result<bool> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    tx.one(
        "SELECT COUNT(*) FROM (SELECT 1 FROM signal WHERE conversation_id IN LIST($1)
         AND COALESCE(corrected_level, level) >= 2 LIMIT 1) AS counted",
        &[&ids],
        |columns| Ok(columns.next::<i64>()? > 0),
    )
}

/// A customer's latest signals, in all their conversations.
pub fn of_customer(tx: &Tx<'_>, customer: CustomerId, limit: i64) -> Result<Vec<Signal>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM signal JOIN conversation ON conversation.id = signal.conversation_id
             WHERE conversation.customer_id = $1 ORDER BY signal.created_at DESC, signal.message_id DESC LIMIT $2"
        ),
        &[&customer, &limit],
        signal,
    )
}

/// Notes what a person says of it.
pub fn correct(
    tx: &WriteTx<'_>,
    message: MessageId,
    level: i64,
    agent: Option<AgentId>,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "UPDATE signal SET corrected_level = $2, corrected_by = $3, corrected_at = $4 WHERE message_id = $1",
        &[&message, &level, &agent, &now],
    )?;
    Ok(())
}

/// Forgets what was said of it; false when nothing was.
pub fn undo_correction(tx: &WriteTx<'_>, message: MessageId) -> Result<bool> {
    let undone = tx.execute(
        "UPDATE signal SET corrected_level = NULL, corrected_by = NULL, corrected_at = NULL
         WHERE message_id = $1 AND corrected_level IS NOT NULL",
        &[&message],
    )?;
    Ok(undone == 1)
}

/// Notes whom it brought.
pub fn set_brought(tx: &WriteTx<'_>, message: MessageId, agent: AgentId) -> Result<()> {
    tx.execute("UPDATE signal SET brought_id = $2 WHERE message_id = $1", &[&message, &agent])?;
    Ok(())
}

/// What the conversation's line in lists shows of it.
pub fn show(tx: &WriteTx<'_>, conversation: ConversationId, level: i64, words: &str) -> Result<()> {
    tx.execute(
        "UPDATE conversation SET upset = $2, upset_words = $3 WHERE id = $1",
        &[&conversation, &level, &words],
    )?;
    Ok(())
}

/// What happened to a customer in a matter by a certain time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// Handovers that were felt.
    pub handovers: i64,
    /// Promises whose time passed.
    pub promises: i64,
    /// What was asked for and refused.
    pub refusals: i64,
}

/// Counts it.
pub fn circumstances(tx: &Tx<'_>, conversations: &[ConversationId], by: Timestamp) -> Result<Circumstances> {
    let ids: Vec<i64> = conversations.iter().map(|id| id.0).collect();
    let found = tx.first(
        "SELECT
           (SELECT COUNT(*) FROM handover WHERE conversation_id IN LIST($1) AND felt AND ended_at <= $2),
           (SELECT COUNT(*) FROM promise WHERE conversation_id IN LIST($1) AND passed_at <= $2),
           (SELECT COUNT(*) FROM remedy WHERE conversation_id IN LIST($1) AND state = 'declined' AND ended_at <= $2)
           + (SELECT COUNT(*) FROM policy_mark WHERE conversation_id IN LIST($1) AND kind = 'refused'
              AND removed_at IS NULL AND created_at <= $2)",
        &[&ids, &by],
        |columns| {
            Ok(Circumstances {
                handovers: columns.next()?,
                promises: columns.next()?,
                refusals: columns.next()?,
            })
        },
    )?;
    Ok(found.unwrap_or_default())
}

/// When a closed conversation was opened again, and by which message, if by one; oldest first.
pub fn reopenings(tx: &Tx<'_>, conversation: ConversationId) -> Result<Vec<(Timestamp, Option<MessageId>)>> {
    let changed = tx.query(
        "SELECT 0, id, created_at, agent_id, customer_id, conversation_id, message_id, body FROM event
         WHERE conversation_id = $1 AND kind = 'conversation_state_changed' ORDER BY id",
        &[&conversation],
        crate::event::recorded,
    )?;
    let reopened = |recorded: crate::event::Recorded| match recorded.event.kind {
        EventKind::ConversationStateChanged { from: State::Closed, .. } => {
            Some((recorded.at, recorded.event.message))
        }
        _ => None,
    };
    Ok(changed.into_iter().filter_map(reopened).collect())
}

/// How conversations are told apart when they are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By stretches of so many milliseconds since the beginning of the period.
    Stretch(i64),
    /// By team; nobody's are group 0.
    Team,
    /// By tag; one with two tags counts in both.
    Tag,
}

/// Conversations of a group in which a customer wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The stretch's number, or the id of the team or tag.
    pub group: i64,
    /// All of them.
    pub conversations: i64,
    /// Those in which the customer was very or extremely upset.
    pub upset: i64,
    /// Those in which the customer had to try at least as often as asked.
    pub tried: i64,
}

impl Tally {
    /// The team, when tallied by team.
    pub fn team(self) -> Option<TeamId> {
        (self.group > 0).then_some(TeamId(self.group))
    }

    /// The tag, when tallied by tag.
    pub fn tag(self) -> TagId {
        TagId(self.group)
    }
}

/// Counts the conversations that had signals in a period: `tries` is from how many tries on one counts as tried.
pub fn tallies(
    tx: &Tx<'_>,
    (from, to): (Timestamp, Timestamp),
    grouping: Grouping,
    tries: i64,
) -> Result<Vec<Tally>> {
    let (group, join) = match grouping {
        Grouping::Stretch(length) => (format!("(signal.created_at - $1) / {}", length.max(1)), ""),
        Grouping::Team => (
            "COALESCE(conversation.team_id, 0)".to_owned(),
            " JOIN conversation ON conversation.id = signal.conversation_id",
        ),
        Grouping::Tag => (
            "conversation_tag.tag_id".to_owned(),
            " JOIN conversation_tag ON conversation_tag.conversation_id = signal.conversation_id",
        ),
    };
    tx.query(
        &format!(
            "SELECT {group} AS grouped, COUNT(DISTINCT signal.conversation_id),
             COUNT(DISTINCT CASE WHEN COALESCE(signal.corrected_level, signal.level) >= 2 THEN signal.conversation_id END),
             COUNT(DISTINCT CASE WHEN signal.tries >= $3 THEN signal.conversation_id END)
             FROM signal{join} WHERE signal.created_at >= $1 AND signal.created_at < $2
             GROUP BY 1 ORDER BY 1"
        ),
        &[&from, &to, &tries],
        |columns| {
            Ok(Tally {
                group: columns.next()?,
                conversations: columns.next()?,
                upset: columns.next()?,
                tried: columns.next()?,
            })
        },
    )
}

/// Of the marks that people judged in a period, how many there were and how many were right about rage.
pub fn judged(tx: &Tx<'_>, (from, to): (Timestamp, Timestamp)) -> Result<(i64, i64)> {
    let found = tx.first(
        "SELECT COUNT(*), COUNT(CASE WHEN corrected_level >= 2 THEN 1 END) FROM signal
         WHERE created_at >= $1 AND created_at < $2 AND level >= 2 AND corrected_level IS NOT NULL",
        &[&from, &to],
        |columns| Ok((columns.next()?, columns.next()?)),
    )?;
    Ok(found.unwrap_or_default())
}

/// The most tries of each conversation that had signals in a period, ascending.
pub fn tries(tx: &Tx<'_>, (from, to): (Timestamp, Timestamp)) -> Result<Vec<i64>> {
    tx.query(
        "SELECT MAX(tries) FROM signal WHERE created_at >= $1 AND created_at < $2 GROUP BY conversation_id ORDER BY 1",
        &[&from, &to],
        only,
    )
}

/// How many signals of a period brought somebody, and how many abuse somebody.
pub fn helped(tx: &Tx<'_>, (from, to): (Timestamp, Timestamp)) -> Result<(i64, i64)> {
    let found = tx.first(
        "SELECT COUNT(brought_id), COUNT(CASE WHEN is_abuse THEN 1 END) FROM signal
         WHERE created_at >= $1 AND created_at < $2",
        &[&from, &to],
        |columns| Ok((columns.next()?, columns.next()?)),
    )?;
    Ok(found.unwrap_or_default())
}
