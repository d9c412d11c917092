//! Which model, and all of them beside it.

use super::{CustomerValue, LEVEL};
use clap::ValueEnum;
use models::Result;
use models::customer::{
    BgNbd, Bootstrap, Buying, Distinct, Estimable, Estimates, Fit, Lost, MbgNbd, Nbd, ParetoNbd, lost,
};
use serde::Serialize;

/// A model by name.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Choice {
    /// The likeliest of those in which customers leave.
    Best,
    /// Leave after a repeat purchase.
    BgNbd,
    /// Leave after any purchase.
    MbgNbd,
    /// Leave at any time.
    ParetoNbd,
    /// Nobody leaves.
    Nbd,
}

/// A model that was tried.
#[derive(Serialize)]
pub(super) struct Fitted {
    pub(super) name: &'static str,
    pub(super) estimates: Option<Estimates>,
    /// Why there are none.
    pub(super) error: Option<String>,
    /// How many customers were lost, from models that may be asked.
    pub(super) lost: Option<Lost>,
    #[serde(skip)]
    pub(super) model: Option<Box<dyn Buying>>,
}

/// Fits all models in question; the chosen one apart.
pub(super) fn fit(choice: Choice, customers: &Distinct) -> Result<(Vec<Fitted>, Box<dyn Buying>)> {
    let wanted = |this: Choice| choice == this || (choice == Choice::Best && this != Choice::Nbd);
    let mut models = Vec::new();
    let mut failed = None;
    let mut best: Option<(f64, Box<dyn Buying>)> = None;
    let mut take = |name, tried: Result<Tried>| match tried {
        Ok((estimates, lost, models)) => {
            let [shown, kept] = models;
            if best.as_ref().is_none_or(|(highest, _)| estimates.log_likelihood > *highest) {
                best = Some((estimates.log_likelihood, kept));
            }
            Fitted { name, estimates: Some(estimates), error: None, lost, model: Some(shown) }
        }
        Err(error) => {
            let words = error.to_string();
            failed = Some(error);
            Fitted { name, estimates: None, error: Some(words), lost: None, model: None }
        }
    };
    if wanted(Choice::BgNbd) {
        models.push(take(BgNbd::NAME, BgNbd::fit(customers).map(|fit| tried(fit, None))));
    }
    if wanted(Choice::MbgNbd) {
        let tried = MbgNbd::fit(customers).and_then(|fit| Ok((lost(&fit, customers, LEVEL)?, fit)));
        models.push(take(MbgNbd::NAME, tried.map(|(lost, fit)| self::tried(fit, Some(lost)))));
    }
    if wanted(Choice::ParetoNbd) {
        let tried = ParetoNbd::fit(customers).and_then(|fit| Ok((lost(&fit, customers, LEVEL)?, fit)));
        models.push(take(ParetoNbd::NAME, tried.map(|(lost, fit)| self::tried(fit, Some(lost)))));
    }
    if wanted(Choice::Nbd) {
        models.push(take(Nbd::NAME, Nbd::fit(customers).map(|fit| tried(fit, None))));
    }
    match (best, failed) {
        (Some((_, model)), _) => Ok((models, model)),
        (None, Some(error)) => Err(error),
        (None, None) => Err(models::Error::Empty { what: "models to fit" }),
    }
}

/// Estimates, the lost, and the model twice: to show and to choose.
type Tried = (Estimates, Option<Lost>, [Box<dyn Buying>; 2]);

fn tried<M: Buying + Clone + 'static>(fit: Fit<M>, lost: Option<Lost>) -> Tried {
    (fit.estimates, lost, [Box::new(fit.model.clone()), Box::new(fit.model)])
}

/// Ranges of the purchases expected of all and of the mean probability of being alive, by the model of this name.
pub(super) fn bootstrap(
    name: &str,
    customers: &Distinct,
    arguments: &CustomerValue,
) -> Result<Option<Bootstrap>> {
    let Some(draws) = arguments.bootstrap else { return Ok(None) };
    match name {
        BgNbd::NAME => drawn::<BgNbd>(customers, draws, arguments),
        MbgNbd::NAME => drawn::<MbgNbd>(customers, draws, arguments),
        ParetoNbd::NAME => drawn::<ParetoNbd>(customers, draws, arguments),
        _ => drawn::<Nbd>(customers, draws, arguments),
    }
    .map(Some)
}

fn drawn<M: Estimable>(customers: &Distinct, draws: u32, arguments: &CustomerValue) -> Result<Bootstrap> {
    let fit = M::fit(customers)?;
    models::customer::bootstrap(customers, &fit, draws, LEVEL, arguments.seed, |model| {
        let (mut purchases, mut alive) = (0.0, 0.0);
        for (history, count) in customers.rows() {
            purchases += model.expected_after(history, arguments.horizon)? * f64::from(*count);
            alive += model.alive(history) * f64::from(*count);
        }
        Ok(vec![purchases, alive / customers.customers() as f64])
    })
}
