//! Erlang A: who finds all busy waits as long as patience lasts.

use super::erlang_b::blocking;
use super::load::{Load, agents_checked};
use crate::error::{Error, Result, not_negative, positive};
use serde::Serialize;

/// States are summed until one has less than this share of the likeliest, as a logarithm: e^-45 is 3e-20.
const LN_SHARE_MIN: f64 = -45.0;

/// The most states beyond the agents: a longer queue has nothing to do with customer service.
const QUEUE_MAX: usize = 5_000_000;

/// A queue in balance that the impatient leave (M/M/n+M).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ErlangA {
    /// What comes in.
    pub load: Load,
    /// How long people wait before they hang up, on average over all, in seconds; exponential.
    pub patience_s: f64,
    /// How many answer.
    pub agents: u32,
    /// The share of contacts that find all agents busy.
    pub p_wait: f64,
    /// The share that hang up.
    pub p_abandon: f64,
    /// Mean wait of all contacts in seconds, those answered at once and those who hang up included.
    pub mean_wait_s: f64,
    /// How many wait on average.
    pub mean_queue: f64,
    /// The share of time an agent is busy.
    pub occupancy: f64,
    /// The probability that all are busy and j wait, by j from 0.
    #[serde(skip)]
    busy: Vec<f64>,
}

/// The queue of a load with so many agents and a mean patience.
///
/// A birth-death process: with k contacts in the system one leaves at rate `k mu` up to n, `n mu + (k - n) theta`
/// beyond. Stable at any load. Source: Palm 1946; Garnett, Mandelbaum & Reiman 2002 (M&SOM 4(3), 208-227).
///
/// Patience in seconds, with an exponential distribution.
///
/// # Errors
/// [`Error::OutOfRange`] for numbers that make no sense; [`Error::NotConverged`] where patience is so long and agents
/// so few that the queue has millions of states.
///
/// ```
/// use models::staffing::{Load, erlang_a};
/// let queue = erlang_a(Load::new(2880.0, 60.0)?, 120.0, 50)?;
/// assert!((queue.p_abandon - 0.031).abs() < 0.0005 && (queue.mean_wait_s - 3.7).abs() < 0.05);
/// # Ok::<(), models::Error>(())
/// ```
pub fn erlang_a(load: Load, patience_s: f64, agents: u32) -> Result<ErlangA> {
    let load = load.checked()?;
    positive("patience", None, patience_s)?;
    let blocked = blocking(load.erlangs(), agents_checked(agents)?);
    queue(load, patience_s, agents, blocked)
}

/// The same from the blocking, which a search over agents has at hand.
pub(crate) fn queue(load: Load, patience_s: f64, agents: u32, blocked: f64) -> Result<ErlangA> {
    let count = f64::from(agents);
    let busy = states(load, patience_s, count, blocked)?;
    // Of no states the sum of the standard library is -0.
    let p_wait = busy.iter().fold(0.0, |sum, share| sum + share);
    let mean_queue = busy.iter().enumerate().fold(0.0, |sum, (waiting, share)| sum + waiting as f64 * share);
    let arrivals = load.arrivals_per_s();
    let mean_wait_s = if arrivals > 0.0 { mean_queue / arrivals } else { 0.0 };
    let p_abandon = mean_wait_s / patience_s;
    let occupancy = load.erlangs() * (1.0 - p_abandon) / count;
    Ok(ErlangA { load, patience_s, agents, p_wait, p_abandon, mean_wait_s, mean_queue, occupancy, busy })
}

/// The probabilities of the states with all agents busy.
///
/// Relative to the state with exactly n contacts, those up to it sum to 1/B, with Erlang B. Weights are kept as
/// logarithms, as under great overload they span more than a number can.
fn states(load: Load, patience_s: f64, count: f64, blocked: f64) -> Result<Vec<f64>> {
    if blocked == 0.0 {
        return Ok(Vec::new());
    }
    let offered = load.erlangs();
    let mut weights = vec![0.0];
    let mut weight = 0.0_f64;
    let mut largest = -blocked.ln();
    loop {
        let waiting = weights.len();
        let rate = count + waiting as f64 * load.handle_time_s / patience_s;
        weight += (offered / rate).ln();
        weights.push(weight);
        largest = largest.max(weight);
        if offered < rate && weight < largest + LN_SHARE_MIN {
            break;
        }
        if waiting >= QUEUE_MAX {
            return Err(Error::NotConverged {
                model: "the Erlang A queue",
                iterations: QUEUE_MAX as u64,
                why: "so few agents and so much patience make a queue of millions".into(),
            });
        }
    }
    let mut whole = (-blocked.ln() - largest).exp();
    for weight in &mut weights {
        *weight = (*weight - largest).exp();
        whole += *weight;
    }
    // The state with exactly n contacts is in both sums.
    whole -= weights[0];
    for weight in &mut weights {
        *weight /= whole;
    }
    Ok(weights)
}

impl ErlangA {
    /// The share of all contacts that are answered within so many seconds: the service level in which those who hang
    /// up count as not answered.
    ///
    /// Who finds j waiting is answered after j + 1 departures of those ahead, at rates `n mu + i theta` for i = j to 0,
    /// unless patience ends first: a pure-death chain killed at rate theta. With c = n mu / theta, `exp(-theta S)` of
    /// the time S is Beta(c, j + 1), so the chance is `c/(c+j+1) * I(1 - exp(-theta t); j + 1, c + 1)` with the
    /// regularised incomplete beta function I, which goes from j to j + 1 by subtracting one term.
    ///
    /// A share. Our own derivation from the chain of Garnett, Mandelbaum & Reiman 2002.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for a time below 0.
    ///
    /// ```
    /// use models::staffing::{Load, erlang_a};
    /// let queue = erlang_a(Load::new(2880.0, 60.0)?, 120.0, 50)?;
    /// let service = queue.answered_within(20.0)?;
    /// assert!(1.0 - queue.p_wait < service && service < 1.0 - queue.p_abandon);
    /// // In the end everybody was answered or has hung up.
    /// assert!((queue.answered_within(3600.0)? - (1.0 - queue.p_abandon)).abs() < 1e-9);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn answered_within(&self, target_s: f64) -> Result<f64> {
        not_negative("target", None, target_s)?;
        if target_s == 0.0 {
            return Ok(1.0 - self.p_wait);
        }
        let services = f64::from(self.agents) * self.patience_s / self.load.handle_time_s;
        let (exponent, ln_patient) = (services + 1.0, -target_s / self.patience_s);
        let ln_passed = (-ln_patient.exp_m1()).ln();
        let mut in_time = -(exponent * ln_patient).exp_m1();
        let mut ln_term = exponent.ln() + ln_passed + exponent * ln_patient;
        let mut waited = 0.0;
        for (waiting, chance) in self.busy.iter().enumerate() {
            let ahead = (waiting + 1) as f64;
            waited += chance * services / (services + ahead) * in_time;
            in_time = (in_time - ln_term.exp()).max(0.0);
            ln_term += ln_passed + ((ahead + exponent) / (ahead + 1.0)).ln();
        }
        Ok((1.0 - self.p_wait + waited).clamp(0.0, 1.0))
    }
}
