//! Actions and reads, against a house of their own.

#![expect(
    clippy::expect_used,
    clippy::format_collect,
    clippy::needless_for_each,
    reason = "a test fails by panicking and says what it tried"
)]

mod advice;
mod archive;
mod complaint;
mod customer_block;
mod customer_import;
mod customer_merge;
mod intake;
mod outbox;
mod signal;
