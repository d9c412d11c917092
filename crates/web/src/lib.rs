//! Pages, the live stream and assets: from a request to an action, from a view to HTML.
//!
//! Every route stands in [`route::routes`] with the permission it needs on its line; the router is made from that
//! list, so there is no way in without one.

mod assets;
mod body;
mod client_address;
mod failure;
mod format;
mod frame;
mod guard;
mod headers;
mod house;
mod live;
mod mail_frame;
mod metrics;
mod pages;
mod presence;
pub mod route;
mod throttle;

pub use client_address::Network;
pub use house::{House, Settings};
pub use live::follow_events;
pub use route::{Needs, Route, router};
