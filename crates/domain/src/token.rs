//! Unguessable names for what strangers see: reply addresses, invitations, sessions, API keys.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// 128 bits written as 26 letters and digits, lower case, safe in the local part of a mail address
/// (which mail systems may fold in case) and in a path.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Token(String);

/// Crockford's alphabet: no i, l, o, u, so nobody misreads a token aloud.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters in a token: 128 bits at 5 bits each, rounded up.
pub const TOKEN_LENGTH: usize = 26;

impl Token {
    /// The token that writes these 16 bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        let mut value = u128::from_be_bytes(bytes);
        let mut letters = [0_u8; TOKEN_LENGTH];
        for letter in letters.iter_mut().rev() {
            *letter = ALPHABET[(value & 31) as usize];
            value >>= 5;
        }
        Self(letters.iter().map(|&byte| char::from(byte)).collect())
    }

    /// The token in `text`, whatever its case; `None` when it isn't one.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let valid = lower.len() == TOKEN_LENGTH && lower.bytes().all(|byte| ALPHABET.contains(&byte));
        valid.then_some(Self(lower))
    }

    /// The token as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// SHA-256 of the token: what the database keeps of secrets, so that a stolen copy opens nothing.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Tokens open doors, so they don't show themselves in logs.
impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_in_any_case() {
        let token = Token::from_bytes(*b"0123456789abcdef");
        assert_eq!(Token::parse(&token.as_str().to_uppercase()), Some(token.clone()));
        assert_eq!(token.as_str().len(), TOKEN_LENGTH);
    }

    #[test]
    fn near_misses_are_not_tokens() {
        let token = Token::from_bytes([7; 16]);
        assert_eq!(Token::parse(&token.as_str()[1..]), None);
        assert_eq!(Token::parse(&token.as_str().replacen('0', "u", 1)), None);
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}
