//! Customers: who they are, and all that happened with them.

mod block;
mod change;
mod create;
pub mod export;
mod identity;
pub mod import;
mod index;
mod known;
mod list;
mod merge;
mod name;
mod note;
mod organization;
mod read;
mod referred;
mod timeline;

pub use block::{block, unblock};
pub use change::{Change, FIELDS_MAX, change};
pub use create::{NewCustomer, create};
pub use identity::{
    NewIdentity, add_identity, find_by_identity, find_identity, mark_deliverable, remove_identity,
    restore_identity,
};
pub(crate) use index::index;
pub use known::{Known, after, by_identity, find};
pub use list::{Line, List, PAGE, list};
pub use merge::{Preview, merge, preview, undo_merge};
pub use note::{NOTE_BYTES_MAX, remove_note, restore_note, write_note};
pub use organization::{OrganizationView, organization, organizations, rename_organization};
pub use read::{MergeView, View, view};
pub use referred::Referred;
pub(crate) use referred::find_or_make;
pub use store::customer::Customer;
pub use store::customer_merge::Belonging;
pub use store::identity::Identity;
pub use store::order::Order;
pub use store::touchpoint::Touchpoint;
pub use timeline::{
    Entry, Page as TimelinePage, Pointer, encode as encode_pointer, parse as parse_pointer, timeline,
};
