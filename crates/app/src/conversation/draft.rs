//! Answers not yet sent. Nothing typed is ever lost: the page saves while its writer writes.

use crate::promise::{NewPromise, Renegotiation};
use crate::{Error, Result, lookup, permit};
use domain::{Actor, ConversationId, MessageId, Moment, Permission};
use serde::{Deserialize, Serialize};
use store::{Tx, WriteTx};

/// A draft's fields, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// A note rather than a reply.
    pub note: bool,
    /// Recipients as typed.
    pub to: String,
    /// Copies as typed.
    pub cc: String,
    /// Blind copies as typed.
    pub bcc: String,
    /// Markdown.
    pub markdown: String,
    /// Uploaded files.
    pub attachments: Vec<i64>,
    /// The last message its writer had seen.
    pub seen: Option<MessageId>,
    /// What it will promise.
    pub promises: Vec<NewPromise>,
    /// Other times it will name for what was promised before.
    pub renegotiations: Vec<Renegotiation>,
}

/// Bytes of a draft: far above any letter, below what would fill the disk.
const DRAFT_BYTES_MAX: usize = 1024 * 1024;

/// Keeps the draft over the earlier one; an empty one is forgotten.
pub fn save_draft(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    draft: &Draft,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Note)?;
    lookup::conversation(tx, actor, id)?;
    let agent_id = actor.agent_id().ok_or(Error::Forbidden)?;
    if draft.markdown.trim().is_empty() && draft.attachments.is_empty() {
        return Ok(store::draft::remove(tx, id, agent_id)?);
    }
    let content = serde_json::to_string(draft).unwrap_or_default();
    if content.len() > DRAFT_BYTES_MAX {
        return Err(Error::invalid(
            "markdown",
            "The draft is larger than 1 MB; attach a file instead. The draft as it was before is kept.",
        ));
    }
    let draft = store::draft::Draft {
        conversation_id: id,
        agent_id,
        content,
        seen_message_id: draft.seen,
        updated_at: moment.now,
    };
    Ok(store::draft::save(tx, &draft)?)
}

/// Puts a sentence at the end of the actor's reply draft, to be edited; into a note nothing is put.
pub fn add_to_draft(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    sentence: &str,
    moment: &Moment,
) -> Result<()> {
    extend_draft(tx, actor, id, sentence, Vec::new(), moment)
}

/// The same with what the sentence promises.
pub(crate) fn extend_draft(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    sentence: &str,
    promises: Vec<NewPromise>,
    moment: &Moment,
) -> Result<()> {
    let mut draft = find(tx, actor, id)?.unwrap_or_default();
    if draft.note || sentence.is_empty() {
        return Ok(());
    }
    draft.promises.extend(promises);
    let before = draft.markdown.trim_end();
    draft.markdown = if before.is_empty() { sentence.to_owned() } else { format!("{before}\n\n{sentence}") };
    save_draft(tx, actor, id, &draft, moment)
}

/// Throws the draft away.
pub fn discard_draft(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId) -> Result<()> {
    lookup::conversation(tx, actor, id)?;
    match actor.agent_id() {
        Some(agent) => Ok(store::draft::remove(tx, id, agent)?),
        None => Ok(()),
    }
}

/// The actor's draft in this conversation.
pub(super) fn find(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Option<Draft>> {
    let Some(agent) = actor.agent_id() else { return Ok(None) };
    let stored = store::draft::find(tx, id, agent)?;
    Ok(stored.and_then(|draft| serde_json::from_str(&draft.content).ok()))
}
