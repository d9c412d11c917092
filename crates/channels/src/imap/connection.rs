//! A connection that speaks in commands and sees every response.

use super::{
    frame,
    limits::{COMMAND_TIMEOUT, LINE_MAX_BYTES},
    response::{Response, Status, code_capabilities},
};
use crate::wire::{self, Endpoint, Security, Stop, Trouble, TroubleKind, Wire};
use std::time::Duration;
use tokio::time::Instant;

/// Why a wire ended its work.
#[derive(Debug)]
pub(super) enum Halt {
    /// We were told to stop.
    Stopped,
    /// Something failed.
    Trouble(Trouble),
}

impl From<Trouble> for Halt {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

/// How a command ended.
#[derive(Debug)]
pub(super) struct Done {
    pub(super) status: Status,
    pub(super) words: Vec<u8>,
}

impl Done {
    /// `OK`, or a trouble of `kind` that says `what`.
    pub(super) fn ok_or(self, kind: TroubleKind, what: &str) -> Result<(), Trouble> {
        if self.status == Status::Ok { Ok(()) } else { Err(Trouble::new(kind, what).said(&self.words)) }
    }
}

/// A connection to an IMAP server.
pub(super) struct Connection {
    wire: Wire,
    stop: Stop,
    patience: Duration,
    tags: u32,
    /// When the command under way must be over, however busily the server talks.
    deadline: Instant,
    capabilities: Vec<String>,
    /// What the server said before it hung up.
    bye: Option<Vec<u8>>,
    /// Mails in the open folder, as far as the server told.
    pub(super) exists: u32,
    /// The server announced mails since the last look.
    pub(super) news: bool,
    /// DONE must be said before anything else.
    pub(super) idling: bool,
    /// The server logged us in without asking (PREAUTH).
    pub(super) preauthenticated: bool,
}

impl Connection {
    /// Connects, hears the greeting and protects the connection as the settings say.
    pub(super) async fn open(endpoint: &Endpoint, patience: Duration, stop: &Stop) -> Result<Self, Halt> {
        let wire = tokio::select! {
            biased;
            () = stop.stopped() => return Err(Halt::Stopped),
            wire = wire::connect(endpoint, patience, LINE_MAX_BYTES) => wire?,
        };
        let mut connection = Self {
            wire,
            stop: stop.clone(),
            patience,
            tags: 0,
            deadline: Instant::now() + COMMAND_TIMEOUT,
            capabilities: Vec::new(),
            bye: None,
            exists: 0,
            news: false,
            idling: false,
            preauthenticated: false,
        };
        connection.greeting().await?;
        if endpoint.security == Security::StartTls {
            connection = connection.start_tls(endpoint).await?;
        }
        Ok(connection)
    }

    async fn greeting(&mut self) -> Result<(), Halt> {
        match self.response(0, self.patience).await? {
            Response::Said { status: Status::Ok, words } => self.learn_capabilities(&words),
            Response::Said { status: Status::Preauth, words } => {
                self.preauthenticated = true;
                self.learn_capabilities(&words);
            }
            Response::Bye(words) => {
                let what = "The mail server doesn't take connections now.";
                return Err(Trouble::new(TroubleKind::Network, what).said(&words).into());
            }
            _ => return Err(Trouble::protocol("What answers at this port isn't an IMAP server.").into()),
        }
        Ok(())
    }

    async fn start_tls(mut self, endpoint: &Endpoint) -> Result<Self, Halt> {
        let refused = "The mail server doesn't offer STARTTLS. Choose TLS, or ask its operator.";
        // A session that is logged in already can't be protected any more (RFC 3501 section 6.2.1).
        if self.preauthenticated || !self.offers("STARTTLS").await? {
            return Err(Trouble::new(TroubleKind::Tls, refused).into());
        }
        self.command("STARTTLS", |_| ()).await?.ok_or(TroubleKind::Tls, refused)?;
        let wire = tokio::select! {
            biased;
            () = self.stop.stopped() => return Err(Halt::Stopped),
            wire = self.wire.secure(endpoint, self.patience) => wire?,
        };
        // What was said before TLS may have been said by anybody.
        Ok(Self { wire, capabilities: Vec::new(), ..self })
    }

