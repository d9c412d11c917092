//! Conversations changing hands.

use crate::support::{UNUSUAL, at, new_agent, new_conversation, new_customer, read, write};
use domain::{HandoverId, HandoverState};
use store::Database;
use store::handover::{self, Handover};

pub(crate) fn life(db: &Database) {
    let (first, ines, ben) = write(db, |tx| {
        let customer = new_customer(tx, "Anna")?;
        let (one, ines, ben) =
            (new_conversation(tx, customer, 1)?, new_agent(tx, "ines")?, new_agent(tx, "ben")?);
        let first = Handover {
            id: HandoverId(0),
            conversation_id: one,
            from_agent_id: ines,
            to_agent_id: Some(ben),
            to_team_id: None,
            reason: UNUSUAL.into(),
            summary: "Wants a refund".into(),
            state: HandoverState::Asked,
            felt: false,
            asked_by: Some(ines),
            decided_by: None,
            created_at: at(1),
            ended_at: None,
        };
        let id = handover::add(tx, &first)?;
        let other = new_conversation(tx, customer, 2)?;
        handover::add(tx, &Handover { conversation_id: other, state: HandoverState::Open, ..first.clone() })?;
        Ok((Handover { id, ..first }, ines, ben))
    });
    let (id, one) = (first.id, first.conversation_id);
    assert_eq!(read(db, move |tx| handover::find(tx, id)), Some(first.clone()));
    assert_eq!(read(db, |tx| handover::find(tx, HandoverId(1))), None);
    assert_eq!(read(db, |tx| handover::asked(tx, 9)), std::slice::from_ref(&first));
    let mut done = first;
    done.to_agent_id = None;
    done.to_team_id = Some(write(db, |tx| store::team::add(tx, "Returns", at(1))));
    done.state = HandoverState::Accepted;
    done.felt = true;
    done.decided_by = Some(ben);
    done.ended_at = Some(at(3));
    let saved = done.clone();
    write(db, move |tx| handover::update(tx, &saved));
    assert_eq!(read(db, move |tx| handover::of_conversations(tx, &[one])), [done]);
    assert_eq!(read(db, |tx| handover::asked(tx, 9)), []);
    assert_ne!(ines, ben);
}
