//! What the person who runs Cape says about the way out.

use crate::wire::{Credential, Endpoint};
use serde::Deserialize;
use std::time::Duration;

/// A server that takes our mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What this way out is called in logs.
    #[serde(default)]
    pub name: String,
    /// The SMTP server.
    pub server: Endpoint,
    /// The login; `None` for a server that knows this machine.
    #[serde(default)]
    pub login: Option<Credential>,
    /// The name by which this machine introduces itself (EHLO): its full host name.
    pub hello_name: String,
    /// How long to wait for what.
    #[serde(default)]
    pub timeouts: Timeouts,
}

impl Settings {
    /// A server without login and with the usual patience.
    pub fn new(name: impl Into<String>, server: Endpoint, hello_name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            server,
            login: None,
            hello_name: hello_name.into(),
            timeouts: Timeouts::default(),
        }
    }

    /// The same with a login.
    #[must_use]
    pub fn with_login(mut self, login: Credential) -> Self {
        self.login = Some(login);
        self
    }
}

/// Waits in seconds; the defaults are those of RFC 5321 section 4.5.3.2, the connection's being shorter because
/// nothing is lost by trying again.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Timeouts {
    /// For the connection, and for TLS.
    pub connect_seconds: u32,
    /// For the answer to a command.
    pub command_seconds: u32,
    /// For handing over a block of the mail.
    pub block_seconds: u32,
    /// For the answer to the whole mail. Long, because giving up too early leaves it unknown what became of it.
    pub answer_seconds: u32,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect_seconds: 30, command_seconds: 300, block_seconds: 180, answer_seconds: 600 }
    }
}

impl Timeouts {
    pub(super) fn connect(self) -> Duration {
        Duration::from_secs(self.connect_seconds.into())
    }

    pub(super) fn command(self) -> Duration {
        Duration::from_secs(self.command_seconds.into())
    }

    pub(super) fn block(self) -> Duration {
        Duration::from_secs(self.block_seconds.into())
    }

    pub(super) fn answer(self) -> Duration {
        Duration::from_secs(self.answer_seconds.into())
    }
}
