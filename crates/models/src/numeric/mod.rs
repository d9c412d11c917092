//! The numerical ground under the models: what no well-kept crate offers in the form we need.

pub(crate) mod random;