    /// Whether the server has `capability`; asks once and again after each login or STARTTLS.
    pub(super) async fn offers(&mut self, capability: &str) -> Result<bool, Halt> {
        if self.capabilities.is_empty() {
            self.command("CAPABILITY", |_| ()).await?;
        }
        Ok(self.capabilities.iter().any(|have| have == capability))
    }

    /// Forgets what the server offered: it offers other things after a login.
    pub(super) fn forget_capabilities(&mut self) {
        self.capabilities.clear();
    }

    /// Sends a command and hands each untagged response to `see` until it is done.
    pub(super) async fn command(&mut self, command: &str, see: impl FnMut(Response)) -> Result<Done, Halt> {
        let tag = self.send(command).await?;
        self.done(&tag, see).await
    }

    /// Sends a command and returns its tag.
    pub(super) async fn send(&mut self, command: &str) -> Result<String, Halt> {
        self.tags = self.tags.wrapping_add(1);
        self.deadline = Instant::now() + COMMAND_TIMEOUT;
        let tag = format!("C{}", self.tags);
        self.send_line(&format!("{tag} {command}")).await?;
        Ok(tag)
    }

    /// Sends a line as it is. Never logged: it may hold a secret.
    pub(super) async fn send_line(&mut self, line: &str) -> Result<(), Halt> {
        let line = format!("{line}\r\n");
        tokio::select! {
            biased;
            () = self.stop.stopped() => Err(Halt::Stopped),
            sent = self.wire.write(line.as_bytes(), self.patience) => Ok(sent?),
        }
    }

    /// Reads until the command with `tag` is done.
    pub(super) async fn done(&mut self, tag: &str, mut see: impl FnMut(Response)) -> Result<Done, Halt> {
        loop {
            // The literals kept here are those of lists; bodies have a reader of their own.
            match self.response(LINE_MAX_BYTES as u64, self.patience).await? {
                Response::Done { tag: answered, status, words } if answered == tag => {
                    self.learn_capabilities(&words);
                    return Ok(Done { status, words });
                }
                response => see(response),
            }
        }
    }

    /// The next response, after noting what concerns the connection as a whole.
    pub(super) async fn response(&mut self, keep_bytes: u64, patience: Duration) -> Result<Response, Halt> {
        if Instant::now() > self.deadline {
            return Err(Trouble::silent(COMMAND_TIMEOUT).into());
        }
        let pieces = tokio::select! {
            biased;
            () = self.stop.stopped() => return Err(Halt::Stopped),
            pieces = frame::read(&mut self.wire, keep_bytes, patience) => pieces,
        };
        let response = Response::read(pieces.map_err(|trouble| self.explained(trouble))?);
        match &response {
            Response::Exists(count) => {
                self.news |= *count > self.exists;
                self.exists = *count;
            }
            Response::Expunge => self.exists = self.exists.saturating_sub(1),
            Response::Capabilities(capabilities) => self.capabilities.clone_from(capabilities),
            Response::Bye(words) => self.bye = Some(words.clone()),
            _ => {}
        }
        Ok(response)
    }

    /// Waits until the server says anything; the wait doesn't count as the command's time.
    pub(super) async fn readable(&mut self) -> Result<(), Halt> {
        // Twice the longest IDLE: whoever waits has a shorter end of his own.
        let patience = super::limits::IDLE_MAX * 2;
        tokio::select! {
            biased;
            () = self.stop.stopped() => return Err(Halt::Stopped),
            readable = self.wire.readable(patience) => readable.map_err(|trouble| self.explained(trouble))?,
        }
        self.deadline = Instant::now() + COMMAND_TIMEOUT;
        Ok(())
    }

    /// A broken connection with what the server said last.
    fn explained(&self, trouble: Trouble) -> Trouble {
        match &self.bye {
            Some(words) => trouble.said(words),
            None => trouble,
        }
    }

    fn learn_capabilities(&mut self, words: &[u8]) {
        if let Some(capabilities) = code_capabilities(words) {
            self.capabilities = capabilities;
        }
    }

    /// How long the server may stay silent.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// Takes leave and closes.
    pub(super) async fn close(self) {
        let farewell: &[u8] = if self.idling { b"DONE\r\nBYE LOGOUT\r\n" } else { b"BYE LOGOUT\r\n" };
        self.wire.close(farewell).await;
    }
}
