//! What we promised.

use crate::support::{
    UNUSUAL, at, conversation as existing, new_agent, new_conversation, new_customer, plain_message, read,
    write,
};
use domain::promise::{Kind, State};
use domain::{AgentId, ConversationId, MessageId, PromiseId};
use store::agent::Agent;
use store::promise::{self, Promise};
use store::{Database, Result, WriteTx};

/// A promise to add: open, due at that second, looked at ten seconds before.
pub(crate) fn plain(conversation: ConversationId, owner: AgentId, due: i64) -> Promise {
    Promise {
        id: PromiseId(0),
        conversation_id: conversation,
        message_id: None,
        kind: Kind::CallBack,
        text: UNUSUAL.into(),
        phrase: "I'll call you".into(),
        made_by: Some(owner),
        owner_id: owner,
        due_at: at(due),
        first_due_at: at(due),
        renegotiated_by: None,
        renegotiated_from: None,
        time_zone: "Europe/Stockholm".into(),
        state: State::Open,
        look_at: Some(at(due - 10)),
        reminded_at: None,
        passed_at: None,
        outside_hours: true,
        owner_away: false,
        ended_at: None,
        ended_by: None,
        created_at: at(1),
    }
}

/// An agent and a conversation.
fn desk(tx: &WriteTx<'_>) -> Result<(AgentId, ConversationId)> {
    let customer = new_customer(tx, "Zoe")?;
    Ok((new_agent(tx, "anna")?, new_conversation(tx, customer, 1)?))
}

fn find(db: &Database, id: PromiseId) -> Option<Promise> {
    read(db, move |tx| promise::find(tx, id))
}

pub(crate) fn round_trip(db: &Database) {
    let (anna, place) = write(db, desk);
    let id = write(db, move |tx| promise::add(tx, &plain(place, anna, 100)));
    assert_eq!(find(db, id), Some(Promise { id, ..plain(place, anna, 100) }));
    assert_eq!(find(db, PromiseId(id.0 + 1)), None);
    let (ben, message) = write(db, move |tx| {
        Ok((new_agent(tx, "ben")?, store::message::add(tx, &plain_message(place, "Later", 5))?))
    });
    let changed = Promise {
        id,
        owner_id: ben,
        due_at: at(200),
        renegotiated_by: Some(message),
        renegotiated_from: Some(at(100)),
        time_zone: "UTC".into(),
        state: State::Kept,
        look_at: None,
        reminded_at: Some(at(6)),
        passed_at: Some(at(7)),
        outside_hours: false,
        owner_away: true,
        ended_at: Some(at(8)),
        ended_by: Some(ben),
        ..plain(place, anna, 100)
    };
    let saved = changed.clone();
    write(db, move |tx| promise::update(tx, &saved));
    assert_eq!(find(db, id), Some(changed.clone()));
    assert_eq!(read(db, move |tx| promise::renegotiated_by(tx, message)), [changed]);
}

pub(crate) fn with_replies(db: &Database) {
    let (place, other, reply, ids) = write(db, |tx| {
        let (anna, place) = desk(tx)?;
        let customer = new_customer(tx, "Yan")?;
        let other = new_conversation(tx, customer, 2)?;
        let reply = store::message::add(tx, &plain_message(place, "Tomorrow", 5))?;
        let given = Promise { message_id: Some(reply), ..plain(place, anna, 300) };
        let ids = [promise::add(tx, &given)?, promise::add(tx, &plain(place, anna, 200))?];
        Ok((place, other, reply, ids))
    });
    let given: Vec<_> = read(db, move |tx| promise::of_message(tx, reply)).iter().map(|one| one.id).collect();
    assert_eq!(given, [ids[0]]);
    let of = |places: Vec<ConversationId>| -> Vec<PromiseId> {
        read(db, move |tx| promise::of_conversations(tx, &places)).iter().map(|one| one.id).collect()
    };
    assert_eq!(of(vec![other, place]), [ids[1], ids[0]], "first due first");
    assert_eq!(write(db, move |tx| promise::move_many(tx, &[reply, MessageId(99)], other)), 1);
    assert_eq!((of(vec![place]), of(vec![other]), of(vec![])), (vec![ids[1]], vec![ids[0]], vec![]));
}

pub(crate) fn earliest_is_marked(db: &Database) {
    let (place, first) = write(db, |tx| {
        let (anna, place) = desk(tx)?;
        let first = promise::add(tx, &plain(place, anna, 100))?;
        promise::add(tx, &plain(place, anna, 200))?;
        Ok((place, first))
    });
    let earliest = || read(db, move |tx| promise::earliest(tx, &[place]));
    assert_eq!(earliest(), Some(at(100)));
    write(db, move |tx| {
        let kept = promise::find(tx, first)?.expect("a promise");
        promise::update(tx, &Promise { state: State::Kept, ..kept })?;
        promise::mark(tx, place, promise::earliest(tx, &[place])?)
    });
    assert_eq!(read(db, move |tx| existing(tx, place)).promise_due_at, Some(at(200)));
    write(db, move |tx| promise::mark(tx, place, None));
    assert_eq!(read(db, move |tx| existing(tx, place)).promise_due_at, None);
    assert_eq!(read(db, |tx| promise::earliest(tx, &[])), None);
}

pub(crate) fn looked_at_in_time(db: &Database) {
    let ids = write(db, |tx| {
        let (anna, place) = desk(tx)?;
        let mut ids = Vec::new();
        for due in [300, 100, 200] {
            ids.push(promise::add(tx, &plain(place, anna, due))?);
        }
        promise::add(tx, &Promise { look_at: None, ..plain(place, anna, 50) })?;
        Ok(ids)
    });
    let due = |second, limit| -> Vec<PromiseId> {
        read(db, move |tx| promise::to_look_at(tx, at(second), limit)).iter().map(|one| one.id).collect()
    };
    assert_eq!(due(89, 9), []);
    assert_eq!(due(190, 9), [ids[1], ids[2]]);
    assert_eq!(due(999, 2), [ids[1], ids[2]]);
}

pub(crate) fn absent_owners(db: &Database) {
    let (away, gone) = write(db, |tx| {
        let (anna, place) = desk(tx)?;
        let absent = |name, away, gone: Option<i64>| -> Result<PromiseId> {
            let id = new_agent(tx, name)?;
            let agent = store::agent::find(tx, id)?.expect("an agent");
            store::agent::update(tx, &Agent { away, deactivated_at: gone.map(at), ..agent })?;
            promise::add(tx, &Promise { state: State::Kept, ..plain(place, id, 5) })?;
            promise::add(tx, &plain(place, id, 100))
        };
        promise::add(tx, &plain(place, anna, 10))?;
        Ok((absent("ben", true, None)?, absent("cyd", false, Some(3))?))
    });
    let of_absent = |until, limit| -> Vec<PromiseId> {
        read(db, move |tx| promise::of_absent(tx, at(until), limit)).iter().map(|one| one.id).collect()
    };
    assert_eq!(of_absent(100, 9), [away, gone]);
    assert_eq!((of_absent(99, 9), of_absent(100, 1)), (vec![], vec![away]));
}
