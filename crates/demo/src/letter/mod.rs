//! Words to bytes: whole RFC 5322 mails as the common mail programs send them.
//!
//! The bytes are written here and not by a mail-building crate: those put random boundaries and the machine's own
//! name and time into what they make, and the demo has to give the same bytes everywhere. Besides, half of
//! the point is the odd habits of mail programs, which no crate would imitate.

mod body;
mod bounce;
mod bulk;
mod compose;
mod encode;
mod paper;
mod part;
mod picture;

pub(crate) use bounce::bounce;
pub(crate) use bulk::newsletter;
pub(crate) use compose::{message, vacation};
