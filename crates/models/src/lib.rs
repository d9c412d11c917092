//! Numbers in, numbers out: the quantitative models behind what Cape advises.
//!
//! Nothing here reads a file, a clock or the machine's randomness: data, times and seeds are arguments, so that
//! every figure on a screen can be computed again and checked by hand.
//!
//! # Conventions
//!
//! * Logarithms are natural; likelihoods are summed in log space.
//! * A share is between 0 and 1, never a percentage; an interval is [`Interval`] and names its level.
//! * A function that can be asked something senseless returns [`Error`], which says what is wrong and where. A fit
//!   that did not converge is an error: it never gives numbers as if it had.
//! * Whatever simulates takes a `seed: u64` and gives the same answer for the same seed on every machine.

pub mod business_time;
pub mod crisis;
pub mod customer;
pub mod detection;
pub mod error;
pub mod interval;
pub mod loyalty;
pub mod numeric;
pub mod plot;
pub mod service;
pub mod staffing;
pub mod statistics;
pub mod text;
pub mod topic;

pub use error::{Error, Result};
pub use interval::Interval;
