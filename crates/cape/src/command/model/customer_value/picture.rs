//! Who is still a customer, by how often and how lately he bought.

use models::customer::{Buying, History};
use models::plot::{Heat, Labels, heat_map};

/// Cells on each side.
const CELLS: usize = 24;

/// The chance of being alive after the longest observation, for all that can have happened until then.
pub(super) fn draw(model: &dyn Buying, observed: f64, repeats_max: u32) -> models::Result<String> {
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
