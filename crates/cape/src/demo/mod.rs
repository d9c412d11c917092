//! Replaying the demo company's story through the application's own actions.

mod people;
mod power;
mod replay;
mod shop;

pub(crate) use people::PASSWORD;

use app::Database;
use jiff::Timestamp;

/// What was filled in.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Filled {
    pub(crate) customers: usize,
    pub(crate) conversations: usize,
    pub(crate) messages: usize,
}

/// The address to sign in with.
pub(crate) fn login(now: Timestamp) -> &'static str {
    people::login(&demo::Plan::standard(now))
}

/// Fills an empty database with the company's people and its whole story up to now.
pub(crate) fn fill(db: &Database, customers: usize, now: Timestamp) -> app::Result<Filled> {
    let plan = demo::Plan { customers, ..demo::Plan::standard(now) };
    let house = people::settle(db, &plan)?;
    replay::replay(db, &plan, &house)
}
