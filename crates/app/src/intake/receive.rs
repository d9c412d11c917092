//! The door: raw bytes become durable before anything looks at them.

use crate::Result;
use domain::{Event, EventKind, InboundId, MailboxId, Moment};
use store::blob::Blob;
use store::mailbox::{Left, Position, Progress};
use store::{Tx, WriteTx};

/// Which way a mail came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Fetched from a mailbox.
    Imap,
    /// Handed over by a mail server's pipe.
    Pipe,
    /// Posted by another system.
    Http,
    /// Read from an archive.
    Import,
}

impl Source {
    /// The name stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Imap => "imap",
            Self::Pipe => "pipe",
            Self::Http => "http",
            Self::Import => "import",
        }
    }
}

/// What came of handing a mail in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It is safe under this id.
    Taken(InboundId),
    /// These very bytes were here already.
    Known,
}

/// Keeps a raw mail. When this returns and the transaction commits, the mail can't be lost.
pub fn receive(
    tx: &WriteTx<'_>,
    raw: &Blob,
    source: Source,
    mailbox: Option<MailboxId>,
    moment: &Moment,
) -> Result<Received> {
    let added = store::inbound::add(tx, raw, source.name(), mailbox, moment.now)?;
    Ok(added.map_or(Received::Known, Received::Taken))
}

/// How far a mailbox's folder is read.
pub fn progress(tx: &Tx<'_>, mailbox: MailboxId, folder: &str) -> Result<Option<Progress>> {
    Ok(store::mailbox::progress(tx, mailbox, folder)?)
}

/// Notes where taking a folder begins, and that what was in it before is left there.
pub fn leave(tx: &WriteTx<'_>, mailbox: MailboxId, folder: &str, at: Position, left: Left) -> Result<()> {
    Ok(store::mailbox::leave(tx, mailbox, folder, at, left)?)
}

/// Notes how far a folder is read, in the transaction that received the mail.
pub fn advance(tx: &WriteTx<'_>, mailbox: MailboxId, folder: &str, to: Position) -> Result<()> {
    Ok(store::mailbox::advance(tx, mailbox, folder, to)?)
}

/// Notes that a mailbox works; whoever saw the alarm sees it end.
pub fn mailbox_works(tx: &WriteTx<'_>, mailbox: MailboxId, moment: &Moment) -> Result<()> {
    if store::mailbox::set_ok(tx, mailbox, moment.now)? {
        store::event::append(tx, &Event::new(EventKind::MailboxRecovered { mailbox }), moment.now)?;
    }
    Ok(())
}

/// Raises the alarm that a mailbox doesn't work, in words for people.
pub fn mailbox_failing(tx: &WriteTx<'_>, mailbox: MailboxId, why: &str, moment: &Moment) -> Result<()> {
    if store::mailbox::set_failing(tx, mailbox, why, moment.now)? {
        store::event::append(tx, &Event::new(EventKind::MailboxFailing { mailbox }), moment.now)?;
    }
    Ok(())
}
