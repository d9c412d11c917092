//! The way out: one connection at a time, kept while there is mail.

use super::{
    ledger::{Ledger, NotRecorded},
    letter::Letter,
    limits::{LETTERS_PER_CONNECTION, REUSE_WITHIN},
    outcome::{Fate, Outcome},
    session::Session,
    settings::Settings,
    transaction::Outcomes,
};
use crate::wire::{Backoff, Stop, Surroundings, Trouble};
use tokio::time::{Instant, sleep};

/// Sends mails, one after another, through one server. For several at a time, have several clients.
pub struct Client {
    settings: Settings,
    surroundings: Surroundings,
    kept: Option<(Session, Instant)>,
}

impl Client {
    /// A client that connects when the first mail comes.
    pub fn new(settings: Settings, surroundings: Surroundings) -> Self {
        Self { settings, surroundings, kept: None }
    }

    /// Sends `letter` and has `ledger` know about it at every point. Returns what was settled; an error means that the
    /// ledger couldn't write: nothing was sent (if [`Ledger::begin`] failed), or the outcome is unknown to the ledger
    /// although known to us (if we were told to stop while [`Ledger::settle`] kept failing).
    ///
    /// Not to be cancelled between its start and end, except by the end of the program: `stop` is for that.
    pub async fn deliver<L: Ledger>(
        &mut self,
        letter: &Letter,
        ledger: &L,
        stop: &Stop,
    ) -> Result<Vec<Fate>, NotRecorded> {
        let mut outcomes = Outcomes::new();
        self.send(letter, ledger, &mut outcomes).await?;
        let fates: Vec<Fate> = letter
            .recipients
            .iter()
            .zip(outcomes.into_values())
            .map(|(recipient, outcome)| Fate { recipient: recipient.clone(), outcome })
            .collect();
        let accepted = fates.iter().filter(|fate| matches!(fate.outcome, Outcome::Accepted { .. })).count();
        let (way, recipients) = (&self.settings.name, fates.len());
        tracing::info!(way, recipients, accepted, "mail sent");
        self.settle(ledger, &fates, stop).await?;
        Ok(fates)
    }

    /// Checks server and login without sending anything.
    pub async fn check(&mut self) -> Result<(), Trouble> {
        let session = self.ready().await?;
        self.keep(session);
        Ok(())
    }

    /// Ends the kept connection, for when there is nothing more to send.
    pub async fn rest(&mut self) {
        if let Some((session, _)) = self.kept.take() {
            session.close().await;
        }
    }

    /// Fills `outcomes` for every recipient, or sends nothing and reports why the ledger wouldn't begin.
    async fn send<L: Ledger>(
        &mut self,
        letter: &Letter,
        ledger: &L,
        outcomes: &mut Outcomes,
    ) -> Result<(), NotRecorded> {
        let mut session = match self.ready().await {
            Ok(session) => session,
            Err(trouble) => {
                self.unreachable(letter, &trouble, outcomes);
                return Ok(());
            }
        };
        let taken = match session.envelope(letter, outcomes).await {
            Ok(taken) => taken,
            Err(trouble) => {
                self.unreachable(letter, &trouble, outcomes);
                return Ok(());
            }
        };
        if taken.is_empty() {
            self.keep(session);
            return Ok(());
        }
        let recipients: Vec<String> =
            taken.iter().filter_map(|at| letter.recipients.get(*at).cloned()).collect();
        if let Err(error) = ledger.begin(&recipients).await {
            self.keep(session);
            return Err(error);
        }
        let (outcome, usable) = session.content(&letter.raw).await;
        session.letters += 1;
        if let Outcome::Unreachable(trouble) | Outcome::Unknown(trouble) = &outcome {
            self.log(trouble);
        }
        outcomes.extend(taken.into_iter().map(|at| (at, outcome.clone())));
        if usable {
            self.keep(session);
        }
        Ok(())
    }

    /// The kept session if it still works, else a new one.
    async fn ready(&mut self) -> Result<Session, Trouble> {
        if let Some((mut session, used)) = self.kept.take() {
            let fresh = used.elapsed() < REUSE_WITHIN && session.letters < LETTERS_PER_CONNECTION;
            if fresh && session.reset().await {
                return Ok(session);
            }
            session.close().await;
        }
        Session::open(&self.settings).await
    }

    fn keep(&mut self, session: Session) {
        self.kept = Some((session, Instant::now()));
    }

    /// Nothing was sent: true for all who have no outcome yet.
    fn unreachable(&self, letter: &Letter, trouble: &Trouble, outcomes: &mut Outcomes) {
        self.log(trouble);
        for at in 0..letter.recipients.len() {
            outcomes.entry(at).or_insert_with(|| Outcome::Unreachable(trouble.clone()));
        }
    }

    fn log(&self, trouble: &Trouble) {
        tracing::warn!(way = self.settings.name, kind = ?trouble.kind, what = trouble.what, "mail not sent");
    }

    async fn settle<L: Ledger>(&self, ledger: &L, fates: &[Fate], stop: &Stop) -> Result<(), NotRecorded> {
        let pace = self.surroundings.pace;
        let mut backoff = Backoff::default();
        loop {
            let Err(error) = ledger.settle(fates).await else { return Ok(()) };
            let wait = backoff.next(pace.first, pace.cap, self.surroundings.jitter());
            tracing::error!(
                way = self.settings.name,
                why = error.0,
                "the outcome of a mail can't be written down"
            );
            tokio::select! {
                () = stop.stopped() => return Err(error),
                () = sleep(wait) => {}
            }
        }
    }
}
