//! What a person, another system or a timer can do, one file per action, and what pages need to read.
//!
//! An action does four things in one transaction: asks for permission, decides, writes rows, appends events.
//! It takes the transaction, the [`domain::Actor`], its input and the [`domain::Moment`]; it knows no HTTP, no
//! HTML and no wires. Nothing leaves the house before commit: what must be sent is a row that a worker finds.

pub mod addresses;
pub mod advice;
pub mod ally;
pub mod approval;
pub mod attachment;
pub mod authority;
pub mod budget;
pub mod canned_answer;
pub mod complaint;
pub mod continuity;
pub mod conversation;
pub mod customer;
mod error;
pub mod events;
pub mod figure;
pub mod handover;
pub mod health;
pub mod idempotency;
pub mod inbox;
pub mod intake;
pub mod look;
mod lookup;
pub mod mailbox;
pub mod notification;
pub mod opening_hours;
pub mod order;
pub mod outbox;
pub mod people;
mod permit;
mod places;
pub mod policy;
pub mod portal;
pub mod post;
pub mod promise;
pub mod remedy;
pub mod routing;
pub mod saved_view;
pub mod search;
mod set_back;
pub mod setting;
pub mod sheet;
pub mod signal;
pub mod team;
mod text;
pub mod timer;
pub mod token;
pub mod touchpoint;
pub mod undo;

pub use error::{Error, Result};
pub use permit::{permit, scope};
pub use store::{Database, GROUP_SIZES, Groups, Location, Tx, WriteTx};

/// Hashes and compresses bytes to be kept; done outside of transactions, because it takes a while.
pub fn blob(bytes: &[u8]) -> store::blob::Blob {
    store::blob::Blob::new(bytes)
}
