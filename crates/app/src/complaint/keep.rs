//! The one place where complaints are saved, and what follows from how they stand: when time makes something of them, and
//! the mark in lists.

use super::of_matter;
use crate::conversation::append;
use crate::{Result, lookup};
use domain::complaint::{Mark, State, look_at};
use domain::{Actor, ConversationId, EventKind, Moment};
use jiff::Timestamp;
use store::WriteTx;
use store::complaint::Complaint;

/// Complaints looked at in one tick; the next one goes on.
const LOOKED_AT_MAX: i64 = 100;

/// When time makes something of it next.
pub(super) fn next_look(complaint: &Complaint, noticed_at: Option<Timestamp>) -> Option<Timestamp> {
    look_at(complaint.state, complaint.created_at, complaint.answered_at, complaint.asked_at, noticed_at)
}

/// Saves what has changed.
pub(super) fn save(tx: &WriteTx<'_>, complaint: &Complaint) -> Result<()> {
    let look_at = next_look(complaint, complaint.noticed_at);
    store::complaint::update(tx, &Complaint { look_at, ..complaint.clone() })?;
    mark(tx, complaint.conversation_id)
}

/// Writes what lists show of a conversation's complaint, its own or of what went into it; of one that went into another,
/// into that as well. Called after everything that changes complaints or where they stand.
pub(crate) fn mark(tx: &WriteTx<'_>, id: ConversationId) -> Result<()> {
    let conversation = lookup::conversation(tx, &Actor::System, id)?;
    let top = lookup::merged(tx, conversation)?.id;
    for place in [id, top] {
        let family = store::conversation::with_merged(tx, place)?;
        let shown = of_matter(tx, &family)?.as_ref().and_then(shown);
        store::complaint::mark(tx, place, shown.map_or("", Mark::name))?;
    }
    Ok(())
}

fn shown(complaint: &Complaint) -> Option<Mark> {
    let due = next_look(complaint, None);
    let noticed = due.is_some() && next_look(complaint, complaint.noticed_at).is_none();
    Mark::of(complaint.state, complaint.answered_at.is_some(), noticed)
}

/// Sees which complaints have become overdue, and whose customers stay silent; cheap when none.
pub fn tick(tx: &WriteTx<'_>, moment: &Moment) -> Result<()> {
    for complaint in store::complaint::due(tx, moment.now, LOOKED_AT_MAX)? {
        let complaint = Complaint { noticed_at: Some(moment.now), ..complaint };
        save(tx, &complaint)?;
        let kind = match complaint.state {
            State::Asked => EventKind::ComplaintSilent { complaint: complaint.id },
            State::Open => EventKind::ComplaintOverdue { complaint: complaint.id },
            State::Closed => continue,
        };
        let origin = lookup::conversation(tx, &Actor::System, complaint.conversation_id)?;
        append(tx, &Actor::System, &lookup::merged(tx, origin)?, kind, moment)?;
    }
    Ok(())
}
