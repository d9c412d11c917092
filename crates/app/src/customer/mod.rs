//! Customers: who they are, and all that happened with them.

mod read;

pub use read::{View, view};
