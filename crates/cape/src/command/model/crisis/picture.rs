//! The responses as a picture.

use super::{Drawing, Told};
use models::crisis::Band;
use models::plot::{Labels, Response, responses};

/// As many names as fit beside each other.
const DRAWN_MAX: usize = 3;

/// The first responses that could be told, with their bands.
pub(super) fn draw(told: &Told, drawing: Drawing) -> models::Result<String> {
    match drawing {
        Drawing::Responses => {
            let bands = told.responses.iter();
            let bands = bands.filter_map(|response| response.band.as_ref().map(|band| (response.what, band)));
            let labels = Labels {
                title: "What a change does to perception",
                description: "The response of perceived quality in the periods after a gain and after a loss.",
                x: "periods after the change",
                y: "change of perception",
            };
            with_bands(bands, &labels)
        }
        Drawing::Averaged => {
            let bands = told.averaged.iter();
            let bands = bands.filter_map(|one| one.band.as_ref().map(|band| (one.what, &band.perception)));
            let labels = Labels {
                title: "What a change does to perception, averaged over futures",
                description: "The mean response of perceived quality to a gain and to a loss while other things happen.",
                x: "periods after the change",
                y: "change of perception",
            };
            with_bands(bands, &labels)
        }
    }
}

fn with_bands<'b>(
    bands: impl Iterator<Item = (&'static str, &'b Band)>,
    labels: &Labels,
) -> models::Result<String> {
    let bands: Vec<_> = bands
        .take(DRAWN_MAX)
        .map(|(what, band)| {
            let ends: (Vec<f64>, Vec<f64>) = band.intervals.iter().map(|one| (one.low, one.high)).unzip();
            (what, &band.response, ends)
        })
        .collect();
    let drawn: Vec<Response> =
        (bands.iter()).map(|(name, values, (low, high))| Response { name, values, low, high }).collect();
    responses(&drawn, labels)
}
