//! A series with the limits it should keep.

use super::Labels;
use super::canvas::{self, Entry};
use super::fit::points;
use super::theme::{ALARM, MUTED};
use crate::error::Result;

/// A control chart: what was counted, what was expected, and from where on it is a signal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ControlChart<'c> {
    /// When, rising.
    pub x: &'c [f64],
    /// What was seen.
    pub values: &'c [f64],
    /// What was expected; as long as `values`, or empty.
    pub centre: &'c [f64],
    /// The upper limit at each time; as long as `values`, or empty.
    pub upper: &'c [f64],
    /// The lower limit; the same.
    pub lower: &'c [f64],
    /// Which values are signals.
    pub signals: &'c [bool],
}

/// A line of values with their limits; signals are large dots of another colour.
///
/// An SVG text; values and limits have one place per period. Our own definition.
///
/// # Errors
/// [`Error::Empty`](crate::Error::Empty) without values, [`Error::LengthsDiffer`](crate::Error::LengthsDiffer),
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for values that aren't finite.
///
/// ```
/// use models::plot::{ControlChart, Labels, control_chart};
///
/// let labels = Labels { title: "Complaints", description: "One signal in hour 3.", x: "hour", y: "messages" };
/// let chart = ControlChart {
///     x: &[1.0, 2.0, 3.0],
///     values: &[4.0, 5.0, 17.0],
///     centre: &[4.5; 3],
///     upper: &[11.0; 3],
///     lower: &[],
///     signals: &[false, false, true],
/// };
/// assert!(control_chart(&chart, &labels)?.contains("<circle"));
/// # Ok::<(), models::Error>(())
/// ```
pub fn control_chart(chart: &ControlChart, labels: &Labels) -> Result<String> {
    let values = points(chart.x, chart.values, "times and values")?;
    let optional = |limit: &[f64], what| {
        if limit.is_empty() { Ok(Vec::new()) } else { points(chart.x, limit, what) }
    };
    let centre = optional(chart.centre, "times and expected values")?;
    let upper = optional(chart.upper, "times and upper limits")?;
    let lower = optional(chart.lower, "times and lower limits")?;
    if chart.signals.len() != values.len() {
        let (left, right) = (values.len(), chart.signals.len());
        return Err(crate::Error::LengthsDiffer { what: "values and signals", left, right });
    }
    let signals: Vec<(f64, f64)> = values
        .iter()
        .zip(chart.signals)
        .filter(|(_, is_signal)| **is_signal)
        .map(|(point, _)| *point)
        .collect();
    let mut legend = vec![Entry::series("seen", 0)];
    if !centre.is_empty() {
        legend.push(Entry { name: "expected", colour: MUTED, dashes: None });
    }
    if !upper.is_empty() || !lower.is_empty() {
        legend.push(Entry { name: "limit", colour: ALARM, dashes: Some((6, 4)) });
    }
    canvas::draw(labels, &legend, |area| {
        let all = values.iter().chain(&centre).chain(&upper).chain(&lower);
        let x = canvas::range(chart.x.iter().copied());
        let mut drawn = canvas::chart(area, labels, x, canvas::range(all.map(|point| point.1).chain([0.0])))?;
        canvas::series(&mut drawn, &centre, &Entry { name: "", colour: MUTED, dashes: None })?;
        for limit in [&upper, &lower] {
            canvas::series(&mut drawn, limit, &Entry { name: "", colour: ALARM, dashes: Some((6, 4)) })?;
        }
        canvas::series(&mut drawn, &values, &Entry::series("", 0))?;
        canvas::dots(&mut drawn, &signals, ALARM)
    })
}
