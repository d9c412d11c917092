//! What we say among ourselves.

use super::reply::{attach, index, take_files};
use crate::addresses::Addresses;
use crate::{Error, Result, lookup, permit};
use domain::message::Direction;
use domain::{Actor, AgentId, AttachmentId, ConversationId, Event, EventKind, MessageId, Moment, Permission};
use store::message::Message;
use store::{Tx, WriteTx};

/// A note to be written.
#[derive(Clone, Debug, Default)]
pub struct NewNote {
    /// What it says; `@name` calls a colleague.
    pub markdown: String,
    /// Uploaded files.
    pub attachments: Vec<AttachmentId>,
}

/// Writes a note; who is mentioned follows the conversation from now on.
pub fn note(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    new: &NewNote,
    moment: &Moment,
) -> Result<MessageId> {
    permit(actor, Permission::Note)?;
    let mut conversation = lookup::conversation(tx, actor, id)?;
    if new.markdown.trim().is_empty() && new.attachments.is_empty() {
        return Err(Error::invalid("markdown", "The note is empty."));
    }
    let message = Message {
        id: MessageId(0),
        conversation_id: id,
        direction: Direction::Note,
        nature: "message".to_owned(),
        channel: "note".to_owned(),
        agent_id: actor.agent_id(),
        identity_id: None,
        addresses: Addresses::default().to_json(),
        subject: String::new(),
        text: new.markdown.clone(),
        folds: "[]".to_owned(),
        html: String::new(),
        remote_count: 0,
        own_colors: false,
        stranger: false,
        mail_message_id: String::new(),
        raw_hash: None,
        written_at: None,
        created_at: moment.now,
    };
    let message_id = store::message::add(tx, &message)?;
    let files = take_files(tx, actor, &new.attachments)?;
    attach(tx, actor, message_id, &files, &new.markdown)?;
    index(tx, message_id, &conversation.subject, &new.markdown, &Addresses::default(), &files)?;
    conversation.message_count += 1;
    store::conversation::update(tx, &conversation)?;
    let mentions = mentioned(tx, &new.markdown)?;
    for &agent in &mentions {
        store::conversation::follow(tx, id, agent)?;
        store::mention::add(tx, agent, message_id)?;
    }
    super::draft::discard_draft(tx, actor, id)?;
    let written = Event::new(EventKind::NoteWritten { mentions }).by(actor.agent_id());
    let written = written.customer(conversation.customer_id).conversation(id).message(message_id);
    store::event::append(tx, &written, moment.now)?;
    Ok(message_id)
}

/// Colleagues a text calls by `@` and their name, or the beginning of it up to a word's end.
fn mentioned(tx: &Tx<'_>, markdown: &str) -> Result<Vec<AgentId>> {
    if !markdown.contains('@') {
        return Ok(Vec::new());
    }
    let lower = markdown.to_lowercase();
    let calls = |name: &str| {
        lower.match_indices('@').any(|(at, _)| {
            let rest = &lower[at + 1..];
            rest.strip_prefix(name).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    let agents = store::agent::all(tx)?;
    let called = agents.iter().filter(|agent| agent.deactivated_at.is_none()).filter(|agent| {
        let name = agent.name.to_lowercase();
        calls(&name)
            || name.split_whitespace().next().is_some_and(|first| calls(first) && is_only(&agents, first))
    });
    Ok(called.map(|agent| agent.id).collect())
}

/// Whether only one colleague has that first name.
fn is_only(agents: &[store::agent::Agent], first: &str) -> bool {
    agents.iter().filter(|agent| agent.name.to_lowercase().split_whitespace().next() == Some(first)).count()
        == 1
}
