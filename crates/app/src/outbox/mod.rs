//! Answers leave: the attempt is recorded before it is made and its end after, so that a crash in between is seen.
//!
//! The worker asks [`next`], gets the mail from [`prepare`], records the attempt with [`begin`] when the server has
//! agreed to take it, and tells [`end`] what came of it. A process that dies between `begin` and `end` leaves the row in `sending`: [`recover`] finds
//! it and queues it again with the same Message-ID, so that a mail system that got it twice shows it once, and
//! people are told.

mod attempt;
mod failed;
mod letter;

pub use attempt::{End, Fate, RecipientEnd, begin, end, next, next_due, prepare, record_sent, recover};
pub use failed::{Failed, failed};
pub use letter::{Outgoing, SendingMailbox};
