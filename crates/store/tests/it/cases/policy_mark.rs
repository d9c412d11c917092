//! Marks on policies.

use super::policy::plain;
use crate::support::{UNUSUAL, at, new_agent, new_conversation, new_customer, read, write};
use domain::PolicyMarkId;
use domain::policy::{Cause, MarkKind};
use store::policy_mark::{self, PolicyMark};
use store::{Database, policy};

pub(crate) fn once_until_removed(db: &Database) {
    let new = write(db, |tx| {
        let agent = new_agent(tx, "anna")?;
        Ok(PolicyMark {
            id: PolicyMarkId(0),
            policy_id: policy::add(tx, &plain("Returns", agent))?,
            conversation_id: new_conversation(tx, new_customer(tx, "Bert")?, 1)?,
            agent_id: agent,
            kind: MarkKind::Refused,
            cause: Some(Cause::NotAllowed),
            words: UNUSUAL.into(),
            remedy_id: None,
            created_at: at(5),
            removed_at: None,
        })
    });
    let add = |mark: &PolicyMark| {
        let mark = mark.clone();
        write(db, move |tx| policy_mark::add(tx, &mark))
    };
    let id = add(&new).expect("a new one");
    assert_eq!(add(&new), None, "the same again");
    let way =
        add(&PolicyMark { kind: MarkKind::InTheWay, cause: None, ..new.clone() }).expect("another kind");
    let conversation = new.conversation_id;
    let first = PolicyMark { id, ..new.clone() };
    let found = read(db, move |tx| policy_mark::of_conversations(tx, &[conversation]));
    assert_eq!((found.len(), found.first()), (2, Some(&first)));
    assert_eq!(read(db, |tx| policy_mark::made_between(tx, at(5), at(6))).len(), 2);
    assert_eq!(read(db, |tx| policy_mark::made_between(tx, at(6), at(9))).len(), 0);
    assert!(write(db, move |tx| policy_mark::remove(tx, id, at(8))));
    assert!(!write(db, move |tx| policy_mark::remove(tx, id, at(9))));
    assert_eq!(read(db, move |tx| policy_mark::find(tx, id)).expect("it").removed_at, Some(at(8)));
    assert!(add(&new).is_some_and(|again| again > way), "it can be marked again");
}
