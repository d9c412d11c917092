//! What an SMTP server may cost us.

use std::time::Duration;

/// Longest line of an answer that is kept. RFC 5321 section 4.5.3.1.5 allows 512 bytes; some servers explain at length.
pub(super) const LINE_MAX_BYTES: usize = 4 * 1024;

/// Lines of one answer. EHLO answers have some twenty.
pub(super) const LINES_MAX: usize = 200;

/// Lines that are no answers at all, passed over until one is.
pub(super) const GARBAGE_LINES_MAX: usize = 10;

/// Longest address, as RFC 5321 section 4.5.3.1.3 has it (a path without its angle brackets).
pub(super) const ADDRESS_MAX_BYTES: usize = 254;

/// What one write hands to the network.
pub(super) const BLOCK_BYTES: usize = 64 * 1024;

/// Servers drop an idle connection after about five minutes; an older one isn't worth the attempt.
pub(super) const REUSE_WITHIN: Duration = Duration::from_mins(1);

/// Many servers end a connection after a hundred mails.
pub(super) const LETTERS_PER_CONNECTION: u32 = 50;

/// A server that hangs up while we still write has usually said why.
pub(super) const LAST_WORDS_TIMEOUT: Duration = Duration::from_secs(5);
