//! A connection to an SMTP server, introduced, protected and logged in.

use super::{
    greeting::Offers,
    limits::LINE_MAX_BYTES,
    login::log_in,
    reply::Reply,
    settings::{Settings, Timeouts},
};
use crate::wire::{self, Security, Trouble, TroubleKind, Wire};
use std::time::Duration;

/// A session ready for mails.
pub(super) struct Session {
    pub(super) wire: Wire,
    pub(super) offers: Offers,
    pub(super) timeouts: Timeouts,
    /// Mails sent over this connection.
    pub(super) letters: u32,
}

impl Session {
    /// Connects, says EHLO, protects the connection and logs in as the settings say.
    pub(super) async fn open(settings: &Settings) -> Result<Self, Trouble> {
        let Settings { server, login, hello_name, timeouts, .. } = settings;
        if hello_name.is_empty() || hello_name.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(Trouble::new(TroubleKind::Settings, "The name for EHLO isn't a host name."));
        }
        let wire = wire::connect(server, timeouts.connect(), LINE_MAX_BYTES).await?;
        let mut session = Self { wire, offers: Offers::default(), timeouts: *timeouts, letters: 0 };
        let greeting = Reply::read(&mut session.wire, timeouts.command()).await?;
        if !greeting.is_positive() {
            return Err(
                greeting.trouble(TroubleKind::Network, "The mail server doesn't take connections now.")
            );
        }
        session.introduce(hello_name).await?;
        if server.security == Security::StartTls {
            if !session.offers.has("STARTTLS") {
                let what = "The mail server doesn't offer STARTTLS. Choose TLS, or ask its operator.";
                return Err(Trouble::new(TroubleKind::Tls, what));
            }
            let reply = session.command("STARTTLS").await?;
            if !reply.is_positive() {
                return Err(reply.trouble(TroubleKind::Tls, "The mail server refused STARTTLS."));
            }
            session = Self { wire: session.wire.secure(server, timeouts.connect()).await?, ..session };
            session.introduce(hello_name).await?;
        }
        if let Some(login) = login {
            log_in(&mut session, server, login).await?;
        }
        Ok(session)
    }

    /// EHLO, or HELO for a server that never heard of it.
    async fn introduce(&mut self, hello_name: &str) -> Result<(), Trouble> {
        let reply = self.command(&format!("EHLO {hello_name}")).await?;
        if reply.is_positive() {
            self.offers = Offers::read(&reply);
            return Ok(());
        }
        self.offers = Offers::default();
        let reply = self.command(&format!("HELO {hello_name}")).await?;
        if reply.is_positive() {
            return Ok(());
        }
        Err(reply.trouble(TroubleKind::Protocol, "The mail server refused our introduction (EHLO)."))
    }

    /// Sends a command and reads its answer. Never logged: it may hold a secret or an address.
    pub(super) async fn command(&mut self, command: &str) -> Result<Reply, Trouble> {
        let patience = self.timeouts.command();
        self.wire.write(format!("{command}\r\n").as_bytes(), patience).await?;
        self.answer(patience).await
    }

    pub(super) async fn answer(&mut self, patience: Duration) -> Result<Reply, Trouble> {
        Reply::read(&mut self.wire, patience).await
    }

    /// Whether the connection still works, with nothing left over from an earlier mail.
    pub(super) async fn reset(&mut self) -> bool {
        matches!(self.command("RSET").await, Ok(reply) if reply.is_positive())
    }

    /// Says goodbye and closes.
    pub(super) async fn close(self) {
        self.wire.close(b"QUIT\r\n").await;
    }
}
