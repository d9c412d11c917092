//! Telling a shop or payment system what to carry out: one signed `POST` of JSON, an answer within seconds, nothing
//! followed elsewhere.
//!
//! A request carries an `Idempotency-Key`, the same for every attempt at the same thing, and a signature over the time
//! and the body, so that the other side does it once and knows whom it hears. Neither body nor secret is ever logged.

mod address;
mod client;
mod signature;

pub use client::{Answer, Hook, Settings};
pub use signature::sign;
