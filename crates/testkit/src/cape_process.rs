//! The real program on a folder of its own: started, killed and started again.

#![expect(clippy::expect_used, clippy::panic, reason = "a test whose server can't start must fail")]

use crate::http_connection::HttpConnection;
use crate::server_process::{free_port, signal};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// The secret of `POST /intake` in these houses.
pub const INTAKE_SECRET: &str = "Bearer a-secret-for-tests";

/// The secret of `GET /metrics` in these houses.
pub const METRICS_SECRET: &str = "Bearer a-token-for-tests";

/// A house on disk: its configuration and its data. The program runs on it, now and then.
#[derive(Debug)]
pub struct CapeFolder {
    program: PathBuf,
    folder: PathBuf,
    /// Where the program listens.
    pub port: u16,
    environment: Vec<(String, String)>,
}

impl CapeFolder {
    /// Lays a house out in `folder`; `mailboxes` is what its configuration says of them, in TOML.
    ///
    /// # Panics
    /// When the configuration can't be written.
    pub fn new(program: &str, folder: &Path, mailboxes: &str) -> Self {
        let port = free_port();
        let data = folder.join("data");
        let secret = INTAKE_SECRET.trim_start_matches("Bearer ");
        let token = METRICS_SECRET.trim_start_matches("Bearer ");
        let config = format!(
            "listen = \"127.0.0.1:{port}\"\ndata = '{}'\nintake_secret = \"{secret}\"\nmetrics_token = \"{token}\"\n{mailboxes}",
            data.display()
        );
        fs::write(folder.join("cape.toml"), config).expect("the configuration");
        Self { program: program.into(), folder: folder.to_owned(), port, environment: Vec::new() }
    }

    /// The same with a variable in the program's environment.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Where the data is.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The configuration file.
    pub fn config(&self) -> PathBuf {
        self.folder.join("cape.toml")
    }

    /// The program with this house's configuration; its log goes to a file of the folder.
    ///
    /// # Panics
    /// When the log can't be opened.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let log = fs::File::options().create(true).append(true).open(self.folder.join("log"));
        let mut command = Command::new(&self.program);
        command.arg("--config").arg(self.config()).args(arguments);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.env_remove("CAPE_DATA").env_remove("CAPE_LISTEN").current_dir(&self.folder);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log.expect("the log"));
        command
    }

    /// Starts the server without waiting for it.
    ///
    /// # Panics
    /// When it can't be started.
    pub fn start(&self) -> CapeProcess {
        let child = self.command(&["serve"]).stdout(Stdio::piped()).spawn().expect("the server starts");
        CapeProcess { child, port: self.port }
    }

    /// Starts the server and waits until it answers.
    ///
    /// # Panics
    /// When it ends instead, with its log.
    pub fn serve(&self) -> CapeProcess {
        let mut process = self.start();
        let output = process.child.stdout.take().expect("its output");
        let ready =
            BufReader::new(output).lines().map_while(Result::ok).any(|line| line.contains("is ready"));
        assert!(ready, "the server ended: {}", self.log());
        process
    }

    /// Hands one mail to `cape intake`, as a mail server's pipe does.
    ///
    /// # Panics
    /// When it can't be started.
    pub fn pipe(&self, raw: &[u8]) -> ExitStatus {
        let mut child = self.command(&["intake"]).stdin(Stdio::piped()).spawn().expect("the pipe starts");
        let mut input = child.stdin.take().expect("its input");
        // A program that refuses early closes its input; its exit code tells.
        let _ = input.write_all(raw);
        drop(input);
        child.wait().unwrap_or_else(|error| panic!("waiting for the pipe: {error}"))
    }

    /// What all programs of this house logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

/// A running server; killed at the latest when this value goes.
#[derive(Debug)]
pub struct CapeProcess {
    child: Child,
    port: u16,
}

impl CapeProcess {
    /// Kills it, as a power cut would.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop, as systemd does, and waits until it has.
    pub fn stop(mut self) {
        signal("TERM", &[self.child.id()]);
        let _ = self.child.wait();
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// A connection to it.
    ///
    /// # Errors
    /// When it doesn't run any more.
    pub fn connect(&self) -> std::io::Result<HttpConnection> {
        HttpConnection::open(self.port)
    }
}

impl Drop for CapeProcess {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Posts a raw mail; the status code.
///
/// # Errors
/// When the connection breaks: nobody knows then whether the mail was taken.
pub fn post_mail(connection: &mut HttpConnection, raw: &[u8]) -> std::io::Result<u16> {
    Ok(connection.send("POST", "/intake", &[("Authorization", INTAKE_SECRET)], raw)?.status)
}

/// Whether all that follow the event log have looked at everything, as `/metrics` tells.
///
/// # Panics
/// When the server doesn't tell.
pub fn has_caught_up(server: &CapeProcess) -> bool {
    let mut connection = server.connect().expect("a connection");
    let answer =
        connection.send("GET", "/metrics", &[("Authorization", METRICS_SECRET)], &[]).expect("an answer");
    let text = answer.text();
    let behind: Vec<&str> = text.lines().filter(|line| line.starts_with("cape_events_behind{")).collect();
    assert!(!behind.is_empty(), "the server tells who follows: {text}");
    behind.iter().all(|line| line.ends_with(" 0"))
}

/// A number of `/healthz`, such as `mails_waiting`; `None` when the server doesn't answer.
pub fn health(server: &CapeProcess, name: &str) -> Option<i64> {
    let answer = server.connect().ok()?.send("GET", "/healthz", &[], &[]).ok()?;
    let text = answer.text();
    let (_, rest) = text.split_once(&format!("\"{name}\":"))?;
    rest.split([',', '}']).next()?.trim().parse().ok()
}
