//! Takes mail from a mailbox: the wire fetches, the application makes it durable together with the position.

use crate::clock::{jitter, moment};
use app::Database;
use app::intake::{Received, Source as Way};
use channels::imap::{Arrival, Extent, Health, Intake, NotTaken, Position, Settings, watch};
use channels::{Pace, Stop, Surroundings};
use domain::MailboxId;

pub(super) async fn run(settings: Settings, mailbox: MailboxId, db: Database, stop: Stop) {
    let surroundings = Surroundings::new(|| moment().now, jitter, Pace::default());
    watch(&settings, &Taking { db, mailbox }, &surroundings, &stop).await;
}

struct Taking {
    db: Database,
    mailbox: MailboxId,
}

fn not_taken(error: app::Error) -> NotTaken {
    NotTaken(error.to_string())
}

impl Intake for Taking {
    async fn position(&self, folder: &str) -> Result<Option<Position>, NotTaken> {
        let (mailbox, folder) = (self.mailbox, folder.to_owned());
        let position =
            self.db.read(move |tx| app::intake::position(tx, mailbox, &folder)).await.map_err(not_taken)?;
        Ok(position.map(|at| Position { uid_validity: at.uid_validity, uid: at.uid }))
    }

    async fn take(&self, arrival: Arrival) -> Result<(), NotTaken> {
        let Arrival { raw, source, extent } = arrival;
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
        let (mailbox, now, folder) = (self.mailbox, moment(), folder.to_owned());
        let noted = self.db.write(move |tx| match &health {
            Health::Ok => app::intake::mailbox_works(tx, mailbox, &now),
            Health::Failing { what, .. } => {
                app::intake::mailbox_failing(tx, mailbox, &format!("{what} (folder {folder})"), &now)
            }
        });
        if let Err(error) = noted.await {
            tracing::error!(%error, "the state of a mailbox can't be noted");
        }
    }
}
