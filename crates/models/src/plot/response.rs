//! How something answers to a shock, with how sure that is.

use super::Labels;
use super::canvas::{self, Entry};
use super::fit::points;
use super::theme::MUTED;
use crate::error::{Error, Result};

/// One response over the periods after a shock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Response<'r> {
    /// What kind of shock, for the legend.
    pub name: &'r str,
    /// The response in each period, the first at the shock itself.
    pub values: &'r [f64],
    /// The lower and upper ends of its band; both empty where there is none.
    pub low: &'r [f64],
    /// The upper end.
    pub high: &'r [f64],
}

/// Impulse responses with their bands, periods counted from 0, zero drawn as a line. Up to four can be told apart.
///
/// An SVG text; a response and the ends of its band have one place per period. Our own definition.
///
/// # Errors
/// [`Error::Empty`] without responses, [`Error::LengthsDiffer`], [`Error::OutOfRange`] for values that aren't finite.
///
/// ```
/// use models::plot::{Labels, Response, responses};
///
/// let labels = Labels { title: "After a crisis", description: "Falls, then heals.", x: "months", y: "quality" };
/// let loss = Response { name: "loss", values: &[-1.0, -0.5], low: &[-1.2, -0.9], high: &[-0.8, -0.1] };
/// assert!(responses(&[loss], &labels)?.contains("<polygon"));
/// # Ok::<(), models::Error>(())
/// ```
pub fn responses(all: &[Response], labels: &Labels) -> Result<String> {
    if all.is_empty() {
        return Err(Error::Empty { what: "responses" });
    }
    let lines = all.iter().map(lines).collect::<Result<Vec<_>>>()?;
    let legend: Vec<Entry> =
        all.iter().enumerate().map(|(place, response)| Entry::series(response.name, place)).collect();
    let every = || {
        lines.iter().flat_map(|(line, band)| {
            line.iter().chain(band.iter().flat_map(|(low, high)| low.iter().chain(high)))
        })
    };
    canvas::draw(labels, &legend, |area| {
        let x = canvas::range(every().map(|point| point.0));
        let y = canvas::range(every().map(|point| point.1).chain([0.0]));
        let mut chart = canvas::chart(area, labels, x.clone(), y)?;
        let zero = Entry { name: "", colour: MUTED, dashes: None };
        canvas::series(&mut chart, &[(x.start, 0.0), (x.end, 0.0)], &zero)?;
        for ((line, band), entry) in lines.iter().zip(&legend) {
            if let Some((low, high)) = band {
                canvas::band(&mut chart, low, high, entry.colour)?;
            }
            canvas::series(&mut chart, line, entry)?;
        }
        Ok(())
    })
}

type Line = Vec<(f64, f64)>;

fn lines(response: &Response) -> Result<(Line, Option<(Line, Line)>)> {
    let periods: Vec<f64> = (0..response.values.len()).map(|period| period as f64).collect();
    let line = points(&periods, response.values, "response")?;
    if response.low.is_empty() && response.high.is_empty() {
        return Ok((line, None));
    }
    let low = points(&periods, response.low, "lower ends of the band")?;
    let high = points(&periods, response.high, "upper ends of the band")?;
    Ok((line, Some((low, high))))
}
