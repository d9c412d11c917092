//! Customers to fit to: from the reference data, and simulated.

use crate::reference;
use models::customer::{Buying, Distinct, History, Spend};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The CDNOW sample by customer.
pub(crate) struct Cdnow {
    pub(crate) histories: Vec<History>,
    pub(crate) spends: Vec<Spend>,
    pub(crate) holdout: Vec<u32>,
}

pub(crate) fn cdnow() -> Option<Cdnow> {
    let rows = reference::table("clv/cdnow_sample_cbs.csv")?;
    let mut cdnow = Cdnow { histories: Vec::new(), spends: Vec::new(), holdout: Vec::new() };
    for row in rows {
        let number = |column: &str| row[column].parse::<f64>().expect("a number");
        let repeats = row["x"].parse().expect("a count");
        let history = History::new(repeats, number("t_x_days") / 7.0, number("T_days") / 7.0);
        cdnow.histories.push(history.expect("a history"));
        cdnow.spends.push(Spend { repeats, mean: number("m_x") });
        cdnow.holdout.push(row["x_star"].parse().expect("a count"));
    }
    Some(cdnow)
}

impl Cdnow {
    pub(crate) fn distinct(&self) -> Distinct {
        Distinct::of(&self.histories).expect("customers")
    }
}

/// Customers as the model would have them, who came within the first third of `observed`; with whether each is still
/// one, which the model's own future tells: it goes on for ever, and only the living buy after the end.
pub(crate) fn simulated(model: &dyn Buying, customers: usize, observed: f64, seed: u64) -> Vec<History> {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    (0..customers)
        .map(|_| {
            let time = observed * (1.0 - generator.random_range(0.0..1.0 / 3.0));
            let times = model.future(&History::newcomer(), time, &mut generator);
            let last = times.last().copied().unwrap_or_default();
            History::new(times.len() as u32, last, time).expect("a history")
        })
        .collect()
}
