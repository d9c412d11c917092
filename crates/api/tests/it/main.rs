//! The API, in-process, against a house of its own; the contract and the documentation against a real port.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking and says what it tried")]

mod attachment;
mod authorisation;
mod complaint;
mod contract;
mod conversation;
mod customer;
mod documentation;
mod event;
mod idempotency;
mod people;
mod problem;
mod promise;
mod remedy;
mod search;
mod support;
mod timeline;
