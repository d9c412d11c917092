//! The real program, its real processes, and the real outside: what holds when things break.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it tried"
)]

mod archives;
mod backups;
mod checkups;
mod commands;
mod disk_full;
mod exports;
mod killed_intake;
mod killed_sending;
mod locked;
mod mail_server;
mod model_messages;
mod secrets;
mod stopping;
mod support;
