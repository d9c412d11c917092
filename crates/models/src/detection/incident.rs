//! A stretch of time in which something was going on.

use serde::Serialize;

/// An alarm with its beginning and end. Hours count from 0 in the order given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Incident {
    /// The hour in which it most likely began: the first after the chart last rested at 0.
    pub onset: usize,
    /// The hour at whose end the alarm was raised.
    pub alarm: usize,
    /// The last hour that raised the alarm again.
    pub last: usize,
    /// The hour in which the chart came back to 0; none while it is open.
    pub closed: Option<usize>,
    /// Contacts from onset to the last hour, both included; hours with something planned of unknown effect aren't counted.
    pub observed: u64,
    /// Contacts that these hours usually bring.
    pub expected: f64,
}

impl Incident {
    /// Whether an hour lies between onset and last hour, both included.
    ///
    /// Hours count from the first of the scan. Our own definition.
    ///
    /// ```
    /// # use models::detection::Incident;
    /// let incident = Incident { onset: 500, alarm: 502, last: 511, closed: Some(540), observed: 240, expected: 48.5 };
    /// assert!(incident.covers(500) && incident.covers(511));
    /// assert!(!incident.covers(512)); // the chart came back later, but nothing alarmed
    /// ```
    pub fn covers(&self, hour: usize) -> bool {
        (self.onset..=self.last).contains(&hour)
    }

    /// Contacts beyond the usual from onset to the last hour, in contacts.
    ///
    /// Our own definition.
    ///
    /// ```
    /// # use models::detection::Incident;
    /// let incident = Incident { onset: 500, alarm: 502, last: 511, closed: Some(540), observed: 240, expected: 48.5 };
    /// assert_eq!(incident.excess(), 191.5);
    /// ```
    pub fn excess(&self) -> f64 {
        self.observed as f64 - self.expected
    }
}
