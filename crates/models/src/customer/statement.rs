//! The yearly statement of customers as an asset: opening - lost + new + grown + shrunk = closing.

use super::bootstrap::percentiles;
use crate::error::{Error, Result, finite, within};
use crate::interval::Interval;
use crate::numeric::random::generator;
use rand::RngExt;
use serde::Serialize;
use std::collections::BTreeMap;

/// Customers and their yearly margin.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Position {
    /// How many.
    pub count: u64,
    /// Sum, in money a year.
    pub value: f64,
}

impl Position {
    fn add(&mut self, value: f64) {
        self.count += 1;
        self.value += value;
    }
}

/// A year of the customer base, by count and by value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// Customers of the year before.
    pub opening: Position,
    /// Those of them who brought nothing this year, at last year's value.
    pub lost: Position,
    /// Customers of this year who weren't there the year before.
    pub new: Position,
    /// Customers of both years, at this year's value.
    pub kept: Position,
    /// Those of them who brought more, and how much more.
    pub grew: Position,
    /// Those of them who brought less, and how much less (negative).
    pub shrank: Position,
    /// Customers of this year.
    pub closing: Position,
    /// Customers kept, as a share of the opening ones.
    pub count_retention: f64,
    /// Value kept without what the kept ones brought more, as a share of the opening value.
    pub value_retention_gross: f64,
    /// Value of the kept ones this year, as a share of the opening value: over 1 where growth outweighs loss.
    pub value_retention_net: f64,
}

/// Ranges of the figures of a [`Statement`], named as there.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranges {
    /// Value of the lost.
    pub lost_value: Interval,
    /// Value of the new.
    pub new_value: Interval,
    /// What the kept ones brought more.
    pub grew_value: Interval,
    /// What the kept ones brought less.
    pub shrank_value: Interval,
    /// Value of the closing ones.
    pub closing_value: Interval,
    /// Share of customers kept.
    pub count_retention: Interval,
    /// Share of value kept without growth.
    pub value_retention_gross: Interval,
    /// Share of value kept with growth.
    pub value_retention_net: Interval,
}

/// What growth asks of new customers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Needed {
    /// Value that new customers must bring for the target.
    pub value: f64,
    /// How many of them, at the mean value of this year's new ones; none where there was none to go by.
    pub customers: Option<u64>,
}

/// The margins of one customer: of the year before and of this one, where he was a customer.
type Years = (Option<f64>, Option<f64>);

/// The statement of two years of margins per customer. Several lines of a customer in one year are summed.
///
/// This is for a business that sees who pays each year. Where nobody says good-bye, put
/// [`lost`](super::lost()) beside the count here, which holds everybody lost who skipped a year.
///
/// One line per customer and year or several, margins in one currency. Our own definition of a roll-forward by count
/// and value.
///
/// # Errors
/// [`Error::Empty`] without customers in the year before, [`Error::OutOfRange`] for a margin that isn't a number,
/// or for an opening value that isn't above 0, so that nothing is a share of it.
///
/// ```
/// use models::customer::statement;
/// let found = statement(&[("Ada", 100.0), ("Ben", 50.0)], &[("Ada", 120.0), ("Cyd", 30.0)])?;
/// assert_eq!((found.lost.value, found.new.value, found.grew.value, found.closing.value), (50.0, 30.0, 20.0, 150.0));
/// # Ok::<(), models::Error>(())
/// ```
pub fn statement<K: Ord>(before: &[(K, f64)], this: &[(K, f64)]) -> Result<Statement> {
    of_years(ledger(before, this)?.iter())
}

