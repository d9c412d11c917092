//! Messages.

use crate::support::{
    UNUSUAL, at, new_agent, new_conversation, new_customer, new_identity, plain_message, read, write,
};
use domain::message::Direction;
use domain::{ConversationId, MessageId};
use store::message::{self, Message, Tally};
use store::{Database, WriteTx, delivery};

fn new_place(tx: &WriteTx<'_>, number: i64) -> store::Result<ConversationId> {
    let customer = new_customer(tx, "Anna Berg")?;
    new_conversation(tx, customer, number)
}

pub(crate) fn round_trip(db: &Database) {
    let expected = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let new = Message {
            direction: Direction::Note,
            nature: "auto_reply".into(),
            channel: "call".into(),
            agent_id: Some(new_agent(tx, "anna")?),
            identity_id: Some(new_identity(tx, customer, "anna@example.com")?),
            addresses: UNUSUAL.into(),
            subject: UNUSUAL.into(),
            folds: "[[1,2]]".into(),
            html: "<p>Boots</p>".into(),
            remote_count: 3,
            own_colors: true,
            stranger: true,
            mail_message_id: "1@example.com".into(),
            raw_hash: Some([9; 32]),
            written_at: Some(at(-5)),
            ..plain_message(new_conversation(tx, customer, 1)?, UNUSUAL, 1)
        };
        Ok(Message { id: message::add(tx, &new)?, ..new })
    });
    let id = expected.id;
    assert_eq!(read(db, move |tx| message::find(tx, id)), Some(expected.clone()));
    let plain = write(db, move |tx| message::add(tx, &plain_message(expected.conversation_id, "", 2)));
    let found = read(db, move |tx| message::find(tx, plain)).expect("the message");
    assert_eq!(
        (found.agent_id, found.identity_id, found.raw_hash, found.written_at),
        (None, None, None, None)
    );
    write(db, move |tx| message::set_mail(tx, plain, "2@example.com", &[8; 32]));
    let found = read(db, move |tx| message::find(tx, plain)).expect("the message");
    assert_eq!((found.mail_message_id.as_str(), found.raw_hash), ("2@example.com", Some([8; 32])));
    write(db, move |tx| message::set_mail_message_id(tx, plain, "3@example.com"));
    let found = read(db, move |tx| message::find(tx, plain)).expect("the message");
    assert_eq!((found.mail_message_id.as_str(), found.raw_hash), ("3@example.com", Some([8; 32])));
    let many = read(db, move |tx| message::find_many(tx, &[plain, MessageId(1), id]));
    assert_eq!(many.iter().map(|message| message.id).collect::<Vec<_>>(), [id, plain]);
    assert_eq!(read(db, |tx| message::find(tx, MessageId(1))), None);
}

/// Whatever a mail holds can be kept; the one character that PostgreSQL's text can't hold is replaced on both.
pub(crate) fn everything_fits(db: &Database) {
    let every: String = ('\0'..=char::MAX).step_by(7).chain('\0'..'\u{3000}').collect();
    let large = "Where are my boots? 🧦 ".repeat(400_000);
    for text in [every, large, "\0".into()] {
        let written = text.clone();
        let id = write(db, move |tx| {
            let place = new_place(tx, written.len() as i64)?;
            message::add(tx, &plain_message(place, &written, 1))
        });
        let found = read(db, move |tx| message::find(tx, id)).expect("the message").text;
        assert!(found == text.replace('\0', "\u{FFFD}"), "{} bytes came back otherwise", text.len());
    }
}

pub(crate) fn pages(db: &Database) {
    // Imported mail is older than its id, and several can have the same time.
    let seconds = [50, 10, 60, 10, 40, 60, 20];
    let (place, ids) = write(db, move |tx| {
        let (place, other) = (new_place(tx, 1)?, new_place(tx, 2)?);
        message::add(tx, &plain_message(other, "elsewhere", 30))?;
        let ids = seconds.map(|second| message::add(tx, &plain_message(place, "", second)));
        Ok((place, ids.into_iter().collect::<store::Result<Vec<_>>>()?))
    });
    let page = |before, limit| -> Vec<usize> {
        let found = read(db, move |tx| message::of_conversation(tx, place, before, limit));
        found.iter().map(|found| ids.iter().position(|id| *id == found.id).expect("one of these")).collect()
    };
    let whole = page(None, 99);
    assert_eq!(whole, [1, 3, 6, 4, 0, 2, 5]);
    for size in 1..=4 {
        let mut pieces: Vec<usize> = Vec::new();
        let mut before = None;
        loop {
            let earlier = page(before, size);
            let Some(&first) = earlier.first() else { break };
            before = Some(ids[first]);
            pieces.splice(0..0, earlier);
        }
        assert_eq!(pieces, whole, "in pages of {size}");
    }
}

pub(crate) fn last_and_ids(db: &Database) {
    let (place, ids) = write(db, |tx| {
        let place = new_place(tx, 1)?;
        let one = |direction, mail: &str, second| {
            let plain = plain_message(place, "", second);
            message::add(tx, &Message { direction, mail_message_id: mail.into(), ..plain })
        };
        let ids = [
            one(Direction::Inbound, "3@example.com", 3)?,
            one(Direction::Outbound, "1@example.com", 1)?,
            one(Direction::Note, "note@example.com", 4)?,
            one(Direction::Inbound, "", 2)?,
        ];
        Ok((place, ids))
    });
    let last = |direction| {
        read(db, move |tx| message::last(tx, place, direction)).map(|message: Message| message.id)
    };
    assert_eq!((last(Direction::Inbound), last(Direction::Outbound)), (Some(ids[0]), Some(ids[1])));
    let elsewhere = read(db, |tx| message::last(tx, ConversationId(1), Direction::Inbound));
    assert_eq!(elsewhere, None);
    let mail_ids = read(db, move |tx| message::mail_message_ids(tx, place));
    assert_eq!(mail_ids, ["1@example.com", "3@example.com"]);
}

