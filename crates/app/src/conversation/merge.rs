//! Two conversations that are one matter become one.

use super::change::append;
use super::{Draft, recount};
use crate::undo::{self, Depth, Snapshot};
use crate::{Error, Result, lookup, permit};
use domain::conversation::State;
use domain::{Actor, ConversationId, EventKind, Moment, Permission, UndoId};
use store::WriteTx;
use store::conversation::Conversation;

/// Lets a conversation go into another: its messages move there, and whoever asks for it is led there. Tags,
/// followers and drafts come along.
pub fn merge(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    into: ConversationId,
    moment: &Moment,
) -> Result<Option<UndoId>> {
    permit(actor, Permission::Answer)?;
    let source = lookup::conversation(tx, actor, id)?;
    let target = lookup::conversation(tx, actor, into)?;
    check(&source, &target)?;
    let both = [id, into];
    let before = Snapshot::take(tx, &both, Depth::Contents)?;
    store::message::move_many(tx, &store::message::ids(tx, id, None)?, id, into)?;
    for (_, tag) in store::tag::of_conversations(tx, &[id])? {
        store::tag::put(tx, into, store::tag::ensure(tx, &tag)?)?;
    }
    for follower in store::conversation::followers(tx, id)? {
        store::conversation::follow(tx, into, follower)?;
    }
    take_drafts_along(tx, id, into, moment)?;
    let target = joined(tx, target, &source)?;
    store::conversation::update(tx, &target)?;
    let source = gone(tx, source, into, moment)?;
    store::conversation::update(tx, &source)?;
    crate::promise::settle(tx, id)?;
    crate::complaint::mark(tx, id)?;
    append(tx, actor, &source, EventKind::ConversationMerged { into }, moment)?;
    append(tx, actor, &target, EventKind::ConversationTookIn { from: id }, moment)?;
    let steps = before.differences(&Snapshot::take(tx, &both, Depth::Contents)?);
    undo::keep(tx, actor, &format!("#{id} merged into #{into}"), &steps, moment)
}

fn check(source: &Conversation, target: &Conversation) -> Result<()> {
    if source.id == target.id {
        return Err(Error::invalid("into", "A conversation can't be merged into itself."));
    }
    if source.merged_into.is_some() || target.merged_into.is_some() {
        return Err(Error::Conflict("One of these was merged already.".into()));
    }
    if source.customer_id != target.customer_id {
        return Err(Error::invalid(
            "into",
            "These belong to two customers, and an answer would tell one what the other wrote. Link them instead, \
             or move one to the other's customer first.",
        ));
    }
    Ok(())
}

/// The target with what the source brings: the more pressing of both holds.
fn joined(tx: &WriteTx<'_>, target: Conversation, source: &Conversation) -> Result<Conversation> {
    let mut joined = target;
    recount(tx, &mut joined)?;
    joined.priority = joined.priority.max(source.priority);
    if joined.assignee_id.is_none() && joined.team_id.is_none() {
        (joined.assignee_id, joined.team_id) = (source.assignee_id, source.team_id);
    }
    if source.state == State::Open {
        joined.state = State::Open;
        (joined.snoozed_until, joined.closed_at) = (None, None);
        joined.waiting_since = match (joined.waiting_since, source.waiting_since) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }
    Ok(joined)
}

/// The source once it is empty.
fn gone(
    tx: &WriteTx<'_>,
    source: Conversation,
    into: ConversationId,
    moment: &Moment,
) -> Result<Conversation> {
    let mut gone = source;
    recount(tx, &mut gone)?;
    gone.merged_into = Some(into);
    gone.state = State::Closed;
    gone.closed_at.get_or_insert(moment.now);
    (gone.snoozed_until, gone.waiting_since) = (None, None);
    Ok(gone)
}

/// What somebody has begun to write must not be left behind where nobody looks: it is put under what they have
/// begun in the target.
fn take_drafts_along(
    tx: &WriteTx<'_>,
    from: ConversationId,
    into: ConversationId,
    moment: &Moment,
) -> Result<()> {
    for kept in store::draft::of_conversation(tx, from)? {
        let read = |content: &str| serde_json::from_str::<Draft>(content).unwrap_or_default();
        let mut draft = read(&kept.content);
        if let Some(there) = store::draft::find(tx, into, kept.agent_id)? {
            let mut both = read(&there.content);
            both.markdown = format!("{}\n\n{}", both.markdown.trim_end(), draft.markdown);
            both.attachments.extend(draft.attachments);
            both.promises.extend(draft.promises);
            both.renegotiations.extend(draft.renegotiations);
            draft = both;
        }
        let content = serde_json::to_string(&draft).unwrap_or(kept.content);
        let moved = store::draft::Draft {
            conversation_id: into,
            agent_id: kept.agent_id,
            content,
            seen_message_id: None,
            updated_at: moment.now,
        };
        store::draft::save(tx, &moved)?;
        store::draft::remove(tx, from, kept.agent_id)?;
    }
    Ok(())
}
