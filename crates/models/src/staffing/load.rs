//! What comes in, and how long it takes.

use crate::error::{Result, not_negative, positive, within};
use serde::Serialize;

/// The most agents that are computed with; beyond it a question is a slip of the keyboard.
pub(crate) const AGENTS_MAX: u32 = 1_000_000;

/// A stretch of time with one rate.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Load {
    /// Contacts an hour.
    pub contacts_per_hour: f64,
    /// How long one keeps an agent busy on average, in seconds, with the work after it.
    pub handle_time_s: f64,
}

impl Load {
    /// So many contacts an hour, each of which keeps an agent busy for so many seconds on average.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] unless both are numbers, the rate at least 0 and the time above 0.
    ///
    /// ```
    /// use models::staffing::Load;
    /// assert_eq!(Load::new(200.0, 180.0)?.handle_time_s, 180.0);
    /// assert!(Load::new(200.0, 0.0).is_err());
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn new(contacts_per_hour: f64, handle_time_s: f64) -> Result<Self> {
        not_negative("contacts per hour", None, contacts_per_hour)?;
        positive("handle time", None, handle_time_s)?;
        let offered = contacts_per_hour * handle_time_s / 3600.0;
        within("offered load", None, offered, offered < f64::from(AGENTS_MAX), "below a million erlangs")?;
        Ok(Self { contacts_per_hour, handle_time_s })
    }

    /// How many agents are busy on average if all contacts are answered: erlangs.
    ///
    /// Rate times handle time: Little's law (1961, Operations Research 9(3)).
    ///
    /// ```
    /// let load = models::staffing::Load::new(200.0, 180.0)?;
    /// assert!((load.erlangs() - 10.0).abs() < 1e-12);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn erlangs(&self) -> f64 {
        self.contacts_per_hour * self.handle_time_s / 3600.0
    }

    /// Contacts a second.
    pub(crate) fn arrivals_per_s(&self) -> f64 {
        self.contacts_per_hour / 3600.0
    }

    /// The same as a checked load: the fields are public.
    pub(crate) fn checked(self) -> Result<Self> {
        Self::new(self.contacts_per_hour, self.handle_time_s)
    }
}

/// A number of agents that is at least 1 and not absurd.
pub(crate) fn agents_checked(agents: u32) -> Result<u32> {
    within("agents", None, f64::from(agents), (1..=AGENTS_MAX).contains(&agents), "from 1 to a million")?;
    Ok(agents)
}
