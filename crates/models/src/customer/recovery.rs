//! What it is worth to make a complaint good.

use super::bootstrap::percentiles;
use super::complaint::{ComplaintAware, ComplaintHistory};
use super::estimates::Fit;
use super::poisson_gamma::{beta, gamma};
use super::value::Terms;
use crate::error::{Result, finite, share, within};
use crate::interval::Interval;
use crate::numeric::random::generator;
use rand::Rng;
use serde::Serialize;

/// Draws of a customer's unseen rates at the estimates.
const CUSTOMERS: u32 = 4000;
/// Draws of the parameters, for the range.
const WORLDS: u32 = 400;
/// Draws of a customer's unseen rates in each of these.
const CUSTOMERS_PER_WORLD: u32 = 200;

/// What recovering a complaint is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Recovery {
    /// What the customer will still bring if his complaint is made good, in money.
    pub recovered: f64,
    /// What he will still bring if it isn't.
    pub unrecovered: f64,
    /// The difference.
    pub value: f64,
    /// Range of the difference, from what is unsure about the parameters.
    pub interval: Interval,
    /// Whether the range lies above 0. Where it doesn't, the data show no value of recovery, whatever the difference.
    pub shown: bool,
}

/// The value of recovering a complaint that a customer makes at the end of his observation: what he will still bring
/// after a recovered one less after an unrecovered one.
///
/// His rates and his probabilities of leaving are drawn from what his history tells about them; given these, the
/// discounted purchases ahead have a closed form. Later complaints are taken to be recovered with the probability
/// `recovered_share`, in both cases. `spend` is the mean value of a purchase.
///
/// It is an association: recovery isn't given at random, and worse cases may get more of it. The recovery paradox
/// (better off than without a complaint) is nothing to promise: de Matos, Henrique & Rossi 2007 find it for
/// satisfaction only.
///
/// In the currency of `spend`, discounted to the end of observation. Our own derivation; the same seed gives the same
/// answer.
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a share or level that isn't between 0 and 1, or terms without
/// horizon.
///
/// ```
/// use models::customer::{ComplaintAware, ComplaintHistory, Discount, Event, Terms, recovery_value};
/// # use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
/// # let truth = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
/// # let mut generator = ChaCha8Rng::seed_from_u64(1);
/// # let customers: Result<Vec<_>, _> = (0..3000).map(|_| truth.life(90.0, 0.3, &mut generator)).collect();
/// # let customers = customers?;
/// let fit = ComplaintAware::fit(&customers)?.fit;
/// // Six purchases in forty weeks, and now the first complaint.
/// let customer = ComplaintHistory::new([6, 0, 0], Some((Event::Purchase, 38.0)), 40.0)?;
/// let discount = Discount::yearly(0.1, 52.0)?;
/// let terms = Terms { horizon: 104.0, discount, margin: 0.4, cost_to_serve: 0.0 };
/// let found = recovery_value(&fit, &customer, 0.3, 50.0, &terms, 0.95, 1)?;
/// assert!(found.shown && found.recovered > found.unrecovered);
/// # Ok::<(), models::Error>(())
/// ```
pub fn recovery_value(
    fit: &Fit<ComplaintAware>,
    customer: &ComplaintHistory,
    recovered_share: f64,
    spend: f64,
    terms: &Terms,
    level: f64,
    seed: u64,
) -> Result<Recovery> {
    terms.check()?;
    share("share of complaints recovered", None, recovered_share)?;
    finite("value of a purchase", None, spend)?;
    within("level", None, level, level > 0.0 && level < 1.0, "between 0 and 1")?;
    let gain = terms.gain(spend);
    let mut generator = generator(seed);
    let (recovered, unrecovered) =
        ahead(&fit.model, customer, recovered_share, terms, CUSTOMERS, &mut generator);
    let mut differences = Vec::new();
    for _ in 0..WORLDS {
        let model = ComplaintAware::new(&fit.estimates.draw(&mut generator))?;
        let (recovered, unrecovered) =
            ahead(&model, customer, recovered_share, terms, CUSTOMERS_PER_WORLD, &mut generator);
        differences.push(gain * (recovered - unrecovered));
    }
    let interval = percentiles(differences, level);
    Ok(Recovery {
        recovered: gain * recovered,
        unrecovered: gain * unrecovered,
        value: gain * (recovered - unrecovered),
        interval,
        shown: interval.low > 0.0,
    })
}

/// Discounted purchases ahead after a recovered and after an unrecovered complaint, in the mean over draws of what is
/// unseen of a customer. Both from the same draws, so that their difference isn't noise.
fn ahead(
    model: &ComplaintAware,
    customer: &ComplaintHistory,
    recovered_share: f64,
    terms: &Terms,
    draws: u32,
    generator: &mut dyn Rng,
) -> (f64, f64) {
    let counts = customer.counts().map(f64::from);
    let complaints = counts[1] + counts[2] + 1.0;
    let (mut recovered, mut unrecovered) = (0.0, 0.0);
    for _ in 0..draws {
        // He complains now, so he is still a customer, and has complained once more than his history says.
        let buys = gamma(model.r + counts[0], model.alpha + customer.observed(), generator);
        let complains = gamma(model.r_c + complaints, model.alpha_c + customer.observed(), generator);
        let [bought, left_alone, made_good] = [0, 1, 2].map(|kind| {
            let (a, b) = model.leaving[kind];
            beta(a, b + counts[kind], generator)
        });
        let leaves_by_complaint = recovered_share * made_good + (1.0 - recovered_share) * left_alone;
        let ends = buys * bought + complains * leaves_by_complaint + terms.discount.rate();
        let time = if ends > 0.0 { -(-ends * terms.horizon).exp_m1() / ends } else { terms.horizon };
        recovered += (1.0 - made_good) * buys * time;
        unrecovered += (1.0 - left_alone) * buys * time;
    }
    (recovered / f64::from(draws), unrecovered / f64::from(draws))
}
