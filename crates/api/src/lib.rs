//! REST for other systems, over the same actions as the pages, with its own request and response types: what is
//! promised here does not change when the inside does.
//!
//! Every route stands in [`route::routes`] with the scope it needs on its line. The router and the OpenAPI
//! description are both made from that list, so neither can know a route that the other doesn't.

#![expect(unused_qualifications, reason = "utoipa::path repeats the types of handlers in items of its own")]

mod attachment;
mod body;
mod complaint;
mod conversation;
mod customer;
mod event;
mod guard;
mod house;
mod message;
mod once;
mod openapi;
mod order;
mod page;
mod people;
mod problem;
mod promise;
mod rate;
mod remedy;
pub mod route;
mod search;
mod touchpoint;

pub use guard::Needs;
pub use house::House;
pub use openapi::openapi;
pub use route::{Route, router};
