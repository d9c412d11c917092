//! Is something happening? Counts by topic and hour (or week), watched at a false-alarm rate that people choose.
//!
//! | question | model |
//! | --- | --- |
//! | are contacts on this topic above what this hour of the week brings? | [`Detector`], several topics: [`Watch`] |
//! | how often will it cry wolf, how long until it speaks? | [`Detector::false_alarms_per_week`], [`Detector::delay`] |
//! | are this week's counts above those of past years? | [`Farrington`] |
//! | has a series of scores moved? | [`Cusum`], [`Ewma`] with their run lengths |
//! | has a steady rate of counts moved? | [`PoissonCusum`] |
//!
//! # When not to use it
//!
//! * Fewer than four weeks of hours, or (for [`Farrington`]) fewer than the years it looks back: there is no
//!   baseline, and none is made up.
//! * A volume that grows by itself: fit the baseline again every week on the last 16 to 26 weeks.
//! * Contacts of one customer who writes ten times: count people first, with [`distinct`].
//! * A mailing or a bill run you know of: say so with [`Cause`]; the detector doesn't know your plans.
//! * An alarm says that a count is unusual, never why, and never that a customer is wrong.

mod baseline;
mod calendar;
mod chain;
mod cusum;
mod delay;
mod detector;
mod distinct;
mod ewma;
mod false_alarms;
pub mod farrington;
mod incident;
mod normal;
mod poisson_cusum;
mod profile;
mod quadrature;
mod score;
mod watch;

pub use baseline::Baseline;
pub use calendar::{Cause, Hour, calendar};
pub use cusum::{Cusum, Sides};
pub use delay::{Delay, Surge};
pub use detector::{Detector, Level, Progress, Scan};
pub use distinct::{Contact, distinct};
pub use ewma::Ewma;
pub use farrington::Farrington;
pub use incident::Incident;
pub use poisson_cusum::PoissonCusum;
pub use profile::Smoothing;
pub use score::mid_p_score;
pub use watch::{Finding, Watch};
