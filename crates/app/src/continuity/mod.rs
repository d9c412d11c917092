//! How often a matter changes hands, comes back, or stays with who knows the customer: figures from the record.
//!
//! The record is read in two ways that give the same: from the tables ([`log`]), which is quick, and from the event log
//! alone ([`replay`]), which proves that nothing was forgotten. `docs/continuity.md` defines each figure.

mod figures;
mod log;
mod of_customer;
mod replay;
mod rows;
mod view;

pub use figures::{Figures, WINDOW_HOURS, figures, rates};
pub use log::{Log, Matter};
pub use of_customer::{OfCustomer, of_customer};
pub(crate) use replay::World;
pub use replay::replay;
pub use rows::{MATTERS_MAX, log};
pub use view::{Filter, Hands, View, view};
