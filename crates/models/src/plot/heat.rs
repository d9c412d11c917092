//! A value over two others, such as P(alive) by recency and frequency.

use super::Labels;
use super::canvas::{self, middle, refused, text};
use super::theme::{MUTED, STEPS, step};
use crate::error::{Error, Result, finite};
use plotters::prelude::*;
use std::ops::Range;

/// A table of values: one row for each `y`, one column for each `x`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heat<'h> {
    /// Middles of the columns, rising by equal steps.
    pub x: &'h [f64],
    /// Middles of the rows, rising by equal steps.
    pub y: &'h [f64],
    /// `y.len()` rows of `x.len()` values each.
    pub values: &'h [Vec<f64>],
    /// The value of the darkest colour and of the brightest, such as 0 and 1 for a chance.
    pub scale: (f64, f64),
}

/// A map with ten steps of colour and their scale beside it. Cells without a value (NaN) stay empty: not every pair of
/// recency and frequency can be.
///
/// An SVG text; `values` has one row per `y` and one place per `x`. Our own definition.
///
/// # Errors
/// [`Error::Empty`], [`Error::LengthsDiffer`], [`Error::OutOfRange`] for axes that aren't finite, and
/// [`Error::NoVariation`] for a scale without length.
///
/// ```
/// use models::plot::{Heat, Labels, heat_map};
///
/// let labels = Labels { title: "P(alive)", description: "Falls with silence.", x: "purchases", y: "last purchase, week" };
/// let values = [vec![0.1, 0.05], vec![0.9, f64::NAN]];
/// let svg = heat_map(&Heat { x: &[1.0, 2.0], y: &[10.0, 20.0], values: &values, scale: (0.0, 1.0) }, &labels)?;
/// assert!(svg.contains("<desc>Falls with silence.</desc>"));
/// # Ok::<(), models::Error>(())
/// ```
pub fn heat_map(heat: &Heat, labels: &Labels) -> Result<String> {
    check(heat)?;
    let (low, high) = heat.scale;
    let (width, height) = (spacing(heat.x), spacing(heat.y));
    canvas::draw(labels, &[], |area| {
        let (body, scale) = area.split_horizontally(area.dim_in_pixel().0 - 84);
        let mut chart = canvas::chart(&body, labels, bounds(heat.x, width), bounds(heat.y, height))?;
        for (y, row) in heat.y.iter().zip(heat.values) {
            let cells = heat.x.iter().zip(row).filter(|(_, value)| value.is_finite()).map(|(x, value)| {
                let colour = step((value - low) / (high - low)).filled();
                Rectangle::new(
                    [(x - width / 2.0, y - height / 2.0), (x + width / 2.0, y + height / 2.0)],
                    colour,
                )
            });
            chart.draw_series(cells).map_err(refused)?;
        }
        legend(&scale, low, high)
    })
}

fn check(heat: &Heat) -> Result<()> {
    for (what, axis) in [("columns", heat.x), ("rows", heat.y)] {
        if axis.is_empty() {
            return Err(Error::Empty { what });
        }
        for (row, value) in axis.iter().enumerate() {
            finite(what, Some(row), *value)?;
        }
    }
    let lengths = [("rows and y", heat.values.len(), heat.y.len())].into_iter();
    let lengths =
        lengths.chain(heat.values.iter().map(|row| ("columns of a row and x", row.len(), heat.x.len())));
    for (what, left, right) in lengths {
        if left != right {
            return Err(Error::LengthsDiffer { what, left, right });
        }
    }
    let (low, high) = heat.scale;
    if finite("scale", None, low)? >= finite("scale", None, high)? {
        return Err(Error::NoVariation { what: "scale" });
    }
    Ok(())
}

/// The distance between neighbours; one where there is a single value.
fn spacing(axis: &[f64]) -> f64 {
    match (axis.first(), axis.last()) {
        (Some(first), Some(last)) if axis.len() > 1 && last > first => {
            (last - first) / (axis.len() - 1) as f64
        }
        _ => 1.0,
    }
}

fn bounds(axis: &[f64], width: f64) -> Range<f64> {
    let range = axis
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    range.0 - width / 2.0..range.1 + width / 2.0
}

/// The ten steps with the values they begin at.
fn legend(area: &canvas::Area<'_>, low: f64, high: f64) -> Result<()> {
    let top = 20;
    for (place, colour) in (0..).zip(STEPS.iter().rev()) {
        let y = top + place * 28;
        area.draw(&Rectangle::new([(0, y), (18, y + 28)], colour.filled())).map_err(refused)?;
    }
    for (share, y) in [(1.0, top), (0.5, top + 140), (0.0, top + 280)] {
        let value = canvas::figure(low + (high - low) * share);
        area.draw(&Text::new(value, (26, y), middle(text(15, MUTED)))).map_err(refused)?;
    }
    Ok(())
}
