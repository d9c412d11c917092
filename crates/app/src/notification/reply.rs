//! An agent answers a notification mail: it becomes a note or an answer to the customer, as they chose.
//!
//! Three things must hold: the address carries a token that nobody can guess, the mail is from that agent's own
//! address, and a person wrote it. What a machine wrote is put away without a word, so nothing can loop.

use crate::conversation::{NewNote, NewReply, note, reply};
use crate::intake::{Understood, token_in};
use crate::people::actor_of;
use crate::{Error, Result};
use domain::notification::MailReply;
use domain::{Actor, AgentId, AttachmentId, ConversationId, MessageId, Moment, Permission, Token};
use store::WriteTx;

/// What became of a mail to a reply address.
pub(crate) enum Taken {
    /// It is this message now.
    Message(MessageId),
    /// The same mail came another way before.
    Known,
    /// A machine wrote it; nobody needs it.
    Ignored,
    /// People must look at it.
    Refused(String),
}

/// Takes the mail if it came to the reply address of a notification; `None` when it didn't.
pub(crate) fn take(tx: &WriteTx<'_>, understood: &Understood, moment: &Moment) -> Result<Option<Taken>> {
    let Some((token, agent, conversation)) = door(tx, understood)? else { return Ok(None) };
    let mail = &understood.reading.mail;
    if mail.kind.is_automatic() || mail.origin.loop_mark.is_some() {
        return Ok(Some(Taken::Ignored));
    }
    let owner = store::agent::find(tx, agent)?.filter(|agent| agent.deactivated_at.is_none());
    let Some(owner) = owner else {
        return Ok(Some(refused("An answer to a notification of somebody who doesn’t work here any more.")));
    };
    let from = mail.from.as_ref().map(|from| from.address.to_lowercase());
    if from != Some(owner.email.to_lowercase()) {
        return Ok(Some(refused(
            "An answer to a colleague’s notification that didn’t come from that colleague’s address.",
        )));
    }
    let id = mail.message_id.as_deref().filter(|id| !id.is_empty());
    if let Some(id) = id
        && store::notification::has_answer(tx, &token, id)?
    {
        return Ok(Some(Taken::Known));
    }
    match write(tx, understood, &actor_of(tx, agent)?, owner.mail_reply, conversation, moment) {
        Ok(message) => {
            if let Some(id) = id {
                store::notification::add_answer(tx, &token, id, moment.now)?;
            }
            Ok(Some(Taken::Message(message)))
        }
        Err(Error::Store(error)) => Err(error.into()),
        Err(error) => {
            Ok(Some(refused(&format!("A colleague’s answer to a notification was not taken: {error}"))))
        }
    }
}

fn refused(why: &str) -> Taken {
    Taken::Refused(why.to_owned())
}

/// The token of the address the mail came to, with the agent and the conversation behind it.
fn door(tx: &WriteTx<'_>, understood: &Understood) -> Result<Option<(Token, AgentId, ConversationId)>> {
    let mail = &understood.reading.mail;
    let named =
        mail.to.iter().chain(&mail.cc).map(|address| &address.address).chain(&mail.origin.delivered_to);
    for token in named.filter_map(|address| token_in(address)) {
        if let Some((agent, conversation)) = store::notification::find_reply(tx, &token)? {
            return Ok(Some((token, agent, conversation)));
        }
    }
    Ok(None)
}

fn write(
    tx: &WriteTx<'_>,
    understood: &Understood,
    actor: &Actor,
    becomes: MailReply,
    id: ConversationId,
    moment: &Moment,
) -> Result<MessageId> {
    let markdown = understood.reading.visible.trim().to_owned();
    let attachments = files(tx, understood, actor, moment)?;
    // Who may only note, notes.
    if becomes == MailReply::Note || !actor.may(Permission::Answer) {
        return note(tx, actor, id, &NewNote { markdown, attachments }, moment);
    }
    let view = crate::conversation::view(tx, actor, id, None)?;
    let new =
        NewReply { to: view.answer_to, cc: view.answer_cc, markdown, attachments, ..NewReply::default() };
    reply(tx, actor, id, &new, moment)
}

/// The files of the mail, as if its writer had uploaded them; images that only decorate a signature stay behind.
fn files(
    tx: &WriteTx<'_>,
    understood: &Understood,
    actor: &Actor,
    moment: &Moment,
) -> Result<Vec<AttachmentId>> {
    let wanted: Vec<_> = understood.reading.mail.attachments.iter().filter(|file| !file.inline).collect();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let raw = store::inbound::raw(tx, &understood.inbound)?;
    let mut ids = Vec::new();
    for file in wanted {
        let Some(bytes) = mail::part(&raw, &file.part) else { continue };
        let blob = crate::blob(&bytes);
        let kept = crate::attachment::upload(tx, actor, &file.name, &file.media_type, &blob, moment)?;
        ids.push(kept.id);
    }
    Ok(ids)
}
