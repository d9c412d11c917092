//! Taking advice: a sentence goes into the reply, to be finished by whoever writes it.

use super::of_conversation;
use crate::conversation::{Draft, append, save_draft, view};
use crate::{Error, Result, permit};
use domain::{Actor, ConversationId, EventKind, Moment, Permission, TagId};
use store::WriteTx;

/// Puts the sentence into the actor's draft; a second time it stands there already.
pub fn take(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, tag: TagId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let missing = || Error::NotFound("advice");
    let advice =
        of_conversation(tx, actor, id)?.into_iter().find(|one| one.tag_id == tag).ok_or_else(missing)?;
    if !store::advice::take(tx, id, tag, actor.agent_id(), moment.now)? {
        return Ok(());
    }
    let view = view(tx, actor, id, None)?;
    let draft = view.draft.unwrap_or_default();
    let sentence = format!(
        "So that you don’t have to write again: after this, many ask about “{}”. Here is what helps: ",
        advice.tag
    );
    let markdown = match draft.markdown.trim_end() {
        "" => sentence,
        begun => format!("{begun}\n\n{sentence}"),
    };
    save_draft(tx, actor, id, &Draft { markdown, ..draft }, moment)?;
    append(tx, actor, &view.conversation, EventKind::AdviceTaken { tag: advice.tag }, moment)
}
