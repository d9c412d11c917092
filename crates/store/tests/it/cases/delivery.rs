//! How far answers have come.

use crate::support::{UNUSUAL, at, new_conversation, new_customer, new_message, plain_message, read, write};
use domain::MessageId;
use domain::message::Delivery as State;
use store::Database;
use store::delivery::{self, Delivery, Recipient};

fn messages(db: &Database, count: i64) -> Vec<MessageId> {
    write(db, move |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let conversation = new_conversation(tx, customer, 1)?;
        (0..count).map(|second| store::message::add(tx, &plain_message(conversation, "", second))).collect()
    })
}

pub(crate) fn the_way_of_an_answer(db: &Database) {
    let message = write(db, new_message);
    assert_eq!(read(db, move |tx| delivery::find(tx, message)), None);
    assert_eq!(read(db, delivery::next_due), None);
    write(db, move |tx| delivery::queue(tx, message, at(10)));
    let mut expected = Delivery {
        message_id: message,
        state: State::Queued,
        send_at: at(10),
        attempts: 0,
        attempted_at: None,
        sent_at: None,
        words: String::new(),
    };
    assert_eq!(read(db, move |tx| delivery::find(tx, message)), Some(expected.clone()));
    assert_eq!(read(db, delivery::next_due), Some(at(10)));
    assert_eq!(read(db, |tx| delivery::due(tx, at(9))), None);
    assert_eq!(read(db, |tx| delivery::due(tx, at(10))), Some(expected.clone()));

    assert!(write(db, move |tx| delivery::begin_attempt(tx, message, at(11))));
    write(db, move |tx| delivery::record(tx, message, State::Queued, at(71), UNUSUAL, at(12)));
    expected = Delivery {
        attempts: 1,
        attempted_at: Some(at(11)),
        send_at: at(71),
        words: UNUSUAL.into(),
        ..expected
    };
    assert_eq!(read(db, move |tx| delivery::find(tx, message)), Some(expected.clone()), "queued for later");

    assert!(write(db, move |tx| delivery::begin_attempt(tx, message, at(72))));
    write(db, move |tx| delivery::record(tx, message, State::Sent, at(71), "250 ok", at(73)));
    write(db, move |tx| delivery::record(tx, message, State::Bounced, at(71), "no such user", at(99)));
    expected = Delivery {
        state: State::Bounced,
        attempts: 2,
        attempted_at: Some(at(72)),
        sent_at: Some(at(73)),
        words: "no such user".into(),
        ..expected
    };
    assert_eq!(read(db, move |tx| delivery::of_messages(tx, &[message, MessageId(1)])), [expected.clone()]);
    write(db, move |tx| delivery::queue_again(tx, message, at(200)));
    expected =
        Delivery { state: State::Queued, attempts: 0, send_at: at(200), words: String::new(), ..expected };
    assert_eq!(read(db, |tx| delivery::due(tx, at(200))), Some(expected), "all attempts lie ahead again");
    let again = db.write(move |tx| delivery::queue(tx, message, at(10))).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()), "one way for each message");
}

pub(crate) fn recipients(db: &Database) {
    let ids = messages(db, 2);
    let (one, other) = (ids[0], ids[1]);
    write(db, move |tx| {
        delivery::add_recipient(tx, one, "Zoe@Example.com", "to")?;
        delivery::add_recipient(tx, one, "anna@example.com", "cc")?;
        delivery::add_recipient(tx, one, "ZOE@example.com", "bcc")?;
        delivery::add_recipient(tx, other, "zoe@example.com", "to")
    });
    let change = |key: &'static str| {
        write(db, move |tx| delivery::record_recipient(tx, one, key, State::Bounced, UNUSUAL))
    };
    assert_eq!([change("zoe@example.com"), change("nobody@example.com")], [true, false]);
    let recipient = |message_id, address: &str, role: &str| Recipient {
        message_id,
        address_key: address.to_lowercase(),
        address: address.into(),
        role: role.into(),
        state: State::Queued,
        words: String::new(),
    };
    let expected = [
        recipient(one, "anna@example.com", "cc"),
        Recipient { state: State::Bounced, words: UNUSUAL.into(), ..recipient(one, "Zoe@Example.com", "to") },
        recipient(other, "zoe@example.com", "to"),
    ];
    assert_eq!(read(db, move |tx| delivery::recipients(tx, &[other, one])), expected);
}

