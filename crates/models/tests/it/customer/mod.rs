//! The models of customer value.

#![expect(clippy::float_cmp, reason = "counts and exact fractions are equal or they aren't")]

mod complaints;
mod contracts;
mod few;
mod mistakes;
mod money;
mod properties;
mod published;
mod samples;
mod statements;
