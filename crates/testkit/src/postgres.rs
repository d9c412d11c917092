//! A private PostgreSQL: made in a temporary folder, reachable through its socket only, gone with the test.

#![expect(clippy::expect_used, clippy::panic, reason = "a test whose server can't start must fail")]

use crate::certificates::Certificates;
use crate::server_process::{ServerProcess, free_port, is_root, wait_until};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// The server refuses to run as root, so it runs as the user that Debian's package makes.
const USER: &str = "postgres";
/// The first version that can be told to compare text by a language's rules without the system's locales.
const VERSION_MIN: u32 = 15;
/// PostgreSQL's own.
const PORT: u16 = 5432;
/// Each open database takes about a dozen, and tests open several.
const CONNECTIONS_MAX: u32 = 300;

/// A running server with a superuser `cape`, whom it believes without a password.
#[derive(Debug)]
pub struct Postgres {
    folder: TempDir,
    programs: PathBuf,
    process: Option<ServerProcess>,
    /// The port at which it speaks TLS, and with which certificates.
    tls: Option<(u16, Certificates)>,
}

impl Postgres {
    /// Starts one.
    ///
    /// Text compares by the rules of English there, unlike on SQLite: an order that is left to the server shows.
    ///
    /// # Panics
    /// When PostgreSQL isn't installed or doesn't start.
    pub fn start() -> Self {
        Self::start_with(false)
    }

    /// Starts one that listens on this machine's network as well, and speaks TLS there. Its root certificate is made
    /// for it, so nobody trusts it who wasn't told to.
    ///
    /// # Panics
    /// As [`start`](Self::start).
    pub fn start_with_tls() -> Self {
        Self::start_with(true)
    }

