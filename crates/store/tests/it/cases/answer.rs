//! Who answered whom, and what figures are made of.

use crate::support::{
    at, conversation, new_agent, new_conversation, new_customer, plain_message, read, write,
};
use domain::message::Direction;
use domain::{AgentId, ConversationId, CustomerId, MessageId};
use store::answer::{self, Answerer};
use store::matter::{self, Said};
use store::message::Message;
use store::{Database, Result, WriteTx};

fn answered(tx: &WriteTx<'_>, id: ConversationId, agent: AgentId, second: i64) -> Result<MessageId> {
    let direction = Direction::Outbound;
    let message = Message { direction, agent_id: Some(agent), ..plain_message(id, "Today.", second) };
    let message = store::message::add(tx, &message)?;
    store::delivery::queue(tx, message, at(second))?;
    Ok(message)
}

struct Made {
    customer: CustomerId,
    ines: AgentId,
    ben: AgentId,
    one: ConversationId,
    other: ConversationId,
}

/// Ines answers twice in one, Ben once in each; what Ben took back and what machines wrote doesn't count.
fn made(db: &Database) -> Made {
    write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let (ines, ben) = (new_agent(tx, "ines")?, new_agent(tx, "ben")?);
        let (one, other) = (new_conversation(tx, customer, 1)?, new_conversation(tx, customer, 5)?);
        store::message::add(tx, &plain_message(one, "Where are they?", 1))?;
        let automatic = Message { nature: "auto_reply".into(), ..plain_message(one, "I am away", 2) };
        store::message::add(tx, &automatic)?;
        answered(tx, one, ines, 3)?;
        answered(tx, one, ines, 4)?;
        answered(tx, one, ben, 5)?;
        answered(tx, other, ben, 6)?;
        let back = answered(tx, one, ben, 7)?;
        assert!(store::delivery::cancel(tx, back)?);
        Ok(Made { customer, ines, ben, one, other })
    })
}

pub(crate) fn counted(db: &Database) {
    let Made { customer, ines, ben, one, .. } = made(db);
    let answerer = |agent_id, answers, second| Answerer { agent_id, answers, last_at: at(second) };
    let in_one = read(db, move |tx| answer::in_conversation(tx, one));
    assert_eq!(in_one, [answerer(ines, 2, 4), answerer(ben, 1, 5)]);
    let to_her = read(db, move |tx| answer::to_customer(tx, customer, at(4), 9));
    assert_eq!(to_her, [answerer(ben, 2, 6), answerer(ines, 1, 4)], "since then");
    assert_eq!(read(db, move |tx| answer::to_customer(tx, customer, at(4), 1)), [answerer(ben, 2, 6)]);
    assert_eq!(read(db, move |tx| answer::times_of(tx, ines, at(1), 9)), [at(4), at(3)]);
    assert_eq!(read(db, move |tx| answer::times_of(tx, ines, at(4), 9)), [at(4)]);
}

pub(crate) fn matters(db: &Database) {
    let Made { customer, ines, ben, one, other } = made(db);
    let begun = read(db, |tx| matter::begun(tx, at(1), at(6), 9));
    assert_eq!(begun.iter().map(|matter| matter.id).collect::<Vec<_>>(), [other, one]);
    assert_eq!(read(db, |tx| matter::begun(tx, at(1), at(5), 9)).len(), 1, "the end is not in it");
    let hers = |scope: store::Scope| {
        let found = read(db, move |tx| matter::of_customer(tx, &scope, customer, 9));
        found.iter().map(|matter| matter.id).collect::<Vec<_>>()
    };
    assert_eq!((hers(store::Scope::All), hers(store::Scope::Own(ines))), (vec![other, one], vec![]));
    let said = |agent_id, second| Said { id: one, agent_id, at: at(second) };
    let all = read(db, move |tx| matter::said(tx, &[one]));
    assert_eq!(all, [said(None, 1), said(Some(ines), 3), said(Some(ines), 4), said(Some(ben), 5)]);
    assert_eq!(read(db, move |tx| matter::taken_in(tx, &[one, other])), []);
    write(db, move |tx| {
        let gone = store::conversation::Conversation { merged_into: Some(one), ..conversation(tx, other)? };
        store::conversation::update(tx, &gone)
    });
    assert_eq!(read(db, move |tx| matter::taken_in(tx, &[one])), [(other, one)]);
    assert_eq!(read(db, |tx| matter::begun(tx, at(1), at(9), 9)).len(), 1);
}
