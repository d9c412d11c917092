//! The timeline of a customer.

use crate::support::{at, new_conversation, new_customer, read, write};
use domain::{AgentId, Event, EventKind, OrderId};
use store::order::Order;
use store::timeline::{self, Kind, Pointer};
use store::{Database, Scope};

pub(crate) fn one_stream(db: &Database) {
    let (customer, merged) = write(db, |tx| {
        let (customer, merged) = (new_customer(tx, "Anna")?, new_customer(tx, "A. Berg")?);
        for number in 1..=4 {
            new_conversation(tx, customer, number * 10)?;
            store::customer_note::add(tx, customer, None, "note", at(number * 10))?;
        }
        let removed = store::customer_note::add(tx, customer, None, "removed", at(11))?;
        store::customer_note::set_removed(tx, removed, Some(at(12)))?;
        let order = Order {
            id: OrderId(0),
            customer_id: customer,
            number: "1".into(),
            state: "paid".into(),
            title: String::new(),
            currency: "EUR".into(),
            total_minor: 1,
            url: String::new(),
            source: "shop".into(),
            external_id: "1".into(),
            placed_at: at(25),
            updated_at: at(25),
        };
        store::order::put(tx, &order)?;
        store::event::append(tx, &Event::new(EventKind::CustomerBlocked).customer(customer), at(26))?;
        store::event::append(tx, &Event::new(EventKind::CustomerNoteWritten).customer(customer), at(27))?;
        store::event::append(tx, &Event::new(EventKind::CustomerCreated).customer(merged), at(5))?;
        Ok((customer, merged))
    });
    let page = |scope: Scope, before: Option<Pointer>, limit| {
        let all = [customer.0, merged.0];
        let kinds = ["customer_blocked", "customer_created"];
        read(db, move |tx| timeline::page(tx, &scope, customer, &all, &kinds, before, limit))
    };
    let all = page(Scope::All, None, 100);
    let told: Vec<(Kind, _)> = all.iter().map(|pointer| (pointer.kind, pointer.at)).collect();
    let (note, talk) = (Kind::Note, Kind::Conversation);
    let expected = [
        (note, at(40)),
        (talk, at(40)),
        (note, at(30)),
        (talk, at(30)),
        (Kind::Event, at(26)),
        (Kind::Order, at(25)),
        (note, at(20)),
        (talk, at(20)),
        (note, at(10)),
        (talk, at(10)),
        (Kind::Event, at(5)),
    ];
    assert_eq!(told, expected);
    for limit in [1, 2, 3, 5] {
        let (mut pages, mut before) = (Vec::new(), None);
        loop {
            let next = page(Scope::All, before, limit);
            let Some(last) = next.last() else { break };
            before = Some(*last);
            pages.extend(next);
        }
        assert_eq!(pages, all, "in pages of {limit}");
    }
    let own = page(Scope::Own(AgentId(1)), None, 100);
    assert_eq!(own.len(), 7, "conversations out of reach aren't there");
    let events: Vec<i64> =
        all.iter().filter(|pointer| pointer.kind == Kind::Event).map(|pointer| pointer.id).collect();
    let found = read(db, move |tx| store::event::find_all(tx, &events));
    assert_eq!(found.iter().map(|event| event.at).collect::<Vec<_>>(), [at(26), at(5)]);
}
