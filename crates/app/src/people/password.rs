//! Passwords: argon2id, and rules that help rather than annoy.

use crate::{Error, Result};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::{AgentId, Moment};
use store::WriteTx;

/// Characters a password has at least (NIST SP 800-63B asks for 8 and recommends length over mixed signs).
pub const PASSWORD_CHARACTERS_MIN: usize = 10;
/// Bytes of a password that are hashed; nobody remembers more, and hashing must stay bounded.
const PASSWORD_BYTES_MAX: usize = 1024;

/// A password checked against the rules and hashed. Hashing takes tens of milliseconds on purpose, so it happens
/// before the transaction, not in it.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Checks and hashes.
    pub fn new(plain: &str, moment: &Moment) -> Result<Self> {
        if plain.chars().count() < PASSWORD_CHARACTERS_MIN {
            return Err(Error::invalid(
                "password",
                format!("A password has at least {PASSWORD_CHARACTERS_MIN} characters."),
            ));
        }
        if plain.len() > PASSWORD_BYTES_MAX {
            return Err(Error::invalid(
                "password",
                format!("A password has at most {PASSWORD_BYTES_MAX} bytes."),
            ));
        }
        let unusable = |_| Error::invalid("password", "This password can't be used.");
        let salt = SaltString::encode_b64(&moment.bytes("password salt")[..16]).map_err(unusable)?;
        Ok(Self(argon2().hash_password(plain.as_bytes(), &salt).map_err(unusable)?.to_string()))
    }
}

/// OWASP's recommendation: argon2id with 19 MiB, 2 passes, 1 lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::default())
}

/// Whether the plain password fits the hash. As slow for a missing hash as for a wrong password, so that nobody
/// learns from the clock who works here.
pub(super) fn fits(plain: &str, hash: &str) -> bool {
    /// Of a password nobody has.
    const NOBODYS: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$hPGCKNyXYDTqXlKEAE0p7KhpsgLEgUkU6SEf5ePMoy0";
    let known = !hash.is_empty();
    let Ok(parsed) = PasswordHash::new(if known { hash } else { NOBODYS }) else { return false };
    let fits =
        argon2().verify_password(&plain.as_bytes()[..plain.len().min(PASSWORD_BYTES_MAX)], &parsed).is_ok();
    fits && known
}

/// Gives an agent a password and ends all their sessions.
pub fn set_password(tx: &WriteTx<'_>, agent: AgentId, password: &Password) -> Result<()> {
    store::agent::set_password(tx, agent, &password.0)?;
    store::session::end_all(tx, agent)?;
    Ok(())
}

/// A person who has just shown that they know their password; checked outside of transactions, because it is slow.
pub struct Checked(AgentId);

impl Checked {
    /// Checks the password of whoever these credentials belong to.
    pub fn new(credentials: Option<&store::agent::Credentials>, plain: &str) -> Result<Self> {
        let fits = fits(plain, credentials.map_or("", |known| &known.password_hash));
        let known = credentials.filter(|_| fits);
        known
            .map(|known| Self(known.id))
            .ok_or_else(|| Error::invalid("current", "This is not your password as it is now."))
    }

    pub(super) fn agent(&self) -> AgentId {
        self.0
    }
}

/// Gives the checked person a new password and ends their sessions but the one with this token.
pub fn change_password(
    tx: &WriteTx<'_>,
    checked: &Checked,
    password: &Password,
    kept: &domain::Token,
) -> Result<()> {
    store::agent::set_password(tx, checked.0, &password.0)?;
    store::password_reset::end_all(tx, checked.0)?;
    store::session::end_others(tx, checked.0, kept)?;
    Ok(())
}

/// Gives whoever has that address a new password, for whoever runs the machine.
pub fn reset_password(
    tx: &WriteTx<'_>,
    email: &str,
    password: &Password,
    without_second_factor: bool,
) -> Result<()> {
    let email = domain::EmailAddress::parse(email)
        .ok_or_else(|| Error::invalid("email", "This is no mail address."))?;
    let agent =
        store::agent::find_by_email(tx, &email)?.ok_or(Error::NotFound("person with this address"))?;
    if without_second_factor {
        store::agent::set_totp_secret(tx, agent.id, "")?;
    }
    set_password(tx, agent.id, password)
}
