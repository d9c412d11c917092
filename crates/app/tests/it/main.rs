//! Actions and reads, against a house of their own.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::format_collect,
    clippy::needless_for_each,
    reason = "a test fails by panicking and says what it tried"
)]

mod approval;
mod customer_block;
mod customer_import;
mod customer_merge;
mod intake;
mod outbox;
mod policy;
mod power_house;
mod remedy;
mod remedy_race;
