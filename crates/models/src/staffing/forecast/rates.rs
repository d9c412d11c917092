//! The rates of the past, and what they say of days to come.

use super::history::History;
use super::negative_binomial::interval;
use crate::error::{Error, Result, within};
use crate::interval::Interval;
use serde::Serialize;

/// The most Newton steps for the trend; it takes about five.
const STEPS_MAX: u64 = 50;

/// How far ahead one may look: a year.
const DAYS_AHEAD_MAX: usize = 366;

/// Rates by slot of the week, with their spread.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rates {
    /// Slots a day.
    pub slots_per_day: usize,
    /// Growth a day, as a logarithm: .001 is a tenth of a percent; 0 without a trend.
    pub trend: f64,
    /// Its standard error.
    pub trend_error: f64,
    /// How much days differ beyond chance: the coefficient of variation of their rate.
    pub day_variation: f64,
    /// The same for single slots.
    pub slot_variation: f64,
    /// The correlation of a day's surprise with the next day's: well above 0 the intervals are too narrow.
    pub day_correlation: f64,
    /// Contacts of each slot of the week in the history, from Monday's first on.
    counts: Vec<f64>,
    /// What each slot of the week was exposed to: its number of days, grown by the trend.
    exposures: Vec<f64>,
    /// How many days of each weekday there were.
    weeks: [f64; 7],
    /// The middle of the history, from which the trend turns, in days.
    middle: f64,
    /// The weekday and number of the first day after the history.
    next_weekday: usize,
    next_day: usize,
}

/// How many will come, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Expected {
    /// The mean.
    pub contacts: f64,
    /// Where the count will lie.
    pub interval: Interval,
}

/// Estimates rates by maximum likelihood (Poisson, one level per slot of the week, a common log-linear trend if wished)
/// and the spread of days and slots beyond chance by moments, as `McCullagh` & Nelder (Generalized Linear Models, 2nd
/// ed., section 6.2) do for over-dispersed counts.
///
/// One count per slot of each day of the history; rates are contacts per slot.
///
/// # Errors
/// [`Error::TooFew`] for fewer than four days of each weekday, [`Error::NoVariation`] when nothing ever came,
/// [`Error::OutOfRange`] and [`Error::Contradiction`] for a history that makes no sense, [`Error::NotConverged`] for a
/// trend without end, as when all contacts came on the last day.
///
/// ```
/// use models::staffing::forecast::{History, fit};
/// let counts: Vec<u64> = (0..56).map(|day| if day % 7 < 5 { 100 + day * day % 17 } else { 20 }).collect();
/// let history = History { counts: &counts, slots_per_day: 1, first_weekday: 0, left_out_days: &[] };
/// let days = fit(&history, false)?.days(7, 0.9)?;
/// assert!(days[0].interval.contains(105.0) && days[6].contacts == 20.0);
/// # Ok::<(), models::Error>(())
/// ```
pub fn fit(history: &History<'_>, with_trend: bool) -> Result<Rates> {
    history.check()?;
    let slots = history.slots_per_day;
    let mut counts = vec![0.0; 7 * slots];
    let mut weeks = [0.0; 7];
    for day in history.days() {
        let weekday = history.weekday(day);
        weeks[weekday] += 1.0;
        for (slot, &count) in history.day(day).iter().enumerate() {
            counts[weekday * slots + slot] += count as f64;
        }
    }
    let days = weeks.iter().sum::<f64>();
    let middle = history.days().sum::<usize>() as f64 / days;
    let (trend, information) = if with_trend { trend(history, middle)? } else { (0.0, f64::INFINITY) };
    let mut exposures = vec![0.0; 7 * slots];
    for day in history.days() {
        let weekday = history.weekday(day);
        let grown = (trend * (day as f64 - middle)).exp();
        exposures[weekday * slots..][..slots].iter_mut().for_each(|exposure| *exposure += grown);
    }
    let mut rates = Rates {
        slots_per_day: slots,
        trend,
        trend_error: 0.0,
        day_variation: 0.0,
        slot_variation: 0.0,
        day_correlation: 0.0,
        counts,
        exposures,
        weeks,
        middle,
        next_weekday: history.weekday(history.length_days()),
        next_day: history.length_days(),
    };
    rates.spread(history, f64::from(u8::from(with_trend)), information);
    Ok(rates)
}

