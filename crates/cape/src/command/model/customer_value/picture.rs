//! Who is still a customer, by how often and how lately he bought; and how well the model fits.

use models::customer::{Buying, Distinct, History, Holdout, frequencies};
use models::plot::{Heat, Labels, fit, heat_map};

/// Cells on each side.
const CELLS: usize = 24;

/// Customers with more repeat purchases are one point.
const REPEATS_MAX: u32 = 10;

/// The chance of being alive after the longest observation, for all that can have happened until then.
pub(super) fn alive(model: &dyn Buying, customers: &Distinct) -> models::Result<String> {
    let histories = || customers.rows().iter().map(|(history, _)| history);
    let observed = histories().map(History::observed).fold(0.0, f64::max);
    let repeats_max = histories().map(History::repeats).max().unwrap_or_default();
    let columns = CELLS.min(repeats_max.max(1) as usize);
    let step = (repeats_max.max(1) as usize).div_ceil(columns) as u32;
    let repeats: Vec<u32> = (0..columns as u32).map(|column| 1 + column * step).collect();
    let lasts: Vec<f64> = (0..CELLS).map(|row| observed * (row as f64 + 0.5) / CELLS as f64).collect();
    let alive = |last: f64| -> models::Result<Vec<f64>> {
        repeats.iter().map(|repeats| Ok(model.alive(&History::new(*repeats, last, observed)?))).collect()
    };
    let values = lasts.iter().map(|last| alive(*last)).collect::<models::Result<Vec<_>>>()?;
    let x: Vec<f64> = repeats.iter().map(|repeats| f64::from(*repeats)).collect();
    let labels = Labels {
        title: "Chance of still being a customer",
        description: "Falls with silence, and the faster the more often somebody bought.",
        x: "repeat purchases",
        y: "week of the last purchase",
    };
    heat_map(&Heat { x: &x, y: &lasts, values: &values, scale: (0.0, 1.0) }, &labels)
}

/// How many customers bought again how often, actual against fitted.
pub(super) fn repeats(model: &dyn Buying, customers: &Distinct) -> models::Result<String> {
    let seen = customers.rows().iter().map(|(history, _)| history.repeats()).max().unwrap_or_default();
    let rows = frequencies(model, customers, seen.clamp(1, REPEATS_MAX))?;
    let x: Vec<f64> = rows.iter().map(|row| f64::from(row.repeats)).collect();
    let actual: Vec<f64> = rows.iter().map(|row| row.actual as f64).collect();
    let expected: Vec<f64> = rows.iter().map(|row| row.expected).collect();
    let last = rows.last().map_or(0, |row| row.repeats);
    let labels = Labels {
        title: &format!("Repeat purchases, actual and by {}", model.name()),
        description: "How many customers bought again how often, beside the number that the model expects.",
        x: &format!("repeat purchases ({last}: {last} or more)"),
        y: "customers",
    };
    fit(&x, &actual, &expected, &labels)
}

/// What customers bought in the holdout, by how often they had bought before.
pub(super) fn holdout(holdout: Option<&Holdout>) -> models::Result<String> {
    let rows = holdout.map_or(&[][..], |holdout| &holdout.rows);
    let x: Vec<f64> = rows.iter().map(|row| f64::from(row.repeats)).collect();
    let actual: Vec<f64> = rows.iter().map(|row| row.actual).collect();
    let expected: Vec<f64> = rows.iter().map(|row| row.expected).collect();
    let name = holdout.map_or("the model", |holdout| holdout.model);
    let last = rows.iter().find(|row| row.or_more).map(|row| format!(" ({0}: {0} or more)", row.repeats));
    let labels = Labels {
        title: &format!("Purchases in the holdout, actual and by {name}"),
        description: "The mean purchases of customers in the holdout, by their repeat purchases before, beside the mean \
                      that the model expected.",
        x: &format!("repeat purchases before{}", last.unwrap_or_default()),
        y: "purchases in the holdout, mean",
    };
    fit(&x, &actual, &expected, &labels)
}
