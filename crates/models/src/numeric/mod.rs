//! The numerical ground under the models: what no well-kept crate offers in the form we need.

pub(crate) mod least_squares;
pub(crate) mod random;
