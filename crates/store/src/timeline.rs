//! All that happened with one customer, as one stream of pointers, newest first.

use crate::clause::Clauses;
use crate::error::{Error, Result};
use crate::scope::Scope;
use crate::sql::Tx;
use domain::CustomerId;
use jiff::Timestamp;

/// What a pointer points at. The order is the order of things that happened in the same millisecond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An event of the log.
    Event,
    /// A conversation, at its beginning.
    Conversation,
    /// A customer note.
    Note,
    /// An order, when it was placed.
    Order,
    /// A touchpoint, when it occurred.
    Touchpoint,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Event, Self::Conversation, Self::Note, Self::Order, Self::Touchpoint];

    /// Its number, for cursors.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The kind with that number.
    pub fn parse(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// A place in the stream; also where the next page goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pointer {
    /// When it happened.
    pub at: Timestamp,
    /// What it is.
    pub kind: Kind,
    /// Its id in its own table.
    pub id: i64,
}

/// The next things before a place, newest first. Conversations are those the scope includes; events are those of
/// the kinds named, of this customer and of those merged into it.
pub fn page(
    tx: &Tx<'_>,
    scope: &Scope,
    customer: CustomerId,
    with_merged: &[i64],
    event_kinds: &[&str],
    before: Option<Pointer>,
    limit: i64,
) -> Result<Vec<Pointer>> {
    let mut query = Clauses::default();
    for kind in Kind::ALL {
        query.push(if kind == Kind::ALL[0] { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
        let (table, at, more) = match kind {
            Kind::Event => ("event", "created_at", " AND event.conversation_id IS NULL"),
            Kind::Conversation => ("conversation", "created_at", " AND conversation.merged_into IS NULL"),
            Kind::Note => ("customer_note", "created_at", " AND customer_note.removed_at IS NULL"),
            Kind::Order => ("customer_order", "placed_at", ""),
            Kind::Touchpoint => ("touchpoint", "occurred_at", ""),
        };
        let number = kind.number();
        query.push(&format!("SELECT {table}.{at} AS at, {number} AS kind, {table}.id AS id FROM {table}"));
        if kind == Kind::Event {
            query.bind(" WHERE event.customer_id IN LIST($)", with_merged);
            query.push(&format!(" AND event.kind IN ({})", quoted(event_kinds)));
        } else {
            query.bind(&format!(" WHERE {table}.customer_id = $"), customer);
        }
        query.push(more);
        if kind == Kind::Conversation {
            scope.limit(&mut query);
        }
        if let Some(before) = before {
            continue_after(&mut query, table, at, kind, before);
        }
        query.push(&format!(" ORDER BY {table}.{at} DESC, {table}.id DESC"));
        query.bind(" LIMIT $", limit).push(&format!(") AS part_{number}"));
    }
    query.push(" ORDER BY at DESC, kind DESC, id DESC").bind(" LIMIT $", limit);
    tx.query(query.sql(), &query.values(), |columns| {
        let at = columns.next()?;
        let number: i64 = columns.next()?;
        let kind = Kind::parse(number)
            .ok_or_else(|| Error::Nonsense { table: "timeline", what: format!("no kind {number}") })?;
        Ok(Pointer { at, kind, id: columns.next()? })
    })
}

/// Leaves out what stands at or above a place in the stream.
fn continue_after(query: &mut Clauses<'_>, table: &str, at: &str, kind: Kind, before: Pointer) {
    if kind > before.kind {
        query.bind(&format!(" AND {table}.{at} < $"), before.at);
        return;
    }
    query.bind(&format!(" AND {table}.{at} <= $"), before.at);
    if kind == before.kind {
        query.bind(&format!(" AND ({table}.{at} < $"), before.at);
        query.bind(&format!(" OR {table}.id < $)"), before.id);
    }
}

/// Names of event kinds as SQL text: they are words of our own code, letters and underscores only.
fn quoted(kinds: &[&str]) -> String {
    let plain = |kind: &&&str| kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    kinds.iter().filter(plain).map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ")
}
