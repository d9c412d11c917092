//! What the wire asks of the application. The trait stops one mistake: progress recorded before the bytes are durable.

use crate::wire::TroubleKind;
use jiff::Timestamp;
use std::future::Future;

/// How far a folder was taken: everything up to and including `uid`, as long as `uid_validity` stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The folder's UIDVALIDITY; another value means that all UIDs mean something else now.
    pub uid_validity: u32,
    /// The last UID taken.
    pub uid: u32,
}

/// What was in a folder before it was connected, and is left there ([`Take::New`](super::Take::New)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// When it was connected.
    pub before: Timestamp,
    /// The last UID among which that mail is, as the folder is numbered now.
    pub up_to: u32,
}

/// How far a folder was taken, and what of it is not taken at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How far.
    pub position: Position,
    /// What is left in the folder.
    pub left: Option<Left>,
}

/// Where a mail was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The folder, as in the settings.
    pub folder: String,
    /// Where in the folder.
    pub position: Position,
    /// When the server received it (INTERNALDATE), if it says so.
    pub internal_date: Option<Timestamp>,
}

/// How much of the mail arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Its beginning, with all headers: the mail is bigger than the limit. People should have a look.
    Beginning {
        /// Size of the whole mail.
        size_bytes: u64,
    },
    /// Whatever could be read, perhaps nothing: the server fails on this mail again and again while it hands out
    /// others. People should have a look; [`refetch`](super::refetch()) tries again.
    /// `raw` may be empty, so the content can't tell two such mails apart: their [`Source`]s do.
    Unreadable {
        /// What happened, in plain words.
        why: String,
    },
}

/// A mail from the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The bytes as the server keeps them.
    pub raw: Vec<u8>,
    /// Where it was.
    pub source: Source,
    /// Whether `raw` is all of it.
    pub extent: Extent,
}

/// The application couldn't make a mail durable (or read its position); the wire tries again later.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotTaken(
    /// Why, in plain words, fit for logs.
    pub String,
);

/// How a folder of the mailbox is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Health {
    /// Connected and caught up.
    Ok,
    /// Something is wrong; the wire keeps trying.
    Failing {
        /// Since when nothing worked.
        since: Timestamp,
        /// Where to look for the cause.
        kind: TroubleKind,
        /// What is wrong and what to do, in plain words.
        what: String,
        /// What the server said; may quote addresses.
        server_words: Option<String>,
    },
}

/// The side of the application that takes mail from a mailbox.
pub trait Intake: Send + Sync {
    /// How far `folder` was taken; `None` when never.
    fn progress(&self, folder: &str) -> impl Future<Output = Result<Option<Progress>, NotTaken>> + Send;

    /// Notes where taking `folder` begins and what before it is left there; durable when it returns `Ok`.
    fn leave(
        &self,
        folder: &str,
        at: Position,
        left: Left,
    ) -> impl Future<Output = Result<(), NotTaken>> + Send;

    /// Makes the mail durable **together with** its position, in one transaction. Returns `Ok` only when both
    /// survive a power cut. The same mail may come again (after a crash, or when UIDVALIDITY changes): the content decides
    /// whether it is new. Runs to its end even when the wire is told to stop.
    fn take(&self, arrival: Arrival) -> impl Future<Output = Result<(), NotTaken>> + Send;

    /// Told at each change of how `folder` is.
    fn health(&self, folder: &str, health: Health) -> impl Future<Output = ()> + Send;
}
