//! Who buys here. A customer is a pure function of the seed and his number, so a million of them need no memory.

mod customer;
mod names;
mod organization;

pub use customer::Customer;
pub(crate) use customer::{Hand, Program, customer};
pub use organization::Organization;
