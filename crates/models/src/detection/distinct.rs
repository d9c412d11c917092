//! One customer's contacts counted once.

use crate::Result;
use crate::error::within;
use std::collections::HashMap;

/// One contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// The hour it came in, counted from the first of the series.
    pub hour: usize,
    /// Its topic, counted from 0.
    pub topic: usize,
    /// Who it came from.
    pub customer: u64,
}

/// People by topic and hour: `[topic][hour]`. A customer who writes about a topic again within `window_hours` of being
/// counted isn't counted again, so that one angry (or looping) sender is never an incident. 24 is usual.
///
/// Contacts may come in any order.
///
/// Hours and topics count from 0. Our own definition.
///
/// # Errors
/// [`crate::Error::OutOfRange`] where a contact's hour or topic is beyond `hours` or `topics`.
///
/// ```
/// use models::detection::{Contact, distinct};
/// let contacts = [0, 1, 2, 26].map(|hour| Contact { hour, topic: 0, customer: 7 });
/// let counts = distinct(&contacts, 27, 1, 24)?;
/// assert_eq!((counts[0][0], counts[0][1], counts[0][2], counts[0][26]), (1, 0, 0, 1));
/// # Ok::<(), models::Error>(())
/// ```
pub fn distinct(
    contacts: &[Contact],
    hours: usize,
    topics: usize,
    window_hours: usize,
) -> Result<Vec<Vec<u64>>> {
    for (row, contact) in contacts.iter().enumerate() {
        let (hour, topic) = (contact.hour, contact.topic);
        within("hour of a contact", Some(row), hour as f64, hour < hours, "within the series")?;
        within("topic of a contact", Some(row), topic as f64, topic < topics, "one of the topics")?;
    }
    let mut sorted: Vec<&Contact> = contacts.iter().collect();
    sorted.sort_by_key(|contact| contact.hour);
    let mut counted: HashMap<(usize, u64), usize> = HashMap::new();
    let mut counts = vec![vec![0; hours]; topics];
    for contact in sorted {
        let key = (contact.topic, contact.customer);
        if counted.get(&key).is_none_or(|last| contact.hour - last >= window_hours.max(1)) {
            counted.insert(key, contact.hour);
            counts[contact.topic][contact.hour] += 1;
        }
    }
    Ok(counts)
}
