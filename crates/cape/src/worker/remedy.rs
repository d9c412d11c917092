//! Tells the shop or payment system what is to be carried out.

use super::{PATIENCE, woken};
use crate::clock::moment;
use app::Database;
use app::remedy::Ending;
use channels::Stop;
use channels::hook::{Answer, Hook, Settings};

/// Remedies looked at in one go.
const REMEDIES_MAX: i64 = 20;

/// Without a hook nothing is told, and what is given waits for people.
pub(super) async fn run(settings: Option<Settings>, db: Database, stop: Stop) {
    let hook = settings.and_then(|settings| match Hook::new(settings) {
        Ok(hook) => Some(hook),
        Err(words) => {
            tracing::error!("the hook for remedies can't be used: {words}");
            None
        }
    });
    let connected = hook.is_some();
    if let Err(error) = db.write(move |tx| app::remedy::connect(tx, connected)).await {
        tracing::error!(%error, "could not note whether a hook is configured");
    }
    let Some(hook) = hook else { return stop.stopped().await };
    let mut changes = db.changes();
    loop {
        match tell_due(&db, &hook, &stop).await {
            Ok(true) if !stop.is_stopped() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "carrying out remedies failed; trying again"),
        }
        if !woken(&mut changes, PATIENCE, &stop).await {
            return;
        }
    }
}

/// Tells what is due; false when nothing was.
async fn tell_due(db: &Database, hook: &Hook, stop: &Stop) -> app::Result<bool> {
    let now = moment().now;
    let due = db.read(move |tx| app::remedy::due(tx, now, REMEDIES_MAX)).await?;
    let any = !due.is_empty();
    for id in due {
        if stop.is_stopped() {
            break;
        }
        let begun = moment();
        let Some(attempt) = db.write(move |tx| app::remedy::begin(tx, id, &begun)).await? else { continue };
        let ending = match hook.tell(&attempt.idempotency_key, &attempt.body, moment().now).await {
            Answer::Done { external_id } => Ending::Done { external_id },
            Answer::Taken => Ending::Taken,
            Answer::Refused { words } => Ending::Refused { words },
            Answer::NotNow { words } => Ending::NotNow { words },
        };
        let ended = moment();
        db.write(move |tx| app::remedy::end(tx, id, &ending, &ended)).await?;
    }
    Ok(any)
}
