//! Customers as the complaint-aware model would have them: to check it, and to see how much data a question needs.

use super::complaint::{ComplaintAware, ComplaintHistory, Event};
use super::history::REPEATS_MAX;
use super::poisson_gamma::{beta, gamma, happens, wait};
use crate::error::{Result, positive, share};
use rand::Rng;

impl ComplaintAware {
    /// One possible history of a new customer until time `observed`, whose complaints are recovered with the probability
    /// `recovered_share`.
    ///
    /// Times are in the unit of the model's. Drawn from [`ComplaintAware`] as it is defined.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for no time observed or a share that isn't between 0 and 1.
    ///
    /// ```
    /// use models::customer::ComplaintAware;
    /// use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};
    /// let model = ComplaintAware::new(&[0.8, 6.0, 0.6, 30.0, 0.9, 9.0, 2.0, 3.0, 1.0, 8.0])?;
    /// let life = model.life(52.0, 0.3, &mut ChaCha8Rng::seed_from_u64(1))?;
    /// assert_eq!(life.observed(), 52.0);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn life(
        &self,
        observed: f64,
        recovered_share: f64,
        generator: &mut dyn Rng,
    ) -> Result<ComplaintHistory> {
        positive("time observed", None, observed)?;
        share("share of complaints recovered", None, recovered_share)?;
        let buys = gamma(self.r, self.alpha, generator);
        let complains = gamma(self.r_c, self.alpha_c, generator);
        let leaves = self.leaving.map(|(a, b)| beta(a, b, generator));
        let (mut now, mut counts, mut last) = (0.0, [0; 3], None);
        loop {
            now += wait(buys + complains, generator);
            if now > observed || counts.iter().sum::<u32>() >= REPEATS_MAX {
                return ComplaintHistory::new(counts, last, observed);
            }
            let event = if happens(buys / (buys + complains), generator) {
                Event::Purchase
            } else if happens(recovered_share, generator) {
                Event::Recovered
            } else {
                Event::Unrecovered
            };
            counts[event as usize] += 1;
            last = Some((event, now));
            if happens(leaves[event as usize], generator) {
                return ComplaintHistory::new(counts, last, observed);
            }
        }
    }
}
