//! Merging customers, and the way back to the row.

use app::customer::{Change, NewCustomer, merge, undo_merge};
use domain::conversation::State;
use domain::{Actor, CustomerId, CustomerMergeId, OrderId, Token, TouchpointId};
use std::collections::BTreeMap;
use store::conversation::{List, NewConversation};
use store::customer::Customer;
use store::order::Order;
use store::touchpoint::Touchpoint;
use store::{Scope, Tx, WriteTx};
use testkit::TestHouse;
use testkit::dice::Dice;

/// A customer's row and the ids of everything that points at it.
type Whole = (Customer, [Vec<i64>; 5]);

fn whole(tx: &Tx<'_>, id: CustomerId) -> app::Result<Whole> {
    const ALL: i64 = 1_000;
    let customer = store::customer::find(tx, id)?.expect("the customer");
    let mut ids = [
        store::identity::of_customer(tx, id)?.iter().map(|identity| identity.id.0).collect::<Vec<_>>(),
        store::conversation::list(tx, &Scope::All, &List::OfCustomer(id), None, ALL)?
            .iter()
            .map(|line| line.conversation.id.0)
            .collect(),
        store::customer_note::of_customer(tx, id, ALL)?.iter().map(|note| note.id.0).collect(),
        store::order::of_customer(tx, id, None, ALL)?.iter().map(|order| order.id.0).collect(),
        store::touchpoint::of_customer(tx, id, None, ALL)?.iter().map(|touchpoint| touchpoint.id.0).collect(),
    ];
    ids.iter_mut().for_each(|ids| ids.sort_unstable());
    Ok((customer, ids))
}

fn everybody(house: &TestHouse, ids: &[CustomerId]) -> Vec<Whole> {
    let ids = ids.to_vec();
    house.read(move |tx| ids.iter().map(|&id| whole(tx, id)).collect())
}

/// Something happens with a customer; `number` makes it unlike all others.
fn happen(tx: &WriteTx<'_>, customer: CustomerId, number: u64, moment: &domain::Moment) -> app::Result<()> {
    let unique = number.to_string();
    match number % 5 {
        0 => {
            store::identity::add(tx, customer, "handle", &unique, &unique, moment.now)?;
        }
        1 => {
            let mut bytes = [7; 16];
            bytes[8..].copy_from_slice(&number.to_be_bytes());
            let new = NewConversation {
                token: Token::from_bytes(bytes),
                customer_id: customer,
                customer_certain: true,
                mailbox_id: None,
                channel: "mail",
                subject: &unique,
                team_id: None,
                state: State::Open,
            };
            store::conversation::open(tx, &new, moment.now)?;
        }
        2 => {
            app::customer::write_note(tx, &Actor::System, customer, &unique, moment)?;
        }
        3 => {
            let order = Order {
                id: OrderId(0),
                customer_id: customer,
                number: unique.clone(),
                state: "paid".into(),
                title: String::new(),
                currency: "EUR".into(),
                total_minor: 1,
                url: String::new(),
                source: "shop".into(),
                external_id: unique,
                placed_at: moment.now,
                updated_at: moment.now,
            };
            store::order::put(tx, &order)?;
        }
        _ => {
            let touchpoint = Touchpoint {
                id: TouchpointId(0),
                customer_id: customer,
                kind: "visit".into(),
                title: unique.clone(),
                detail: String::new(),
                url: String::new(),
                source: "site".into(),
                external_id: unique,
                occurred_at: moment.now,
                created_at: moment.now,
            };
            store::touchpoint::put(tx, &touchpoint)?;
        }
    }
    Ok(())
}

/// A place in a list of that length.
fn index(dice: &mut Dice, length: usize) -> usize {
    dice.below(length as u64) as usize
}

/// Customers who know and lack different things, each with some of everything.
fn people(house: &TestHouse, dice: &mut Dice, count: usize) -> Vec<CustomerId> {
    let mut ids = Vec::new();
    for person in 0..count {
        let some =
            |dice: &mut Dice, text: &str| if dice.below(2) == 0 { String::new() } else { text.to_owned() };
        let mut fields = BTreeMap::new();
        for name in ["Size", "Colour", "Shop"] {
            if dice.below(2) == 0 {
                fields.insert(name.to_owned(), format!("{name} of {person}"));
            }
        }
        let new = NewCustomer {
            name: some(dice, &format!("Person {person}")),
            emails: vec![format!("person{person}@customer.example")],
            organization: some(dice, &format!("Company {}", person % 2)),
            language: some(dice, "de"),
            time_zone: some(dice, "Europe/Berlin"),
            fields,
            ..NewCustomer::default()
        };
        let moment = house.moment();
        ids.push(house.write(move |tx| app::customer::create(tx, &Actor::System, &new, &moment)));
    }
    for number in 0..count as u64 * 8 {
        let (customer, moment) = (ids[index(dice, ids.len())], house.moment());
        house.write(move |tx| happen(tx, customer, number, &moment));
    }
    ids
}

fn do_merge(house: &TestHouse, kept: CustomerId, merged: CustomerId) -> CustomerMergeId {
    let moment = house.moment();
    house.write(move |tx| merge(tx, &Actor::System, kept, merged, &moment))
}

