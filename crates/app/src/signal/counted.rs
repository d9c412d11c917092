//! The counts behind the figures of effort and rage, as the tables have them. [`super::replay()`] makes the same from the
//! event log alone.

use crate::Result;
use crate::figure::Share;
use domain::upset::TRIES_MANY;
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::Tx;
use store::signal::{Grouping, Tally, helped, judged, tallies, tries};

/// A week, in milliseconds.
pub(super) const WEEK: i64 = 7 * 24 * 3_600_000;
/// Fewer conversations have no worst tenth.
const DECILE_BASE_MIN: usize = 10;

/// Conversations in which a customer wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tallied {
    /// All of them.
    pub conversations: i64,
    /// Those with rage.
    pub upset: i64,
    /// Those in which the customer had to try three times or more.
    pub tried: i64,
}

impl Tallied {
    /// Those with rage among them.
    pub fn rage(self) -> Option<Share> {
        Share::of(self.upset, self.conversations)
    }

    /// Those without, because more is better when groups are compared.
    pub fn calm(self) -> Option<Share> {
        Share::of(self.conversations - self.upset, self.conversations)
    }

    /// Those with three tries among them.
    pub fn tried(self) -> Option<Share> {
        Share::of(self.tried, self.conversations)
    }
}

impl From<Tally> for Tallied {
    fn from(tally: Tally) -> Self {
        Self { conversations: tally.conversations, upset: tally.upset, tried: tally.tried }
    }
}

/// What was counted in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Everything.
    pub all: Tallied,
    /// By week, with the beginning of each.
    pub weeks: Vec<(Timestamp, Tallied)>,
    /// By topic.
    pub topics: BTreeMap<String, Tallied>,
    /// The number of tries that one conversation in ten reaches or passes.
    pub tries_worst_decile: Option<i64>,
    /// Marks that people judged.
    pub judged: i64,
    /// Those of them that were right.
    pub right: i64,
    /// Signals that brought somebody.
    pub helped: i64,
    /// Signals that abuse somebody.
    pub abuse: i64,
}

impl Counted {
    /// The marks that were right among those that people judged.
    pub fn precision(&self) -> Option<Share> {
        Share::of(self.right, self.judged)
    }
}

/// Counts what the tables have.
pub(super) fn counted(tx: &Tx<'_>, period: (Timestamp, Timestamp)) -> Result<Counted> {
    let whole = tallies(tx, period, Grouping::Stretch(i64::MAX), TRIES_MANY)?;
    let weeks: BTreeMap<i64, Tallied> = tallies(tx, period, Grouping::Stretch(WEEK), TRIES_MANY)?
        .into_iter()
        .map(|tally| (tally.group, tally.into()))
        .collect();
    let tags: BTreeMap<_, _> = store::tag::all(tx)?.into_iter().map(|tag| (tag.id, tag.name)).collect();
    let topics = tallies(tx, period, Grouping::Tag, TRIES_MANY)?
        .into_iter()
        .filter_map(|tally| Some((tags.get(&tally.tag())?.clone(), tally.into())));
    let (judged, right) = judged(tx, period)?;
    let (helped, abuse) = helped(tx, period)?;
    Ok(Counted {
        all: whole.first().copied().map(Tallied::from).unwrap_or_default(),
        weeks: by_week(period, |week| weeks.get(&week).copied().unwrap_or_default()),
        topics: topics.collect(),
        tries_worst_decile: ninth_decile(&tries(tx, period)?),
        judged,
        right,
        helped,
        abuse,
    })
}

/// The weeks of a period, those without conversations too.
pub(super) fn by_week(
    (from, to): (Timestamp, Timestamp),
    tallied: impl Fn(i64) -> Tallied,
) -> Vec<(Timestamp, Tallied)> {
    let beginnings = (domain::millis(from)..domain::millis(to)).step_by(WEEK as usize);
    (0..).zip(beginnings).map(|(week, at)| (domain::timestamp(at), tallied(week))).collect()
}

/// The value that a tenth of them reaches or passes; none of fewer than ten.
pub(super) fn ninth_decile(ascending: &[i64]) -> Option<i64> {
    let enough = ascending.len() >= DECILE_BASE_MIN;
    enough.then(|| ascending.get(ascending.len() * 9 / 10).copied()).flatten()
}