/// The trend of the greatest likelihood, with every slot's level at its best, and the information on it.
///
/// With one level per slot the likelihood in the trend alone is concave: Newton's steps go up.
fn trend(history: &History<'_>, middle: f64) -> Result<(f64, f64)> {
    let totals: Vec<(usize, f64, f64)> = history
        .days()
        .map(|day| (history.weekday(day), day as f64 - middle, history.day(day).iter().sum::<u64>() as f64))
        .collect();
    // All slots of a weekday see the same days, so their levels cancel and the day's total suffices.
    let mut trend = 0.0;
    for _ in 0..STEPS_MAX {
        let (mut slope, mut information) = (0.0, 0.0);
        for weekday in 0..7 {
            let of_it = || totals.iter().filter(|total| total.0 == weekday);
            let sums = of_it().fold((0.0, 0.0, 0.0), |sums, &(_, at, _)| {
                let grown = (trend * at).exp();
                (sums.0 + grown, sums.1 + grown * at, sums.2 + grown * at * at)
            });
            let mean = sums.1 / sums.0;
            let count: f64 = of_it().map(|total| total.2).sum();
            slope += of_it().map(|&(_, at, count)| count * (at - mean)).sum::<f64>();
            information += count * (sums.2 / sums.0 - mean * mean);
        }
        let step = slope / information;
        if !step.is_finite() || information <= 0.0 {
            break;
        }
        trend += step.clamp(-0.1, 0.1);
        if step.abs() < 1e-12 {
            return Ok((trend, information));
        }
    }
    Err(Error::NotConverged {
        model: "the trend of the forecast",
        iterations: STEPS_MAX,
        why: "the contacts grow or shrink faster than any rate can".into(),
    })
}

impl Rates {
    /// Spreads by moments, the trend's error, and how days hang together.
    fn spread(&mut self, history: &History<'_>, trends: f64, information: f64) {
        let mut slot = (0.0, 0.0);
        let mut day = (0.0, 0.0);
        let mut dispersion = 0.0;
        let mut surprises = Vec::new();
        for number in history.days() {
            let weekday = history.weekday(number);
            let counts = history.day(number);
            let (mut total, mut expected) = (0.0, 0.0);
            for (place, &count) in counts.iter().enumerate() {
                let mean = self.mean(weekday, place, number);
                slot.0 += (count as f64 - mean).powi(2);
                slot.1 += mean * mean;
                total += count as f64;
                expected += mean;
            }
            day.0 += (total - expected).powi(2);
            day.1 += expected * expected;
            if expected > 0.0 {
                dispersion += (total - expected).powi(2) / expected;
                surprises.push((number, total / expected - 1.0));
            }
        }
        let days = self.weeks.iter().sum::<f64>();
        let contacts = self.counts.iter().sum::<f64>();
        let correction = days / (days - 7.0 - trends);
        // A squared difference holds the count's own chance, which is the mean.
        let variation = |(squares, means): (f64, f64)| {
            let beyond = (squares * correction - contacts) / means;
            beyond.max(0.0).sqrt()
        };
        self.slot_variation = variation(slot);
        self.day_variation = variation(day);
        let dispersion = (dispersion / (days - 7.0 - trends)).max(1.0);
        self.trend_error = (dispersion / information).sqrt();
        self.day_correlation = neighbours(&surprises);
    }

    fn mean(&self, weekday: usize, slot: usize, day: usize) -> f64 {
        let place = weekday * self.slots_per_day + slot;
        self.counts[place] / self.exposures[place] * (self.trend * (day as f64 - self.middle)).exp()
    }

