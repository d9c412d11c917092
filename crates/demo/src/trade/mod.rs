//! Buying and sending: orders, parcels, the seasons of a boot shop and the weeks when things go wrong.

mod incidents;
mod order;
mod parcel;
mod seasons;

pub(crate) use incidents::Calamities;
pub use incidents::{Incident, IncidentKind, incidents};
pub(crate) use order::place;
pub use order::{Order, OrderLine, SalesChannel};
pub(crate) use parcel::{Fate, Parcel, send};
pub(crate) use seasons::{factor, minute_of_order, minute_of_writing, weekday_of_writing};
