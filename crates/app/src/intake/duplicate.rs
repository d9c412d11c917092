//! The same mail twice: through two mailboxes, from a list and directly, or fetched again after a restart.

use super::understand::Understood;
use crate::Result;
use domain::message::Direction;
use sha2::{Digest, Sha256};
use store::WriteTx;
use store::message::Message;

/// The Message-ID, or, for a mail without one, a name made from what it says, so that its copies share it.
pub(super) fn name_of(understood: &Understood) -> String {
    let mail = &understood.reading.mail;
    if let Some(id) = mail.message_id.as_ref().filter(|id| !id.is_empty()) {
        return id.clone();
    }
    let mut hash = Sha256::new();
    let author = mail.from.as_ref().map(|from| from.address.as_str()).unwrap_or_default();
    for piece in
        [author, &mail.subject, &mail.body.text, &mail.date.map(|date| date.to_string()).unwrap_or_default()]
    {
        hash.update((piece.len() as u64).to_be_bytes());
        hash.update(piece);
    }
    for file in &mail.attachments {
        hash.update(&file.sha256);
    }
    let hex = store::blob::hex(&hash.finalize().into());
    format!("{}@no-message-id.invalid", &hex[..32])
}

/// The message this mail is a copy of, if it is one.
///
/// Broken mailers give different mails the same Message-ID, and lists add a footer to a copy: a copy comes from
/// the same author and says the same, or one text holds the other.
pub(super) fn find(tx: &WriteTx<'_>, name: &str, understood: &Understood) -> Result<Option<Message>> {
    let known = store::reference::find(tx, name)?;
    if known.is_empty() {
        return Ok(None);
    }
    let author =
        understood.reading.mail.from.as_ref().map(|from| from.address.to_lowercase()).unwrap_or_default();
    for id in known {
        let Some(message) = store::message::find(tx, id)? else { continue };
        let same_author = message.direction == Direction::Outbound
            || crate::addresses::Addresses::from_json(&message.addresses)
                .from
                .is_some_and(|from| from.address.to_lowercase() == author);
        if same_author && says_the_same(&message, understood) {
            return Ok(Some(message));
        }
    }
    Ok(None)
}

fn says_the_same(message: &Message, understood: &Understood) -> bool {
    // Our own mail coming back has our Message-ID, which nobody can guess.
    if message.direction == Direction::Outbound {
        return understood.reading.mail.origin.loop_mark.is_some();
    }
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (one, other) = (squeeze(&message.text), squeeze(&understood.reading.mail.body.text));
    let holds = |whole: &str, part: &str| !part.is_empty() && whole.contains(part);
    one == other || holds(&one, &other) || holds(&other, &one)
}
