//! Signals: one for each message, corrected by people, counted by conversations.

use crate::support::{at, new_agent, new_conversation, new_customer, plain_message, read, write};
use domain::conversation::State;
use domain::{ConversationId, Event, EventKind, MessageId};
use jiff::Timestamp;
use store::signal::{self, Circumstances, Grouping, Signal, Tally};
use store::{Database, Result, WriteTx, conversation, message, tag, team};

fn new(
    message_id: MessageId,
    conversation_id: ConversationId,
    level: i64,
    tries: i64,
    second: i64,
) -> Signal {
    Signal {
        message_id,
        conversation_id,
        level,
        probability: 250 * level,
        tries,
        reasons: "[]".into(),
        wanted: "refund".into(),
        is_abuse: level == 3,
        is_threat: false,
        corrected_level: None,
        corrected_by: None,
        corrected_at: None,
        brought_id: None,
        created_at: at(second),
    }
}

/// A message with its signal.
pub(crate) fn raised(
    tx: &WriteTx<'_>,
    conversation: ConversationId,
    level: i64,
    tries: i64,
    second: i64,
) -> Result<Signal> {
    let id = message::add(tx, &plain_message(conversation, "Where is it?", second))?;
    let signal = new(id, conversation, level, tries, second);
    assert!(signal::add(tx, &signal)?, "it is the first");
    Ok(signal)
}

pub(crate) fn everything() -> (Timestamp, Timestamp) {
    (at(0), at(1_000_000))
}

pub(crate) fn one_for_each_message(db: &Database) {
    let (first, second, customer, agent) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let conversation = new_conversation(tx, customer, 1)?;
        let first = raised(tx, conversation, 1, 1, 10)?;
        let second = raised(tx, conversation, 3, 2, 20)?;
        assert!(!signal::add(tx, &Signal { level: 0, ..first.clone() })?, "never twice");
        Ok((first, second, customer, new_agent(tx, "ben")?))
    });
    let (one, other, conversation) = (first.message_id, second.message_id, first.conversation_id);
    assert_eq!(read(db, move |tx| signal::find(tx, one)), Some(first.clone()));
    assert_eq!(read(db, move |tx| signal::of_messages(tx, &[other, one])), [first.clone(), second.clone()]);
    assert_eq!(read(db, move |tx| signal::of_customer(tx, customer, 5)), [second.clone(), first.clone()]);
    assert_eq!(read(db, move |tx| signal::latest(tx, &[conversation], at(20))), Some(first));
    assert!(read(db, move |tx| signal::had_rage(tx, &[conversation])));
    assert!(!read(db, move |tx| signal::had_rage(tx, &[])));
    write(db, move |tx| {
        signal::correct(tx, other, 0, Some(agent), at(30))?;
        signal::set_brought(tx, other, agent)?;
        signal::show(tx, conversation, 2, "third try")
    });
    assert!(!read(db, move |tx| signal::had_rage(tx, &[conversation])), "a person says it was none");
    let found = read(db, move |tx| signal::find(tx, other)).expect("the second");
    assert_eq!((found.counts_as(), found.level, found.brought_id), (0, 3, Some(agent)));
    assert_eq!((found.corrected_by, found.corrected_at), (Some(agent), Some(at(30))));
    let shown = read(db, move |tx| conversation::find(tx, &store::Scope::All, conversation)).expect("it");
    assert_eq!((shown.upset, shown.upset_words.as_str()), (2, "third try"));
}

pub(crate) fn what_happened_before(db: &Database) {
    let ids = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        Ok([new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 2)?])
    });
    let none = read(db, move |tx| signal::circumstances(tx, &ids, at(50)));
    assert_eq!(none, Circumstances::default());
    let (id, message) = (ids[0], MessageId(7));
    write(db, move |tx| {
        let changed = |from, to| EventKind::ConversationStateChanged { from, to, until: None };
        let event = |kind| Event::new(kind).conversation(id);
        store::event::append(tx, &event(changed(State::Open, State::Closed)), at(1))?;
        store::event::append(tx, &event(changed(State::Closed, State::Open)).message(message), at(2))?;
        store::event::append(tx, &event(EventKind::ReplySent), at(3))?;
        store::event::append(tx, &event(changed(State::Closed, State::Open)), at(4))
    });
    let reopened = read(db, move |tx| signal::reopenings(tx, id));
    assert_eq!(reopened, [(at(2), Some(message)), (at(4), None)]);
}

pub(crate) fn counted_by_conversation(db: &Database) {
    let (teams, boots, corrected) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let orders = team::add(tx, "Orders", at(0))?;
        let boots = tag::ensure(tx, "boots")?;
        let [calm, upset, corrected] = [1, 2, 3].map(|number| new_conversation(tx, customer, number));
        let (calm, upset, corrected) = (calm?, upset?, corrected?);
        let mut given = conversation::find(tx, &store::Scope::All, upset)?.expect("it");
        given.team_id = Some(orders);
        conversation::update(tx, &given)?;
        tag::put(tx, upset, boots)?;
        raised(tx, calm, 1, 1, 10)?;
        raised(tx, upset, 2, 3, 20)?;
        raised(tx, upset, 3, 4, 100)?;
        let wrong = raised(tx, corrected, 2, 1, 110)?;
        signal::correct(tx, wrong.message_id, 1, None, at(120))?;
        Ok((orders, boots, corrected))
    });
    let tally = |group, conversations, upset, tried| Tally { group, conversations, upset, tried };
    let by = |grouping| read(db, move |tx| signal::tallies(tx, everything(), grouping, 3));
    assert_eq!(by(Grouping::Stretch(100_000)), [tally(0, 2, 1, 1), tally(1, 2, 1, 1)]);
    let by_team = by(Grouping::Team);
    assert_eq!(by_team, [tally(0, 2, 0, 0), tally(teams.0, 1, 1, 1)]);
    assert_eq!((by_team[0].team(), by_team[1].team()), (None, Some(teams)));
    let by_tag = by(Grouping::Tag);
    assert_eq!(by_tag, [tally(boots.0, 1, 1, 1)]);
    assert_eq!(by_tag[0].tag(), boots);
    assert_eq!(read(db, |tx| signal::helped(tx, everything())), (0, 1));
    let wrong = read(db, move |tx| signal::latest(tx, &[corrected], at(1_000))).expect("it");
    assert_eq!(read(db, |tx| signal::judged(tx, everything())), (1, 0));
    assert_eq!(read(db, |tx| signal::tries(tx, everything())), [1, 1, 4]);
    let undo = || write(db, move |tx| signal::undo_correction(tx, wrong.message_id));
    assert_eq!((undo(), undo()), (true, false), "once");
    assert_eq!(read(db, |tx| signal::judged(tx, everything())), (0, 0));
}
