//! Customers who tell it again.

use crate::support::{UNUSUAL, at, new_message, read, write};
use store::Database;
use store::retelling::{self, Retelling};

pub(crate) fn once_each(db: &Database) {
    let marked = write(db, |tx| {
        let message_id = new_message(tx)?;
        let conversation_id = store::message::find(tx, message_id)?.expect("the message").conversation_id;
        let marked = Retelling { message_id, conversation_id, words: UNUSUAL.into(), created_at: at(1) };
        retelling::add(tx, &marked)?;
        retelling::add(tx, &Retelling { words: "again".into(), ..marked.clone() })?;
        Ok(marked)
    });
    let here = marked.conversation_id;
    assert_eq!(read(db, move |tx| retelling::of_conversations(tx, &[here])), [marked]);
}
