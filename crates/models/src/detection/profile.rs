//! The mean of each kind of hour.
//!
//! A weekday times an hour of day gives a first guess for each hour of the week. What the counts say beyond it is smoothed
//! over neighbouring hours and drawn towards the guess; how far is decided by how well left-out weeks are foretold.

use super::calendar::{DAY, SLOTS, WEEK};
use serde::Serialize;

/// Rounds of fitting weekday and hour of day in turn; complete weeks need one.
const ROUNDS: usize = 30;
/// What a weekday or an hour of day without a single contact counts as, in contacts, so that no mean is 0.
const PRIOR_COUNT: f64 = 0.5;

/// Contacts and exposure by kind of hour. Exposure is in hours, times what known causes multiply.
#[derive(Debug, Clone)]
pub(super) struct Totals {
    pub(super) counts: [f64; SLOTS],
    pub(super) exposure: [f64; SLOTS],
}

impl Totals {
    pub(super) fn new() -> Self {
        Self { counts: [0.0; SLOTS], exposure: [0.0; SLOTS] }
    }

    /// What is left without another's share.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut rest = self.clone();
        for slot in 0..SLOTS {
            rest.counts[slot] -= other.counts[slot];
            rest.exposure[slot] = (rest.exposure[slot] - other.exposure[slot]).max(0.0);
        }
        rest
    }

    /// The deviance of these counts under means, up to what doesn't depend on the means.
    pub(super) fn deviance(&self, means: &[f64]) -> f64 {
        means
            .iter()
            .zip(self.counts.iter().zip(&self.exposure))
            .map(|(mean, (count, exposure))| mean * exposure - count * mean.ln())
            .sum()
    }
}

/// How a kind of hour borrows from others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Smoothing {
    /// How many hours to each side are looked at, with weights falling to 0; 0 for none.
    pub half_width: usize,
    /// How many contacts "weekday times hour of day" is worth against what was counted.
    pub prior_counts: f64,
}

impl Smoothing {
    /// What is tried; the best by left-out weeks is taken.
    pub(super) fn candidates() -> impl Iterator<Item = Self> {
        [0, 1, 2, 4].into_iter().flat_map(|half_width| {
            [2.0, 10.0, 50.0, 250.0].into_iter().map(move |prior_counts| Self { half_width, prior_counts })
        })
    }
}

/// The means of all kinds of hours.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    /// Contacts per hour.
    pub(super) means: Vec<f64>,
    /// Variance of each mean over its square, were counts Poisson.
    pub(super) uncertainty: Vec<f64>,
    /// How many parameters the means are worth.
    pub(super) parameters: f64,
}

impl Profile {
    pub(super) fn fit(totals: &Totals, smoothing: Smoothing) -> Self {
        let guess = product(totals);
        let expected: Vec<f64> =
            guess.iter().zip(&totals.exposure).map(|(mean, exposure)| mean * exposure).collect();
        let mut profile = Self { means: guess, uncertainty: vec![0.0; SLOTS], parameters: (DAY + 7) as f64 };
        for slot in 0..SLOTS {
            let (mut counted, mut foretold, mut squared) = (0.0, 0.0, 0.0);
            for (neighbour, weight) in neighbours(slot, smoothing.half_width) {
                counted += weight * totals.counts[neighbour];
                foretold += weight * expected[neighbour];
                squared += weight * weight * expected[neighbour];
            }
            let worth = foretold + smoothing.prior_counts;
            profile.means[slot] *= (counted + smoothing.prior_counts) / worth;
            profile.uncertainty[slot] = squared / (worth * worth);
            profile.parameters += expected[slot] / worth;
        }
        profile
    }
}

/// The hours around one, with weights that fall from 1; a week closes to a ring, a holiday doesn't.
fn neighbours(slot: usize, half_width: usize) -> impl Iterator<Item = (usize, f64)> {
    let reach = half_width as isize;
    (-reach..=reach).filter_map(move |distance| {
        let weight = 1.0 - distance.unsigned_abs() as f64 / (half_width + 1) as f64;
        let moved = slot as isize + distance;
        if slot < WEEK {
            Some((moved.rem_euclid(WEEK as isize) as usize, weight))
        } else {
            (WEEK as isize..SLOTS as isize).contains(&moved).then_some((moved as usize, weight))
        }
    })
}

/// Weekday times hour of day, the holiday being an eighth weekday: the maximum of the Poisson likelihood, with
/// [`PRIOR_COUNT`] contacts added to each. A holiday that was never seen is taken for a Sunday.
fn product(totals: &Totals) -> Vec<f64> {
    let (all, exposed): (f64, f64) = (totals.counts.iter().sum(), totals.exposure.iter().sum());
    let overall = (all + PRIOR_COUNT) / exposed.max(1.0);
    let (mut days, mut hours) = ([1.0; 8], [overall; DAY]);
    for _ in 0..ROUNDS {
        for (hour, rate) in hours.iter_mut().enumerate() {
            let of_hour = || (0..8).map(|day| (day, day * DAY + hour));
            let counted: f64 = of_hour().map(|(_, slot)| totals.counts[slot]).sum();
            let exposed: f64 = of_hour().map(|(day, slot)| totals.exposure[slot] * days[day]).sum();
            *rate = (counted + PRIOR_COUNT) / (exposed + PRIOR_COUNT / overall);
        }
        for (day, factor) in days.iter_mut().enumerate() {
            let counted: f64 = (0..DAY).map(|hour| totals.counts[day * DAY + hour]).sum();
            let foretold: f64 = (0..DAY).map(|hour| totals.exposure[day * DAY + hour] * hours[hour]).sum();
            *factor = (counted + PRIOR_COUNT) / (foretold + PRIOR_COUNT);
        }
    }
    if totals.exposure[WEEK..].iter().sum::<f64>() <= 0.0 {
        days[7] = days[6];
    }
    (0..SLOTS).map(|slot| days[slot / DAY] * hours[slot % DAY]).collect()
}
