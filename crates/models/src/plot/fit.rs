//! What happened against what a model said.

use super::Labels;
use super::canvas::{self, Entry};
use crate::error::{Error, Result, finite};

/// A plot of actual values (a whole line with dots) and fitted ones (a dashed line) over the same `x`.
///
/// An SVG text; the lists have one place per point, in the units that the labels name. Our own definition.
///
/// # Errors
/// [`Error::Empty`] without points, [`Error::LengthsDiffer`], and [`Error::OutOfRange`] for values that aren't finite.
///
/// ```
/// use models::plot::{Labels, fit};
///
/// let labels = Labels { title: "Repeat purchases", description: "Both rise alike.", x: "week", y: "purchases" };
/// let svg = fit(&[1.0, 2.0, 3.0], &[10.0, 19.0, 31.0], &[10.0, 20.0, 30.0], &labels)?;
/// assert!(svg.starts_with("<svg") && svg.contains("<title>Repeat purchases</title>"));
/// # Ok::<(), models::Error>(())
/// ```
pub fn fit(x: &[f64], actual: &[f64], fitted: &[f64], labels: &Labels) -> Result<String> {
    let actual = points(x, actual, "x and actual values")?;
    let fitted = points(x, fitted, "x and fitted values")?;
    let legend = [Entry::series("actual", 0), Entry::series("fitted", 1)];
    canvas::draw(labels, &legend, |area| {
        let ys = actual.iter().chain(&fitted).map(|point| point.1).chain([0.0]);
        let mut chart = canvas::chart(area, labels, canvas::range(x.iter().copied()), canvas::range(ys))?;
        for (series, entry) in [&actual, &fitted].into_iter().zip(&legend) {
            canvas::series(&mut chart, series, entry)?;
        }
        canvas::dots(&mut chart, &actual, canvas::colour(0))
    })
}

/// Two columns as points.
pub(super) fn points(x: &[f64], y: &[f64], what: &'static str) -> Result<Vec<(f64, f64)>> {
    if x.len() != y.len() {
        return Err(Error::LengthsDiffer { what, left: x.len(), right: y.len() });
    }
    if x.is_empty() {
        return Err(Error::Empty { what });
    }
    let point = |(row, (x, y)): (usize, (&f64, &f64))| {
        Ok((finite(what, Some(row), *x)?, finite(what, Some(row), *y)?))
    };
    x.iter().zip(y).enumerate().map(point).collect()
}
