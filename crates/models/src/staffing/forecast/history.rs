//! Counts of the past, slot by slot.

use crate::error::{Error, Result, within};

/// Larger counts in one slot are a slip.
const COUNT_MAX: u64 = 1_000_000;

/// The fewest weeks that a spread can be told from.
const WEEKS_MIN: usize = 4;

/// Contacts of consecutive slots, beginning with the first slot of a day and ending with the last of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History<'a> {
    /// How many came in each slot, at most a million.
    pub counts: &'a [u64],
    /// Slots a day: 24 for hours, 1 for days.
    pub slots_per_day: usize,
    /// The weekday of the first day, 0 for Monday.
    pub first_weekday: usize,
    /// Days to leave out, counted from the first, such as holidays and incidents.
    pub left_out_days: &'a [usize],
}

impl History<'_> {
    pub(super) fn check(&self) -> Result<()> {
        let slots = self.slots_per_day;
        within("slots a day", None, slots as f64, (1..=1440).contains(&slots), "from 1 to 1440")?;
        let weekday = self.first_weekday;
        within("first weekday", None, weekday as f64, weekday < 7, "from 0 for Monday to 6")?;
        if self.counts.is_empty() {
            return Err(Error::Empty { what: "counts" });
        }
        if !self.counts.len().is_multiple_of(slots) {
            return Err(Error::Contradiction {
                what: "the counts don't end with the last slot of a day",
                row: None,
            });
        }
        for (row, &count) in self.counts.iter().enumerate() {
            within("count", Some(row), count as f64, count <= COUNT_MAX, "at most a million")?;
        }
        for weekday in 0..7 {
            let found = self.days().filter(|&day| self.weekday(day) == weekday).count();
            if found < WEEKS_MIN {
                return Err(Error::TooFew { what: "days of each weekday", needed: WEEKS_MIN, found });
            }
        }
        if self.days().all(|day| self.day(day).iter().all(|&count| count == 0)) {
            return Err(Error::NoVariation { what: "counts" });
        }
        Ok(())
    }

    /// How many days there are, left out or not.
    pub(super) fn length_days(&self) -> usize {
        self.counts.len() / self.slots_per_day
    }

    /// The days that count.
    pub(super) fn days(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.length_days()).filter(|day| !self.left_out_days.contains(day))
    }

    /// A day's counts.
    pub(super) fn day(&self, day: usize) -> &[u64] {
        &self.counts[day * self.slots_per_day..][..self.slots_per_day]
    }

    pub(super) fn weekday(&self, day: usize) -> usize {
        (self.first_weekday + day) % 7
    }
}
