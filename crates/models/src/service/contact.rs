//! First contact resolution, repeat contacts and bounces, from a log of contacts.
//!
//! Cases too young to have come back yet are left out of first contact resolution; without that, the last week always
//! looks best. A mark "resolved" alone is not first contact resolution, for agents set it and customers come back.

use crate::Interval;
use crate::error::{Error, Result, finite, positive};
use crate::statistics::Share;
use serde::Serialize;
use std::collections::BTreeMap;

/// From so many contacts on, a case is counted as a long one.
pub const LONG_CASE_CONTACTS: usize = 4;

/// One contact. Ids are the caller's; times are in any unit from any origin, the same for all.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// The case it belongs to.
    pub case: u64,
    /// Who came.
    pub customer: u64,
    /// What it was about.
    pub topic: u64,
    /// When, such as in hours.
    pub at: f64,
    /// The agents it went through, in order; none for self-service.
    pub agents: Vec<u64>,
    /// Whether it was marked resolved.
    pub resolved: bool,
}

/// A share with Wilson's interval. Contacts of one customer hang together, so the true one is somewhat wider.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rate {
    /// The share, with its base.
    pub share: Share,
    /// Its interval.
    pub interval: Interval,
}

/// What a log comes to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContactRates {
    /// Contacts in the log.
    pub contacts: usize,
    /// Cases in the log.
    pub cases: usize,
    /// Cases whose last contact is at least one window before the end.
    pub mature_cases: usize,
    /// Mature cases with one contact, marked resolved, and no contact of the same customer and topic in another case
    /// within the window after. None where no case is mature.
    pub first_contact_resolution: Option<Rate>,
    /// Cases whose first contact was marked resolved. Not first contact resolution, and not to be shown as it.
    pub marked_resolved_at_first: Rate,
    /// Contacts whose customer had an earlier contact on the same topic within the window before. Contacts in the
    /// first window of the log can't be seen to repeat what came before it.
    pub repeat_contacts: Rate,
    /// Contacts with at least one change of agent.
    pub bounced_contacts: Rate,
    /// Changes of agent inside a contact, per contact.
    pub bounces_per_contact: f64,
    /// Contacts per case.
    pub contacts_per_case: f64,
    /// Cases with at least [`LONG_CASE_CONTACTS`] contacts.
    pub long_cases: usize,
    /// Changes of agent along all contacts of a case in the order of time, per case.
    pub agent_changes_per_case: f64,
}

