//! Mail addresses as customers' identities: shown as written, compared by key.

/// An address checked to have the shape `local@domain`, with the key that two spellings of it share.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress {
    written: String,
    key: String,
}

/// RFC 5321, section 4.5.3.1.3: a path holds at most 256 octets, brackets included.
pub const ADDRESS_BYTES_MAX: usize = 254;

impl EmailAddress {
    /// The address in `text`, without surrounding space or angle brackets; `None` when it has no such shape.
    ///
    /// Generous on purpose: what a mail system delivered is an address, whatever the grammar says. Spaces,
    /// control characters and a missing part are not.
    pub fn parse(text: &str) -> Option<Self> {
        let written = text.trim().trim_start_matches('<').trim_end_matches('>').trim();
        let (local, domain) = written.rsplit_once('@')?;
        let plain =
            |part: &str| !part.is_empty() && !part.chars().any(|c| c.is_control() || c.is_whitespace());
        let fits = written.len() <= ADDRESS_BYTES_MAX && plain(local) && plain(domain);
        let breaks_a_header = written.contains(['<', '>', ',', ';', '"']);
        (fits && !breaks_a_header).then(|| Self { written: written.to_owned(), key: written.to_lowercase() })
    }

    /// The address as its owner wrote it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// What equal addresses share: lower case throughout. The local part is case-sensitive on paper
    /// (RFC 5321, section 2.4), but no mail system in use tells `Anna@` from `anna@`.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What follows the `@`, in lower case.
    pub fn domain(&self) -> &str {
        self.key.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_share_a_key() {
        let address = EmailAddress::parse(" <Anna.Berg@Example.COM> ").expect("an address");
        assert_eq!((address.as_str(), address.key()), ("Anna.Berg@Example.COM", "anna.berg@example.com"));
        assert_eq!(address.domain(), "example.com");
    }

    #[test]
    fn what_is_no_address() {
        for text in ["", "anna", "@example.com", "anna@", "a b@example.com", "a@b\r\nBcc: c@d", "a@b,c@d"] {
            assert_eq!(EmailAddress::parse(text), None, "{text:?}");
        }
    }
}
