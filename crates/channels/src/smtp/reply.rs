//! An answer of the server (RFC 5321 section 4.2).

use super::{
    limits::{GARBAGE_LINES_MAX, LINES_MAX},
    outcome::{Enhanced, Refusal, Stage},
};
use crate::wire::{Trouble, TroubleKind, Wire, plain_words};
use std::time::Duration;

/// A reply: its code and its lines, each without the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    pub(super) lines: Vec<Vec<u8>>,
}

impl Reply {
    /// Reads the next reply. Lines that belong to no reply are passed over, some of them.
    pub(super) async fn read(wire: &mut Wire, patience: Duration) -> Result<Self, Trouble> {
        let mut reply: Option<Self> = None;
        let mut garbage = 0;
        loop {
            // Of a line that is too long the beginning is enough: it has the code.
            let line = wire.line(patience).await?.bytes;
            let Some((code, last, text)) = split(&line) else {
                garbage += 1;
                if garbage > GARBAGE_LINES_MAX {
                    return Err(Trouble::protocol("What answers isn't an SMTP server.").said(&line));
                }
                continue;
            };
            let reply = reply.get_or_insert(Self { code, lines: Vec::new() });
            reply.lines.push(text.to_vec());
            if last {
                // The last line's code counts, should they differ (RFC 5321 says they mustn't).
                return Ok(Self { code, lines: std::mem::take(&mut reply.lines) });
            }
            if reply.lines.len() >= LINES_MAX {
                return Err(Trouble::protocol("The mail server's answer has no end."));
            }
        }
    }

    /// 2xx.
    pub(super) fn is_positive(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// The service is closing (421): nothing more can be done on this connection.
    pub(super) fn is_farewell(&self) -> bool {
        self.code == 421
    }

    /// All words, cleaned and bounded.
    pub(super) fn words(&self) -> String {
        plain_words(&self.lines.join(&b"\n"[..]))
    }

    /// The words with the code, as people quote them.
    fn quoted(&self) -> Vec<u8> {
        let mut words = format!("{} ", self.code).into_bytes();
        words.extend(self.lines.join(&b"\n"[..]));
        words
    }

    /// This reply as a no to a step of sending.
    pub(super) fn refusal(&self, stage: Stage) -> Refusal {
        let words = self.words();
        let enhanced = Enhanced::read(&words);
        Refusal { stage, code: Some(self.code), enhanced, words, permanent: self.code >= 500 }
    }

    /// This reply as a trouble.
    pub(super) fn trouble(&self, kind: TroubleKind, what: &str) -> Trouble {
        Trouble::new(kind, what).said(&self.quoted())
    }

    /// This reply as a trouble if it is a farewell or doesn't fit at all (a 1xx or 3xx where a decision was due).
    pub(super) fn no_decision(&self) -> Option<Trouble> {
        if self.is_farewell() {
            Some(self.trouble(TroubleKind::Network, "The mail server takes no mail at the moment."))
        } else if (400..600).contains(&self.code) || self.is_positive() {
            None
        } else {
            Some(self.trouble(TroubleKind::Protocol, "The mail server gave an answer that doesn't fit."))
        }
    }
}

/// Code, whether it is the last line, and text.
fn split(line: &[u8]) -> Option<(u16, bool, &[u8])> {
    let digits = line.get(..3)?;
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let code: u16 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    if !(200..600).contains(&code) {
        return None;
    }
    match line.get(3) {
        Some(b'-') => Some((code, false, line.get(4..)?)),
        Some(b' ') => Some((code, true, line.get(4..)?)),
        None => Some((code, true, b"")),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_of_a_reply() {
        assert_eq!(split(b"250-SIZE 100"), Some((250, false, &b"SIZE 100"[..])));
        assert_eq!(split(b"250 ok"), Some((250, true, &b"ok"[..])));
        assert_eq!(split(b"354"), Some((354, true, &b""[..])));
        for none in [&b""[..], b"25", b"abc hello", b"2500 ok", b"099 ok", b"999 ok"] {
            assert_eq!(split(none), None);
        }
    }

    #[test]
    fn a_refusal_carries_code_status_and_all_words() {
        let lines = vec![b"5.1.1 no such".to_vec(), b"5.1.1 user\x07 here".to_vec()];
        let refusal = Reply { code: 550, lines }.refusal(Stage::Recipient);
        assert_eq!((refusal.code, refusal.permanent), (Some(550), true));
        assert_eq!(refusal.enhanced, Some(Enhanced { class: 5, subject: 1, detail: 1 }));
        assert_eq!(refusal.words, "5.1.1 no such 5.1.1 user here");
    }

    proptest! {
        #[test]
        fn nothing_a_server_sends_makes_us_panic(line in proptest::collection::vec(any::<u8>(), 0..100)) {
            let _ = split(&line);
        }
    }
}
