//! What can go wrong on a wire, in words for the people who must mend it.

use std::{io, time::Duration};

/// Where to look for the cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// The server refused the user, password or token, or it couldn't be read.
    Login,
    /// The server can't be reached, hung up, or stopped answering.
    Network,
    /// The server said something that doesn't fit the protocol, or refused an ordinary request.
    Protocol,
    /// The connection couldn't be protected: certificate or TLS.
    Tls,
    /// The folder isn't there or can't be opened.
    Folder,
    /// Cape itself couldn't store what arrived; nothing is lost, it is fetched again.
    Storage,
    /// The settings can't work as they are.
    Settings,
}

/// A failure with plain words. `what` is ours and safe to log; `server_words` may quote addresses and stay out of logs.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Trouble {
    /// Where to look.
    pub kind: TroubleKind,
    /// What happened and, where we know, what to do; one or two short sentences.
    pub what: String,
    /// What the server said, cleaned and bounded.
    pub server_words: Option<String>,
}

impl Trouble {
    pub(crate) fn new(kind: TroubleKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), server_words: None }
    }

    pub(crate) fn protocol(what: impl Into<String>) -> Self {
        Self::new(TroubleKind::Protocol, what)
    }

    /// Adds what the server said, unless it said nothing.
    #[must_use]
    pub(crate) fn said(mut self, words: &[u8]) -> Self {
        let words = super::plain_words(words);
        self.server_words = if words.is_empty() { self.server_words } else { Some(words) };
        self
    }

    /// The server closed the connection.
    pub(crate) fn hung_up() -> Self {
        Self::new(TroubleKind::Network, "The mail server closed the connection.")
    }

    /// The server said nothing for `waited`.
    pub(crate) fn silent(waited: Duration) -> Self {
        Self::new(
            TroubleKind::Network,
            format!("The mail server didn't answer within {} s.", waited.as_secs()),
        )
    }

    /// An error of the operating system or of TLS underneath a read or write.
    pub(crate) fn broken(error: &io::Error) -> Self {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(tls) => super::tls::trouble(tls),
            None if error.kind() == io::ErrorKind::UnexpectedEof => Self::hung_up(),
            None => {
                Self::new(TroubleKind::Network, format!("The connection to the mail server broke: {error}."))
            }
        }
    }
}
