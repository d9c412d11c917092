//! What became of a mail, for each recipient.

use crate::wire::Trouble;
use std::fmt;

/// A recipient and what became of the mail to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The address, as in the letter.
    pub recipient: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of the mail to one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took the responsibility for it.
    Accepted {
        /// What the server said, often with its queue number.
        words: String,
    },
    /// The server (or we, before asking it) said no.
    Refused(Refusal),
    /// Nothing was delivered: the server couldn't be reached or broke off before the end of the mail. Try again.
    Unreachable(Trouble),
    /// The whole mail was sent and the answer never came: it may have been delivered. Sending it again may double it.
    Unknown(Trouble),
}

/// A no, with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What was refused.
    pub stage: Stage,
    /// The reply code (RFC 5321 section 4.2.3); `None` when we refused before asking the server.
    pub code: Option<u16>,
    /// The enhanced status code (RFC 3463), if the server gave one.
    pub enhanced: Option<Enhanced>,
    /// The server's words, cleaned and bounded; ours where `code` is `None`.
    pub words: String,
    /// Trying again is pointless.
    pub permanent: bool,
}

/// What a refusal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The sender: says nothing about the recipient's address.
    Sender,
    /// This recipient.
    Recipient,
    /// The mail itself: size, content, policy.
    Content,
}

/// An enhanced status code, such as 5.1.1 "no such mailbox" (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Enhanced {
    /// 2 success, 4 not now, 5 never.
    pub class: u8,
    /// 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.
    pub subject: u16,
    /// The detail within the subject.
    pub detail: u16,
}

impl fmt::Display for Enhanced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl Enhanced {
    /// Reads a code at the start of `words`.
    pub(super) fn read(words: &str) -> Option<Self> {
        let mut parts = words.split_ascii_whitespace().next()?.split('.');
        let mut part = |digits_max: usize| {
            let part = parts.next()?;
            let fits = (1..=digits_max).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            if fits { part.parse::<u16>().ok() } else { None }
        };
        let (class, subject, detail) = (part(1)?, part(3)?, part(3)?);
        let class = u8::try_from(class).ok().filter(|class| [2, 4, 5].contains(class))?;
        parts.next().is_none().then_some(Self { class, subject, detail })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enhanced_codes() {
        let code = Enhanced::read("5.1.10 no such user").unwrap();
        assert_eq!((code.class, code.subject, code.detail, code.to_string()), (5, 1, 10, "5.1.10".into()));
        for none in ["", "ok", "5.1", "3.1.1 x", "5.1.1.1 x", "5.1000.1", "+5.1.1", "250 2.0.0"] {
            assert_eq!(Enhanced::read(none), None, "{none}");
        }
    }
}
