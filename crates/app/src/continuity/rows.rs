//! The record as the tables have it.

use super::log::{Log, Matter};
use crate::Result;
use domain::conversation::State;
use domain::{ConversationId, CustomerId, HandoverState};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::ally::Ally;
use store::{Scope, Tx};

/// Matters looked at in one go; beyond it the latest are.
pub const MATTERS_MAX: usize = 20_000;

/// The same of one customer: what a page about them can wait for.
const MATTERS_OF_ONE_MAX: usize = 300;

/// The matters that began in a period; those of customers who are blocked are left out.
pub fn log(tx: &Tx<'_>, from: Timestamp, to: Timestamp) -> Result<Log> {
    let mut begun = store::matter::begun(tx, from, to, MATTERS_MAX as i64 + 1)?;
    let cut = begun.len() > MATTERS_MAX;
    begun.truncate(MATTERS_MAX);
    of(tx, begun, store::ally::all(tx)?, cut)
}

/// The matters of one customer that the reader may see, the latest.
pub(super) fn of_customer(tx: &Tx<'_>, scope: &Scope, customer: CustomerId) -> Result<Log> {
    let mut hers = store::matter::of_customer(tx, scope, customer, MATTERS_OF_ONE_MAX as i64 + 1)?;
    let cut = hers.len() > MATTERS_OF_ONE_MAX;
    hers.truncate(MATTERS_OF_ONE_MAX);
    of(tx, hers, store::ally::of_customer(tx, customer)?.into_iter().collect(), cut)
}

/// Reads what was said and done in these.
fn of(tx: &Tx<'_>, begun: Vec<store::matter::Matter>, allies: Vec<Ally>, cut: bool) -> Result<Log> {
    let ids: Vec<ConversationId> = begun.iter().map(|row| row.id).collect();
    let mut matters: BTreeMap<ConversationId, Matter> = begun
        .into_iter()
        .map(|row| {
            let matter = Matter {
                id: row.id,
                customer: row.customer_id,
                team: row.team_id,
                subject: row.subject,
                tags: BTreeSet::new(),
                began: row.created_at,
                closed: row.state == State::Closed,
                said: Vec::new(),
                handovers: Vec::new(),
                retold: Vec::new(),
            };
            (row.id, matter)
        })
        .collect();
    for said in store::matter::said(tx, &ids)? {
        if let Some(matter) = matters.get_mut(&said.id) {
            matter.said.push((said.at, said.agent_id));
        }
    }
    for (id, tag) in store::tag::of_conversations(tx, &ids)? {
        if let Some(matter) = matters.get_mut(&id) {
            matter.tags.insert(tag);
        }
    }
    let gone: BTreeMap<ConversationId, ConversationId> =
        store::matter::taken_in(tx, &ids)?.into_iter().collect();
    let all: Vec<ConversationId> = ids.iter().chain(gone.keys()).copied().collect();
    for handover in store::handover::of_conversations(tx, &all)? {
        let id = gone.get(&handover.conversation_id).copied().unwrap_or(handover.conversation_id);
        let taken = handover.ended_at.filter(|_| handover.state == HandoverState::Accepted);
        if let (Some(at), Some(matter)) = (taken, matters.get_mut(&id)) {
            matter.handovers.push((at, handover.felt));
        }
    }
    for retelling in store::retelling::of_conversations(tx, &all)? {
        let id = gone.get(&retelling.conversation_id).copied().unwrap_or(retelling.conversation_id);
        if let Some(matter) = matters.get_mut(&id) {
            matter.retold.push(retelling.created_at);
        }
    }
    let allies = allies.into_iter().map(|ally| (ally.customer_id, (ally.agent_id, ally.since))).collect();
    Ok(Log { matters: matters.into_values().map(sorted).collect(), allies, cut })
}

/// The same order whatever it was read from.
pub(super) fn sorted(mut matter: Matter) -> Matter {
    matter.handovers.sort_unstable();
    matter.retold.sort_unstable();
    matter
}
