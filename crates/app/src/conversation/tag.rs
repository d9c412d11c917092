//! Labels.

use super::change::append;
use crate::{Error, Result, lookup, permit};
use domain::{Actor, ConversationId, EventKind, Moment, Permission};
use store::WriteTx;

/// Bytes of a tag's name: longer ones are sentences.
const TAG_BYTES_MAX: usize = 60;

/// Puts a tag on; made if there is none of that name.
pub fn tag(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, name: &str, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    let name = name.trim();
    if name.is_empty() || name.len() > TAG_BYTES_MAX || name.chars().any(char::is_control) {
        return Err(Error::invalid("tag", format!("A tag has 1 to {TAG_BYTES_MAX} bytes on one line.")));
    }
    let tag = store::tag::ensure(tx, name)?;
    if store::tag::put(tx, id, tag)? {
        append(tx, actor, &conversation, EventKind::ConversationTagged { tag: name.to_owned() }, moment)?;
    }
    Ok(())
}

/// Takes a tag off.
pub fn untag(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, name: &str, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    let tag = store::tag::find(tx, name.trim())?.ok_or(Error::NotFound("tag"))?;
    if store::tag::take(tx, id, tag)? {
        append(
            tx,
            actor,
            &conversation,
            EventKind::ConversationUntagged { tag: name.trim().to_owned() },
            moment,
        )?;
    }
    Ok(())
}
