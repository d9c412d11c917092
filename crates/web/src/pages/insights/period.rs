//! Which stretch of time a page is about.

use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use ui::prelude::*;

/// Stretches one can choose, in whole weeks so that every weekday counts the same.
const CHOICES: [(i64, &str); 4] = [(7, "7 days"), (28, "4 weeks"), (91, "13 weeks"), (364, "A year")];
/// Until somebody chooses: long enough for a trend, short enough to be about now.
const DAYS_USUAL: i64 = 91;

/// The stretch, as the page's address asks for it.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Period {
    /// Its days; anything that can't be chosen is the usual.
    #[serde(default)]
    days: Option<i64>,
}

impl Period {
    /// How many days, one of those that can be chosen.
    pub(crate) fn days(self) -> i64 {
        let asked = self.days.unwrap_or(DAYS_USUAL);
        if CHOICES.iter().any(|(days, _)| *days == asked) { asked } else { DAYS_USUAL }
    }

    /// When it begins.
    pub(crate) fn from(self, now: Timestamp) -> Timestamp {
        now.checked_sub((self.days() * 24).hours()).unwrap_or(Timestamp::MIN)
    }

    /// The choices as links to the page at `path`.
    pub(crate) fn choices(self, path: &str) -> Markup {
        let tab = |(days, label): &(i64, &str)| {
            Tab::new(*label, format!("{path}?days={days}"), *days == self.days())
        };
        tabs("Period", &CHOICES.iter().map(tab).collect::<Vec<_>>())
    }
}
