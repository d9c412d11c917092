//! Message-IDs.

use crate::support::{UNUSUAL, new_conversation, new_customer, plain_message, read, write};
use store::message::{self, Message};
use store::{Database, reference};

pub(crate) fn finding(db: &Database) {
    let ids = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let place = new_conversation(tx, customer, 1)?;
        let mut ids = Vec::new();
        for mail_id in ["1@example.com", UNUSUAL, "1@example.com", "other@example.com"] {
            let id = message::add(
                tx,
                &Message { mail_message_id: mail_id.into(), ..plain_message(place, "", 1) },
            )?;
            reference::add(tx, mail_id, id)?;
            reference::add(tx, mail_id, id)?;
            ids.push(id);
        }
        // Points to a message that carries another Message-ID, as a collision of hashes would.
        reference::add(tx, "2@example.com", ids[3])?;
        Ok(ids)
    });
    let find = |mail_id: &'static str| read(db, move |tx| reference::find(tx, mail_id));
    assert_eq!(find("1@example.com"), [ids[2], ids[0]], "latest first");
    assert_eq!(find(UNUSUAL), [ids[1]]);
    assert_eq!(find("2@example.com"), []);
    assert_eq!(find("3@example.com"), []);
}
