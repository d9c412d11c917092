//! Complaints: kept whole, listed oldest first, beside what was given.

use crate::support::{UNUSUAL, at, new_agent, new_conversation, new_customer, read, write};
use domain::complaint::{Outcome, Source, State};
use domain::{AgentId, ComplaintId, ConversationId};
use store::complaint::{self, Complaint};
use store::{Database, Result, WriteTx};

pub(crate) fn new(tx: &WriteTx<'_>, conversation_id: ConversationId, second: i64) -> Result<Complaint> {
    let mut new = Complaint {
        id: ComplaintId(0),
        conversation_id,
        source: Source::Form,
        happened: UNUSUAL.into(),
        wanted: r#"["refund"]"#.into(),
        wanted_words: "My money".into(),
        also: String::new(),
        underlying: String::new(),
        began_at: Some(at(1)),
        tries: 2,
        advocate_id: None,
        state: State::Open,
        answered_at: None,
        asked_at: None,
        closed_at: None,
        outcome: None,
        outcome_words: String::new(),
        created_at: at(second),
        look_at: Some(at(second + 5)),
        noticed_at: None,
    };
    new.id = complaint::add(tx, &new)?;
    Ok(new)
}

pub(crate) fn life(db: &Database) {
    let (mut first, ben) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        Ok((new(tx, new_conversation(tx, customer, 1)?, 10)?, new_agent(tx, "ben")?))
    });
    let id = first.conversation_id;
    assert_eq!(read(db, move |tx| complaint::of_conversations(tx, &[id])), [first.clone()]);
    first.underlying = "A wedding on Saturday.".into();
    first.advocate_id = Some(ben);
    first.state = State::Closed;
    (first.answered_at, first.asked_at, first.closed_at) = (Some(at(20)), Some(at(30)), Some(at(40)));
    first.outcome = Some(Outcome::Silence);
    first.outcome_words = "Moved abroad.".into();
    (first.look_at, first.noticed_at) = (None, Some(at(35)));
    let changed = first.clone();
    write(db, move |tx| complaint::update(tx, &changed));
    assert_eq!(read(db, move |tx| complaint::of_conversations(tx, &[id])), [first]);
    let again = db.write(move |tx| new(tx, id, 50)).wait();
    assert!(again.expect_err("one for each conversation").is_duplicate());
}

pub(crate) fn lists(db: &Database) {
    let [one, two, three] = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let [one, two, three] = [1, 2, 3].map(|number| new_conversation(tx, customer, number));
        Ok([new(tx, one?, 30)?, new(tx, two?, 10)?, new(tx, three?, 20)?])
    });
    let closed = Complaint { state: State::Closed, closed_at: Some(at(90)), ..three.clone() };
    let stored = closed.clone();
    write(db, move |tx| complaint::update(tx, &stored));
    assert_eq!(read(db, |tx| complaint::open(tx, 10)), [two.clone(), one.clone()]);
    assert_eq!(read(db, |tx| complaint::open(tx, 1)), [two]);
    assert_eq!(read(db, |tx| complaint::made(tx, (at(20), at(31)), 10)), [one, closed]);
}

/// A remedy, as another noun writes it.
fn give(db: &Database, conversation: ConversationId, agent: AgentId, kind: &str, state: &str, second: i64) {
    let given = domain::millis(at(second));
    crate::raw::execute(
        db,
        &format!(
            "INSERT INTO remedy (request_key, conversation_id, remedy_kind_id, cost_minor, currency, for_what, why,
             agent_id, state, created_at, given_at)
             SELECT 'key-{second}', {conversation}, id, 100, 'EUR', 'Boots', 'Late', {agent}, '{state}', {given}, {given}
             FROM remedy_kind WHERE name_key = '{kind}'"
        ),
    );
}

pub(crate) fn asked_and_given(db: &Database) {
    let ([one, other], agent) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let ids = [new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 2)?];
        Ok((ids, new_agent(tx, "ben")?))
    });
    let given = move || read(db, move |tx| complaint::given(tx, &[one, other]));
    assert!(given().is_empty());
    give(db, one, agent, "refund", "sending", 10);
    give(db, other, agent, "apology", "given", 20);
    give(db, other, agent, "apology", "done", 30);
    give(db, one, agent, "gift", "declined", 40);
    give(db, one, agent, "replacement", "failed", 50);
    assert_eq!(given(), ["apology", "refund"]);
    assert_eq!(read(db, move |tx| complaint::given(tx, &[one])), ["refund"]);
    let between = |from, to| read(db, move |tx| complaint::is_given_between(tx, &[one], (at(from), at(to))));
    assert!(between(0, 10) && !between(11, 99), "a declined gift is none");
}

pub(crate) fn looked_at_when_due(db: &Database) {
    let [one, two] = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let [one, two] = [1, 2].map(|number| new_conversation(tx, customer, number));
        Ok([new(tx, one?, 30)?, new(tx, two?, 10)?])
    });
    assert!(read(db, |tx| complaint::due(tx, at(14), 10)).is_empty());
    assert_eq!(read(db, |tx| complaint::due(tx, at(15), 10)), std::slice::from_ref(&two));
    assert_eq!(read(db, |tx| complaint::due(tx, at(35), 10)), [two.clone(), one.clone()]);
    assert_eq!(read(db, |tx| complaint::due(tx, at(35), 1)), std::slice::from_ref(&two));
    let (known, missing) = (two.id, ComplaintId(999));
    assert_eq!(read(db, move |tx| complaint::find(tx, known)), Some(two.clone()));
    assert_eq!(read(db, move |tx| complaint::find(tx, missing)), None);
    let never = Complaint { look_at: None, ..two };
    write(db, move |tx| complaint::update(tx, &never));
    assert_eq!(read(db, |tx| complaint::due(tx, at(99), 10)), std::slice::from_ref(&one));
    let id = one.conversation_id;
    write(db, move |tx| complaint::mark(tx, id, "overdue"));
    let shown = read(db, move |tx| store::conversation::find(tx, &store::Scope::All, id)).expect("it");
    assert_eq!(shown.complaint, "overdue");
}