pub(crate) fn undone_or_begun_but_not_both(db: &Database) {
    let ids = messages(db, 20);
    for message in ids {
        write(db, move |tx| delivery::queue(tx, message, at(10)));
        let (cancelled, begun) = std::thread::scope(|scope| {
            let cancel = scope.spawn(move || write(db, move |tx| delivery::cancel(tx, message)));
            let begin =
                scope.spawn(move || write(db, move |tx| delivery::begin_attempt(tx, message, at(10))));
            (cancel.join().expect("an answer"), begin.join().expect("an answer"))
        });
        assert!(cancelled != begun, "cancelled: {cancelled}, begun: {begun}");
        let state = read(db, move |tx| delivery::find(tx, message)).expect("a delivery").state;
        assert_eq!(state, if begun { State::Sending } else { State::Cancelled });
    }
}

pub(crate) fn stuck_and_failed(db: &Database) {
    let ids = messages(db, 4);
    let queued = ids.clone();
    write(db, move |tx| {
        for (second, message) in (0..).zip(&queued) {
            delivery::queue(tx, *message, at(second))?;
        }
        delivery::begin_attempt(tx, queued[1], at(20))?;
        delivery::begin_attempt(tx, queued[0], at(21))?;
        delivery::record(tx, queued[2], State::Failed, at(2), "550 no", at(3))?;
        delivery::record(tx, queued[3], State::Failed, at(2), "550 no", at(3))
    });
    let stuck = |second| -> Vec<MessageId> {
        read(db, move |tx| delivery::stuck(tx, at(second)))
            .into_iter()
            .map(|found| found.message_id)
            .collect()
    };
    assert_eq!(stuck(20), []);
    assert_eq!(stuck(22), [ids[1], ids[0]]);
    let failed = |limit| -> Vec<MessageId> {
        read(db, move |tx| delivery::failed(tx, limit)).into_iter().map(|found| found.message_id).collect()
    };
    assert_eq!(failed(9), [ids[3], ids[2]]);
    assert_eq!(failed(1), [ids[3]]);
}

pub(crate) fn hastened(db: &Database) {
    // Written at 0, 100, 200, … seconds.
    let [old, undone, later, tried, tried_before, again] = *write(db, |tx| {
        let customer = new_customer(tx, "Anna Berg")?;
        let conversation = new_conversation(tx, customer, 1)?;
        (0..6)
            .map(|number| store::message::add(tx, &plain_message(conversation, "", number * 100)))
            .collect::<store::Result<Vec<_>>>()
    }) else {
        panic!("six messages")
    };
    write(db, move |tx| {
        delivery::queue(tx, old, at(5))?;
        delivery::queue(tx, undone, at(110))?;
        delivery::queue(tx, later, at(900))?;
        for (message, began) in [(tried, 300), (tried_before, 20), (again, 20)] {
            delivery::queue(tx, message, at(0))?;
            delivery::begin_attempt(tx, message, at(began))?;
            delivery::record(tx, message, State::Queued, at(360), "", at(began))?;
        }
        delivery::queue_again(tx, again, at(510))
    });
    // The clock is set back to second 30.
    assert_eq!(write(db, |tx| delivery::hasten(tx, at(90), 10_000, at(40))), 3);
    assert_eq!(write(db, |tx| delivery::hasten(tx, at(90), 10_000, at(40))), 0, "once is enough");
    let when = |message| read(db, move |tx| delivery::find(tx, message)).map(|one| one.send_at);
    for (message, second) in
        [(old, 5), (undone, 40), (later, 900), (tried, 40), (tried_before, 360), (again, 40)]
    {
        assert_eq!(when(message), Some(at(second)));
    }
}
