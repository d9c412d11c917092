//! Customers under contract, whose leaving is seen: how many renew, and what that is worth.

use super::estimates::{Estimates, Search, maximise};
use crate::error::{Error, Result, positive};
use statrs::function::gamma::{digamma, ln_gamma};

/// A model of how long contracts are renewed.
pub trait Renewal {
    /// ln of the share still there after `periods` renewals.
    ///
    /// A pure number, at most 0. Source: the paper of the model.
    ///
    /// ```
    /// use models::customer::{Renewal, ShiftedBetaGeometric};
    /// # // Fitted to the series Regular of Fader & Hardie 2007.
    /// let model = ShiftedBetaGeometric::new(0.704, 1.182)?;
    /// assert_eq!(model.ln_survival(0), 0.0);
    /// assert!((model.ln_survival(1) - (1.182_f64 / (0.704 + 1.182)).ln()).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn ln_survival(&self, periods: u32) -> f64;

    /// The share still there after `periods` renewals: 1 at 0.
    ///
    /// Source: the paper of the model.
    ///
    /// ```
    /// use models::customer::{Renewal, ShiftedBetaGeometric};
    /// # // Fitted to the series Regular of Fader & Hardie 2007.
    /// let model = ShiftedBetaGeometric::new(0.704, 1.182)?;
    /// // 631 of 1,000 were counted.
    /// assert!((model.survival(1) - 0.627).abs() < 0.001);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn survival(&self, periods: u32) -> f64 {
        self.ln_survival(periods).exp()
    }

    /// The share of those there before the renewal number `period` (from 1) who renew. It rises with time, because weak
    /// customers leave first, not because loyalty grows (Fader & Hardie 2010, Marketing Science 29(1)).
    ///
    /// A share.
    ///
    /// ```
    /// use models::customer::{Renewal, ShiftedBetaGeometric};
    /// # // Fitted to the series Regular of Fader & Hardie 2007.
    /// let model = ShiftedBetaGeometric::new(0.704, 1.182)?;
    /// assert!(model.retention(1) < model.retention(2) && model.retention(2) < model.retention(12));
    /// # Ok::<(), models::Error>(())
    /// ```
    fn retention(&self, period: u32) -> f64 {
        (self.ln_survival(period) - self.ln_survival(period.saturating_sub(1))).exp()
    }

    /// Renewals still expected of a customer who made `made` of them, each discounted by `rate` a period (0.1 for 10 %);
    /// valued just before the next is due, so the next one isn't discounted ("discounted expected residual lifetime").
    ///
    /// A number of renewals. Source: Fader & Hardie 2010, Marketing Science 29(1); the sum itself, which their closed
    /// form equals.
    ///
    /// # Errors
    /// [`Error::OutOfRange`] for a rate that isn't above 0; [`Error::NotConverged`] for one next to 0.
    ///
    /// ```
    /// use models::customer::{Renewal, ShiftedBetaGeometric};
    /// let model = ShiftedBetaGeometric::new(0.764, 1.296)?;
    /// assert!((model.discounted_renewals(1, 0.1)? - 3.939).abs() < 0.001);
    /// # Ok::<(), models::Error>(())
    /// ```
    fn discounted_renewals(&self, made: u32, rate: f64) -> Result<f64> {
        positive("discount per period", None, rate)?;
        let (now, ln_factor) = (self.ln_survival(made), -rate.ln_1p());
        let mut sum = 0.0;
        for ahead in 0..RENEWALS_MAX {
            let term =
                (self.ln_survival(made.saturating_add(1 + ahead)) - now + f64::from(ahead) * ln_factor).exp();
            sum += term;
            // The rest is at most what it would be if nobody left any more.
            if term <= 1e-15 * rate * sum {
                return Ok(sum);
            }
        }
        let why = "a discount next to nothing leaves the sum without end".to_owned();
        Err(Error::NotConverged { model: "discounted renewals", iterations: u64::from(RENEWALS_MAX), why })
    }
}

/// Terms of the sum; enough for a discount of 0.004 % a period.
const RENEWALS_MAX: u32 = 1_000_000;

