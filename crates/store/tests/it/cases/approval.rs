//! Approvals.

use super::remedy::{given, put};
use crate::support::{UNUSUAL, at, new_agent, new_conversation, new_customer, read, write};
use domain::remedy::ApprovalState;
use domain::{AgentId, ApprovalId, RemedyId, Role};
use store::approval::{self, Approval};
use store::{Database, Result, WriteTx, agent};

fn asked(remedy: RemedyId, approver: AgentId, deadline: i64) -> Approval {
    Approval {
        id: ApprovalId(0),
        remedy_id: remedy,
        approver_id: approver,
        state: ApprovalState::Waiting,
        clause: UNUSUAL.into(),
        deadline_at: at(deadline),
        is_overdue: false,
        words: String::new(),
        created_at: at(1),
        ended_at: None,
    }
}

fn new_lead(tx: &WriteTx<'_>, name: &str) -> Result<AgentId> {
    let id = new_agent(tx, name)?;
    let lead = agent::find(tx, id)?.expect("the agent");
    agent::update(tx, &agent::Agent { role: Role::Lead, ..lead })?;
    Ok(id)
}

pub(crate) fn one_end_wins(db: &Database) {
    let (new, id) = write(db, |tx| {
        let lead = new_lead(tx, "lea")?;
        let conversation = new_conversation(tx, new_customer(tx, "Bert")?, 1)?;
        let new = asked(put(tx, &given("a", conversation, lead, 5, 1))?, lead, 10);
        Ok((new.clone(), approval::add(tx, &new)?))
    });
    let (remedy, lead) = (new.remedy_id, new.approver_id);
    assert_eq!(read(db, move |tx| approval::find(tx, id)), Some(Approval { id, ..new.clone() }));
    assert_eq!(read(db, move |tx| approval::waiting(tx, lead, 9)).len(), 1);
    assert_eq!(read(db, move |tx| approval::count_waiting(tx, lead, 9)), 1);
    assert!(write(db, move |tx| approval::end(tx, id, ApprovalState::Approved, UNUSUAL, at(5))));
    assert!(!write(db, move |tx| approval::end(tx, id, ApprovalState::Escalated, "", at(6))));
    let ended =
        Approval { id, state: ApprovalState::Approved, words: UNUSUAL.into(), ended_at: Some(at(5)), ..new };
    assert_eq!(read(db, move |tx| approval::of_remedies(tx, &[remedy])), std::slice::from_ref(&ended));
    assert_eq!(read(db, |tx| approval::made_between(tx, at(1), at(2))), [ended]);
    assert_eq!(read(db, |tx| approval::made_between(tx, at(2), at(9))), []);
    assert_eq!(read(db, move |tx| approval::count_waiting(tx, lead, 9)), 0);
}

pub(crate) fn due_and_stranded(db: &Database) {
    let ids = write(db, |tx| {
        let (here, left) = (new_lead(tx, "lea")?, new_lead(tx, "leo")?);
        let no_lead = new_agent(tx, "anna")?;
        let conversation = new_conversation(tx, new_customer(tx, "Bert")?, 1)?;
        let remedy = put(tx, &given("a", conversation, here, 5, 1))?;
        let mut ids = Vec::new();
        for (approver, deadline) in [(here, 10), (here, 20), (left, 99), (no_lead, 98)] {
            ids.push(approval::add(tx, &asked(remedy, approver, deadline))?);
        }
        let gone = agent::find(tx, left)?.expect("the agent");
        agent::update(tx, &agent::Agent { deactivated_at: Some(at(2)), ..gone })?;
        Ok(ids)
    });
    let due = |second| {
        read(db, move |tx| approval::due(tx, at(second), 9)).into_iter().map(|one| one.id).collect::<Vec<_>>()
    };
    assert_eq!(due(9), [ids[3], ids[2]], "nobody can answer these");
    assert_eq!(due(10), [ids[0], ids[3], ids[2]]);
    let first = ids[0];
    write(db, move |tx| approval::mark_overdue(tx, first));
    assert_eq!(due(20), [ids[1], ids[3], ids[2]]);
    let somebody = read(db, move |tx| approval::find(tx, ids[3])).expect("it").approver_id;
    write(db, move |tx| approval::stand_in(tx, first, somebody));
    let found = read(db, move |tx| approval::find(tx, first)).expect("it");
    assert!(found.is_overdue && found.approver_id == somebody);
}
