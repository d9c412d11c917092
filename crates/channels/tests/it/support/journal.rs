//! The application's side of SMTP, in memory: what is written here counts as durable.

use channels::smtp::{Fate, Ledger, NotRecorded};
use std::sync::{Mutex, MutexGuard, PoisonError};
use testkit::fake_smtp::FakeSmtp;

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// The mail was about to go out to these, after so many commands of the dialogue named here.
    Begun { recipients: Vec<String>, last_command: String },
    /// What became of it.
    Settled(Vec<Fate>),
}

#[derive(Debug, Default)]
struct Pages {
    entries: Vec<Entry>,
    begin_failures: u32,
    settle_failures: u32,
}

/// A ledger in memory; with a server to look at, to see when it is written.
#[derive(Default)]
pub(crate) struct Journal<'a> {
    pages: Mutex<Pages>,
    server: Option<&'a FakeSmtp>,
}

impl<'a> Journal<'a> {
    pub(crate) fn beside(server: &'a FakeSmtp) -> Self {
        Self { server: Some(server), ..Self::default() }
    }

    pub(crate) fn failing(self, begin_failures: u32, settle_failures: u32) -> Self {
        *self.pages() = Pages { begin_failures, settle_failures, ..Pages::default() };
        self
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.pages().entries.clone()
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger for Journal<'_> {
    async fn begin(&self, recipients: &[String]) -> Result<(), NotRecorded> {
        let last_command = self.server.and_then(|server| server.commands().pop()).unwrap_or_default();
        let mut pages = self.pages();
        if pages.begin_failures > 0 {
            pages.begin_failures -= 1;
            return Err(NotRecorded("The disk is full.".into()));
        }
        pages.entries.push(Entry::Begun { recipients: recipients.to_vec(), last_command });
        Ok(())
    }

    async fn settle(&self, fates: &[Fate]) -> Result<(), NotRecorded> {
        let mut pages = self.pages();
        if pages.settle_failures > 0 {
            pages.settle_failures -= 1;
            return Err(NotRecorded("The disk is full.".into()));
        }
        pages.entries.push(Entry::Settled(fates.to_vec()));
        Ok(())
    }
}
