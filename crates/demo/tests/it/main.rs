//! Tests of the demo company: it is the same every time, its mails are real mails, and it looks like a company.

mod company;
mod inbox;
mod mails;
mod sameness;
mod shape;

use std::sync::OnceLock;

use demo::{Entry, Plan, story};
use jiff::Timestamp;

/// "Now" of the stories told here: a Thursday afternoon.
fn until() -> Timestamp {
    Timestamp::constant(1_770_910_800, 0)
}

/// The default story, told once for all tests.
fn told() -> &'static [Entry] {
    static TOLD: OnceLock<Vec<Entry>> = OnceLock::new();
    TOLD.get_or_init(|| story(&Plan::standard(until())).collect())
}