/// How far chance moves the figures: customers are drawn anew with replacement, `draws` times.
///
/// In the units of [`statement`]; `level` is a share. Source: the percentile bootstrap of Efron & Tibshirani 1993. The
/// same seed gives the same ranges.
///
/// # Errors
/// Those of [`statement`]; [`Error::TooFew`] under 50 draws; [`Error::OutOfRange`] for a level that isn't between 0
/// and 1.
///
/// ```
/// use models::customer::statement_ranges;
/// let before: Vec<(u32, f64)> = (0..40).map(|customer| (customer, 100.0)).collect();
/// let this: Vec<(u32, f64)> = (10..60).map(|customer| (customer, 110.0)).collect();
/// let ranges = statement_ranges(&before, &this, 200, 0.95, 1)?;
/// assert!(ranges.count_retention.contains(0.75));
/// # Ok::<(), models::Error>(())
/// ```
pub fn statement_ranges<K: Ord>(
    before: &[(K, f64)],
    this: &[(K, f64)],
    draws: u32,
    level: f64,
    seed: u64,
) -> Result<Ranges> {
    within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1")?;
    if draws < 50 {
        return Err(Error::TooFew { what: "draws", needed: 50, found: draws as usize });
    }
    let ledger = ledger(before, this)?;
    of_years(ledger.iter())?;
    let mut generator = generator(seed);
    // A draw without anybody of the year before has no retention; in a ledger of more than a few it doesn't happen.
    let drawn: Vec<Statement> = (0..draws)
        .filter_map(|_| {
            let years = (0..ledger.len()).filter_map(|_| ledger.get(generator.random_range(0..ledger.len())));
            of_years(years.collect::<Vec<_>>().into_iter()).ok()
        })
        .collect();
    let range = |figure: fn(&Statement) -> f64| percentiles(drawn.iter().map(figure).collect(), level);
    Ok(Ranges {
        lost_value: range(|found| found.lost.value),
        new_value: range(|found| found.new.value),
        grew_value: range(|found| found.grew.value),
        shrank_value: range(|found| found.shrank.value),
        closing_value: range(|found| found.closing.value),
        count_retention: range(|found| found.count_retention),
        value_retention_gross: range(|found| found.value_retention_gross),
        value_retention_net: range(|found| found.value_retention_net),
    })
}

impl Statement {
    /// What new customers must bring for the closing value to be `growth` (0.1 for 10 %) over the opening one, if the
    /// kept ones do as they did.
    ///
    /// In the units of the statement. Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a growth that isn't a number of at least -1.
    ///
    /// ```
    /// use models::customer::statement;
    /// let found = statement(&[("Ada", 100.0), ("Ben", 50.0)], &[("Ada", 120.0), ("Cyd", 30.0)])?;
    /// // 165 are wanted, Ada brings 120: the other 45 take two customers like Cyd.
    /// let needed = found.needed_for(0.1)?;
    /// assert!((needed.value - 45.0).abs() < 1e-9);
    /// assert_eq!(needed.customers, Some(2));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn needed_for(&self, growth: f64) -> Result<Needed> {
        within("growth", None, growth, growth >= -1.0, "a share of at least -1, such as 0.1")?;
        let value = (self.opening.value * (1.0 + growth) - self.kept.value).max(0.0);
        let mean = self.new.value / self.new.count as f64;
        let customers = (mean.is_finite() && mean > 0.0).then(|| (value / mean).ceil() as u64);
        Ok(Needed { value, customers })
    }
}

fn ledger<K: Ord>(before: &[(K, f64)], this: &[(K, f64)]) -> Result<Vec<Years>> {
    let mut customers: BTreeMap<&K, Years> = BTreeMap::new();
    for (row, (customer, value)) in before.iter().enumerate() {
        let value = finite("margin of the year before", Some(row), *value)?;
        *customers.entry(customer).or_default().0.get_or_insert(0.0) += value;
    }
    for (row, (customer, value)) in this.iter().enumerate() {
        let value = finite("margin of this year", Some(row), *value)?;
        *customers.entry(customer).or_default().1.get_or_insert(0.0) += value;
    }
    Ok(customers.into_values().collect())
}

fn of_years<'a>(years: impl Iterator<Item = &'a Years>) -> Result<Statement> {
    let [mut opening, mut lost, mut new, mut kept, mut grew, mut shrank, mut closing] =
        [Position::default(); 7];
    for (before, this) in years {
        if let Some(before) = before {
            opening.add(*before);
        }
        if let Some(this) = this {
            closing.add(*this);
        }
        match (before, this) {
            (Some(before), None) => lost.add(*before),
            (None, Some(this)) => new.add(*this),
            (Some(before), Some(this)) => {
                kept.add(*this);
                let change = this - before;
                if change > 0.0 {
                    grew.add(change);
                } else if change < 0.0 {
                    shrank.add(change);
                }
            }
            (None, None) => {}
        }
    }
    if opening.count == 0 {
        return Err(Error::Empty { what: "customers of the year before" });
    }
    if opening.value <= 0.0 {
        let (what, expected) = ("opening value", "above 0, so that shares of it mean something");
        return Err(Error::OutOfRange { what, row: None, value: opening.value, expected });
    }
    Ok(Statement {
        count_retention: kept.count as f64 / opening.count as f64,
        value_retention_gross: (opening.value - lost.value + shrank.value) / opening.value,
        value_retention_net: kept.value / opening.value,
        opening,
        lost,
        new,
        kept,
        grew,
        shrank,
        closing,
    })
}
