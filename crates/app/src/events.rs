//! What happened, for those who follow: live pages, the API.

use crate::{Result, advice, complaint, notification, permit, signal};
use domain::event::Cursor;
use domain::{Actor, Event, EventKind, Permission};
use store::{Tx, WriteTx};

pub use store::event::Recorded;

/// The end of the log as of now.
pub fn end(tx: &Tx<'_>) -> Result<Cursor> {
    Ok(store::event::end(tx)?)
}

/// The next events after the cursor, in commit order.
pub fn after(tx: &Tx<'_>, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>> {
    Ok(store::event::after(tx, cursor, limit)?)
}

/// The next events after the cursor, for another system.
pub fn read(tx: &Tx<'_>, actor: &Actor, cursor: Cursor, limit: i64) -> Result<Vec<Recorded>> {
    permit(actor, Permission::Read)?;
    after(tx, cursor, limit)
}

/// All that follow the log.
const CONSUMERS: [&str; 4] =
    [advice::CONSUMER, complaint::CONSUMER, notification::CONSUMER, signal::CONSUMER];

/// About how many events each consumer has still to look at, by its name.
pub fn behind(tx: &Tx<'_>) -> Result<Vec<(&'static str, i64)>> {
    let end = end(tx)?.id;
    let of = |consumer| Ok((consumer, end - store::event::cursor(tx, consumer)?.unwrap_or_default().id));
    CONSUMERS.into_iter().map(of).collect()
}

/// Events that a consumer looks at in one transaction.
const FOLLOWED_MAX: i64 = 200;

/// Whether something happened since this consumer last looked; asked first, because nothing happens most of the time and
/// reading disturbs nobody.
pub(crate) fn is_behind(tx: &Tx<'_>, consumer: &str) -> Result<bool> {
    let cursor = store::event::cursor(tx, consumer)?.unwrap_or_default();
    Ok(!store::event::after(tx, cursor, 1)?.is_empty())
}

/// Hands a consumer the next events and moves it on, in the transaction of what it does with them; returns how many those
/// were. One that never looked begins with the first event ever.
pub(crate) fn follow(
    tx: &WriteTx<'_>,
    consumer: &str,
    mut each: impl FnMut(&Recorded) -> Result<()>,
) -> Result<usize> {
    let cursor = store::event::cursor(tx, consumer)?.unwrap_or_default();
    let events = store::event::after(tx, cursor, FOLLOWED_MAX)?;
    let Some(last) = events.last() else { return Ok(0) };
    events.iter().try_for_each(&mut each)?;
    store::event::advance(tx, consumer, last.cursor)?;
    Ok(events.len())
}

/// What pages an event makes stale.
pub fn topics(event: &Event) -> Vec<String> {
    let mut topics = Vec::new();
    if let Some(conversation) = event.conversation {
        topics.push(format!("conversation-{conversation}"));
        topics.push("inbox".to_owned());
    }
    if let Some(customer) = event.customer {
        topics.push(format!("customer-{customer}"));
    }
    match event.kind {
        EventKind::CustomersImported { import, .. } => topics.push(format!("customer-import-{import}")),
        // The page of the other customer shows something else from now on, too.
        EventKind::ConversationMoved { from: other }
        | EventKind::CustomerMerged { merged: other, .. }
        | EventKind::CustomerMergeUndone { merged: other, .. } => topics.push(format!("customer-{other}")),
        EventKind::ApprovalAsked { approver, .. } => topics.push(format!("approvals-{approver}")),
        EventKind::ApprovalDecided { .. }
        | EventKind::ApprovalEscalated { .. }
        | EventKind::RemedyWithdrawn { .. } => topics.push("approvals".to_owned()),
        EventKind::AgentNotified { notified } => topics.push(format!("bell-{notified}")),
        _ => {}
    }
    if topics.is_empty() {
        topics.push("house".to_owned());
    }
    topics
}
