//! What share is still there as time goes by.

use super::Labels;
use super::canvas::{self, Entry};
use super::fit::points;
use crate::error::{Error, Result};

/// One group's curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve<'c> {
    /// Which group, for the legend.
    pub name: &'c str,
    /// Times, rising.
    pub times: &'c [f64],
    /// The share still there from each time on.
    pub shares: &'c [f64],
    /// Whether it falls in steps at the times (observed) or smoothly between them (a model).
    pub in_steps: bool,
}

/// Survival curves from 0 to 1. Up to four can be told apart.
///
/// An SVG text; shares have one place per time. Our own definition.
///
/// # Errors
/// [`Error::Empty`] without curves, [`Error::LengthsDiffer`], [`Error::OutOfRange`] for values that aren't finite.
///
/// ```
/// use models::plot::{Curve, Labels, survival};
///
/// let labels = Labels { title: "Renewals", description: "A third leaves in the first year.", x: "years", y: "share still here" };
/// let curve = Curve { name: "regular", times: &[0.0, 1.0, 2.0], shares: &[1.0, 0.63, 0.47], in_steps: true };
/// assert!(survival(&[curve], &labels)?.contains("regular"));
/// # Ok::<(), models::Error>(())
/// ```
pub fn survival(curves: &[Curve], labels: &Labels) -> Result<String> {
    if curves.is_empty() {
        return Err(Error::Empty { what: "curves" });
    }
    let lines = curves.iter().map(line).collect::<Result<Vec<_>>>()?;
    let legend: Vec<Entry> =
        curves.iter().enumerate().map(|(place, curve)| Entry::series(curve.name, place)).collect();
    canvas::draw(labels, &legend, |area| {
        let x = canvas::range(lines.iter().flatten().map(|point| point.0));
        let mut chart = canvas::chart(area, labels, x, 0.0..1.05)?;
        for (line, entry) in lines.iter().zip(&legend) {
            canvas::series(&mut chart, line, entry)?;
        }
        Ok(())
    })
}

fn line(curve: &Curve) -> Result<Vec<(f64, f64)>> {
    let points = points(curve.times, curve.shares, "times and shares")?;
    if !curve.in_steps {
        return Ok(points);
    }
    let corners = points.windows(2).flat_map(|pair| match pair {
        [before, after] => vec![*before, (after.0, before.1)],
        _ => Vec::new(),
    });
    Ok(corners.chain(points.last().copied()).collect())
}
