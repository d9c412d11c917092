//! Actions and reads, against a house of their own.

mod customer_block;
mod customer_import;
mod customer_merge;
mod intake;
mod outbox;
