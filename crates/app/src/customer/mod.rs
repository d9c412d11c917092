//! Customers: who they are, and all that happened with them.

mod create;
mod read;

pub use create::{NewCustomer, create};
pub use read::{View, view};
