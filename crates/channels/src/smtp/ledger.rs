//! What the wire asks of the application. The trait stops one mistake: a mail sent, and then forgotten in a crash
//! between the last byte and the server's answer, so that it is silently sent again.

use super::Fate;
use std::future::Future;

/// The application couldn't write down what it was told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotRecorded(
    /// Why, in plain words, fit for logs.
    pub String,
);

/// The record of one mail on its way out.
pub trait Ledger: Send + Sync {
    /// The point of no return, reached when the server has agreed to take the mail for `recipients`: durably writes
    /// down that an attempt is under way. Not a byte of the mail is sent before this returns `Ok`; after an `Err`
    /// nothing is sent. An attempt that is found without its end after a crash may have been delivered.
    fn begin(&self, recipients: &[String]) -> impl Future<Output = Result<(), NotRecorded>> + Send;

    /// Durably writes down what became of it, one fate per recipient of the letter. Also called when it never came
    /// to [`begin`](Self::begin). Tried again until it works or the wire is told to stop.
    fn settle(&self, fates: &[Fate]) -> impl Future<Output = Result<(), NotRecorded>> + Send;
}
