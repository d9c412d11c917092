//! What a server says it can do (EHLO, RFC 5321 section 4.1.1.1).

use super::reply::Reply;
use std::collections::BTreeSet;

/// The extensions, by their keywords in upper case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Offers {
    keywords: BTreeSet<String>,
    /// The biggest mail in bytes, where the server says so.
    pub(super) size_max_bytes: Option<u64>,
    mechanisms: BTreeSet<String>,
}

impl Offers {
    pub(super) fn read(reply: &Reply) -> Self {
        let mut offers = Self::default();
        for line in reply.lines.iter().skip(1) {
            let line = String::from_utf8_lossy(line).to_ascii_uppercase();
            // Some old servers write "AUTH=LOGIN" beside "AUTH LOGIN".
            let mut words =
                line.split(|c: char| c.is_ascii_whitespace() || c == '=').filter(|word| !word.is_empty());
            let Some(keyword) = words.next() else { continue };
            offers.keywords.insert(keyword.to_owned());
            match keyword {
                // 0 means that no limit is known (RFC 1870 section 4).
                "SIZE" => {
                    offers.size_max_bytes =
                        words.next().and_then(|size| size.parse().ok()).filter(|size| *size > 0);
                }
                "AUTH" => offers.mechanisms.extend(words.map(ToOwned::to_owned)),
                _ => {}
            }
        }
        offers
    }

    /// Whether the server has the extension.
    pub(super) fn has(&self, keyword: &str) -> bool {
        self.keywords.contains(keyword)
    }

    /// Whether the server knows the AUTH mechanism.
    pub(super) fn has_mechanism(&self, name: &str) -> bool {
        self.mechanisms.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ehlo_answer() {
        let lines =
            ["mail.example", "size 1000", "AUTH PLAIN login", "AUTH=XOAUTH2", "8BITMIME", "X-ODD thing"];
        let reply = Reply { code: 250, lines: lines.iter().map(|line| line.as_bytes().to_vec()).collect() };
        let offers = Offers::read(&reply);
        assert_eq!(offers.size_max_bytes, Some(1000));
        assert!(["PLAIN", "LOGIN", "XOAUTH2"].iter().all(|name| offers.has_mechanism(name)));
        assert!(
            offers.has("8BITMIME")
                && offers.has("SIZE")
                && !offers.has("SMTPUTF8")
                && !offers.has_mechanism("X")
        );
    }
}
