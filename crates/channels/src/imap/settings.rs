//! What the person who runs Cape says about a mailbox.

use super::limits::FOLDERS_MAX;
use crate::wire::{Credential, Endpoint, Trouble, TroubleKind};
use serde::Deserialize;
use std::time::Duration;

/// Which of the mail that a folder holds is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Take {
    /// Everything, also what was there before: nothing that a customer wrote is missed.
    #[default]
    All,
    /// What comes after the folder was first connected; older mail stays where it is.
    New,
}

/// A mailbox to watch.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What this mailbox is called in logs; not its address.
    #[serde(default)]
    pub name: String,
    /// The IMAP server.
    pub server: Endpoint,
    /// The login.
    pub login: Credential,
    /// Folders to take mail from, as people write them.
    #[serde(default = "inbox")]
    pub folders: Vec<String>,
    /// Which of their mail.
    #[serde(default)]
    pub take: Take,
    /// Seconds between looks; with IDLE this is only the safety net, and what notices a dead connection.
    #[serde(default = "two_minutes")]
    pub poll_seconds: u32,
    /// Whether to use IDLE where the server offers it.
    #[serde(default = "yes")]
    pub idle: bool,
    /// Seconds the server may stay silent in the middle of something.
    #[serde(default = "one_minute")]
    pub patience_seconds: u32,
    /// The biggest mail taken whole, in bytes.
    #[serde(default = "mail_max")]
    pub mail_max_bytes: u64,
}

impl Settings {
    /// The inbox, with IDLE and a look every two minutes.
    pub fn new(name: impl Into<String>, server: Endpoint, login: Credential) -> Self {
        Self {
            name: name.into(),
            server,
            login,
            folders: inbox(),
            take: Take::default(),
            poll_seconds: two_minutes(),
            idle: yes(),
            patience_seconds: one_minute(),
            mail_max_bytes: mail_max(),
        }
    }

    /// What can't work, in plain words; for `doctor` and before watching.
    pub fn check(&self) -> Result<(), Trouble> {
        let wrong = |what: String| Err(Trouble::new(TroubleKind::Settings, what));
        if self.folders.is_empty() {
            return wrong("The mailbox has no folder to watch.".into());
        }
        if self.folders.len() > FOLDERS_MAX {
            return wrong(format!("A mailbox can watch at most {FOLDERS_MAX} folders."));
        }
        if self.folders.iter().any(|folder| folder.is_empty() || folder.chars().any(char::is_control)) {
            return wrong("A folder's name is empty or holds control characters.".into());
        }
        if self.poll_seconds == 0 || self.patience_seconds == 0 {
            return wrong("The seconds between looks and of patience must be at least 1.".into());
        }
        Ok(())
    }

    pub(super) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience_seconds.into())
    }

    pub(super) fn poll(&self) -> Duration {
        Duration::from_secs(self.poll_seconds.into())
    }
}

fn inbox() -> Vec<String> {
    vec!["INBOX".into()]
}

fn two_minutes() -> u32 {
    120
}

fn one_minute() -> u32 {
    60
}

fn yes() -> bool {
    true
}

fn mail_max() -> u64 {
    super::limits::MAIL_MAX_BYTES
}
