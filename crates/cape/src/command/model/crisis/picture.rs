//! The responses as a picture.

use super::Told;
use models::plot::{Labels, Response, responses};

/// As many names as fit beside each other.
const DRAWN_MAX: usize = 3;

/// The first responses that could be told, with their bands.
pub(super) fn draw(told: &Told) -> models::Result<String> {
    let bands: Vec<_> = (told.responses.iter())
        .filter_map(|response| response.band.as_ref().map(|band| (response.what, band)))
        .take(DRAWN_MAX)
        .map(|(what, band)| {
            let ends: (Vec<f64>, Vec<f64>) = band.intervals.iter().map(|one| (one.low, one.high)).unzip();
            (what, &band.response, ends)
        })
        .collect();
    let drawn: Vec<Response> =
        (bands.iter()).map(|(name, values, (low, high))| Response { name, values, low, high }).collect();
    let labels = Labels {
        title: "What a change does to perception",
        description: "The response of perceived quality in the periods after a gain and after a loss.",
        x: "periods after the change",
        y: "change of perception",
    };
    responses(&drawn, &labels)
}