fn do_undo(house: &TestHouse, id: CustomerMergeId) -> CustomerId {
    let moment = house.moment();
    house.write(move |tx| undo_merge(tx, &Actor::System, id, &moment))
}

fn found(house: &TestHouse, typed: &'static str) -> Vec<CustomerId> {
    house.read(move |tx| Ok(store::search::customers(tx, typed, 50)?))
}

#[test]
fn merges_undone_in_the_order_of_a_stack_restore_exactly() {
    for seed in 0..24 {
        let house = TestHouse::founded();
        let mut dice = Dice::new(seed);
        let ids = people(&house, &mut dice, 6);
        let beginning = everybody(&house, &ids);
        let mut stack: Vec<(CustomerMergeId, Vec<Whole>)> = Vec::new();
        for _ in 0..14 {
            let now = everybody(&house, &ids);
            let free: Vec<CustomerId> = now
                .iter()
                .filter(|(customer, _)| customer.merged_into.is_none())
                .map(|(customer, _)| customer.id)
                .collect();
            if free.len() > 1 && dice.below(3) > 0 {
                let kept = free[index(&mut dice, free.len())];
                let others: Vec<CustomerId> = free.iter().copied().filter(|&id| id != kept).collect();
                stack.push((do_merge(&house, kept, others[index(&mut dice, others.len())]), now));
            } else if let Some((id, before)) = stack.pop() {
                do_undo(&house, id);
                assert_eq!(everybody(&house, &ids), before, "seed {seed}");
            }
        }
        while let Some((id, before)) = stack.pop() {
            do_undo(&house, id);
            assert_eq!(everybody(&house, &ids), before, "seed {seed}");
        }
        assert_eq!(everybody(&house, &ids), beginning, "seed {seed}");
    }
}

#[test]
fn undone_in_any_order_everything_is_where_it_was() {
    for seed in 100..116 {
        let house = TestHouse::founded();
        let mut dice = Dice::new(seed);
        let ids = people(&house, &mut dice, 5);
        let rows =
            |house: &TestHouse| everybody(house, &ids).into_iter().map(|(_, rows)| rows).collect::<Vec<_>>();
        let beginning = rows(&house);
        let mut merges = Vec::new();
        let mut free = ids.clone();
        while free.len() > 1 {
            let kept = free.remove(index(&mut dice, free.len()));
            let merged = free.remove(index(&mut dice, free.len()));
            merges.push(do_merge(&house, kept, merged));
            free.push(kept);
        }
        while !merges.is_empty() {
            do_undo(&house, merges.remove(index(&mut dice, merges.len())));
        }
        assert_eq!(rows(&house), beginning, "seed {seed}");
        assert!(everybody(&house, &ids).iter().all(|(customer, _)| customer.merged_into.is_none()));
    }
}

#[test]
fn what_came_since_stays_with_the_one_who_was_kept() {
    let house = TestHouse::founded();
    let ids = people(&house, &mut Dice::new(7), 2);
    let (kept, merged) = (ids[0], ids[1]);
    let before = everybody(&house, &ids);
    let merge = do_merge(&house, kept, merged);
    let moment = house.moment();
    house.write(move |tx| {
        happen(tx, kept, 1_001, &moment)?;
        let fields = BTreeMap::from([("Pet".to_owned(), "Cat".to_owned())]);
        let change = Change { name: Some("Somebody Else".into()), fields, ..Change::default() };
        app::customer::change(tx, &Actor::System, kept, &change, &moment)
    });
    assert_eq!(found(&house, "person1@customer.example"), [kept]);
    assert_eq!(do_undo(&house, merge), kept);
    let after = everybody(&house, &ids);
    assert_eq!(after[1], before[1], "the other is as they were");
    assert_eq!(after[0].1[1].len(), before[0].1[1].len() + 1, "the new conversation stayed");
    assert_eq!(after[0].0.name, "Somebody Else", "what people changed since stays");
    assert!(after[0].0.fields.contains("Cat"));
    assert!(!after[0].0.fields.contains("of 1"), "what the merge filled in goes");
    assert_eq!(found(&house, "person1@customer.example"), [merged]);
}

#[test]
fn what_can_not_be_merged_is_said() {
    let house = TestHouse::founded();
    let ids = people(&house, &mut Dice::new(3), 3);
    let (one, two, three) = (ids[0], ids[1], ids[2]);
    let attempt = |kept, merged| {
        let moment = house.moment();
        house.db.write(move |tx| merge(tx, &Actor::System, kept, merged, &moment)).wait()
    };
    assert!(matches!(attempt(one, one), Err(app::Error::Invalid { .. })));
    let id = attempt(one, two).expect("a merge");
    assert!(matches!(attempt(three, two), Err(app::Error::Conflict(_))), "two is no longer by themselves");
    do_undo(&house, id);
    let moment = house.moment();
    let again = house.db.write(move |tx| undo_merge(tx, &Actor::System, id, &moment)).wait();
    assert!(matches!(again, Err(app::Error::Conflict(_))));
}
