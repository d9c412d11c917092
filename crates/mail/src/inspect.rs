//! A mail as the JSON object that `cape mail inspect` prints.

use serde_json::{Value, json};

use crate::{Address, Attachment, Bounce, Mail, Problem};

/// The JSON object for one mail; `forwarded` holds the same object for the inner mail.
pub fn inspect(mail: &Mail) -> Value {
    json!({
        "message_id": mail.message_id,
        "in_reply_to": mail.in_reply_to,
        "references": mail.references,
        "date": mail.date.map(|date| date.to_string()),
        "from": mail.from.as_ref().map(address),
        "reply_to": addresses(&mail.reply_to),
        "to": addresses(&mail.to),
        "cc": addresses(&mail.cc),
        "subject": mail.subject,
        "kind": mail.kind.as_str(),
        "text": mail.body.text,
        "visible_text": mail.body.visible_text(),
        "html": mail.body.html,
        "attachments": mail.attachments.iter().map(attachment).collect::<Vec<_>>(),
        "bounce": mail.bounce.iter().map(bounce).collect::<Vec<_>>(),
        "forwarded": mail.forwarded.as_deref().map(inspect),
        "problems": mail.problems.iter().copied().map(Problem::as_str).collect::<Vec<_>>(),
    })
}

fn address(address: &Address) -> Value {
    json!({ "name": address.name, "address": address.address })
}

fn addresses(all: &[Address]) -> Vec<Value> {
    all.iter().map(address).collect()
}

fn attachment(attachment: &Attachment) -> Value {
    json!({
        "name": attachment.name,
        "media_type": attachment.media_type,
        "size": attachment.size,
        "sha256": attachment.sha256,
        "inline": attachment.inline,
        "content_id": attachment.content_id,
    })
}

fn bounce(bounce: &Bounce) -> Value {
    json!({
        "recipient": bounce.recipient,
        "status": bounce.status,
        "reply_code": bounce.reply_code,
        "reason": bounce.reason,
        "permanent": bounce.permanent,
    })
}
