//! Chats: one agent, several conversations at once.
//!
//! Each conversation takes longer the more there are, so concurrency buys less than it seems. State it: a service
//! level for chats without the number of chats at once says nothing.

use super::load::Load;
use crate::error::{Result, not_negative, within};
use serde::Serialize;

/// How many chats an agent holds at once, and what that costs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Concurrency {
    /// Chats at once, from 1 to 20.
    pub chats: u32,
    /// How much longer a chat takes for every further one beside it, as a share of its time alone; such as .3.
    pub slowdown: f64,
}

impl Concurrency {
    fn check(self) -> Result<()> {
        within("chats at once", None, f64::from(self.chats), (1..=20).contains(&self.chats), "from 1 to 20")?;
        not_negative("slowdown", None, self.slowdown).map(drop)
    }

    /// The load with which agents times [`Concurrency::chats`] are the "agents" of the Erlang formulas: places in which
    /// a chat takes `handle time * (1 + slowdown * (chats - 1))`. It assumes that agents are usually full, which they
    /// are when it matters; on quiet hours it is too careful.
    ///
    /// Our own definition.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for no chats, more than 20, or a slowdown below 0.
    ///
    /// ```
    /// use models::staffing::{Load, chats::Concurrency};
    /// let places = Concurrency { chats: 3, slowdown: 0.25 }.load_of_places(Load::new(60.0, 600.0)?)?;
    /// assert_eq!(places.handle_time_s, 900.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn load_of_places(self, load: Load) -> Result<Load> {
        self.check()?;
        let beside = f64::from(self.chats - 1);
        Load::new(load.contacts_per_hour, load.handle_time_s * (1.0 + self.slowdown * beside))
    }

    /// How many chats a full agent finishes in the time of one chat alone: below 1 doing them one by one is faster.
    ///
    /// A ratio. Our own definition.
    ///
    /// # Errors
    /// Those of [`Concurrency::load_of_places`].
    ///
    /// ```
    /// use models::staffing::chats::Concurrency;
    /// // Three at once, each taking 1.5 times as long.
    /// assert!((Concurrency { chats: 3, slowdown: 0.25 }.gain()? - 2.0).abs() < 1e-12);
    /// assert!(Concurrency { chats: 2, slowdown: 1.2 }.gain()? < 1.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn gain(self) -> Result<f64> {
        self.check()?;
        Ok(f64::from(self.chats) / (1.0 + self.slowdown * f64::from(self.chats - 1)))
    }

    /// Agents for so many places, rounded up.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::staffing::chats::Concurrency;
    /// assert_eq!(Concurrency { chats: 3, slowdown: 0.25 }.agents_for(10), 4);
    /// ```
    pub fn agents_for(self, places: u32) -> u32 {
        places.div_ceil(self.chats.max(1))
    }
}
