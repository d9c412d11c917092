//! The mail that tells what happened, and the address to which an answer goes.

use crate::post::{self, SystemMail};
use crate::{Error, Result};
use domain::Moment;
use domain::notification::{MailReply, Notice};
use store::WriteTx;
use store::conversation::Conversation;
use store::message::Message;
use store::notification::Notification;

/// Characters of a message shown in a mail; the rest is a click away.
const EXCERPT_CHARACTERS: usize = 2_000;

/// Has the mail for this line sent.
pub(super) fn send(
    tx: &WriteTx<'_>,
    line: &Notification,
    conversation: &Conversation,
    event_id: i64,
    house: &str,
    moment: &Moment,
) -> Result<()> {
    let agent = store::agent::find(tx, line.agent_id)?.ok_or(Error::NotFound("agent"))?;
    let by = match line.by_agent_id {
        Some(id) => store::agent::find(tx, id)?.map(|agent| agent.name),
        None => None,
    };
    let customer = store::customer::find(tx, conversation.customer_id)?.map(|customer| customer.name);
    let customer = customer.filter(|name| !name.is_empty()).unwrap_or_else(|| "A customer".to_owned());
    let message = line.message_id.map(|id| store::message::find(tx, id)).transpose()?.flatten();
    let what = what_happened(line.kind, by.as_deref().unwrap_or("Somebody"), &customer);
    let token = moment.token(&format!("notification reply {event_id} {}", line.agent_id));
    store::notification::add_reply(tx, &token, line.agent_id, conversation.id, moment.now)?;
    let answer = match agent.mail_reply {
        MailReply::Note => "An answer to this mail becomes a note that only colleagues see.",
        MailReply::Customer => "An answer to this mail goes **to the customer**.",
    };
    let quoted = message.map(|message| quoted(&message)).unwrap_or_default();
    let mail = SystemMail {
        to: agent.email,
        subject: format!("{what}: {}", conversation.subject),
        markdown: format!(
            "{what} in “{}”.\n\n{quoted}\n\n[Open the conversation]({house}/conversations/{})\n\n{answer}",
            conversation.subject, conversation.id
        ),
        reply_token: Some(token.to_string()),
    };
    post::enqueue(tx, mail, moment)?;
    Ok(())
}

/// What happened, as the beginning of a sentence.
fn what_happened(kind: Notice, by: &str, customer: &str) -> String {
    match kind {
        Notice::Assigned => format!("{by} gave you a conversation"),
        Notice::Mentioned => format!("{by} mentioned you"),
        Notice::CustomerWrote => format!("{customer} wrote"),
        Notice::HelpWanted => format!("{customer} is upset, and you can help"),
        Notice::HandoverAsked => format!("{by} asks you about one more handover of {customer}"),
        Notice::HandoverRefused => format!("{by} did not take up the handover of {customer}"),
        Notice::ReplyFailed => format!("Your answer to {customer} could not be delivered"),
        Notice::PromiseGiven => format!("{by} gave you a promise to {customer} to keep"),
        Notice::PromiseDue => format!("A promise to {customer} falls due soon"),
        Notice::PromisePassed => format!("The time of a promise to {customer} has passed"),
        Notice::ApprovalAsked => format!("{by} asks for your yes, for {customer}"),
        Notice::ApprovalDecided => format!("{by} decided what you asked for, for {customer}"),
        Notice::ComplaintAnswered => format!("{customer} said whether the complaint is done"),
        Notice::ComplaintWaits => format!("The complaint of {customer} waits: look at how it stands"),
    }
}

/// What was newly written, as a Markdown quotation.
fn quoted(message: &Message) -> String {
    let folds: Vec<(usize, usize, String)> = serde_json::from_str(&message.folds).unwrap_or_default();
    let end = folds.first().map_or(message.text.len(), |(start, _, _)| *start);
    let said = message.text.get(..end).unwrap_or(&message.text).trim();
    let mut excerpt: String = said.chars().take(EXCERPT_CHARACTERS).collect();
    if excerpt.len() < said.len() {
        excerpt.push('…');
    }
    excerpt.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n")
}