    fn start_with(tls: bool) -> Self {
        let folder = TempDir::with_prefix("postgres").expect("a temporary folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
        if is_root() {
            chown(folder.path(), Some(id("-u")), Some(id("-g"))).expect("a new owner");
        }
        let tls = tls.then(|| {
            let certificates = Certificates::make(folder.path());
            fs::set_permissions(&certificates.key, fs::Permissions::from_mode(0o600)).expect("permissions");
            if is_root() {
                chown(&certificates.key, Some(id("-u")), Some(id("-g"))).expect("a new owner");
            }
            (free_port(), certificates)
        });
        let mut server = Self { folder, programs: programs(), process: None, tls };
        let data = server.data();
        server.run(&[
            "initdb",
            "-D",
            &data,
            "-U",
            "cape",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--no-instructions",
            "--locale=C.UTF-8",
            "--locale-provider=icu",
            "--icu-locale=en",
        ]);
        server.resume();
        server
    }

    /// The connection string for one of its databases.
    pub fn url(&self, database: &str) -> String {
        format!("host={} port={} user=cape dbname={database}", self.folder.path().display(), self.port())
    }

    /// The connection string for one of its databases through TLS, and the root certificate to trust.
    ///
    /// # Panics
    /// When it was started without TLS.
    pub fn tls_url(&self, database: &str) -> (String, &Path) {
        let (port, certificates) = self.tls.as_ref().expect("a server with TLS");
        let url = format!("host=localhost port={port} user=cape dbname={database} sslmode=require");
        (url, &certificates.root)
    }

    /// Makes an empty database.
    ///
    /// # Panics
    /// When there is one of that name.
    pub fn create(&self, database: &str) {
        self.psql(&format!("CREATE DATABASE {database}"));
    }

    /// Makes a copy of a database; whoever is still connected to it is thrown out.
    ///
    /// # Panics
    /// When it can't be copied.
    pub fn copy(&self, template: &str, database: &str) {
        let rest = format!(
            "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{template}'"
        );
        wait_until("the last connection to the template", || self.psql(&rest).trim() == "0");
        self.psql(&format!("CREATE DATABASE {database} TEMPLATE {template}"));
    }

    /// Stops it as an administrator would, with its clients still connected.
    ///
    /// # Panics
    /// When it doesn't stop.
    pub fn pause(&mut self) {
        self.run(&["pg_ctl", "-D", &self.data(), "-m", "fast", "-w", "stop"]);
        self.process = None;
    }

    /// Starts it again after [`pause`](Self::pause).
    ///
    /// # Panics
    /// When it doesn't start.
    pub fn resume(&mut self) {
        let (data, folder) = (self.data(), self.folder.path().display().to_string());
        let connections = format!("max_connections={CONNECTIONS_MAX}");
        let listening = self.listening();
        let mut server = vec![
            "postgres",
            "-D",
            &data,
            "-k",
            &folder,
            "-c",
            &connections,
            // Nothing here outlives the test.
            "-c",
            "fsync=off",
            "-c",
            "synchronous_commit=off",
            "-c",
            "full_page_writes=off",
            "-c",
            "shared_buffers=32MB",
        ];
        for setting in &listening {
            server.extend(["-c", setting]);
        }
        // Changing users takes away the wish to die with the parent, so it is made once more afterwards.
        let mut command = self.as_its_user(&["setpriv", "--pdeathsig", "QUIT", "--"]);
        command.extend(self.spelled(&server));
        let (program, arguments) = command.split_first().expect("a program");
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = self.folder.path().join("output");
        let mut process = ServerProcess::start(Path::new(program), &arguments, &output);
        let port = self.port().to_string();
        let is_ready = self.spelled(&["pg_isready", "-q", "-h", &folder, "-p", &port, "-d", "postgres"]);
        wait_until("PostgreSQL", || {
            let log = || fs::read_to_string(&output).unwrap_or_default();
            assert!(!process.has_ended(), "PostgreSQL ended: {}", log());
            Command::new(&is_ready[0]).args(&is_ready[1..]).status().is_ok_and(|status| status.success())
        });
        self.process = Some(process);
    }

    /// Its port; the socket's name holds it even where nothing listens on the network.
    fn port(&self) -> u16 {
        self.tls.as_ref().map_or(PORT, |(port, _)| *port)
    }

    fn listening(&self) -> Vec<String> {
        let Some((port, certificates)) = &self.tls else { return vec!["listen_addresses=".to_owned()] };
        let (certificate, key) = (certificates.certificate.display(), certificates.key.display());
        vec![
            "listen_addresses=localhost".to_owned(),
            format!("port={port}"),
            "ssl=on".to_owned(),
            format!("ssl_cert_file={certificate}"),
            format!("ssl_key_file={key}"),
        ]
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    fn psql(&self, sql: &str) -> String {
        let folder = self.folder.path().display().to_string();
        self.run(&[
            "psql",
            "-h",
            &folder,
            "-p",
            &self.port().to_string(),
            "-U",
            "cape",
            "-d",
            "postgres",
            "-XqAt",
            "-v",
            "ON_ERROR_STOP=1",
            "-c",
            sql,
        ])
    }

    /// Runs one of its programs and returns what it prints.
    fn run(&self, command: &[&str]) -> String {
        let spelled = self.spelled(command);
        let spelled = self.as_its_user(&spelled.iter().map(String::as_str).collect::<Vec<_>>());
        let output = Command::new(&spelled[0])
            .args(&spelled[1..])
            // A folder that the other user may not enter makes its programs complain.
            .current_dir("/")
            .output()
            .expect("one of PostgreSQL's programs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{} failed: {said}", command[0]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The command with its program's whole path.
    fn spelled(&self, command: &[&str]) -> Vec<String> {
        let program = self.programs.join(command[0]).display().to_string();
        std::iter::once(program).chain(command[1..].iter().map(ToString::to_string)).collect()
    }

    #[expect(clippy::unused_self, reason = "reads better beside its callers")]
    fn as_its_user(&self, command: &[&str]) -> Vec<String> {
        let change: &[&str] = if is_root() {
            &["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "--"]
        } else {
            &[]
        };
        change.iter().chain(command).map(ToString::to_string).collect()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if self.process.is_some() {
            // At once, without waiting for clients. Killing it instead would leave shared memory behind.
            let stop = self.spelled(&["pg_ctl", "-D", &self.data(), "-m", "immediate", "-w", "stop"]);
            let stop = self.as_its_user(&stop.iter().map(String::as_str).collect::<Vec<_>>());
            let _ = Command::new(&stop[0]).args(&stop[1..]).current_dir("/").output();
        }
    }
}

/// Where the newest version's programs are; Debian keeps most of them out of the path.
fn programs() -> PathBuf {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version =
        |folder: &fs::DirEntry| folder.file_name().to_str().and_then(|name| name.parse::<u32>().ok());
    let newest = versions
        .filter(|folder| folder.path().join("bin/initdb").exists())
        .filter_map(|folder| Some((version(&folder)?, folder.path().join("bin"))))
        .filter(|(version, _)| *version >= VERSION_MIN)
        .max();
    let missing = || {
        panic!(
            "this test needs PostgreSQL {VERSION_MIN} or later: apt-get install --no-install-recommends postgresql"
        )
    };
    newest.map_or_else(missing, |(_, path)| path)
}

fn id(which: &str) -> u32 {
    let output = Command::new("id").args([which, USER]).output().expect("id");
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("the user that PostgreSQL's package makes")
}
