//! Files of messages.

use crate::support::{
    UNUSUAL, at, new_agent, new_conversation, new_customer, new_message, plain_message, read, write,
};
use domain::{AgentId, AttachmentId, MessageId};
use store::attachment::{self, Attachment, NewAttachment};
use store::{Database, WriteTx};

fn file(name: &str) -> NewAttachment<'_> {
    NewAttachment {
        message_id: None,
        agent_id: None,
        name,
        media_type: "image/png",
        size: 12,
        blob_hash: [3; 32],
        part: "",
        inline: false,
        content_id: "",
    }
}

fn uploaded(tx: &WriteTx<'_>, agent: AgentId, second: i64) -> store::Result<AttachmentId> {
    attachment::add(tx, &NewAttachment { agent_id: Some(agent), ..file("boots.png") }, at(second))
}

pub(crate) fn round_trip(db: &Database) {
    let (id, agent, message) = write(db, |tx| {
        let (agent, message) = (new_agent(tx, "anna")?, new_message(tx)?);
        let new = NewAttachment {
            message_id: Some(message),
            agent_id: Some(agent),
            name: UNUSUAL,
            media_type: "application/x-unusual",
            size: i64::from(u32::MAX) + 1,
            blob_hash: [0xFF; 32],
            part: "1.2.3",
            inline: true,
            content_id: "picture@shop.example",
        };
        Ok((attachment::add(tx, &new, at(1))?, agent, message))
    });
    let expected = Attachment {
        id,
        message_id: Some(message),
        agent_id: Some(agent),
        name: UNUSUAL.into(),
        media_type: "application/x-unusual".into(),
        size: i64::from(u32::MAX) + 1,
        blob_hash: [0xFF; 32],
        part: "1.2.3".into(),
        inline: true,
        content_id: "picture@shop.example".into(),
    };
    assert_eq!(read(db, move |tx| attachment::find(tx, id)), Some(expected));
    let bare = write(db, |tx| attachment::add(tx, &file(""), at(1)));
    let found = read(db, move |tx| attachment::find(tx, bare)).expect("a file");
    assert_eq!((found.message_id, found.agent_id, found.name.as_str()), (None, None, ""));
    assert_eq!(read(db, |tx| attachment::find(tx, AttachmentId(1))), None);
}

pub(crate) fn loose_files_find_their_message(db: &Database) {
    let (anna, bert, message, other) = write(db, |tx| {
        let message = new_message(tx)?;
        let customer = new_customer(tx, "Carl")?;
        let conversation = new_conversation(tx, customer, 2)?;
        let other = store::message::add(tx, &plain_message(conversation, "", 2))?;
        Ok((new_agent(tx, "anna")?, new_agent(tx, "bert")?, message, other))
    });
    let file_of_anna = write(db, move |tx| uploaded(tx, anna, 1));
    let file_of_nobody = write(db, |tx| attachment::add(tx, &file("letter.pdf"), at(1)));
    let attach = |id, agent, message| write(db, move |tx| attachment::attach(tx, id, agent, message, true));
    assert!(!attach(file_of_anna, Some(bert), message), "not bert's file");
    assert!(!attach(file_of_anna, None, message), "not nobody's file");
    assert!(!attach(file_of_nobody, Some(anna), message), "not anna's file");
    assert!(attach(file_of_anna, Some(anna), message));
    assert!(!attach(file_of_anna, Some(anna), other), "not loose any more");
    assert!(attach(file_of_nobody, None, other));
    let found = read(db, move |tx| attachment::of_messages(tx, &[other, message, MessageId(1)]));
    let ids: Vec<_> = found.iter().map(|file| (file.id, file.message_id, file.inline)).collect();
    assert_eq!(ids, [(file_of_anna, Some(message), true), (file_of_nobody, Some(other), true)]);
    assert_eq!(read(db, |tx| attachment::of_messages(tx, &[])), []);
    write(db, move |tx| attachment::detach_all(tx, message));
    assert!(attach(file_of_anna, Some(anna), other), "loose again");
}

pub(crate) fn loose_files_are_swept(db: &Database) {
    let (old, young, kept) = write(db, |tx| {
        let (agent, message) = (new_agent(tx, "anna")?, new_message(tx)?);
        let kept = uploaded(tx, agent, 1)?;
        attachment::attach(tx, kept, Some(agent), message, false)?;
        Ok((uploaded(tx, agent, 1)?, uploaded(tx, agent, 2)?, kept))
    });
    assert_eq!(write(db, |tx| attachment::sweep_loose(tx, at(2))), 1);
    let is_there = |id| read(db, move |tx| attachment::find(tx, id)).is_some();
    assert_eq!([old, young, kept].map(is_there), [false, true, true]);
}
