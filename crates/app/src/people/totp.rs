//! The second factor: time-based one-time passwords (RFC 6238: SHA-1, 30 seconds, 6 digits, as every app expects).

use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha1::Sha1;

/// A shared secret of 20 bytes, written in base32 (RFC 4648) for authenticator apps.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Vec<u8>);

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Seconds of a step.
const STEP_SECONDS: i64 = 30;

impl TotpSecret {
    /// A secret of these random bytes, of which 20 are used.
    pub fn from_bytes(random: &[u8; 32]) -> Self {
        Self(random[..20].to_vec())
    }

    /// The secret written as base32, if it is one.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
        for letter in text.bytes() {
            let value = ALPHABET.iter().position(|&known| known == letter.to_ascii_uppercase())?;
            bits = bits << 5 | value as u32;
            count += 5;
            if count >= 8 {
                count -= 8;
                bytes.push((bits >> count) as u8);
                bits &= (1 << count) - 1;
            }
        }
        (bytes.len() >= 16).then_some(Self(bytes))
    }

    /// As base32.
    pub fn to_base32(&self) -> String {
        let (mut bits, mut count, mut text) = (0_u32, 0, String::new());
        for &byte in &self.0 {
            bits = bits << 8 | u32::from(byte);
            count += 8;
            while count >= 5 {
                count -= 5;
                text.push(char::from(ALPHABET[(bits >> count & 31) as usize]));
            }
            bits &= (1 << count) - 1;
        }
        if count > 0 {
            text.push(char::from(ALPHABET[(bits << (5 - count) & 31) as usize]));
        }
        text
    }

    /// What authenticator apps scan.
    pub fn uri(&self, email: &str) -> String {
        let account: String =
            email.chars().filter(|c| c.is_ascii_alphanumeric() || "@.-_+".contains(*c)).collect();
        format!("otpauth://totp/Cape:{account}?secret={}&issuer=Cape", self.to_base32())
    }
}

/// The step a time falls in.
pub fn totp_step(at: Timestamp) -> i64 {
    at.as_second().div_euclid(STEP_SECONDS)
}

/// The code of a step (RFC 4226, section 5.3).
pub fn code_at(secret: &TotpSecret, step: i64) -> String {
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&secret.0) else { return String::new() };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes([hash[at], hash[at + 1], hash[at + 2], hash[at + 3]]) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The step whose code this is: now, or one before or after, because clocks differ.
pub(super) fn step_of(secret: &TotpSecret, code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    let step = totp_step(now);
    [step, step - 1, step + 1].into_iter().find(|&step| code_at(secret, step) == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, SHA-1, cut to six digits.
    #[test]
    fn the_published_codes() {
        let secret = TotpSecret(b"12345678901234567890".to_vec());
        for (second, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(code_at(&secret, second / 30), code);
        }
        assert_eq!(TotpSecret::parse(&secret.to_base32()).map(|back| back.0), Some(secret.0));
    }
}
