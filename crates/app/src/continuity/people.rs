//! Who settles matters at the first contact: the figure that finds those who do it quietly.

use super::figures::{WINDOW_HOURS, contacts, hours};
use super::log::{Log, Matter};
use super::rows;
use crate::figure::Share;
use crate::{Result, look, permit};
use domain::{Actor, AgentId, Moment, Permission};
use jiff::Timestamp;
use models::service::Contact;
use std::collections::BTreeMap;
use store::WriteTx;

/// The room whose figures one looks at.
const ROOM: &str = "Continuity";

/// Mature matters by who answered first, and those of them that were settled at the first contact: the same definition as the
/// figure of all, which is their sum where every mature matter was answered. Everybody shown sees who looked.
pub fn people(
    tx: &WriteTx<'_>,
    actor: &Actor,
    (from, to): (Timestamp, Timestamp),
    moment: &Moment,
) -> Result<Vec<(AgentId, Option<Share>)>> {
    permit(actor, Permission::Oversee)?;
    let counted = by_person(&rows::log(tx, from, to)?, to);
    for agent in counted.keys() {
        look::at(tx, actor, *agent, ROOM, moment)?;
    }
    Ok(counted.into_iter().map(|(agent, (settled, mature))| (agent, Share::of(settled, mature))).collect())
}

/// Settled and mature matters by who answered first.
pub(super) fn by_person(log: &Log, end: Timestamp) -> BTreeMap<AgentId, (i64, i64)> {
    let matters: Vec<&Matter> = log.matters.iter().filter(|matter| !matter.contacts().is_empty()).collect();
    let all = contacts(&matters);
    let mut of_topic: BTreeMap<(u64, u64), Vec<&Contact>> = BTreeMap::new();
    for contact in &all {
        of_topic.entry((contact.customer, contact.topic)).or_default().push(contact);
    }
    let mut of_case: BTreeMap<u64, Vec<&Contact>> = BTreeMap::new();
    for contact in &all {
        of_case.entry(contact.case).or_default().push(contact);
    }
    let comes_back = |only: &Contact| {
        let others = of_topic.get(&(only.customer, only.topic)).into_iter().flatten();
        others
            .into_iter()
            .any(|other| other.case != only.case && other.at > only.at && other.at - only.at <= WINDOW_HOURS)
    };
    let mut counted: BTreeMap<AgentId, (i64, i64)> = BTreeMap::new();
    for case in of_case.values() {
        let mature = case.last().is_some_and(|last| hours(end) - last.at >= WINDOW_HOURS);
        let first = case.iter().find_map(|contact| contact.agents.first());
        let (Some(first), true) = (first, mature) else { continue };
        let settled = matches!(case.as_slice(), [only] if only.resolved && !comes_back(only));
        let counts = counted.entry(AgentId(i64::try_from(*first).unwrap_or_default())).or_default();
        *counts = (counts.0 + i64::from(settled), counts.1 + 1);
    }
    counted
}
