//! The signature of a request: HMAC-SHA256 (RFC 2104) over its time and its body.

use crate::wire::Secret;
use hmac::{Hmac, Mac};
use jiff::Timestamp;
use sha2::Sha256;
use std::fmt::Write;

/// The value of `Cape-Signature`: `t=1772442000,v1=5257a8…`, where `v1` is over `1772442000.` and the body. The time
/// lets the other side refuse what is old.
pub fn sign(secret: &Secret, at: Timestamp, body: &[u8]) -> String {
    let seconds = at.as_second();
    // Any length makes a key; the error is of ciphers with keys of one length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.reveal().as_bytes()) else {
        return String::new();
    };
    mac.update(format!("{seconds}.").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().iter().fold(format!("t={seconds},v1="), |mut signature, byte| {
        let _ = write!(signature, "{byte:02x}");
        signature
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reckoned by `printf '1772442000.{}' | openssl dgst -sha256 -hmac secret`.
    #[test]
    fn others_reckon_the_same() {
        let at = Timestamp::from_second(1_772_442_000).expect("a time");
        let signature = sign(&Secret::new("secret"), at, b"{}");
        assert_eq!(
            signature,
            "t=1772442000,v1=42da5635361679af8c9d0cb072d39554bce22bc54735a28ffcae11cc5f70fe72"
        );
        assert_ne!(signature, sign(&Secret::new("other"), at, b"{}"));
    }
}
