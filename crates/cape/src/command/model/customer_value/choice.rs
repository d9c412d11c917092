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
    /// Why there are none, or only those of the simpler model in which all leave alike.
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
        Ok(Tried { estimates, lost, models: [shown, kept], error }) => {
            if best.as_ref().is_none_or(|(highest, _)| estimates.log_likelihood > *highest) {
                best = Some((estimates.log_likelihood, kept));
            }
            let name = estimates.model;
            Fitted { name, estimates: Some(estimates), error, lost, model: Some(shown) }
        }
        Err(error) => {
            let words = error.to_string();
            failed = Some(error);
            Fitted { name, estimates: None, error: Some(words), lost: None, model: None }
        }
    };
    if wanted(Choice::BgNbd) {
        models.push(take(BgNbd::NAME, tried::<BgNbd>(customers, |_| Ok(None))));
    }
    if wanted(Choice::MbgNbd) {
        let count = |fit: &Fit<MbgNbd>| lost(fit, customers, LEVEL).map(Some);
        models.push(take(MbgNbd::NAME, tried(customers, count)));
    }
    if wanted(Choice::ParetoNbd) {
        let count = |fit: &Fit<ParetoNbd>| lost(fit, customers, LEVEL).map(Some);
        models.push(take(ParetoNbd::NAME, tried(customers, count)));
    }
    if wanted(Choice::Nbd) {
        models.push(take(Nbd::NAME, tried::<Nbd>(customers, |_| Ok(None))));
    }
    match (best, failed) {
        (Some((_, model)), _) => Ok((models, model)),
        (None, Some(error)) => Err(error),
        (None, None) => Err(models::Error::Empty { what: "models to fit" }),
    }
}

/// A model that was fitted.
struct Tried {
    estimates: Estimates,
    lost: Option<Lost>,
    /// Twice: to show and to choose.
    models: [Box<dyn Buying>; 2],
    /// Why it is only the simpler one.
    error: Option<String>,
}

/// Fits a model; where the customers don't show that they differ in leaving, the simpler one in which they don't.
fn tried<M: Estimable + Clone + 'static>(
    customers: &Distinct,
    lost: impl Fn(&Fit<M>) -> Result<Option<Lost>>,
) -> Result<Tried> {
    let (fit, error) = fit_or_alike::<M>(customers)?;
    let lost = lost(&fit)?;
    let models: [Box<dyn Buying>; 2] = [Box::new(fit.model.clone()), Box::new(fit.model)];
    Ok(Tried { estimates: fit.estimates, lost, models, error })
}

/// The model, or the simpler one with the reason.
fn fit_or_alike<M: Estimable>(customers: &Distinct) -> Result<(Fit<M>, Option<String>)> {
    match M::fit(customers) {
        Ok(fit) => Ok((fit, None)),
        Err(error @ models::Error::NotConverged { .. }) => match M::fit_alike(customers) {
            Ok(fit) => Ok((fit, Some(error.to_string()))),
            Err(_) => Err(error),
        },
        Err(error) => Err(error),
    }
}

/// Ranges of the purchases expected of all and of the mean probability of being alive, by the model of this name.
pub(super) fn bootstrap(
    name: &str,
    customers: &Distinct,
    arguments: &CustomerValue,
) -> Result<Option<Bootstrap>> {
    let Some(draws) = arguments.bootstrap else { return Ok(None) };
    match name {
        BgNbd::NAME | BgNbd::ALIKE => drawn::<BgNbd>(customers, draws, arguments),
        MbgNbd::NAME | MbgNbd::ALIKE => drawn::<MbgNbd>(customers, draws, arguments),
        ParetoNbd::NAME | ParetoNbd::ALIKE => drawn::<ParetoNbd>(customers, draws, arguments),
        _ => drawn::<Nbd>(customers, draws, arguments),
    }
    .map(Some)
}

fn drawn<M: Estimable>(customers: &Distinct, draws: u32, arguments: &CustomerValue) -> Result<Bootstrap> {
    let fit = fit_or_alike::<M>(customers)?.0;
    models::customer::bootstrap(customers, &fit, draws, LEVEL, arguments.seed, |model| {
        let (mut purchases, mut alive) = (0.0, 0.0);
        for (history, count) in customers.rows() {
            purchases += model.expected_after(history, arguments.horizon)? * f64::from(*count);
            alive += model.alive(history) * f64::from(*count);
        }
        Ok(vec![purchases, alive / customers.customers() as f64])
    })
}
