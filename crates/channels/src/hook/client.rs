//! One request, one answer.

use super::address::is_private;
use super::signature::sign;
use crate::wire::{Endpoint, Secret, Security, duplex::Duplex, plain_words, tls};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

/// A shop that doesn't answer a connection in this time is down.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The whole of a request; far below the time after which an attempt counts as lost.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// An answer says "done" and a name; more isn't read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Where to tell, and the secret both sides know.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// An address with https; with http only where private addresses are allowed.
    pub url: String,
    /// Signs every request.
    pub secret: Secret,
    /// Allows a server on this machine or in one's own network.
    #[serde(default)]
    pub allow_private: bool,
    /// PEM file with further root certificates.
    #[serde(default)]
    pub root_certificates: Option<PathBuf>,
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Carried out, and called this there.
    Done {
        /// May be empty.
        external_id: String,
    },
    /// Taken; what comes of it is told later.
    Taken,
    /// Refused, and asking again won't help.
    Refused {
        /// Why, cleaned and short.
        words: String,
    },
    /// Not now: no answer, or one that says so. It may have arrived.
    NotNow {
        /// What went wrong.
        words: String,
    },
}

/// The wire to the shop.
#[derive(Clone, Debug)]
pub struct Hook {
    settings: Settings,
    host: String,
    port: u16,
    path: String,
    is_tls: bool,
}

impl Hook {
    /// A wire with these settings.
    ///
    /// # Errors
    /// What is wrong with them, in words.
    pub fn new(settings: Settings) -> Result<Self, String> {
        let uri: Uri = settings.url.parse().map_err(|_| "The address of the hook isn't one.".to_owned())?;
        let is_tls = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if settings.allow_private => false,
            Some("http") => {
                return Err("A hook needs https; http only together with allow_private.".to_owned());
            }
            _ => return Err("The address of the hook begins with https://.".to_owned()),
        };
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
        if host.is_empty() {
            return Err("The address of the hook names no server.".to_owned());
        }
        let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
        let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        Ok(Self { settings, host, port, path, is_tls })
    }

    /// Tells it. Never fails: whatever goes wrong is an answer.
    pub async fn tell(&self, idempotency_key: &str, body: &str, now: Timestamp) -> Answer {
        match timeout(REQUEST_TIMEOUT, self.exchange(idempotency_key, body, now)).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(words)) => Answer::NotNow { words },
            Err(_) => Answer::NotNow { words: "The shop didn't answer in time.".to_owned() },
        }
    }

    async fn exchange(&self, key: &str, body: &str, now: Timestamp) -> Result<Answer, String> {
        let stream = TokioIo::new(self.connect().await?);
        let broke = |_| "The connection to the shop broke.".to_owned();
        let (mut sender, connection) = http1::handshake(stream).await.map_err(broke)?;
        let request = Request::post(&self.path)
            .header(HOST, self.authority())
            .header(USER_AGENT, "Cape")
            .header(CONTENT_TYPE, "application/json")
            .header("Idempotency-Key", key)
            .header("Cape-Signature", sign(&self.settings.secret, now, body.as_bytes()))
            .body(Full::new(Bytes::copy_from_slice(body.as_bytes())))
            .map_err(|_| "The request could not be written.".to_owned())?;
        let talk = async move {
            let response = sender.send_request(request).await.map_err(broke)?;
            let status = response.status().as_u16();
            let read = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
            let said = read.map_err(|_| "The shop's answer broke off, or was too long.".to_owned())?;
            Ok(answer(status, &said.to_bytes()))
        };
        // The connection is driven beside the talk and dropped with it.
        tokio::select! {
            biased;
            answer = talk => answer,
            () = async { let _ = connection.await; std::future::pending::<()>().await } => Err(String::new()),
        }
    }

    fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let usual = if self.is_tls { 443 } else { 80 };
        if self.port == usual { host } else { format!("{host}:{}", self.port) }
    }

    /// Connects to the first address of its name that it may use.
    async fn connect(&self) -> Result<Box<dyn Duplex>, String> {
        let unreachable = || "The shop can't be reached.".to_owned();
        let looked_up = timeout(CONNECT_TIMEOUT, lookup_host((self.host.as_str(), self.port))).await;
        let addresses: Vec<SocketAddr> =
            looked_up.map_err(|_| unreachable())?.map_err(|_| unreachable())?.collect();
        let allowed = |address: &&SocketAddr| self.settings.allow_private || !is_private(address.ip());
        if addresses.iter().all(|address| !allowed(&address)) {
            return Err(
                "The hook leads into a private network, which the configuration doesn't allow.".to_owned()
            );
        }
        for address in addresses.iter().filter(allowed) {
            let Ok(Ok(tcp)) = timeout(CONNECT_TIMEOUT, TcpStream::connect(address)).await else { continue };
            let _ = tcp.set_nodelay(true);
            let stream: Box<dyn Duplex> = Box::new(tcp);
            if !self.is_tls {
                return Ok(stream);
            }
            let mut endpoint = Endpoint::new(&self.host, self.port, Security::Tls);
            endpoint.root_certificates.clone_from(&self.settings.root_certificates);
            let untrusted = |_| "The shop's certificate can't be trusted.".to_owned();
            return tls::protect(stream, &endpoint).await.map_err(untrusted);
        }
        Err(unreachable())
    }
}

/// What the shop may say; anything else in its answer is passed over.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Said {
    external_id: String,
    problem: String,
}

/// What an answer means.
fn answer(status: u16, body: &[u8]) -> Answer {
    let said: Said = serde_json::from_slice(body).unwrap_or_default();
    let problem = plain_words(said.problem.as_bytes());
    match status {
        202 => Answer::Taken,
        200..300 => Answer::Done { external_id: plain_words(said.external_id.as_bytes()) },
        300..400 => {
            Answer::NotNow { words: "The shop sends us elsewhere, and Cape doesn't follow.".to_owned() }
        }
        // Timeout, conflict with an attempt that still runs, too early, too many: these pass.
        408 | 409 | 425 | 429 => {
            Answer::NotNow { words: format!("The shop says not now ({status}). {problem}") }
        }
        400..500 if problem.is_empty() => {
            Answer::Refused { words: format!("The shop refuses it ({status}).") }
        }
        400..500 => Answer::Refused { words: problem },
        _ => Answer::NotNow { words: format!("The shop has trouble ({status}). {problem}") },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_mean_something() {
        assert_eq!(answer(201, br#"{"external_id":"re_1"}"#), Answer::Done { external_id: "re_1".into() });
        assert_eq!(answer(200, b"OK"), Answer::Done { external_id: String::new() });
        assert_eq!(answer(202, b""), Answer::Taken);
        assert_eq!(
            answer(422, br#"{"problem":"Paid by voucher."}"#),
            Answer::Refused { words: "Paid by voucher.".into() }
        );
        for status in [301, 409, 429, 500, 503, 100] {
            assert!(matches!(answer(status, b"{"), Answer::NotNow { .. }), "{status}");
        }
    }

    #[test]
    fn settings_that_cannot_work_are_told() {
        let hook = |url: &str, allow_private| {
            let secret = Secret::new("s");
            Hook::new(Settings { url: url.into(), secret, allow_private, root_certificates: None })
                .map(|_| ())
        };
        assert!(hook("https://shop.example/cape", false).is_ok());
        assert!(hook("http://localhost:9000/", true).is_ok());
        for wrong in ["http://shop.example", "ftp://shop.example", "shop", "https:///x", ""] {
            assert!(hook(wrong, false).is_err(), "{wrong}");
        }
    }
}
