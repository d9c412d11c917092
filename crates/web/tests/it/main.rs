//! Pages and routes, in-process, against a house of their own.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking and says what it tried")]

mod authorisation;
mod bell;
mod bulk;
mod canned;
mod clock_jumps;
mod company;
mod complaint;
mod conversation;
mod customer;
mod gifts;
mod handover;
mod leaks;
mod merge;
mod metrics;
mod new_conversation;
mod outage;
mod people;
mod portal;
mod power;
mod promise;
mod reach;
mod settings;
mod sign_in;
mod signal;
mod token;
mod undo;
mod views;
