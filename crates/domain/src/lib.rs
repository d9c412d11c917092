//! What the business means: ids, life cycles, permissions, search words, events.
//!
//! No SQL, no HTTP, no files, no clock: every rule here can be replayed from its arguments.

pub mod actor;
pub mod address;
pub mod api_scope;
pub mod authority;
pub mod complaint;
pub mod conversation;
pub mod event;
pub mod handover;
pub mod id;
pub mod ledger;
pub mod message;
pub mod moment;
pub mod money;
pub mod notification;
pub mod policy;
pub mod promise;
pub mod query;
pub mod remedy;
pub mod role;
pub mod routing;
pub mod token;
pub mod upset;
pub mod words;

pub use actor::{Actor, Reach};
pub use address::EmailAddress;
pub use api_scope::ApiScope;
pub use event::{Event, EventKind};
pub use handover::HandoverState;
pub use id::*;
pub use moment::Moment;
pub use money::{Currency, Money};
pub use role::{Permission, Role};
pub use token::Token;

/// Milliseconds since 1970-01-01 UTC, as the database keeps times.
pub fn millis(at: jiff::Timestamp) -> i64 {
    at.as_millisecond()
}

/// The timestamp behind stored milliseconds; times out of range are clamped to the nearest valid one.
pub fn timestamp(millis: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    })
}
