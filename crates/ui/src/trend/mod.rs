//! How a share went over time: a line with the band in which the truth lies, and the same as a table.

use crate::table::{Cell, Column, Table};
use maud::{Markup, Render, html};
use std::fmt::Write;

/// One stretch of time.
#[derive(Clone, Debug)]
pub struct Point {
    /// The stretch ("2 Mar").
    pub label: String,
    /// What was counted, in words ("181 of 199").
    pub counted: String,
    /// The share, 0 to 1, with the ends of its interval; none where nothing was counted.
    pub share: Option<(f64, f64, f64)>,
    /// Where those behind it are shown.
    pub href: Option<String>,
}

/// The drawing.
#[derive(Clone, Debug)]
#[must_use]
pub struct Trend {
    label: String,
    points: Vec<Point>,
    stretches: Vec<(usize, usize, String)>,
}

/// A share with the ends of its interval, at the place of its point.
type Placed = (usize, (f64, f64, f64));

/// Edges of the plot, in the drawing's own units.
const LEFT: f64 = 40.0;
const RIGHT: f64 = 628.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 180.0;
/// Lines across the plot besides the lowest.
const STEPS: u32 = 4;

impl Trend {
    /// A drawing of these points; `label` names it for those who hear the page.
    pub fn new(label: impl Into<String>, points: Vec<Point>) -> Self {
        Self { label: label.into(), points, stretches: Vec::new() }
    }

    /// Marks the stretch from one point to another with a name ("late parcels").
    pub fn stretch(mut self, from: usize, to: usize, name: impl Into<String>) -> Self {
        self.stretches.push((from, to, name.into()));
        self
    }

    /// The lowest and highest value drawn: tenths that hold all intervals.
    fn scale(&self) -> (f64, f64) {
        let shares = || self.points.iter().filter_map(|point| point.share);
        let low = shares().map(|(_, low, _)| low).fold(1.0, f64::min);
        let high = shares().map(|(_, _, high)| high).fold(0.0, f64::max);
        let (low, high) = ((low * 10.0).floor() / 10.0, (high * 10.0).ceil() / 10.0);
        if low < high { (low.max(0.0), high.min(1.0)) } else { (0.0, 1.0) }
    }

    fn across(&self, index: usize) -> f64 {
        let last = self.points.len().saturating_sub(1).max(1) as f64;
        tenth(LEFT + (RIGHT - LEFT) * index as f64 / last)
    }

    /// Stretches of points that follow each other without a gap, by their places.
    fn runs(&self) -> Vec<Vec<Placed>> {
        let mut runs = vec![Vec::new()];
        for (index, point) in self.points.iter().enumerate() {
            match (point.share, runs.last_mut()) {
                (Some(share), Some(run)) => run.push((index, share)),
                (None, Some(run)) if !run.is_empty() => runs.push(Vec::new()),
                _ => {}
            }
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn drawing(&self) -> Markup {
        let (low, high) = self.scale();
        let up = |value: f64| tenth(BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low));
        let steps = (0..=STEPS).map(|step| low + (high - low) * f64::from(step) / f64::from(STEPS));
        html! {
            svg .trend-drawing viewBox="0 0 640 206" role="img" aria-label=(self.label) {
                @for value in steps {
                    line .trend-grid x1=(LEFT) x2=(RIGHT) y1=(up(value)) y2=(up(value)) {}
                    text .trend-words x=(LEFT - 8.0) y=(up(value) + 4.0) text-anchor="end" { (percent(value)) }
                }
                @for (from, to, name) in &self.stretches {
                    @let (left, right) = (self.across(*from), self.across(*to));
                    rect .trend-stretch x=(left) y=(TOP) width=((right - left).max(4.0)) height=(BOTTOM - TOP) {}
                    text .trend-words x=(left + 6.0) y=(BOTTOM - 8.0) { (name) }
                }
                @for run in self.runs() {
                    polygon .trend-band points=(self.band(&run, up)) {}
                    polyline .trend-line points=(self.line(&run, up)) {}
                    @if let [(index, (value, _, _))] = run.as_slice() {
                        circle .trend-dot cx=(self.across(*index)) cy=(up(*value)) r="2.5" {}
                    }
                }
                @if let Some((index, (value, _, _))) = self.runs().last().and_then(|run| run.last()) {
                    circle .trend-now cx=(self.across(*index)) cy=(up(*value)) r="4" {}
                }
                @if let (Some(first), Some(last)) = (self.points.first(), self.points.last()) {
                    text .trend-words x=(LEFT) y="200" { (first.label) }
                    text .trend-words x=(RIGHT) y="200" text-anchor="end" { (last.label) }
                }
            }
        }
    }

    fn band(&self, run: &[Placed], up: impl Fn(f64) -> f64) -> String {
        let mut points = String::new();
        let lows = run.iter().map(|(index, (_, low, _))| (*index, *low));
        let highs = run.iter().rev().map(|(index, (_, _, high))| (*index, *high));
        for (index, value) in lows.chain(highs) {
            let _ = write!(points, "{},{} ", self.across(index), up(value));
        }
        points
    }

    fn line(&self, run: &[Placed], up: impl Fn(f64) -> f64) -> String {
        run.iter().fold(String::new(), |mut points, (index, (value, _, _))| {
            let _ = write!(points, "{},{} ", self.across(*index), up(*value));
            points
        })
    }

    fn table(&self) -> Table {
        let columns = vec![
            Column::new("From"),
            Column::number("Counted"),
            Column::number("Share"),
            Column::number("Interval"),
        ];
        self.points.iter().fold(Table::new(self.label.clone(), columns), |table, point| {
            let label = html! { @if let Some(href) = &point.href { a href=(href) { (point.label) } } @else { (point.label) } };
            let (share, interval) = point.share.map_or(("–".into(), "–".into()), |(value, low, high)| {
                (format!("{} %", percent(value)), format!("{}–{}", percent(low), percent(high)))
            });
            table.row(vec![Cell::new(label), Cell::new(&point.counted), Cell::new(share), Cell::new(interval)])
        })
    }
}

impl Render for Trend {
    fn render(&self) -> Markup {
        html! {
            div .trend {
                (self.drawing())
                details .trend-table { summary { "As a table" } (self.table()) }
            }
        }
    }
}

/// To one place behind the point: finer can't be seen and only makes the page longer.
fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(share: Option<(f64, f64, f64)>) -> Point {
        Point { label: "2 Mar".into(), counted: "9 of 10".into(), share, href: None }
    }

    #[test]
    fn a_week_without_anything_breaks_the_line() {
        let points = [Some((0.9, 0.8, 0.95)), None, Some((0.8, 0.7, 0.9)), Some((0.7, 0.6, 0.8))];
        let trend = Trend::new("Kept", points.map(point).to_vec());
        assert_eq!(trend.runs().iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
        let (low, high) = trend.scale();
        assert!((low - 0.6).abs() < 1e-9 && (high - 1.0).abs() < 1e-9, "{low} {high}");
    }

    #[test]
    fn nothing_at_all_is_drawn_without_a_line() {
        let page = Trend::new("Kept", vec![point(None)]).render().into_string();
        assert!(!page.contains("polyline") && page.contains("As a table") && !page.contains("NaN"), "{page}");
    }
}
