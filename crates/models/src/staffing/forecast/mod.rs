//! How many contacts will come, by hour and weekday, with intervals that say how sure that is.
//!
//! [`fit`] a [`History`] of counts; [`Rates::days`] and [`Rates::slots`] look ahead. Each slot of the week (an hour of a
//! weekday, say) has its own level; a trend is optional. Days differ more than by chance: a day's rate is a gamma
//! around the mean, so its count is negative binomial, and [`Rates::day_variation`] is what
//! [`super::busy_days::over_days`] wants to know.
//!
//! # When not to use it
//!
//! * Not on fewer than four weeks, nor across a change of products, prices or opening hours.
//! * Holidays and incidents are to be left out of the history; they come back by themselves only in real life.
//! * Where days resemble their neighbours beyond weekday and trend ([`Rates::day_correlation`] above some .3), it is too
//!   sure of itself for tomorrow's neighbours: take a shorter history or a trend.

mod history;
mod negative_binomial;
mod rates;

pub use history::History;
pub use rates::{Expected, Rates, fit};
