//! The workers: each looks at its own table when woken, and on a timer as well.

mod advice;
mod complaint;
mod consumer;
mod customer_import;
mod intake;
mod mailbox;
mod notification;
mod outbox;
mod post;
mod remedy;
mod signal;
mod timer;

use crate::clock::moment;
use crate::config::Config;
use app::Database;
use channels::Stop;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How often a worker looks even when nobody woke it.
const PATIENCE: Duration = Duration::from_secs(1);

/// Starts all workers.
pub(crate) async fn start(config: &Config, db: &Database, stop: &Stop) -> app::Result<Vec<JoinHandle<()>>> {
    let begun = moment();
    // Behind PostgreSQL another node may be sending right now: there only what is too old for that is taken over.
    let alone = matches!(config.location(), app::Location::Directory(_));
    db.write(move |tx| app::outbox::recover(tx, alone, &begun)).await?;
    db.write(app::notification::begin).await?;
    let mut workers = vec![
        tokio::spawn(intake::run(db.clone(), stop.clone())),
        tokio::spawn(customer_import::run(db.clone(), stop.clone())),
        tokio::spawn(outbox::run(config.clone(), db.clone(), stop.clone())),
        tokio::spawn(post::run(config.clone(), db.clone(), stop.clone())),
        tokio::spawn(notification::run(config.public_url.clone(), db.clone(), stop.clone())),
        tokio::spawn(signal::run(db.clone(), stop.clone())),
        tokio::spawn(remedy::run(config.remedy_hook.clone(), db.clone(), stop.clone())),
        tokio::spawn(complaint::run(db.clone(), stop.clone())),
        tokio::spawn(advice::run(db.clone(), stop.clone())),
        tokio::spawn(timer::run(db.clone(), stop.clone())),
    ];
    for mailbox in &config.mailbox {
        let (now, name, address) = (moment(), mailbox.name.clone(), mailbox.address.clone());
        let id = db.write(move |tx| app::mailbox::ensure(tx, &name, &address, &now)).await?;
        if let Some(settings) = mailbox.imap.clone() {
            workers.push(tokio::spawn(mailbox::run(settings, id, db.clone(), stop.clone())));
        }
    }
    Ok(workers)
}

/// Waits for a change, the timer or the end; false at the end.
async fn woken(changes: &mut watch::Receiver<u64>, patience: Duration, stop: &Stop) -> bool {
    tokio::select! {
        changed = changes.changed() => changed.is_ok(),
        () = tokio::time::sleep(patience) => true,
        () = stop.stopped() => false,
    }
}
