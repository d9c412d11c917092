//! Notes about a customer, apart from any conversation: what every colleague should know.

use super::{identity::append, index};
use crate::{Error, Result, lookup, permit};
use domain::{Actor, CustomerId, CustomerNoteId, EventKind, Moment, Permission};
use store::WriteTx;
use store::customer_note::CustomerNote;

/// Bytes of a note.
pub const NOTE_BYTES_MAX: usize = 64 * 1024;

/// Writes a note, in Markdown.
pub fn write_note(
    tx: &WriteTx<'_>,
    actor: &Actor,
    customer: CustomerId,
    text: &str,
    moment: &Moment,
) -> Result<CustomerNoteId> {
    permit(actor, Permission::Note)?;
    let text = text.trim();
    if text.is_empty() || text.len() > NOTE_BYTES_MAX {
        return Err(Error::invalid("text", format!("A note has 1 to {NOTE_BYTES_MAX} bytes.")));
    }
    let customer = lookup::customer(tx, customer)?;
    let id = store::customer_note::add(tx, customer.id, actor.agent_id(), text, moment.now)?;
    index(tx, &customer)?;
    append(tx, actor, customer.id, EventKind::CustomerNoteWritten, moment)?;
    Ok(id)
}

/// Takes a note away: one's own, or, for those who curate customers, anybody's.
pub fn remove_note(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerNoteId,
    moment: &Moment,
) -> Result<CustomerId> {
    let note = editable(tx, actor, id)?;
    if note.removed_at.is_none() {
        store::customer_note::set_removed(tx, id, Some(moment.now))?;
        index(tx, &lookup::customer(tx, note.customer_id)?)?;
        append(tx, actor, note.customer_id, EventKind::CustomerNoteRemoved, moment)?;
    }
    Ok(note.customer_id)
}

/// Puts a removed note back.
pub fn restore_note(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerNoteId,
    moment: &Moment,
) -> Result<CustomerId> {
    let note = editable(tx, actor, id)?;
    if note.removed_at.is_some() {
        store::customer_note::set_removed(tx, id, None)?;
        index(tx, &lookup::customer(tx, note.customer_id)?)?;
        append(tx, actor, note.customer_id, EventKind::CustomerNoteWritten, moment)?;
    }
    Ok(note.customer_id)
}

fn editable(tx: &WriteTx<'_>, actor: &Actor, id: CustomerNoteId) -> Result<CustomerNote> {
    permit(actor, Permission::Note)?;
    let note = store::customer_note::find(tx, id)?.ok_or(Error::NotFound("note"))?;
    let own = note.agent_id.is_some() && note.agent_id == actor.agent_id();
    if own || actor.may(Permission::CurateCustomers) { Ok(note) } else { Err(Error::Forbidden) }
}
