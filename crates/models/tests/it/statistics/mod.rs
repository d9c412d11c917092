//! Statistics people need: against published figures, and against simulation.

#![expect(clippy::float_cmp, reason = "values that are exact by construction are compared as such")]

mod agreement;
mod funnel;
mod score;
mod share;
mod uplift;
mod variance;
