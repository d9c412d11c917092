//! Mail from somebody's archive: history, and what is recent in it as if it had just come.
//!
//! Read before, then taken and recorded in one step, because the archive still has the mail if this fails. Mails from
//! our own mailboxes are answers that were sent elsewhere; they never leave again.

use super::understand::{Reading, Understood};
use super::{Recorded, Source, give_up, record, sent};
use crate::conversation::close;
use crate::{Result, lookup};
use domain::conversation::State;
use domain::{Actor, MailboxId, MessageId, Moment};
use jiff::{Timestamp, ToSpan};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use store::blob::Blob;
use store::{Tx, WriteTx};

/// A mail of an archive, read: what is slow is done before the transaction.
#[derive(Clone)]
pub struct Archived {
    blob: Blob,
    mailbox: Option<MailboxId>,
    /// What it says, or why people must look at it.
    content: std::result::Result<Arc<Reading>, String>,
    /// When it stands on the timeline, where whoever has it knows better than the mail.
    arrived: Option<Timestamp>,
    moment: Moment,
}

impl Archived {
    /// Reads a mail. `mailbox` is the one it belonged to; without it, the recipients of the mail tell. `moment` has
    /// fresh randomness, and the time of the import.
    pub fn new(raw: &[u8], mailbox: Option<MailboxId>, moment: Moment) -> Self {
        let read = catch_unwind(AssertUnwindSafe(|| Arc::new(Reading::of(raw))));
        let content = read.map_err(|_| "Reading this mail failed.".to_owned());
        Self { blob: crate::blob(raw), mailbox, content, arrived: None, moment }
    }

    /// The same mail, as if it had come at the time of its moment, whatever it says of itself.
    #[must_use]
    pub fn as_it_comes(self) -> Self {
        Self { arrived: Some(self.moment.now), ..self }
    }

    /// The same mail, to be looked at by people.
    #[must_use]
    pub fn with_problem(&self, problem: &str) -> Self {
        Self { content: Err(problem.to_owned()), ..self.clone() }
    }

    /// When its sender says it was written.
    pub fn date(&self) -> Option<Timestamp> {
        self.content.as_ref().ok().and_then(|reading| reading.mail.date)
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filed {
    /// It is this message of a customer.
    Message(MessageId),
    /// It is this answer of ours.
    Answer(MessageId),
    /// It was here before.
    Duplicate,
    /// People must look at it.
    NeedsLook,
}

/// Where bookmarks are kept among the settings.
const BOOKMARK: &str = "import.";
/// Days after which nobody waits for an answer any more: an older conversation arrives closed.
const OPEN_DAYS: i64 = 30;
/// Mail is older than this only because a clock was wrong.
const FIRST_YEAR_SECONDS: i64 = 315_532_800; // 1980

/// Puts the mail on its customer's timeline at the time it was written.
pub fn file(tx: &WriteTx<'_>, archived: &Archived) -> Result<Filed> {
    let now = archived.moment.now;
    let Some(id) = store::inbound::add(tx, &archived.blob, Source::Import.name(), archived.mailbox, now)?
    else {
        return Ok(Filed::Duplicate);
    };
    let reading = match &archived.content {
        Ok(reading) => Arc::clone(reading),
        Err(problem) => {
            give_up(tx, id, problem, &archived.moment)?;
            return Ok(Filed::NeedsLook);
        }
    };
    let Some(inbound) = store::inbound::find(tx, id)? else { return Ok(Filed::Duplicate) };
    let at = archived.arrived.unwrap_or_else(|| written_at(&reading, now));
    let moment = Moment::new(at, archived.moment.bytes("archived mail"));
    let understood = Understood { inbound, reading };
    let filed = match sent::record(tx, &understood, &moment)? {
        Some(filed) => filed,
        None => match record(tx, &understood, &moment)? {
            Recorded::Message(message) => Filed::Message(message),
            Recorded::Duplicate | Recorded::Gone => Filed::Duplicate,
            Recorded::NeedsLook => Filed::NeedsLook,
        },
    };
    if let Filed::Message(message) | Filed::Answer(message) = filed {
        close_if_old(tx, message, &moment, now)?;
    }
    Ok(filed)
}

/// How far the archive of that name was filed, as whoever files it has noted.
pub fn bookmark(tx: &Tx<'_>, archive: &str) -> Result<Option<String>> {
    Ok(store::setting::get(tx, &format!("{BOOKMARK}{archive}"))?)
}

/// Notes how far an archive is filed, in the transaction that files.
pub fn set_bookmark(tx: &WriteTx<'_>, archive: &str, place: &str) -> Result<()> {
    Ok(store::setting::set(tx, &format!("{BOOKMARK}{archive}"), place)?)
}

/// When the mail was written, unless its date can't be.
fn written_at(reading: &Reading, now: Timestamp) -> Timestamp {
    reading.mail.date.filter(|date| date.as_second() >= FIRST_YEAR_SECONDS && *date <= now).unwrap_or(now)
}

fn close_if_old(tx: &WriteTx<'_>, message: MessageId, moment: &Moment, now: Timestamp) -> Result<()> {
    let limit = now.checked_sub((OPEN_DAYS * 24).hours()).unwrap_or(now);
    if moment.now >= limit {
        return Ok(());
    }
    let Some(message) = store::message::find(tx, message)? else { return Ok(()) };
    let conversation = lookup::conversation(tx, &Actor::System, message.conversation_id)?;
    if conversation.state == State::Closed || conversation.active_at >= limit {
        return Ok(());
    }
    close(tx, &Actor::System, conversation.id, moment)
}
