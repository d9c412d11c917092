//! Customers: who they are, and all that happened with them.

mod create;
mod identity;
mod list;
mod read;
mod referred;

pub use create::{NewCustomer, create};
pub use identity::{IdentityKind, add_identity, find_identity};
pub use list::{Known, after, by_identity, find};
pub use read::{View, view};
pub use referred::Referred;
pub(crate) use referred::find_or_make;
pub use store::customer::Customer;
pub use store::identity::Identity;
