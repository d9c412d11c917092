//! From a transaction log to one history per customer.

use super::gamma_gamma::Spend;
use super::history::History;
use crate::error::{Error, Result, finite, positive};
use jiff::civil::Date;
use serde::Serialize;

/// One line of a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Purchase<K> {
    /// Who bought.
    pub customer: K,
    /// On which day: purchases of one day are one purchase.
    pub day: Date,
    /// For how much, in money; 0 where values aren't known. A negative value is a refund.
    pub value: f64,
}

/// What to do with refunds: to decide, and to say beside the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub enum Refunds {
    /// A negative value is an error of the log.
    #[default]
    Refuse,
    /// As if it weren't there.
    LeaveOut,
    /// Less value of the latest purchase up to that day; the purchase stays one.
    TakeOff,
}

/// How to cut a log.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cut {
    /// The last day that the models may know of. Customers who came later are left out.
    pub end: Date,
    /// The last day of the holdout, in which purchases are counted to compare forecasts with.
    pub holdout_end: Option<Date>,
    /// Days in a unit of time: 7 for weeks.
    pub unit_days: f64,
    /// What to do with refunds.
    pub refunds: Refunds,
}

/// A customer in a log.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary<K> {
    /// Who.
    pub customer: K,
    /// The day of the first purchase.
    pub joined: Date,
    /// Repeat purchases, their last time, time observed, in units of time.
    pub history: History,
    /// Mean value of the repeat purchases; the first one counts here only as the history's beginning.
    pub spend: Spend,
    /// Value of the first purchase.
    pub first_value: f64,
    /// Repeat purchases (days) within the holdout.
    pub holdout: u32,
    /// Days from the third last purchase to the second last, and from that to the last, where there are three.
    pub last_gaps: Option<(u32, u32)>,
}

/// A log, compressed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compressed<K> {
    /// Every customer who came until the end, in order.
    pub customers: Vec<Summary<K>>,
    /// Purchases merged into another one of the same day.
    pub merged: usize,
    /// Refunds left out or taken off.
    pub refunds: usize,
    /// Customers who came after the end.
    pub later: usize,
    /// Units of time of the holdout, where there is one.
    pub holdout: Option<f64>,
}

/// One history per customer: repeat purchases are days with a purchase, less the first; times in `cut.unit_days` since
/// the first, unrounded (Fader, Hardie & Lee 2005).
///
/// One [`Summary`] per customer, in the order of their names; values in the currency of the log.
///
/// # Errors
/// [`Error::Empty`] without purchases or without customers until the end; [`Error::OutOfRange`] for a value that isn't
/// a number, or a refund where these are refused; [`Error::Contradiction`] for a refund before any purchase, or a
/// holdout that ends before it begins.
///
/// ```
/// use jiff::civil::date;
/// use models::customer::{Cut, Purchase, Refunds, compress};
/// let log = [(date(2026, 1, 5), 20.0), (date(2026, 1, 19), 30.0), (date(2026, 1, 19), 12.0)];
/// let log = log.map(|(day, value)| Purchase { customer: "Ada", day, value });
/// let cut = Cut { end: date(2026, 2, 2), holdout_end: None, unit_days: 7.0, refunds: Refunds::Refuse };
/// let ada = &compress(&log, &cut)?.customers[0];
/// assert_eq!((ada.history.repeats(), ada.history.last(), ada.history.observed()), (1, 2.0, 4.0));
/// assert_eq!(ada.spend.mean, 42.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn compress<K: Ord + Clone>(log: &[Purchase<K>], cut: &Cut) -> Result<Compressed<K>> {
    positive("days in a unit of time", None, cut.unit_days)?;
    if log.is_empty() {
        return Err(Error::Empty { what: "purchases" });
    }
    let holdout = match cut.holdout_end {
        Some(end) if end <= cut.end => {
            return Err(Error::Contradiction { what: "the holdout ends before it begins", row: None });
        }
        Some(end) => Some(days(cut.end, end) / cut.unit_days),
        None => None,
    };
    for (row, purchase) in log.iter().enumerate() {
        finite("value of a purchase", Some(row), purchase.value)?;
        if purchase.value < 0.0 && cut.refunds == Refunds::Refuse {
            let expected = "at least 0 (say what to do with refunds)";
            let value = purchase.value;
            return Err(Error::OutOfRange { what: "value of a purchase", row: Some(row), value, expected });
        }
    }
    let mut order: Vec<usize> = (0..log.len()).collect();
    // Within a day purchases come before refunds, so that a refund finds what it belongs to.
    order.sort_by(|left, right| {
        let (left, right) = (&log[*left], &log[*right]);
        (left.customer.cmp(&right.customer))
            .then(left.day.cmp(&right.day))
            .then(right.value.total_cmp(&left.value))
    });
    let mut compressed = Compressed { customers: Vec::new(), merged: 0, refunds: 0, later: 0, holdout };
    for rows in order.chunk_by(|left, right| log[*left].customer == log[*right].customer) {
        let days = purchase_days(log, rows, cut, &mut compressed)?;
        match days.first() {
            Some((joined, _)) if *joined <= cut.end => {
                let customer = log[rows[0]].customer.clone();
                compressed.customers.push(summary(customer, *joined, &days, cut)?);
            }
            Some(_) => compressed.later += 1,
            None => {}
        }
    }
    if compressed.customers.is_empty() {
        return Err(Error::Empty { what: "customers until the end of the calibration" });
    }
    Ok(compressed)
}

