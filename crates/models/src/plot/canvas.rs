//! What all plots share: title, legend, axes, and the finish of the SVG.

use super::Labels;
use super::theme::{self, Colour, DASHES, GRID, INK, MUTED};
use crate::error::{Error, Result};
use plotters::coord::Shift;
use plotters::coord::types::RangedCoordf64;
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::ops::Range;

/// Size in pixels; the SVG scales.
const SIZE: (u32, u32) = (760, 440);
/// Height of the strip with title and legend.
const HEAD: u32 = 64;
const TITLE: u32 = 20;
const TEXT: u32 = 16;
/// About the width of a letter of the text: the legend's entries stand side by side.
const LETTER: i32 = 8;

/// A chart with two axes of numbers.
pub(super) type Chart<'a, 'b> = ChartContext<'a, SVGBackend<'b>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;
pub(super) type Area<'b> = DrawingArea<SVGBackend<'b>, Shift>;

/// An entry of the legend: a line as the series has it.
pub(super) struct Entry<'l> {
    pub(super) name: &'l str,
    pub(super) colour: Colour,
    pub(super) dashes: Option<(i32, i32)>,
}

impl<'l> Entry<'l> {
    /// The entry of a series by its place.
    pub(super) fn series(name: &'l str, place: usize) -> Self {
        Self { name, colour: colour(place), dashes: dashes(place) }
    }
}

/// The colour and the dashes of a series by its place.
pub(super) fn colour(place: usize) -> Colour {
    theme::SERIES.get(place % theme::SERIES.len()).copied().unwrap_or(INK)
}

pub(super) fn dashes(place: usize) -> Option<(i32, i32)> {
    DASHES.get(place % DASHES.len()).copied().flatten()
}

/// Draws into an empty picture and finishes it.
pub(super) fn draw(
    labels: &Labels,
    legend: &[Entry],
    body: impl FnOnce(&Area<'_>) -> Result<()>,
) -> Result<String> {
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
        let (head, rest) = root.split_vertically(HEAD);
        head.draw(&Text::new(labels.title.to_owned(), (16, 12), text(TITLE, INK))).map_err(refused)?;
        let mut left = 16;
        for entry in legend {
            line(&head, &[(left, 50), (left + 28, 50)], entry)?;
            head.draw(&Text::new(entry.name.to_owned(), (left + 34, 50), middle(text(TEXT, INK))))
                .map_err(refused)?;
            left += 34 + LETTER * i32::try_from(entry.name.chars().count()).unwrap_or(0) + 24;
        }
        body(&rest)?;
        root.present().map_err(refused)?;
    }
    Ok(finished(&svg, labels))
}

/// A line of the legend, in pixels.
fn line(area: &Area<'_>, points: &[(i32, i32)], entry: &Entry) -> Result<()> {
    let style = entry.colour.light.stroke_width(2);
    let drawn = match entry.dashes {
        None => area.draw(&PathElement::new(points.to_vec(), style)),
        Some((dash, gap)) => area.draw(&DashedPathElement::new(points.iter().copied(), dash, gap, style)),
    };
    drawn.map_err(refused)
}

/// A chart with axes and grid.
pub(super) fn chart<'a, 'b>(
    area: &'a Area<'b>,
    labels: &Labels,
    x: Range<f64>,
    y: Range<f64>,
) -> Result<Chart<'a, 'b>> {
    let mut chart = ChartBuilder::on(area)
        .margin(12)
        .margin_right(24)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d(x, y)
        .map_err(refused)?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(GRID.light)
        .axis_style(MUTED.light)
        .x_labels(8)
        .y_labels(6)
        .x_label_formatter(&|value| figure(*value))
        .y_label_formatter(&|value| figure(*value))
        .label_style(text(TEXT, MUTED))
        .axis_desc_style(text(TEXT, MUTED))
        .x_desc(labels.x)
        .y_desc(labels.y)
        .draw()
        .map_err(refused)?;
    Ok(chart)
}

/// A series as a line of its own colour and dashes.
pub(super) fn series(chart: &mut Chart<'_, '_>, points: &[(f64, f64)], entry: &Entry) -> Result<()> {
    let style = entry.colour.light.stroke_width(2);
    let points = points.iter().copied();
    match entry.dashes {
        None => chart.draw_series(LineSeries::new(points, style)).map_err(refused)?,
        Some((dash, gap)) => {
            chart.draw_series(DashedLineSeries::new(points, dash, gap, style)).map_err(refused)?
        }
    };
    Ok(())
}

/// A dot at each point.
pub(super) fn dots(chart: &mut Chart<'_, '_>, points: &[(f64, f64)], colour: Colour) -> Result<()> {
    let dots = points.iter().map(|point| Circle::new(*point, 4, colour.light.filled()));
    chart.draw_series(dots).map_err(refused)?;
    Ok(())
}

/// The ground between two lines.
pub(super) fn band(
    chart: &mut Chart<'_, '_>,
    low: &[(f64, f64)],
    high: &[(f64, f64)],
    colour: Colour,
) -> Result<()> {
    let around: Vec<(f64, f64)> = low.iter().chain(high.iter().rev()).copied().collect();
    chart.draw_series([Polygon::new(around, colour.light.mix(0.18))]).map_err(refused)?;
    Ok(())
}

/// The range of some values, with a little room; never empty.
pub(super) fn range(values: impl IntoIterator<Item = f64>) -> Range<f64> {
    let (low, high) = values
        .into_iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return 0.0..1.0;
    }
    let room = if high > low { (high - low) * 0.05 } else { high.abs().max(1.0) * 0.5 };
    low - room..high + room
}

pub(super) fn text(size: u32, colour: Colour) -> TextStyle<'static> {
    ("sans-serif", size).into_font().color(&colour.light)
}

/// Anchored at the middle of its height.
pub(super) fn middle(style: TextStyle<'static>) -> TextStyle<'static> {
    style.pos(Pos::new(HPos::Left, VPos::Center))
}

/// A figure as short as it can be.
pub(super) fn figure(value: f64) -> String {
    // What is left over of a subtraction is nothing.
    let value = if value.abs() < 1e-9 { 0.0 } else { value };
    let text = if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") };
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

/// The drawing library's errors are about its output, which here is a text and can't fail.
pub(super) fn refused(error: impl std::fmt::Display) -> Error {
    Error::NotDrawn { why: error.to_string() }
}

/// With title, description, and the rules for dark pages.
fn finished(svg: &str, labels: &Labels) -> String {
    let head = format!(
        "<title>{}</title>\n<desc>{}</desc>\n<style>{}</style>\n",
        escaped(labels.title),
        escaped(labels.description),
        theme::style()
    );
    let svg = svg.replacen("<svg ", "<svg class=\"cape-plot\" role=\"img\" ", 1);
    match svg.split_once(">\n") {
        Some((open, rest)) => format!("{open}>\n{head}{rest}"),
        None => svg,
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
