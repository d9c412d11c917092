//! Responses averaged over what else may happen.

use super::{Crisis, HORIZON};
use models::crisis::{After, Futures, GeneralisedBand, History, Replicates};
use serde::Serialize;

/// An averaged response with its bands, or why there is none.
#[derive(Serialize)]
pub(super) struct Averaged {
    pub(super) what: &'static str,
    pub(super) history: History,
    pub(super) shock: f64,
    pub(super) futures: Futures,
    pub(super) band: Option<GeneralisedBand>,
    pub(super) refused: Option<String>,
}

/// Gains and losses while operations go on as before, and a loss that operations answer by their own equation.
pub(super) fn ask(replicates: &Replicates, shock: f64, pace: f64, arguments: &Crisis) -> Vec<Averaged> {
    let (flat, gains) = (History::Flat, History::Gains { pace });
    let asked = [
        ("a gain, business as usual", flat, shock, After::AsBefore),
        ("a loss, business as usual", flat, -shock, After::AsBefore),
        ("a loss after sustained gains", gains, -shock, After::AsBefore),
        ("a loss that operations answer", flat, -shock, After::OwnEquation),
    ];
    let average = |(what, history, shock, operations)| {
        let futures =
            Futures { draws: arguments.futures, horizon: HORIZON, operations, seed: arguments.seed };
        let (band, refused) = match replicates.generalised(history, shock, &futures, arguments.level) {
            Ok(band) => (Some(band), None),
            Err(error) => (None, Some(error.to_string())),
        };
        Averaged { what, history, shock, futures, band, refused }
    };
    asked.into_iter().map(average).collect()
}
