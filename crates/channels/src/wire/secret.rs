//! Secrets that don't show themselves, and where they come from.

use super::{Trouble, TroubleKind};
use serde::Deserialize;
use std::{fmt, path::PathBuf, process::Stdio, time::Duration};
use tokio::{io::AsyncReadExt, process::Command, time::timeout};

/// Tokens are a few kilobytes at most (a JWT with many claims); more is not a secret but a mistake.
const SECRET_MAX_BYTES: u64 = 64 * 1024;

/// A command that fetches a token from an identity provider answers in seconds; longer means it hangs.
const COMMAND_TIMEOUT: Duration = Duration::from_secs(30);

/// A password or token. It can be used, but neither printed nor logged.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps `words`.
    pub fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// The secret itself, for the one place that sends it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where a secret is kept. Files and commands are read again at every login, so a refreshed token is used
/// without a restart.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecretSource {
    /// Given as it is.
    Given(Secret),
    /// The content of a file, without the line end.
    File(PathBuf),
    /// What a command prints, without the line end: the program and its arguments (no shell).
    Command(Vec<String>),
}

impl SecretSource {
    /// Reads the secret as it is now. A failure is a login trouble: only the person who set it up can mend it.
    pub(crate) async fn read(&self) -> Result<Secret, Trouble> {
        let words = match self {
            Self::Given(secret) => return Ok(secret.clone()),
            Self::File(path) => {
                let open = tokio::fs::File::open(path).await;
                let file = open.map_err(|e| failed(format!("The file with the password or token: {e}.")))?;
                read_bounded(file).await?
            }
            Self::Command(words) => run(words).await?,
        };
        let words = words.trim_end_matches(['\r', '\n']);
        if words.is_empty() {
            return Err(failed("The password or token that was read is empty.".into()));
        }
        Ok(Secret::new(words))
    }
}

async fn run(words: &[String]) -> Result<String, Trouble> {
    let [program, arguments @ ..] = words else {
        return Err(failed("The command for the token has no program in it.".into()));
    };
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn();
    let mut child = child.map_err(|e| failed(format!("The command for the token didn't start: {e}.")))?;
    let answer = timeout(COMMAND_TIMEOUT, async {
        let printed = match child.stdout.take() {
            Some(pipe) => read_bounded(pipe).await?,
            None => String::new(),
        };
        match child.wait().await {
            Ok(status) if status.success() => Ok(printed),
            Ok(status) => Err(failed(format!("The command for the token failed ({status})."))),
            Err(e) => Err(failed(format!("The command for the token failed: {e}."))),
        }
    });
    let hangs = |_| failed(format!("The command for the token took over {} s.", COMMAND_TIMEOUT.as_secs()));
    answer.await.map_err(hangs)?
}

async fn read_bounded(source: impl tokio::io::AsyncRead + Unpin) -> Result<String, Trouble> {
    let mut words = String::new();
    let read = source.take(SECRET_MAX_BYTES + 1).read_to_string(&mut words).await;
    read.map_err(|e| failed(format!("The password or token can't be read: {e}.")))?;
    if words.len() as u64 > SECRET_MAX_BYTES {
        return Err(failed("The password or token is far too long.".into()));
    }
    Ok(words)
}

fn failed(what: String) -> Trouble {
    Trouble::new(TroubleKind::Login, what)
}
