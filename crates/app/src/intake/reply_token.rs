//! The reply address: `support+TOKEN@…` brings an answer back to its conversation, whatever the client does to
//! subject and references, and nobody can guess it.

use domain::Token;

/// Our address with the token of a conversation in it (subaddressing, RFC 5233).
pub fn reply_address(mailbox_address: &str, token: &Token) -> String {
    match mailbox_address.rsplit_once('@') {
        Some((local, domain)) => format!("{local}+{token}@{domain}"),
        None => mailbox_address.to_owned(),
    }
}

/// The token in an address of ours, if it carries one.
pub fn token_in(address: &str) -> Option<Token> {
    let (local, _) = address.rsplit_once('@')?;
    let (_, tag) = local.rsplit_once('+')?;
    Token::parse(tag)
}

/// The address without its tag.
pub(crate) fn untagged(address: &str) -> String {
    let lower = address.to_lowercase();
    match lower
        .rsplit_once('@')
        .and_then(|(local, domain)| Some((local.split_once('+')?.0.to_owned(), domain)))
    {
        Some((local, domain)) => format!("{local}@{domain}"),
        None => lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_comes_back() {
        let token = Token::from_bytes([3; 16]);
        let address = reply_address("Support@example.com", &token);
        assert_eq!(token_in(&address), Some(token));
        assert_eq!(token_in("support@example.com"), None);
        assert_eq!(token_in("support+news@example.com"), None);
        assert_eq!(untagged(&address), "support@example.com");
    }
}
