//! Pages and routes, in-process, against a house of their own.
#![expect(clippy::expect_used, clippy::panic, reason = "what goes wrong in a test must fail it")]

mod authorisation;
mod bulk;
mod clock_jumps;
mod company;
mod conversation;
mod merge;
mod outage;
mod undo;