/// Checks cohorts: for each, how many were there at the start and after each renewal.
pub(super) fn checked(cohorts: &[Vec<u64>], renewals: usize) -> Result<u64> {
    if cohorts.is_empty() {
        return Err(Error::Empty { what: "cohorts" });
    }
    let mut row = 0;
    for cohort in cohorts {
        if cohort.first().is_none_or(|count| *count == 0) {
            return Err(Error::Empty { what: "customers at the start of a cohort" });
        }
        for pair in cohort.windows(2) {
            row += 1;
            if pair[1] > pair[0] {
                let what = "more customers than before the renewal (a cohort can't grow)";
                return Err(Error::Contradiction { what, row: Some(row) });
            }
        }
        row += 1;
    }
    let longest = cohorts.iter().map(Vec::len).max().unwrap_or_default().saturating_sub(1);
    if longest < renewals {
        return Err(Error::TooFew { what: "renewals", needed: renewals, found: longest });
    }
    if cohorts.iter().all(|cohort| cohort.first() == cohort.last()) {
        return Err(Error::NoVariation { what: "survivors (nobody left)" });
    }
    Ok(cohorts.iter().filter_map(|cohort| cohort.first()).sum())
}

/// Fits gamma, delta and c of the beta-discrete-Weibull, or the first two at c = 1.
pub(super) fn fit(
    model: &'static str,
    names: &[&'static str],
    cohorts: &[Vec<u64>],
    customers: u64,
) -> Result<Estimates> {
    let free = names.len();
    let starts: Vec<Vec<f64>> = [[1.0, 2.0, 1.0], [0.5, 0.5, 1.2], [0.7, 5.0, 0.8], [5.0, 10.0, 1.0]]
        .iter()
        .map(|start| start[..free].to_vec())
        .collect();
    let units = vec![1.0; free];
    let search = Search { model, names, units: &units, observations: customers, starts: &starts };
    maximise(&search, |parameters| {
        let (sum, slope) = total(parameters, cohorts);
        (sum, slope[..free].to_vec())
    })
}

/// ln of the survival S(t) = B(gamma, delta + t^c) / B(gamma, delta) and its derivatives (Fader, Hardie, Liu, Davin &
/// Steenburgh 2018, JIM 43, equation 5).
pub(super) fn ln_survival(gamma: f64, delta: f64, c: f64, t: u32) -> f64 {
    let time = f64::from(t).powf(c);
    ln_gamma(delta + time) - ln_gamma(gamma + delta + time) - ln_gamma(delta) + ln_gamma(gamma + delta)
}

fn slope(gamma: f64, delta: f64, c: f64, t: u32) -> [f64; 3] {
    if t == 0 {
        return [0.0; 3];
    }
    let time = f64::from(t).powf(c);
    let (stay, chance) = (digamma(delta + time), digamma(gamma + delta + time));
    let (stay_at_start, chance_at_start) = (digamma(delta), digamma(gamma + delta));
    [
        chance_at_start - chance,
        stay - chance - stay_at_start + chance_at_start,
        (stay - chance) * time * f64::from(t).ln(),
    ]
}

/// Sum over cohorts of `lost_t ln(S(t-1) - S(t)) + alive_n ln S(n)`, and its derivatives.
fn total(parameters: &[f64], cohorts: &[Vec<u64>]) -> (f64, [f64; 3]) {
    let (gamma, delta) = (parameters[0], parameters[1]);
    let c = parameters.get(2).copied().unwrap_or(1.0);
    let longest = cohorts.iter().map(Vec::len).max().unwrap_or_default() as u32;
    let survival: Vec<(f64, [f64; 3])> =
        (0..longest).map(|t| (ln_survival(gamma, delta, c, t), slope(gamma, delta, c, t))).collect();
    let (mut sum, mut slopes) = (0.0, [0.0; 3]);
    for cohort in cohorts {
        for (pair, known) in cohort.windows(2).zip(survival.windows(2)) {
            let lost = (pair[0] - pair[1]) as f64;
            if lost > 0.0 {
                let ((before, before_slope), (after, after_slope)) = (known[0], known[1]);
                // S(t-1) - S(t) = S(t-1) (1 - kept).
                let (kept, gone) = ((after - before).exp(), -(after - before).exp_m1());
                sum += lost * (before + gone.ln());
                for (slope, (before, after)) in slopes.iter_mut().zip(before_slope.iter().zip(after_slope)) {
                    *slope += lost * (before - kept * after) / gone;
                }
            }
        }
        if let (Some(left), Some((ln, last_slope))) = (cohort.last(), survival.get(cohort.len() - 1)) {
            sum += *left as f64 * ln;
            for (slope, last) in slopes.iter_mut().zip(last_slope) {
                *slope += *left as f64 * last;
            }
        }
    }
    (sum, slopes)
}
