//! Sends mail to colleagues through the first mailbox that can send.

use super::{PATIENCE, woken};
use crate::clock::{jitter, moment};
use crate::config::Config;
use app::Database;
use app::post::Job;
use channels::smtp::{Client, Fate, Ledger, Letter, NotRecorded, Outcome};
use channels::{Pace, Stop, Surroundings};
use std::sync::Mutex;

pub(super) async fn run(config: Config, db: Database, stop: Stop) {
    let first = config.mailbox.into_iter().find_map(|mailbox| Some((mailbox.address, mailbox.smtp?)));
    let Some((address, settings)) = first else {
        // Nothing can leave; the mails wait, and pages show the links that they would have carried.
        stop.stopped().await;
        return;
    };
    let mut client = Client::new(settings, Surroundings::new(|| moment().now, jitter, Pace::default()));
    let mut changes = db.changes();
    loop {
        match send_next(&db, &address, &mut client, &stop).await {
            Ok(true) if !stop.is_stopped() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "sending mail to colleagues failed; trying again"),
        }
        client.rest().await;
        if !woken(&mut changes, PATIENCE, &stop).await {
            return;
        }
    }
}

/// Sends the next mail that is due; false when there is none.
async fn send_next(db: &Database, address: &str, client: &mut Client, stop: &Stop) -> app::Result<bool> {
    let (now, from) = (moment(), address.to_owned());
    let at = now.now;
    if !db.read(move |tx| app::post::is_due(tx, at)).await? {
        return Ok(false);
    }
    let next = db.write(move |tx| {
        let Some(job) = app::post::next(tx, &now)? else { return Ok(None) };
        let letter = app::post::letter(tx, &job, &from)?;
        Ok::<_, app::Error>(Some((job, letter)))
    });
    let Some((job, letter)) = next.await? else { return Ok(false) };
    let Some((to, raw)) = letter else {
        settle(db, job, Some(("This mail can’t be read any more.".to_owned(), true))).await?;
        return Ok(true);
    };
    let letter = Letter { sender: Some(address.to_owned()), recipients: vec![to], raw };
    let record = Record::default();
    let trouble = match client.deliver(&letter, &record, stop).await {
        Ok(_) => record.0.into_inner().unwrap_or_default(),
        Err(error) => Some((error.0, false)),
    };
    settle(db, job, trouble).await?;
    Ok(true)
}

/// Notes that it was sent, or why not and whether that is for good.
async fn settle(db: &Database, job: Job, trouble: Option<(String, bool)>) -> app::Result<()> {
    let now = moment();
    db.write(move |tx| match &trouble {
        None => app::post::sent(tx, &job),
        Some((why, for_good)) => app::post::not_sent(tx, &job, why, *for_good, &now),
    })
    .await
}

/// What the wire says of the one recipient. A mail that may have arrived is sent again under the same Message-ID:
/// for a colleague, twice is better than never.
#[derive(Default)]
struct Record(Mutex<Option<(String, bool)>>);

impl Ledger for Record {
    async fn begin(&self, _: &[String]) -> Result<(), NotRecorded> {
        Ok(())
    }

    async fn settle(&self, fates: &[Fate]) -> Result<(), NotRecorded> {
        let trouble = fates.iter().find_map(|fate| match &fate.outcome {
            Outcome::Accepted { .. } => None,
            Outcome::Unknown(trouble) | Outcome::Unreachable(trouble) => Some((trouble.what.clone(), false)),
            Outcome::Refused(refusal) => Some((refusal.words.clone(), refusal.permanent)),
        });
        let mut kept = self.0.lock().map_err(|error| NotRecorded(error.to_string()))?;
        *kept = trouble;
        Ok(())
    }
}
