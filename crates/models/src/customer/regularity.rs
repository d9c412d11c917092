//! Whether buyers buy at random times, as the models of buying assume, or by the calendar.

use crate::error::{Error, Result};
use serde::Serialize;
use statrs::function::erf::erfc;

/// What the gaps between purchases say.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Regularity {
    /// Customers with two gaps that could differ.
    pub customers: usize,
    /// Shape k of the gamma distribution of gaps: 1 for random (Poisson) buying, more for regular, less for buying in
    /// clumps; infinite where both gaps of every customer are the same.
    pub shape: f64,
    /// How far from random, in standard errors: above 0 for regular.
    pub z: f64,
    /// The probability of gaps at least so regular from random buying.
    pub p_value: f64,
    /// Whether it is under 0.01: then the probabilities of being alive are too kind after a silence, because a regular
    /// buyer who misses his day is sooner suspicious than a random one.
    pub regular: bool,
}

/// The fewest customers for a normal approximation of the test.
const CUSTOMERS_MIN: usize = 20;
/// A warning on every screen must be rare where nothing is wrong.
const SIGNIFICANCE: f64 = 0.01;

/// Tests regularity by each customer's last two gaps, in whole days (Wheat & Morrison 1990, JMR 27(1)).
///
/// The first gap's share of both is, for a customer who buys at random, anything from 0 to 1 alike, at whatever rate he
/// buys; so customers can be taken together. In whole days it is any of the days between alike, which the test takes
/// into account: else buyers by the week would look regular only because nobody buys twice a day.
///
/// One pair per customer, the earlier gap first.
///
/// # Errors
/// [`Error::TooFew`] customers with two gaps of together more than two days; [`Error::OutOfRange`] for a gap of no day.
///
/// ```
/// use models::customer::regularity;
/// // Everybody comes each 28 days or a day later.
/// let gaps: Vec<(u32, u32)> = (0..30).map(|customer| (28, 28 + customer % 2)).collect();
/// assert!(regularity(&gaps)?.regular);
/// # Ok::<(), models::Error>(())
/// ```
pub fn regularity(gaps: &[(u32, u32)]) -> Result<Regularity> {
    let (mut spread, mut expected, mut variance) = (0.0, 0.0, 0.0);
    let mut customers = 0;
    for (row, (first, second)) in gaps.iter().enumerate() {
        if *first == 0 || *second == 0 {
            let expected = "at least 1 day (purchases of one day are one)";
            return Err(Error::OutOfRange { what: "gap", row: Some(row), value: 0.0, expected });
        }
        let both = f64::from(*first) + f64::from(*second);
        if both <= 2.0 {
            continue;
        }
        // Of a uniform distribution on the days 1 to both - 1: second and fourth central moment (over both^2, both^4).
        let days = both - 1.0;
        let second_moment = (days * days - 1.0) / 12.0;
        let fourth_moment = (days * days - 1.0) * (3.0 * days * days - 7.0) / 240.0;
        spread += (f64::from(*first) / both - 0.5).powi(2);
        expected += second_moment / both.powi(2);
        variance += (fourth_moment - second_moment * second_moment) / both.powi(4);
        customers += 1;
    }
    if customers < CUSTOMERS_MIN {
        let what = "customers with two gaps between purchases";
        return Err(Error::TooFew { what, needed: CUSTOMERS_MIN, found: customers });
    }
    let z = (expected - spread) / variance.sqrt();
    // The variance of a share in continuous time would be 1/12 where the one in days is `expected`.
    let continuous = spread / expected / 12.0;
    let shape = (1.0 - 4.0 * continuous) / (8.0 * continuous);
    let p_value = erfc(z / std::f64::consts::SQRT_2) / 2.0;
    Ok(Regularity { customers, shape, z, p_value, regular: p_value < SIGNIFICANCE })
}
