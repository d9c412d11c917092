//! The colours, on light and on dark.

use plotters::style::RGBColor;
use std::fmt::Write;

/// A colour as drawn, and what it becomes on a dark page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Colour {
    pub(super) light: RGBColor,
    dark: RGBColor,
}

/// Text.
pub(super) const INK: Colour = Colour { light: RGBColor(31, 35, 40), dark: RGBColor(230, 237, 243) };
/// Axes and their figures.
pub(super) const MUTED: Colour = Colour { light: RGBColor(89, 99, 110), dark: RGBColor(158, 167, 177) };
/// Lines behind the data.
pub(super) const GRID: Colour = Colour { light: RGBColor(217, 222, 228), dark: RGBColor(54, 61, 70) };
/// What marks something wrong; the vermilion of `SERIES`, a shade off so that it can be told in the SVG.
pub(super) const ALARM: Colour = Colour { light: RGBColor(190, 60, 10), dark: RGBColor(255, 140, 90) };

/// Series, in order: blue, vermilion, green, purple (after Okabe & Ito, Color Universal Design, 2008).
pub(super) const SERIES: [Colour; 4] = [
    Colour { light: RGBColor(0, 114, 178), dark: RGBColor(86, 180, 233) },
    Colour { light: RGBColor(200, 85, 0), dark: RGBColor(255, 165, 80) },
    Colour { light: RGBColor(0, 128, 94), dark: RGBColor(50, 205, 160) },
    Colour { light: RGBColor(150, 60, 130), dark: RGBColor(225, 150, 205) },
];

/// Dashes of the series, in order: length of dash and of gap in pixels; none is a whole line.
pub(super) const DASHES: [Option<(i32, i32)>; 4] = [None, Some((8, 4)), Some((3, 3)), Some((12, 6))];

/// Steps from little to much (after cividis: Nuñez, Anderton & Renslow 2018): darker to brighter for
/// every kind of colour vision.
pub(super) const STEPS: [RGBColor; 10] = [
    RGBColor(0, 34, 78),
    RGBColor(18, 53, 112),
    RGBColor(59, 73, 108),
    RGBColor(87, 93, 109),
    RGBColor(112, 113, 115),
    RGBColor(138, 134, 120),
    RGBColor(165, 156, 116),
    RGBColor(195, 179, 105),
    RGBColor(225, 204, 85),
    RGBColor(254, 232, 56),
];

/// The step of a share from 0 to 1.
pub(super) fn step(share: f64) -> RGBColor {
    let last = STEPS.len() - 1;
    let place = (share.clamp(0.0, 1.0) * STEPS.len() as f64) as usize;
    STEPS.get(place.min(last)).copied().unwrap_or(INK.light)
}

/// The rules that change each colour on a dark page.
pub(super) fn style() -> String {
    let mut rules = String::from(
        "svg.cape-plot{max-width:100%;height:auto}.cape-plot rect{shape-rendering:crispEdges}\
         @media (prefers-color-scheme:dark){",
    );
    for colour in SERIES.into_iter().chain([INK, MUTED, GRID, ALARM]) {
        let (light, dark) = (hexadecimal(colour.light), hexadecimal(colour.dark));
        let _ = write!(
            rules,
            ".cape-plot [fill=\"{light}\"]{{fill:{dark}}}.cape-plot [stroke=\"{light}\"]{{stroke:{dark}}}"
        );
    }
    rules.push('}');
    rules
}

fn hexadecimal(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}
