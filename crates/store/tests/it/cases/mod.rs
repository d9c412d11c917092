//! The cases, by noun.

pub(crate) mod agent;
pub(crate) mod attachment;
pub(crate) mod blob;
pub(crate) mod conversation;
pub(crate) mod customer;
pub(crate) mod delivery;
pub(crate) mod draft;
pub(crate) mod event;
pub(crate) mod group;
pub(crate) mod identity;
pub(crate) mod inbound;
pub(crate) mod job;
pub(crate) mod list;
pub(crate) mod mailbox;
pub(crate) mod message;
pub(crate) mod migration;
pub(crate) mod reference;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod setting;
pub(crate) mod snapshot;
pub(crate) mod tag;
pub(crate) mod team;
