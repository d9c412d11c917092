//! Answers not yet sent.

use crate::support::{UNUSUAL, at, new_agent, new_conversation, new_customer, read, write};
use domain::MessageId;
use store::Database;
use store::draft::{self, Draft};

pub(crate) fn one_per_agent_and_conversation(db: &Database) {
    let (conversation, anna, bert) = write(db, |tx| {
        let customer = new_customer(tx, "Carl")?;
        Ok((new_conversation(tx, customer, 1)?, new_agent(tx, "anna")?, new_agent(tx, "bert")?))
    });
    let find = |agent| read(db, move |tx| draft::find(tx, conversation, agent));
    assert_eq!(find(anna), None);
    let first = Draft {
        conversation_id: conversation,
        agent_id: anna,
        content: UNUSUAL.into(),
        seen_message_id: Some(MessageId(77)),
        updated_at: at(1),
    };
    let second = Draft { content: "{}".into(), seen_message_id: None, updated_at: at(2), ..first.clone() };
    let of_bert = Draft { agent_id: bert, ..first.clone() };
    for draft in [first.clone(), of_bert.clone()] {
        write(db, move |tx| draft::save(tx, &draft));
    }
    assert_eq!(find(anna), Some(first));
    let later = second.clone();
    write(db, move |tx| draft::save(tx, &later));
    assert_eq!(find(anna), Some(second));
    write(db, move |tx| draft::remove(tx, conversation, anna));
    assert_eq!((find(anna), find(bert)), (None, Some(of_bert)));
}
