//! What an IMAP server may cost us.

use std::time::Duration;

/// The biggest mail that is taken whole. Providers stop at 25 to 50 MiB, of which a third is base64.
pub const MAIL_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What is taken of a bigger mail: all headers and the first words, enough for people to see what it is.
pub const BEGINNING_MAX_BYTES: usize = 256 * 1024;

/// Folders per mailbox, each with its own connection: Dovecot allows a user 10 connections, Gmail 15.
pub const FOLDERS_MAX: usize = 8;

/// Small mails are fetched together up to this size; bounds memory, and saves a round trip per mail.
pub(super) const GROUP_MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Mails in one fetch; what is taken already when a connection breaks isn't fetched again.
pub(super) const GROUP_MAX_MAILS: usize = 50;

/// Mails listed at a time.
pub(super) const LIST_MAX_MAILS: usize = 500;

/// Longest line outside literals. A list of flags or capabilities is far shorter.
pub(super) const LINE_MAX_BYTES: usize = 256 * 1024;

/// Literals in one response: one body is asked for, a chatty server adds a few.
pub(super) const LITERALS_MAX: usize = 32;

/// A literal that announces more than this is not a mail; reading past it would take hours.
pub(super) const LITERAL_MAX_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Longest a command may take in all, while bytes keep coming: a big mail over a slow line.
pub(super) const COMMAND_TIMEOUT: Duration = Duration::from_mins(15);

/// Servers may drop an IDLE after 30 minutes; RFC 2177 asks to renew it before 29.
pub(super) const IDLE_MAX: Duration = Duration::from_mins(28);

/// A session that held this long was a good one: the next failure starts with the short wait again.
pub(super) const STEADY_AFTER: Duration = Duration::from_secs(30);

/// Failed attempts on one mail, while others can be read, until people are asked to look at it.
pub(super) const STRIKES_MAX: u32 = 5;

/// The same when there is no other mail in the folder to tell a bad mail from a bad server.
pub(super) const STRIKES_ALONE_MAX: u32 = 20;
