//! Filing an archive: batches of mails, each committed together with the place after it.

use super::bookmark::Bookmark;
use super::progress::Progress;
use super::source::{Source, Step};
use crate::archive::Content;
use crate::clock::moment;
use crate::command::interrupt::Interrupt;
use app::Database;
use app::intake::{Archived, Filed};
use domain::MailboxId;
use jiff::Timestamp;
use std::sync::Arc;

/// Mails committed together: enough that the flush to disk no longer counts, few enough that a server running on the
/// same database hardly waits.
const BATCH_MAILS: usize = 200;
/// Bytes of mails committed together.
const BATCH_BYTES: usize = 8 * 1024 * 1024;

/// How an archive is filed.
pub(super) struct Filing<'a> {
    pub(super) db: &'a Database,
    pub(super) mailbox: Option<MailboxId>,
    pub(super) since: Option<Timestamp>,
    pub(super) interrupt: &'a Interrupt,
}

/// What became of an archive.
#[derive(Default)]
pub(super) struct Summary {
    messages: u64,
    answers: u64,
    known: u64,
    needing_look: u64,
    too_old: u64,
    unreadable: u64,
    /// Nothing was to do: it was filed to its end before.
    was_finished: bool,
    pub(super) stopped: bool,
}

impl Summary {
    /// For the person who waits.
    pub(super) fn words(&self) -> String {
        if self.was_finished {
            return "imported before and not changed since.".into();
        }
        let parts = [
            (self.messages, "messages of customers"),
            (self.answers, "answers of ours"),
            (self.known, "here already"),
            (self.needing_look, "need a look"),
            (self.too_old, "too old"),
            (self.unreadable, "could not be read"),
        ];
        let said =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        let said: Vec<String> = said.collect();
        if said.is_empty() { "no mails.".into() } else { format!("{}.", said.join(", ")) }
    }

    fn mails(&self) -> u64 {
        self.messages + self.answers + self.known + self.needing_look + self.too_old + self.unreadable
    }

    fn count(&mut self, filed: Filed) {
        match filed {
            Filed::Message(_) => self.messages += 1,
            Filed::Answer(_) => self.answers += 1,
            Filed::Duplicate => self.known += 1,
            Filed::NeedsLook => self.needing_look += 1,
        }
    }
}

impl Filing<'_> {
    /// Files what isn't filed yet.
    pub(super) fn run(&self, source: Source) -> Result<Summary, Box<dyn std::error::Error>> {
        let mut summary = Summary::default();
        let mailbox = self.mailbox.map(|id| id.to_string()).unwrap_or_default();
        let since = self.since.map(|since| since.to_string()).unwrap_or_default();
        let edition = format!("{}, mailbox {mailbox}, since {since}", source.edition);
        let name = source.name.clone();
        let before = self.db.read(move |tx| app::intake::bookmark(tx, &name)).wait()?;
        let before = before.as_deref().and_then(Bookmark::from_json).filter(|mark| mark.edition == edition);
        if before.as_ref().is_some_and(|mark| mark.finished && !source.may_have_news()) {
            summary.was_finished = true;
            return Ok(summary);
        }
        let place = before.filter(|mark| !mark.finished).map(|mark| mark.place).unwrap_or_default();
        let mut mark = Bookmark { edition, place: place.clone(), finished: false };
        let mut progress = Progress::new(source.path.display().to_string());
        let mut batch = Vec::new();
        let mut bytes = 0;
        source.each(&place, |Step { content, place, done }| {
            mark.place = place;
            bytes += content.as_ref().map_or(0, Content::bytes);
            batch.extend(self.mail(content, &mut summary));
            summary.stopped = self.interrupt.is_asked();
            if batch.len() >= BATCH_MAILS || bytes >= BATCH_BYTES || summary.stopped {
                bytes = 0;
                self.commit(std::mem::take(&mut batch), &source.name, &mark, &mut summary)?;
            }
            progress.tell(done, source.whole, summary.mails());
            Ok(!summary.stopped)
        })?;
        mark.finished = !summary.stopped;
        self.commit(batch, &source.name, &mark, &mut summary)?;
        progress.end();
        Ok(summary)
    }

    /// The mail ready to be filed; `None` when there is nothing to file.
    fn mail(&self, content: Result<Content, String>, summary: &mut Summary) -> Option<Archived> {
        let (raw, is_whole) = match content {
            Ok(Content::Whole(raw)) => (raw, true),
            Ok(Content::Beginning(raw)) => (raw, false),
            Err(_) => {
                summary.unreadable += 1;
                return None;
            }
        };
        if raw.iter().all(u8::is_ascii_whitespace) {
            return None;
        }
        // Read here, so that a server that runs meanwhile never waits for it.
        let read = Archived::new(&raw, self.mailbox, moment());
        if self.since.is_some_and(|since| read.date().is_some_and(|date| date < since)) {
            summary.too_old += 1;
            return None;
        }
        if is_whole {
            return Some(read);
        }
        let limit = app::intake::MAIL_BYTES_MAX / 1024 / 1024;
        Some(read.with_problem(&format!(
            "The mail is larger than we take ({limit} MB); its beginning is here, all of it is still in the archive."
        )))
    }

    fn commit(
        &self,
        batch: Vec<Archived>,
        name: &str,
        mark: &Bookmark,
        summary: &mut Summary,
    ) -> app::Result<()> {
        let batch = Arc::new(batch);
        let together = {
            let (batch, name, place) = (Arc::clone(&batch), name.to_owned(), mark.to_json());
            self.db.write(move |tx| {
                app::intake::set_bookmark(tx, &name, &place)?;
                batch.iter().map(|mail| app::intake::file(tx, mail)).collect::<app::Result<Vec<Filed>>>()
            })
        };
        match together.wait() {
            Ok(filed) => filed.into_iter().for_each(|filed| summary.count(filed)),
            Err(error) if is_surroundings(&error) => return Err(error),
            // One of them can't be filed: each on its own, and the place after all of them last.
            Err(_) => {
                for mail in batch.iter() {
                    summary.count(self.file_alone(mail)?);
                }
                let (name, place) = (name.to_owned(), mark.to_json());
                self.db.write(move |tx| app::intake::set_bookmark(tx, &name, &place)).wait()?;
            }
        }
        Ok(())
    }

    fn file_alone(&self, mail: &Archived) -> app::Result<Filed> {
        let this = mail.clone();
        match self.db.write(move |tx| app::intake::file(tx, &this)).wait() {
            Err(error) if !is_surroundings(&error) => {
                let aside = mail.with_problem("Putting this mail on a timeline failed.");
                self.db.write(move |tx| app::intake::file(tx, &aside)).wait()
            }
            filed => filed,
        }
    }
}

/// Whether the failure is no fault of a mail: then the run ends, and goes on later.
fn is_surroundings(error: &app::Error) -> bool {
    matches!(error, app::Error::Store(store::Error::Closed | store::Error::Contended))
        || matches!(error, app::Error::Store(store) if store.is_disk_full())
}