pub(crate) fn belonging(db: &Database) {
    let place = write(db, |tx| {
        let place = new_place(tx, 1)?;
        let customer = new_customer(tx, "Anna Berg")?;
        let one = |address: &str, stranger| {
            let identity_id = Some(new_identity(tx, customer, address)?);
            message::add(tx, &Message { identity_id, stranger, ..plain_message(place, "", 1) })
        };
        one("writer@example.com", false)?;
        let stranger = one("stranger@example.com", true)?;
        delivery::add_recipient(tx, stranger, "Reader@example.com", "cc")?;
        Ok(place)
    });
    let belongs = |address: &'static str| read(db, move |tx| message::belongs(tx, place, address));
    let found = ["writer@example.com", "reader@example.com", "stranger@example.com", "other@example.com"]
        .map(belongs);
    assert_eq!(found, [true, true, false, false]);
}

pub(crate) fn moving(db: &Database) {
    let (from, to, id) = write(db, |tx| {
        let (from, to) = (new_place(tx, 1)?, new_place(tx, 2)?);
        Ok((from, to, message::add(tx, &plain_message(from, "", 1))?))
    });
    write(db, move |tx| message::move_to(tx, id, to));
    let count = |place| read(db, move |tx| message::of_conversation(tx, place, None, 9)).len();
    assert_eq!((count(from), count(to)), (0, 1));
}

pub(crate) fn moving_many(db: &Database) {
    let (one, other, ids) = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let (one, other) = (new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 2)?);
        let mut ids = Vec::new();
        for second in [3, 1, 2, 2] {
            ids.push(message::add(tx, &plain_message(one, "Boots", second))?);
        }
        Ok((one, other, ids))
    });
    let in_order = [ids[1], ids[2], ids[3], ids[0]];
    assert_eq!(read(db, move |tx| message::ids(tx, one, None)), in_order);
    let from = ids[3];
    assert_eq!(read(db, move |tx| message::ids(tx, one, Some(from))), in_order[2..]);
    let moving = vec![ids[0], ids[3], MessageId(1)];
    let again = moving.clone();
    assert_eq!(write(db, move |tx| message::move_many(tx, &moving, one, other)), 2);
    assert_eq!(
        write(db, move |tx| message::move_many(tx, &again, one, other)),
        0,
        "they are gone from there"
    );
    assert_eq!(read(db, move |tx| message::ids(tx, one, None)), in_order[..2]);
    assert_eq!(read(db, move |tx| message::ids(tx, other, None)), in_order[2..]);
}

pub(crate) fn tallies(db: &Database) {
    let id = write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        new_conversation(tx, customer, 1)
    });
    let nothing = Tally { count: 0, last_at: None, first_reply_at: None, last_reply_at: None };
    assert_eq!(read(db, move |tx| message::tally(tx, id)), nothing);
    assert_eq!(read(db, move |tx| message::last_said(tx, id)), None);
    assert_eq!(read(db, move |tx| message::waiting_since(tx, id, None)), None);
    write(db, move |tx| {
        let plain = |text, second| plain_message(id, text, second);
        let ours = |text, second| Message { direction: Direction::Outbound, ..plain(text, second) };
        message::add(tx, &plain("Where are they?", 1))?;
        let sent = message::add(tx, &ours("They come.", 2))?;
        delivery::queue(tx, sent, at(2))?;
        message::add(tx, &Message { nature: "auto_reply".into(), ..plain("I am away.", 3) })?;
        message::add(tx, &plain("Still not here.", 4))?;
        message::add(tx, &plain("Hello?", 5))?;
        let back = message::add(tx, &ours("Taken back.", 6))?;
        delivery::queue(tx, back, at(6))?;
        delivery::cancel(tx, back)?;
        message::add(tx, &Message { direction: Direction::Note, ..plain("Look at this.", 7) })
    });
    let tally = read(db, move |tx| message::tally(tx, id));
    let expected =
        Tally { count: 6, last_at: Some(at(5)), first_reply_at: Some(at(2)), last_reply_at: Some(at(2)) };
    assert_eq!(tally, expected);
    let last = read(db, move |tx| message::last_said(tx, id)).expect("a message");
    assert_eq!(last.text, "Hello?");
    assert_eq!(read(db, move |tx| message::waiting_since(tx, id, None)), Some(at(1)));
    let since = |after| read(db, move |tx| message::waiting_since(tx, id, Some(at(after))));
    assert_eq!([since(2), since(5)], [Some(at(4)), None], "machines don't wait");
}

pub(crate) fn answered(db: &Database) {
    let (anna, ben) = write(db, |tx| {
        let (anna, ben) = (new_agent(tx, "anna")?, new_agent(tx, "ben")?);
        let (one, two) = (new_place(tx, 1)?, new_place(tx, 2)?);
        for (place, agent, direction, second) in [
            (one, anna, Direction::Outbound, 10),
            (one, anna, Direction::Outbound, 11),
            (two, anna, Direction::Outbound, 12),
            (one, ben, Direction::Outbound, 13),
            (two, ben, Direction::Note, 14),
            (two, ben, Direction::Outbound, 99),
        ] {
            message::add(
                tx,
                &Message { agent_id: Some(agent), direction, ..plain_message(place, "Hi", second) },
            )?;
        }
        Ok((anna, ben))
    });
    let found = read(db, |tx| message::answered_by_agents(tx, at(10), at(99)));
    assert_eq!(found, [(anna, 2), (ben, 1)]);
}
