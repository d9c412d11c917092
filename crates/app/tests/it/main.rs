//! Actions and reads, against a house of their own.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::format_collect,
    clippy::needless_for_each,
    reason = "a test fails by panicking and says what it tried"
)]

mod advice;
mod ally;
mod approval;
mod archive;
mod complaint;
mod complaint_replay;
mod continuity;
mod customer_block;
mod customer_import;
mod customer_merge;
mod handover;
mod handover_race;
mod house;
mod intake;
mod outbox;
mod policy;
mod power_house;
mod power_reference;
mod power_replay;
mod promise;
mod promise_figures;
mod promise_race;
mod remedy;
mod remedy_race;
mod routing;
mod signal;
mod signal_figures;
mod worth;
