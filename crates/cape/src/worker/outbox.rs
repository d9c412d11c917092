//! Sends answers: prepares the mail, hands it to the wire, and has the wire tell the database at every point.

use super::{PATIENCE, woken};
use crate::clock::{jitter, moment};
use crate::config::Config;
use app::Database;
use app::outbox::{End, RecipientEnd};
use channels::smtp::{Client, Fate, Ledger, Letter, NotRecorded, Outcome, Refusal, Stage};
use channels::{Pace, Stop, Surroundings};
use domain::MessageId;
use std::collections::BTreeMap;

pub(super) async fn run(config: Config, db: Database, stop: Stop) {
    let (mut clients, house) = (BTreeMap::new(), config.public_url.clone());
    for mailbox in config.mailbox {
        if let Some(settings) = mailbox.smtp {
            let surroundings = Surroundings::new(|| moment().now, jitter, Pace::default());
            clients.insert(mailbox.address.to_lowercase(), Client::new(settings, surroundings));
        }
    }
    let mut changes = db.changes();
    loop {
        match send_next(&db, &house, &mut clients, &stop).await {
            Ok(true) if !stop.is_stopped() => continue,
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "sending failed; trying again"),
        }
        for client in clients.values_mut() {
            client.rest().await;
        }
        if !woken(&mut changes, PATIENCE, &stop).await {
            return;
        }
    }
}

/// Sends the next message that may leave; false when there is none.
async fn send_next(
    db: &Database,
    house: &str,
    clients: &mut BTreeMap<String, Client>,
    stop: &Stop,
) -> app::Result<bool> {
    let now = moment();
    let Some(id) = db.read(move |tx| app::outbox::next(tx, now.now)).await? else { return Ok(false) };
    let (now, house) = (moment(), house.to_owned());
    let Some(outgoing) = db.write(move |tx| app::outbox::prepare(tx, id, &house, &now)).await? else {
        return Ok(true);
    };
    let Some(client) = clients.get_mut(&outgoing.mailbox.address.to_lowercase()) else {
        let words = format!(
            "No way out is configured for {}. Add [mailbox.smtp] to the configuration.",
            outgoing.mailbox.address
        );
        settle(db, id, End::NotNow(words)).await?;
        return Ok(true);
    };
    let letter =
        Letter { sender: Some(outgoing.mailbox.address), recipients: outgoing.recipients, raw: outgoing.raw };
    if let Err(error) = client.deliver(&letter, &Record { db, id }, stop).await {
        // Undone at the last moment, or the database refuses: nothing left without being recorded.
        tracing::warn!(message = id.0, why = error.0, "a message was not sent");
        return Ok(false);
    }
    Ok(true)
}

async fn settle(db: &Database, id: MessageId, end: End) -> app::Result<()> {
    let now = moment();
    db.write(move |tx| app::outbox::end(tx, id, &end, &now)).await
}

struct Record<'a> {
    db: &'a Database,
    id: MessageId,
}

impl Ledger for Record<'_> {
    async fn begin(&self, _: &[String]) -> Result<(), NotRecorded> {
        let (id, now) = (self.id, moment());
        match self.db.write(move |tx| app::outbox::begin(tx, id, &now)).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(NotRecorded("it was taken back or another worker sends it".into())),
            Err(error) => Err(NotRecorded(error.to_string())),
        }
    }

    async fn settle(&self, fates: &[Fate]) -> Result<(), NotRecorded> {
        settle(self.db, self.id, end(fates)).await.map_err(|error| NotRecorded(error.to_string()))
    }
}

/// What the wire says, as the application records it.
fn end(fates: &[Fate]) -> End {
    let recipient = |fate: &Fate| {
        let (what, words) = match &fate.outcome {
            Outcome::Accepted { words } => (app::outbox::Fate::Taken, words.clone()),
            Outcome::Unreachable(trouble) => (app::outbox::Fate::Later, trouble.what.clone()),
            Outcome::Unknown(trouble) => (app::outbox::Fate::Unknown, trouble.what.clone()),
            Outcome::Refused(refusal) => {
                let code = refusal.code.map(|code| format!("{code} ")).unwrap_or_default();
                (refused(refusal), format!("{code}{}", refusal.words))
            }
        };
        RecipientEnd { address: fate.recipient.clone(), fate: what, words }
    };
    End::Answered(fates.iter().map(recipient).collect())
}

fn refused(refusal: &Refusal) -> app::outbox::Fate {
    if refusal.permanent {
        app::outbox::Fate::Never { address_is_dead: refusal.stage == Stage::Recipient }
    } else {
        app::outbox::Fate::Later
    }
}
