//! The numerical ground under the models: what no well-kept crate offers in the form we need.

pub(crate) mod exponential_integral;
pub(crate) mod hypergeometric;
pub(crate) mod least_squares;
pub(crate) mod minimise;
pub(crate) mod quadrature;
pub(crate) mod random;