    /// The days after the history, in order: the contacts of each whole day, and at `level` (0.9, say) where they will
    /// lie.
    ///
    /// One [`Expected`] per day. Our own definition: a negative binomial with the mean and the spread of
    /// [`fit`].
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for more than 366 days or a level outside 0 to 1.
    ///
    /// ```
    /// use models::staffing::forecast::{History, fit};
    /// // Eight weeks of mornings and afternoons.
    /// let counts: Vec<u64> = (0..56).flat_map(|day| [40 + day % 3, 20 + day % 2]).collect();
    /// let rates = fit(&History { counts: &counts, slots_per_day: 2, first_weekday: 0, left_out_days: &[] }, false)?;
    /// let week = rates.days(7, 0.9)?;
    /// assert!((week[0].contacts - 61.5).abs() < 0.5 && week[0].interval.contains(week[0].contacts));
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn days(&self, ahead: usize, level: f64) -> Result<Vec<Expected>> {
        check_ahead(ahead, level)?;
        let expected = |after: usize| {
            let weekday = (self.next_weekday + after) % 7;
            let places = weekday * self.slots_per_day..(weekday + 1) * self.slots_per_day;
            let count = self.counts[places.clone()].iter().sum::<f64>();
            let grown = self.grown(after);
            self.expected(count, self.exposures[places.start], weekday, grown, self.day_variation, level)
        };
        Ok((0..ahead).map(expected).collect())
    }

    /// The slots of the days after the history, in order: the contacts of each, and at `level` where they will lie.
    ///
    /// One [`Expected`] per slot, days one after the other. As [`Rates::days`].
    ///
    /// # Errors
    /// Those of [`Rates::days`].
    ///
    /// ```
    /// use models::staffing::forecast::{History, fit};
    /// // Eight weeks of mornings and afternoons.
    /// let counts: Vec<u64> = (0..56).flat_map(|day| [40 + day % 3, 20 + day % 2]).collect();
    /// let rates = fit(&History { counts: &counts, slots_per_day: 2, first_weekday: 0, left_out_days: &[] }, false)?;
    /// let (day, slots) = (rates.days(1, 0.9)?[0], rates.slots(1, 0.9)?);
    /// assert!(slots.len() == 2 && slots[0].contacts > slots[1].contacts);
    /// assert!((slots[0].contacts + slots[1].contacts - day.contacts).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn slots(&self, days_ahead: usize, level: f64) -> Result<Vec<Expected>> {
        check_ahead(days_ahead, level)?;
        let expected = |at: usize| {
            let (after, slot) = (at / self.slots_per_day, at % self.slots_per_day);
            let weekday = (self.next_weekday + after) % 7;
            let place = weekday * self.slots_per_day + slot;
            let (count, exposure) = (self.counts[place], self.exposures[place]);
            self.expected(count, exposure, weekday, self.grown(after), self.slot_variation, level)
        };
        Ok((0..days_ahead * self.slots_per_day).map(expected).collect())
    }

    /// How far the trend has carried a day after the history, and how unsure that is (relative variance).
    fn grown(&self, after: usize) -> (f64, f64) {
        let distance = (self.next_day + after) as f64 - self.middle;
        ((self.trend * distance).exp(), (self.trend_error * distance).powi(2))
    }

    /// A count's mean and interval: chance, days beyond chance, and how well level and trend are known. A slot in which
    /// nothing ever came may still see something: its rate is taken as Jeffreys' prior has it, from half a contact more.
    fn expected(
        &self,
        count: f64,
        exposure: f64,
        weekday: usize,
        grown: (f64, f64),
        variation: f64,
        level: f64,
    ) -> Expected {
        let beyond = variation * variation;
        let unsure = (count + 0.5).recip() + beyond / self.weeks[weekday] + grown.1;
        let spread = beyond + unsure + beyond * unsure;
        let careful = (count + 0.5) / exposure * grown.0;
        Expected { contacts: count / exposure * grown.0, interval: interval(careful, spread, level) }
    }
}

fn check_ahead(days: usize, level: f64) -> Result<()> {
    within("days ahead", None, days as f64, (1..=DAYS_AHEAD_MAX).contains(&days), "from 1 to 366")?;
    within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1").map(drop)
}

/// The correlation of surprises of days next to each other.
fn neighbours(surprises: &[(usize, f64)]) -> f64 {
    let mean = surprises.iter().map(|one| one.1).sum::<f64>() / surprises.len() as f64;
    let square = surprises.iter().map(|one| (one.1 - mean).powi(2)).sum::<f64>();
    let pairs = surprises.windows(2).filter(|pair| pair[0].0 + 1 == pair[1].0);
    let product: f64 = pairs.map(|pair| (pair[0].1 - mean) * (pair[1].1 - mean)).sum();
    if square > 0.0 { product / square } else { 0.0 }
}
