//! Replaying the demo company's story through the application's own actions.

mod advice;
mod complaint;
mod gift;
mod hands;
mod people;
mod power;
mod presence;
mod replay;
mod shop;
mod word;

pub(crate) use people::PASSWORD;

use app::{Database, WriteTx};
use domain::Moment;
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
    let filled = replay::replay(db, &plan, &house)?;
    let moment = Moment::new(now, [0; 32]);
    catch_up(db, move |tx| app::signal::follow(tx, &moment))?;
    complaint::complaints(db, now)?;
    let moment = Moment::new(now, [0; 32]);
    db.write(move |tx| advice::count(tx, &moment)).wait()?;
    Ok(filled)
}

/// Lets a consumer of the event log catch up with the whole story.
fn catch_up(
    db: &Database,
    follow: impl Fn(&WriteTx<'_>) -> app::Result<usize> + Clone + Send + 'static,
) -> app::Result<()> {
    while db.write(follow.clone()).wait()? > 0 {}
    Ok(())
}
