//! Actions and reads, against a house of their own.

mod intake;
mod outbox;
