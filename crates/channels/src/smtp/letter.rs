//! A mail with its envelope.

use super::limits::ADDRESS_MAX_BYTES;

/// A mail to send: the envelope decides where it goes, whatever its headers say.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The address for bounces; `None` for mail that must not bounce itself (`MAIL FROM:<>`).
    pub sender: Option<String>,
    /// The addresses it goes to.
    pub recipients: Vec<String>,
    /// The mail as bytes. Line ends are made CRLF on the way.
    pub raw: Vec<u8>,
}

/// Why an address can't stand in a command, in plain words; `None` when it can. Not a check whether it exists: only what
/// would break the command or the server's limits.
pub(super) fn unusable(address: &str, server_takes_utf8: bool) -> Option<&'static str> {
    if address.is_empty() || !address.contains('@') {
        return Some("This isn't a mail address.");
    }
    if address.len() > ADDRESS_MAX_BYTES {
        return Some("The address is too long.");
    }
    if address.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>')) {
        return Some("The address holds characters that a mail address can't have.");
    }
    if !address.is_ascii() && !server_takes_utf8 {
        return Some("The mail server can't send to addresses with letters outside ASCII (no SMTPUTF8).");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_would_break_the_command_are_refused() {
        let broken = [
            "",
            "x",
            "a@b.example>\r\nRCPT TO:<c@d.example",
            "a b@c.example",
            "a@b\0.example",
            "<a@b.example>",
        ];
        for address in broken {
            assert!(unusable(address, true).is_some(), "{address:?}");
        }
        assert!(unusable(&format!("{}@b.example", "a".repeat(300)), true).is_some());
        assert_eq!(unusable("o'hara+tag@mail.example", false), None);
        assert!(unusable("zoë@mail.example", false).is_some());
        assert_eq!(unusable("zoë@mail.example", true), None);
    }
}