/// The rates of a log; `window` (168 hours by the published definitions) and `end`, the end of observation, are in the
/// unit of the times. Without an `end` it is the last contact.
///
/// One row per contact, in any order; rates are shares with the number they are shares of. Our own definitions, stated
/// at each field of [`ContactRates`]; intervals are Wilson's.
///
/// # Errors
/// [`Error::Empty`] without contacts, [`Error::OutOfRange`] for a time that isn't finite (with its row), a window that
/// isn't above 0 or a level that isn't between 0 and 1, [`Error::Contradiction`] for an end before the last contact.
///
/// ```
/// use models::service::{Contact, contact_rates};
/// let contact = |case, at, resolved| Contact { case, customer: case, topic: 1, at, agents: vec![7], resolved };
/// let log = [contact(1, 0.0, true), contact(2, 5.0, false), contact(2, 30.0, true), contact(3, 400.0, true)];
/// let rates = contact_rates(&log, 168.0, None, 0.95)?;
/// let first = rates.first_contact_resolution.expect("mature cases");
/// assert_eq!((first.share.value(), first.share.base()), (0.5, 2));
/// # Ok::<(), models::Error>(())
/// ```
pub fn contact_rates(log: &[Contact], window: f64, end: Option<f64>, level: f64) -> Result<ContactRates> {
    positive("window", None, window)?;
    for (row, contact) in log.iter().enumerate() {
        finite("time of a contact", Some(row), contact.at)?;
    }
    let last = log.iter().map(|contact| contact.at).fold(f64::NEG_INFINITY, f64::max);
    let end = finite("end", None, end.unwrap_or(last))
        .map_err(|error| if log.is_empty() { Error::Empty { what: "contacts" } } else { error })?;
    if end < last {
        return Err(Error::Contradiction {
            what: "the end of observation is before the last contact",
            row: None,
        });
    }
    let rate = |part: usize, whole: usize| -> Result<Rate> {
        let share = Share::of(part as u64, whole as u64)?;
        Ok(Rate { share, interval: share.wilson(level)? })
    };
    let cases = grouped(log, |contact| contact.case);
    let matters = grouped(log, |contact| (contact.customer, contact.topic));
    let mature: Vec<&[&Contact]> = cases
        .values()
        .map(Vec::as_slice)
        .filter(|case| case.last().is_some_and(|contact| end - contact.at >= window))
        .collect();
    let settled = mature.iter().filter(|case| match case {
        [only] => only.resolved && !comes_back(only, &matters, window),
        _ => false,
    });
    let resolved_at_first =
        cases.values().filter(|case| case.first().is_some_and(|contact| contact.resolved));
    let bounces: Vec<usize> = log.iter().map(|contact| changes(contact.agents.iter())).collect();
    let case_changes = cases.values().map(|case| changes(case.iter().flat_map(|contact| &contact.agents)));
    Ok(ContactRates {
        contacts: log.len(),
        cases: cases.len(),
        mature_cases: mature.len(),
        first_contact_resolution: if mature.is_empty() {
            None
        } else {
            Some(rate(settled.count(), mature.len())?)
        },
        marked_resolved_at_first: rate(resolved_at_first.count(), cases.len())?,
        repeat_contacts: rate(matters.values().map(|matter| repeats(matter, window)).sum(), log.len())?,
        bounced_contacts: rate(bounces.iter().filter(|changes| **changes > 0).count(), log.len())?,
        bounces_per_contact: bounces.iter().sum::<usize>() as f64 / log.len() as f64,
        contacts_per_case: log.len() as f64 / cases.len() as f64,
        long_cases: cases.values().filter(|case| case.len() >= LONG_CASE_CONTACTS).count(),
        agent_changes_per_case: case_changes.sum::<usize>() as f64 / cases.len() as f64,
    })
}

/// Contacts by some key, each group in the order of time.
fn grouped<K: Ord>(log: &[Contact], key: impl Fn(&Contact) -> K) -> BTreeMap<K, Vec<&Contact>> {
    let mut groups: BTreeMap<K, Vec<&Contact>> = BTreeMap::new();
    for contact in log {
        groups.entry(key(contact)).or_default().push(contact);
    }
    for group in groups.values_mut() {
        group.sort_by(|one, two| one.at.total_cmp(&two.at));
    }
    groups
}

/// Whether the same customer and topic turn up in another case within the window after a contact.
fn comes_back(contact: &Contact, matters: &BTreeMap<(u64, u64), Vec<&Contact>>, window: f64) -> bool {
    let matter = matters.get(&(contact.customer, contact.topic)).map_or(&[][..], Vec::as_slice);
    let after = matter.partition_point(|other| other.at <= contact.at);
    let later = matter.get(after..).unwrap_or_default();
    later.iter().take_while(|other| other.at - contact.at <= window).any(|other| other.case != contact.case)
}

/// How many contacts of one customer and topic, in the order of time, have an earlier one within the window before.
fn repeats(matter: &[&Contact], window: f64) -> usize {
    let has_earlier = |contact: &&&Contact| {
        let earlier = matter.partition_point(|other| other.at < contact.at);
        earlier
            .checked_sub(1)
            .and_then(|nearest| matter.get(nearest))
            .is_some_and(|nearest| contact.at - nearest.at <= window)
    };
    matter.iter().filter(has_earlier).count()
}

fn changes<'a>(agents: impl Iterator<Item = &'a u64>) -> usize {
    let mut before = None;
    agents.filter(|agent| before.replace(**agent).is_some_and(|before| before != **agent)).count()
}