/// A customer's days with a purchase and the value of each.
fn purchase_days<K>(
    log: &[Purchase<K>],
    rows: &[usize],
    cut: &Cut,
    compressed: &mut Compressed<K>,
) -> Result<Vec<(Date, f64)>> {
    let mut days: Vec<(Date, f64)> = Vec::new();
    for row in rows {
        let purchase = &log[*row];
        if purchase.value < 0.0 {
            compressed.refunds += 1;
            if cut.refunds == Refunds::LeaveOut {
                continue;
            }
            let Some((_, value)) = days.last_mut() else {
                return Err(Error::Contradiction {
                    what: "a refund comes before any purchase",
                    row: Some(*row),
                });
            };
            *value += purchase.value;
            continue;
        }
        match days.last_mut() {
            Some((day, value)) if *day == purchase.day => {
                *value += purchase.value;
                compressed.merged += 1;
            }
            _ => days.push((purchase.day, purchase.value)),
        }
    }
    Ok(days)
}

fn summary<K>(customer: K, joined: Date, days: &[(Date, f64)], cut: &Cut) -> Result<Summary<K>> {
    let known = days.partition_point(|(day, _)| *day <= cut.end);
    let repeats = &days[1..known];
    let last = repeats.last().map_or(joined, |(day, _)| *day);
    let units = |day: Date| self::days(joined, day) / cut.unit_days;
    let count = u32::try_from(repeats.len()).unwrap_or(u32::MAX);
    let history = History::new(count, units(last), units(cut.end))?;
    let sum: f64 = repeats.iter().map(|(_, value)| value).sum();
    // Refunds may leave less than nothing of a mean; no model of spending can use that, and 0 is left out by it.
    let mean = if repeats.is_empty() { 0.0 } else { (sum / repeats.len() as f64).max(0.0) };
    let holdout =
        cut.holdout_end.map_or(0, |end| days[known..].iter().filter(|(day, _)| *day <= end).count());
    let last_gaps = match &days[..known] {
        [.., (first, _), (second, _), (third, _)] => {
            Some((self::days(*first, *second) as u32, self::days(*second, *third) as u32))
        }
        _ => None,
    };
    Ok(Summary {
        customer,
        joined,
        history,
        spend: Spend { repeats: count, mean },
        first_value: days[0].1,
        holdout: u32::try_from(holdout).unwrap_or(u32::MAX),
        last_gaps,
    })
}

fn days(from: Date, to: Date) -> f64 {
    f64::from(to.duration_since(from).as_hours() as i32) / 24.0
}
