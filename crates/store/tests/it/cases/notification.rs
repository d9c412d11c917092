//! Bells, choices, and the way back of notification mails.

use crate::support::{at, new_agent, new_conversation, new_customer, new_message, read, token, write};
use domain::NotificationId;
use domain::notification::{Notice, Ways};
use store::Database;
use store::notification::{self, Notification};

pub(crate) fn under_the_bell(db: &Database) {
    let (anna, bert, conversation, message) = write(db, |tx| {
        let customer = new_customer(tx, "Zoe")?;
        let conversation = new_conversation(tx, customer, 77)?;
        Ok((new_agent(tx, "anna")?, new_agent(tx, "bert")?, conversation, new_message(tx)?))
    });
    let line = move |agent, kind, second| Notification {
        id: NotificationId(0),
        agent_id: agent,
        kind,
        conversation_id: Some(conversation),
        message_id: Some(message),
        by_agent_id: Some(bert),
        created_at: at(second),
        seen_at: None,
    };
    let bare = Notification {
        conversation_id: None,
        message_id: None,
        by_agent_id: None,
        ..line(anna, Notice::ReplyFailed, 3)
    };
    let ids = write(db, move |tx| {
        let lines = [line(anna, Notice::Mentioned, 1), line(anna, Notice::CustomerWrote, 2), bare.clone()];
        notification::add(tx, &line(bert, Notice::Assigned, 9))?;
        lines.iter().map(|line| notification::add(tx, line)).collect::<store::Result<Vec<_>>>()
    });
    let list = move || read(db, move |tx| notification::of_agent(tx, anna, 9));
    assert_eq!(list().iter().map(|line| line.id).collect::<Vec<_>>(), [ids[2], ids[1], ids[0]]);
    assert_eq!(list()[2], Notification { id: ids[0], ..line(anna, Notice::Mentioned, 1) });
    let unseen = move |limit| read(db, move |tx| notification::unseen(tx, anna, limit));
    assert_eq!((unseen(9), unseen(2)), (3, 2));
    assert_eq!(write(db, move |tx| notification::see(tx, anna, conversation, at(20))), 2);
    assert_eq!((unseen(9), list()[2].seen_at), (1, Some(at(20))));
    assert_eq!(write(db, move |tx| notification::see_all(tx, anna, at(21))), 1);
    assert_eq!(unseen(9), 0);
    assert_eq!(read(db, move |tx| notification::unseen(tx, bert, 9)), 1, "each has a bell of their own");
    assert_eq!(write(db, |tx| notification::sweep(tx, at(3))), 2);
    assert_eq!(list().len(), 1);
}

pub(crate) fn settings(db: &Database) {
    let anna = write(db, |tx| new_agent(tx, "anna"));
    let ways = move |kind| read(db, move |tx| notification::ways(tx, anna, kind));
    assert_eq!(ways(Notice::Assigned), None);
    for choice in [Ways { on_page: false, by_mail: true }, Ways { on_page: true, by_mail: false }] {
        write(db, move |tx| notification::set_ways(tx, anna, Notice::Assigned, choice));
        assert_eq!((ways(Notice::Assigned), ways(Notice::Mentioned)), (Some(choice), None));
    }
}

pub(crate) fn replies(db: &Database) {
    let (anna, conversation) = write(db, |tx| {
        let customer = new_customer(tx, "Zoe")?;
        Ok((new_agent(tx, "anna")?, new_conversation(tx, customer, 77)?))
    });
    write(db, move |tx| notification::add_reply(tx, &token(1), anna, conversation, at(5)));
    let find = |number| read(db, move |tx| notification::find_reply(tx, &token(number)));
    assert_eq!((find(1), find(2)), (Some((anna, conversation)), None));
    let taken =
        |number, mail: &'static str| read(db, move |tx| notification::has_answer(tx, &token(number), mail));
    assert!(!taken(1, "a"));
    write(db, |tx| notification::add_answer(tx, &token(1), "a", at(4)));
    assert_eq!([taken(1, "a"), taken(1, "b"), taken(2, "a")], [true, false, false]);
    assert_eq!(write(db, |tx| notification::sweep_replies(tx, at(5))), 0);
    assert!(!taken(1, "a"), "forgotten");
    assert_eq!(write(db, |tx| notification::sweep_replies(tx, at(6))), 1);
    assert_eq!(find(1), None);
}
