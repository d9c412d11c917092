//! The wires against real servers (Dovecot, Postfix) and against fakes that misbehave.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic like the tests themselves"
)]

mod hook;
mod imap;
mod logs;
mod settings;
mod smtp;
mod support;
