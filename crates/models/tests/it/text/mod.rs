//! What texts say.

mod limits;
mod messages;
mod promises;
mod rage;
mod vader;
