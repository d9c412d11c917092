//! What a log comes to.

use super::log::{Log, Matter};
use crate::figure::{LEVEL, Share};
use domain::{AgentId, CustomerId};
use jiff::Timestamp;
use models::service::{Contact, ContactRates, Continuity, Rate, contact_rates};
use std::collections::{BTreeMap, BTreeSet};

/// Hours within which a contact repeats one before, and after which a matter counts as settled.
pub const WINDOW_HOURS: f64 = 168.0;
/// Milliseconds of an hour.
const HOUR_MILLIS: f64 = 3_600_000.0;

/// The figures of continuity. Shares carry their base and interval; means are over those that have one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Matters looked at: those in which the customer wrote.
    pub matters: i64,
    /// Handovers that customers felt.
    pub bounces: i64,
    /// Matters without a handover that the customer felt.
    pub unfelt: Option<Share>,
    /// Answered matters by the number of people who answered.
    pub people: BTreeMap<usize, i64>,
    /// Contacts that repeat an earlier one of the same customer and topic.
    pub repeats: Option<Share>,
    /// Mature matters settled at the first contact.
    pub first_contact: Option<Share>,
    /// Customers with at least two answered contacts.
    pub customers: i64,
    /// Their mean share of contacts with whom they met most (UPC).
    pub usual: Option<f64>,
    /// Their mean concentration (COC).
    pub concentrated: Option<f64>,
    /// Their mean share of contacts with whom they met the time before (SECON).
    pub sequential: Option<f64>,
    /// Answered contacts of customers with an ally, since they have this one, that the ally answered.
    pub by_ally: Option<Share>,
    /// Matters that changed hands in which the customer then told it again.
    pub retold: Option<Share>,
}

/// Counts a log that was observed until `end`.
pub fn figures(log: &Log, end: Timestamp) -> Figures {
    let matters: Vec<&Matter> = log.matters.iter().filter(|matter| !matter.contacts().is_empty()).collect();
    let count = |fits: &dyn Fn(&Matter) -> bool| matters.iter().filter(|matter| fits(matter)).count() as i64;
    let total = matters.len() as i64;
    let mut figures = Figures {
        matters: total,
        bounces: matters.iter().map(|matter| matter.bounces() as i64).sum(),
        unfelt: Share::of(count(&|matter| matter.bounces() == 0), total),
        retold: Share::of(
            count(&|matter| matter.retold_after_handover()),
            count(&|matter| !matter.handovers.is_empty()),
        ),
        by_ally: by_ally(log, &matters),
        ..Figures::default()
    };
    for matter in &matters {
        let people = matter.hands().len();
        if people > 0 {
            *figures.people.entry(people).or_default() += 1;
        }
    }
    indices(&mut figures, &matters);
    if let Some(rates) = rates(&contacts(&matters), Some(hours(end))) {
        figures.repeats = counted(&rates.repeat_contacts);
        figures.first_contact = rates.first_contact_resolution.as_ref().and_then(counted);
    }
    figures
}

/// A rate of the model as a share of ours.
fn counted(rate: &Rate) -> Option<Share> {
    let base = rate.share.base() as i64;
    Share::of((rate.share.value() * base as f64).round() as i64, base)
}

/// The published rates of a log of contacts, with the windows that all pages use; none without contacts.
pub fn rates(contacts: &[Contact], end_hours: Option<f64>) -> Option<ContactRates> {
    contact_rates(contacts, WINDOW_HOURS, end_hours, LEVEL).ok()
}

fn hours(at: Timestamp) -> f64 {
    domain::millis(at) as f64 / HOUR_MILLIS
}

/// Contacts in the words of the model. The topic is the first tag; matters without a tag share none.
fn contacts(matters: &[&Matter]) -> Vec<Contact> {
    let tags: BTreeSet<&String> = matters.iter().filter_map(|matter| matter.tags.first()).collect();
    let topics: BTreeMap<&String, u64> = tags.into_iter().zip(1..).collect();
    let mut all = Vec::new();
    for matter in matters {
        let topic = matter.tags.first().and_then(|tag| topics.get(tag)).copied().unwrap_or_default();
        let contacts = matter.contacts();
        let last = contacts.len().saturating_sub(1);
        for (index, contact) in contacts.iter().enumerate() {
            all.push(Contact {
                case: matter.id.0.unsigned_abs(),
                customer: matter.customer.0.unsigned_abs(),
                topic,
                at: hours(contact.at),
                agents: contact.answers.iter().map(|(_, agent)| agent.0.unsigned_abs()).collect(),
                resolved: matter.closed && index == last && !contact.answers.is_empty(),
            });
        }
    }
    all
}

/// Whom each customer met, contact by contact: who answered first.
fn visits(matters: &[&Matter]) -> BTreeMap<CustomerId, Vec<(Timestamp, AgentId)>> {
    let mut visits: BTreeMap<CustomerId, Vec<(Timestamp, AgentId)>> = BTreeMap::new();
    for matter in matters {
        for contact in matter.contacts() {
            if let Some((at, agent)) = contact.answers.first() {
                visits.entry(matter.customer).or_default().push((*at, *agent));
            }
        }
    }
    for visits in visits.values_mut() {
        visits.sort_unstable();
    }
    visits
}

/// How often a customer met somebody, and whom most; the one met last where several were met as often.
pub(super) fn usual_person(log: &Log, customer: CustomerId) -> (usize, Option<AgentId>) {
    let matters: Vec<&Matter> = log.matters.iter().collect();
    let visits = visits(&matters).remove(&customer).unwrap_or_default();
    let mut met: BTreeMap<AgentId, (usize, Timestamp)> = BTreeMap::new();
    for (at, agent) in &visits {
        let (times, last) = met.entry(*agent).or_insert((0, *at));
        (*times, *last) = (*times + 1, *at);
    }
    (visits.len(), met.into_iter().max_by_key(|(_, often)| *often).map(|(agent, _)| agent))
}

fn indices(figures: &mut Figures, matters: &[&Matter]) {
    let all: Vec<Continuity> = visits(matters)
        .values()
        .filter(|visits| visits.len() > 1)
        .map(|visits| Continuity::of(&visits.iter().map(|(_, agent)| *agent).collect::<Vec<_>>()))
        .collect();
    let mean = |of: fn(&Continuity) -> Option<f64>| {
        let values: Vec<f64> = all.iter().filter_map(of).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    figures.customers = all.len() as i64;
    figures.usual = mean(|found| found.usual);
    figures.concentrated = mean(|found| found.concentrated);
    figures.sequential = mean(|found| found.sequential);
}

fn by_ally(log: &Log, matters: &[&Matter]) -> Option<Share> {
    let (mut part, mut base) = (0, 0);
    for (customer, visits) in visits(matters) {
        let Some((ally, since)) = log.allies.get(&customer) else { continue };
        for (_, agent) in visits.iter().filter(|(at, _)| at >= since) {
            base += 1;
            part += i64::from(agent == ally);
        }
    }
    Share::of(part, base)
}
