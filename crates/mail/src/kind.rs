//! What sort of mail it is.

use crate::{
    Bounce, Kind,
    bounce::{self, Report},
};

/// The kind, and the failed recipients if it is a bounce.
pub(crate) fn of(report: &Report<'_, '_>) -> (Kind, Vec<Bounce>) {
    let bounces = bounce::of(report);
    if !bounces.is_empty() {
        return (Kind::Bounce, bounces);
    }
    (Kind::Message, bounces)
}
