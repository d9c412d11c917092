//! How Cape proves to a server whose mailbox it is.

use super::{Secret, SecretSource, Trouble};
use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;

/// A login: the user with a password, or with an OAuth2 bearer token (RFC 6750).
#[derive(Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Credential {
    /// User name and password.
    Password {
        /// The user name, often the mail address.
        user: String,
        /// The password.
        password: SecretSource,
    },
    /// User name and access token; the token is read anew at each login.
    Bearer {
        /// The user name, often the mail address.
        user: String,
        /// The access token.
        token: SecretSource,
    },
}

/// The user name is usually an address, so it stays out of the logs too.
impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_bearer() { "Credential::Bearer(…)" } else { "Credential::Password(…)" })
    }
}

impl Credential {
    /// A user with a password given as it is.
    pub fn password(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self::Password { user: user.into(), password: SecretSource::Given(Secret::new(password)) }
    }

    /// A user with a bearer token from `token`.
    pub fn bearer(user: impl Into<String>, token: SecretSource) -> Self {
        Self::Bearer { user: user.into(), token }
    }

    pub(crate) fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer { .. })
    }

    pub(crate) fn user(&self) -> &str {
        match self {
            Self::Password { user, .. } | Self::Bearer { user, .. } => user,
        }
    }

    /// The password or token as it is now.
    pub(crate) async fn secret(&self) -> Result<Secret, Trouble> {
        match self {
            Self::Password { password: source, .. } | Self::Bearer { token: source, .. } => {
                source.read().await
            }
        }
    }
}

/// The first message of SASL PLAIN (RFC 4616), in base64.
pub(crate) fn sasl_plain(user: &str, secret: &Secret) -> String {
    STANDARD.encode(format!("\0{user}\0{}", secret.reveal()))
}

/// The first message of XOAUTH2 (Google's and Microsoft's form), in base64.
pub(crate) fn sasl_xoauth2(user: &str, secret: &Secret) -> String {
    STANDARD.encode(format!("user={user}\x01auth=Bearer {}\x01\x01", secret.reveal()))
}

/// The first message of OAUTHBEARER (RFC 7628), in base64; `=` and `,` in the user are escaped as RFC 5801 wants.
pub(crate) fn sasl_oauthbearer(user: &str, host: &str, port: u16, secret: &Secret) -> String {
    let user = user.replace('=', "=3D").replace(',', "=2C");
    let token = secret.reveal();
    STANDARD.encode(format!("n,a={user},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01"))
}
