//! Remedies.

use crate::support::{UNUSUAL, at, new_agent, new_conversation, new_customer, read, write};
use domain::remedy::{Reason, Reversal, State};
use domain::{AgentId, ConversationId, Currency, Money, RemedyId, RemedyKindId};
use store::remedy::{self, Remedy};
use store::{Database, Result, WriteTx, remedy_kind};

pub(crate) fn euros(minor: i64) -> Option<Money> {
    Money::new(minor, Currency::parse("EUR").expect("a currency")).ok()
}

fn euro() -> Currency {
    Currency::parse("EUR").expect("a currency")
}

/// A refund that was given at that second.
pub(crate) fn given(
    key: &str,
    conversation: ConversationId,
    agent: AgentId,
    minor: i64,
    second: i64,
) -> Remedy {
    Remedy {
        id: RemedyId(0),
        request_key: key.into(),
        conversation_id: conversation,
        kind_id: RemedyKindId(3),
        cost: euros(minor),
        order_id: None,
        for_what: UNUSUAL.into(),
        reason: Reason::Late,
        why: "The parcel was late.".into(),
        agent_id: agent,
        message_id: None,
        state: State::Given,
        yes_needed: 0,
        external_id: String::new(),
        problem: String::new(),
        attempts: 0,
        next_attempt_at: None,
        reversal: Reversal::None,
        reversal_problem: String::new(),
        created_at: at(second),
        given_at: Some(at(second)),
        ended_at: None,
    }
}

/// Adds one that is new.
pub(crate) fn put(tx: &WriteTx<'_>, new: &Remedy) -> Result<RemedyId> {
    let kinds = remedy_kind::all(tx)?;
    let kind_id = kinds.iter().find(|kind| kind.name == "Refund").expect("a refund").id;
    Ok(remedy::add(tx, &Remedy { kind_id, ..new.clone() })?.expect("a new one"))
}

pub(crate) fn once(db: &Database) {
    let (id, new) = write(db, |tx| {
        let (agent, customer) = (new_agent(tx, "anna")?, new_customer(tx, "Bert")?);
        let new = given("a", new_conversation(tx, customer, 1)?, agent, 1_999, 5);
        Ok((put(tx, &new)?, new))
    });
    let found = read(db, move |tx| remedy::find(tx, id)).expect("the remedy");
    assert_eq!(found, Remedy { id, kind_id: found.kind_id, ..new.clone() });
    assert_eq!(read(db, |tx| remedy::find_by_key(tx, "a")).as_ref(), Some(&found));
    assert_eq!(read(db, |tx| remedy::find_by_key(tx, "b")), None);
    let again = Remedy { kind_id: found.kind_id, cost: euros(7), ..new };
    assert_eq!(write(db, move |tx| remedy::add(tx, &again)), None, "the same request");
    let changed = Remedy {
        state: State::Failed,
        external_id: "re_1".into(),
        problem: UNUSUAL.into(),
        attempts: 3,
        next_attempt_at: Some(at(90)),
        reversal: Reversal::Failed,
        reversal_problem: UNUSUAL.into(),
        ended_at: Some(at(80)),
        ..found
    };
    let saved = changed.clone();
    write(db, move |tx| remedy::update(tx, &saved));
    let found = read(db, move |tx| remedy::find_all(tx, &[RemedyId(i64::MAX), id]));
    assert_eq!(found, std::slice::from_ref(&changed));
    assert_eq!(read(db, move |tx| remedy::find(tx, id)), Some(changed));
    assert_eq!(read(db, |tx| remedy::due(tx, at(89), 9)).len(), 0);
    assert_eq!(read(db, |tx| remedy::due(tx, at(90), 9)).len(), 1);
    let words = write(db, move |tx| {
        let one = remedy::find(tx, id)?.expect("the remedy");
        remedy::add(tx, &Remedy { request_key: "c".into(), cost: None, ..one })
    });
    let words = words.expect("a new one");
    assert_eq!(read(db, move |tx| remedy::find(tx, words)).expect("it").cost, None);
    let latest = read(db, |tx| remedy::latest(tx, None, 1));
    assert_eq!(latest.iter().map(|one| one.id).collect::<Vec<_>>(), [words]);
    assert_eq!(read(db, move |tx| remedy::latest(tx, Some(words), 9)).len(), 1);
}

pub(crate) fn sums(db: &Database) {
    let (anna, ben, customer, one, two) = write(db, |tx| {
        let (anna, ben) = (new_agent(tx, "anna")?, new_agent(tx, "ben")?);
        let customer = new_customer(tx, "Cleo")?;
        let (one, two) = (new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 2)?);
        let other = new_conversation(tx, new_customer(tx, "Dora")?, 3)?;
        put(tx, &given("a", one, anna, 100, 10))?;
        put(tx, &Remedy { why: String::new(), ..given("b", two, anna, 20, 20) })?;
        put(tx, &Remedy { yes_needed: 1, ..given("c", one, ben, 3, 30) })?;
        put(tx, &given("d", other, ben, 4_000, 40))?;
        put(tx, &Remedy { state: State::TakenBack, ..given("e", one, anna, 50_000, 50) })?;
        put(tx, &Remedy { state: State::Asked, given_at: None, ..given("f", one, anna, 600_000, 60) })?;
        let francs = Currency::parse("CHF").and_then(|francs| Money::new(7_000_000, francs).ok());
        put(tx, &Remedy { cost: francs, ..given("g", one, anna, 0, 70) })?;
        Ok((anna, ben, customer, one, two))
    });
    assert_eq!(read(db, move |tx| remedy::sum_of_conversations(tx, &[one], euro())), 103);
    assert_eq!(read(db, move |tx| remedy::sum_of_conversations(tx, &[one, two], euro())), 123);
    assert_eq!(read(db, move |tx| remedy::sum_of_conversations(tx, &[], euro())), 0);
    assert_eq!(read(db, move |tx| remedy::sum_of_customer(tx, customer, euro(), at(0))), 123);
    assert_eq!(read(db, move |tx| remedy::sum_of_customer(tx, customer, euro(), at(20))), 23);
    assert_eq!(read(db, move |tx| remedy::sum_of_agent(tx, anna, euro(), at(0))), 120);
    assert_eq!(read(db, move |tx| remedy::sum_of_agent(tx, ben, euro(), at(0))), 4_000, "unasked only");
    let all = [anna, ben];
    assert_eq!(read(db, move |tx| remedy::sum_without_why(tx, &all, euro(), at(0), at(20))), 0);
    assert_eq!(read(db, move |tx| remedy::sum_without_why(tx, &all, euro(), at(20), at(21))), 20);
    let keys = |found: Vec<Remedy>| found.into_iter().map(|one| one.request_key).collect::<String>();
    assert_eq!(keys(read(db, move |tx| remedy::of_customer(tx, customer, 9))), "gfecba");
    assert_eq!(keys(read(db, move |tx| remedy::of_conversations(tx, &[two, one]))), "abcefg");
    assert_eq!(keys(read(db, move |tx| remedy::of_agent(tx, anna, 2))), "gb");
    assert_eq!(keys(read(db, |tx| remedy::given_between(tx, at(20), at(60)))), "bcd");
}
