//! Takes mail from a mailbox: the wire fetches, the application makes it durable together with the position.

use crate::clock::{jitter, moment};
use app::Database;
use app::intake::{Received, Source as Way};
use channels::imap::{Arrival, Extent, Health, Intake, Left, NotTaken, Position, Progress, Settings, watch};
use channels::{Pace, Stop, Surroundings};
use domain::MailboxId;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

pub(super) async fn run(settings: Settings, mailbox: MailboxId, db: Database, stop: Stop) {
    let surroundings = Surroundings::new(|| moment().now, jitter, Pace::default());
    watch(&settings, &Taking { db, mailbox, failing: Mutex::default() }, &surroundings, &stop).await;
}

struct Taking {
    db: Database,
    mailbox: MailboxId,
    /// Folders that don't work: the alarm ends when the last of them does.
    failing: Mutex<BTreeSet<String>>,
}

fn not_taken(error: app::Error) -> NotTaken {
    NotTaken(error.to_string())
}

impl Intake for Taking {
    async fn progress(&self, folder: &str) -> Result<Option<Progress>, NotTaken> {
        let (mailbox, folder) = (self.mailbox, folder.to_owned());
        let known =
            self.db.read(move |tx| app::intake::progress(tx, mailbox, &folder)).await.map_err(not_taken)?;
        Ok(known.map(|app::mailbox::Progress { position, left }| Progress {
            position: Position { uid_validity: position.uid_validity, uid: position.uid },
            left: left.map(|left| Left { before: left.before, up_to: left.up_to }),
        }))
    }

    async fn leave(&self, folder: &str, at: Position, left: Left) -> Result<(), NotTaken> {
        let (mailbox, folder) = (self.mailbox, folder.to_owned());
        let at = app::mailbox::Position { uid_validity: at.uid_validity, uid: at.uid };
        let left = app::mailbox::Left { before: left.before, up_to: left.up_to };
        let noted = self.db.write(move |tx| app::intake::leave(tx, mailbox, &folder, at, left));
        noted.await.map_err(not_taken)
    }

    async fn take(&self, arrival: Arrival) -> Result<(), NotTaken> {
        let Arrival { mut raw, source, extent } = arrival;
        if extent != Extent::Whole {
            // Two mails of which nothing could be read are still two: where each was makes them differ.
            let at = source.position;
            let mark = format!("X-Cape-Source: {} {} {}\r\n", self.mailbox, at.uid_validity, at.uid);
            raw.splice(0..0, mark.into_bytes());
        }
        let blob = tokio::task::spawn_blocking(move || app::blob(&raw)).await;
        let blob = blob.map_err(|error| NotTaken(error.to_string()))?;
        let problem = match extent {
            Extent::Whole => None,
            Extent::Beginning { size_bytes } => Some(format!(
                "The mail is larger than we take ({} MB); its beginning is here, all of it is still in the mailbox.",
                size_bytes / 1_000_000
            )),
            Extent::Unreadable { why } => {
                Some(format!("The mail server could not hand this mail out: {why}"))
            }
        };
        let (mailbox, now) = (self.mailbox, moment());
        let to =
            app::mailbox::Position { uid_validity: source.position.uid_validity, uid: source.position.uid };
        let taken = self.db.write(move |tx| {
            if let Received::Taken(id) = app::intake::receive(tx, &blob, Way::Imap, Some(mailbox), &now)?
                && let Some(problem) = &problem
            {
                app::intake::give_up(tx, id, problem, &now)?;
            }
            app::intake::advance(tx, mailbox, &source.folder, to)
        });
        taken.await.map_err(not_taken)
    }

    async fn health(&self, folder: &str, health: Health) {
        let Some(failure) = self.failure_after(folder, health) else { return };
        let (mailbox, now) = (self.mailbox, moment());
        let noted = self.db.write(move |tx| match &failure {
            None => app::intake::mailbox_works(tx, mailbox, &now),
            Some(words) => app::intake::mailbox_failing(tx, mailbox, words, &now),
        });
        if let Err(error) = noted.await {
            tracing::error!(%error, "the state of a mailbox can't be noted");
        }
    }
}

impl Taking {
    /// What the mailbox suffers from now that this folder is so: `Some(None)` when all its folders work, `None`
    /// when nothing new can be said because another folder still fails.
    fn failure_after(&self, folder: &str, health: Health) -> Option<Option<String>> {
        let mut failing = self.failing.lock().unwrap_or_else(PoisonError::into_inner);
        match health {
            Health::Ok => {
                failing.remove(folder);
                failing.is_empty().then_some(None)
            }
            Health::Failing { what, server_words, .. } => {
                failing.insert(folder.to_owned());
                let said = server_words.map(|words| format!(" The server says: {words}")).unwrap_or_default();
                Some(Some(format!("{what} (folder {folder}){said}")))
            }
        }
    }
}
