//! Service as customers meet it: how often they must come back, to whom, for how long, and what many good steps in a
//! row are worth.
//!
//! | question | answer | not for |
//! |---|---|---|
//! | How often is a matter settled at the first contact? | [`contact_rates`] | comparison with others' figures: there is no one standard; say window, linking rule and base |
//! | Does a customer meet the same agent? | [`Continuity::of`] | one visit: two of the three indices don't exist |
//! | What do six good steps in a row come to? | [`compounding`] | steps that fail together |
//! | How much of a customer's time did it take? | [`customer_time`] | cost to the company |
//! | Did rage fall between two waves of a survey? | [`wave::compare`] | waves asked in different ways: flagged, not corrected |

pub mod compounding;
mod contact;
mod continuity;
pub mod customer_time;
pub mod wave;

pub use contact::{Contact, ContactRates, LONG_CASE_CONTACTS, Rate, contact_rates};
pub use continuity::Continuity;
