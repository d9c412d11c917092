//! `cape doctor`: looks at everything Cape needs, and says in plain words what is wrong and what to do.
//!
//! Nothing is changed, no mail is taken or sent, and no name is looked up but those of the servers in the
//! configuration.

use super::{fail, say};
use crate::clock::{jitter, moment};
use crate::config::{Config, Mailbox};
use app::Location;
use channels::{Pace, Stopper, Surroundings, Trouble, TroubleKind, imap, smtp};
use clap::Args;
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use store::condition::{self, Care};

#[derive(Args)]
pub(crate) struct Doctor {
    /// Say it as JSON, for programs.
    #[arg(long)]
    json: bool,
}

/// What was found at one place.
#[derive(Serialize)]
struct Finding {
    /// What was looked at.
    about: String,
    state: State,
    /// What was found.
    words: String,
    /// What to do; empty when nothing.
    todo: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Good,
    /// Works, and somebody should know.
    Note,
    Bad,
}

impl Finding {
    fn good(about: impl Into<String>, words: impl Into<String>) -> Self {
        Self { about: about.into(), state: State::Good, words: words.into(), todo: String::new() }
    }

    fn note(about: impl Into<String>, words: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { about: about.into(), state: State::Note, words: words.into(), todo: todo.into() }
    }

    fn bad(about: impl Into<String>, words: impl Into<String>, todo: impl Into<String>) -> Self {
        Self { about: about.into(), state: State::Bad, words: words.into(), todo: todo.into() }
    }
}

/// Free space under which mail will soon be refused.
const FREE_BYTES_MIN: u64 = 1024 * 1024 * 1024;
/// A mail server that takes longer to be reached is as good as gone for the person who waits here.
const WIRE_PATIENCE: Duration = Duration::from_secs(45);

/// A configuration that can't be read is a finding as well.
pub(super) fn misconfigured(doctor: &Doctor, error: &str) -> ExitCode {
    tell(doctor, &[Finding::bad("configuration", error, "Mend that line and run this again.")])
}

pub(super) fn run(doctor: &Doctor, config: &Config) -> ExitCode {
    let mut findings = configuration(config);
    findings.extend(directory(&config.data));
    findings.push(database(&config.location()));
    let runtime = match super::serve::runtime() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.to_string(), ExitCode::FAILURE),
    };
    findings.extend(runtime.block_on(wires(config)));
    tell(doctor, &findings)
}

fn tell(doctor: &Doctor, findings: &[Finding]) -> ExitCode {
    let bad = findings.iter().filter(|finding| finding.state == State::Bad).count();
    if doctor.json {
        say(&serde_json::json!({ "well": bad == 0, "findings": findings }).to_string());
    } else {
        for finding in findings {
            let mark = match finding.state {
                State::Good => "ok  ",
                State::Note => "note",
                State::Bad => "BAD ",
            };
            say(&format!("{mark}  {}: {}", finding.about, finding.words));
            if !finding.todo.is_empty() {
                say(&format!("      → {}", finding.todo));
            }
        }
        say(&match bad {
            0 => "All is well.".to_owned(),
            1 => "One thing must be mended.".to_owned(),
            more => format!("{more} things must be mended."),
        });
    }
    if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn configuration(config: &Config) -> Vec<Finding> {
    let about = "configuration";
    let mut findings = vec![Finding::good(about, format!("understood; people use {}", config.public_url))];
    let local = config.listen.ip().is_loopback();
    if !config.public_url.starts_with("https://") && !local {
        findings.push(Finding::note(
            about,
            "pages travel without TLS to other machines",
            "Put a TLS proxy before Cape and set public_url to its https:// address.",
        ));
    }
    if config.mailbox.is_empty() {
        findings.push(Finding::note(
            about,
            "no mailbox: no mail is fetched and nothing can be answered",
            "Add [[mailbox]] with its imap and smtp servers.",
        ));
    }
    let mut seen = std::collections::BTreeSet::new();
    for mailbox in &config.mailbox {
        if domain::EmailAddress::parse(&mailbox.address).is_none() {
            findings.push(Finding::bad(
                about,
                format!("“{}” is no mail address", mailbox.address),
                "Correct it.",
            ));
        }
        if !seen.insert(mailbox.address.to_lowercase()) {
            findings.push(Finding::bad(
                about,
                format!("{} is there twice", mailbox.address),
                "Remove one: mails would be fetched twice for nothing.",
            ));
        }
        if mailbox.smtp.is_none() {
            findings.push(Finding::note(
                &mailbox.name,
                "no way out: answers from here wait",
                "Add [mailbox.smtp].",
            ));
        }
    }
    findings
}

fn directory(data: &Path) -> Vec<Finding> {
    let about = "data directory";
    let shown = data.display();
    if !data.exists() {
        return vec![Finding::note(about, format!("{shown} isn't there yet"), "cape serve makes it.")];
    }
    let mut findings = Vec::new();
    match tempfile::TempDir::with_prefix_in(".cape-doctor-", data) {
        Ok(_) => findings.push(Finding::good(about, format!("{shown} can be written to"))),
        Err(error) => findings.push(Finding::bad(
            about,
            format!("{shown} can't be written to: {error}"),
            "Run this as the user that Cape runs as; if it still says so: chown -R that user.",
        )),
    }
    if let Ok(about_it) = std::fs::metadata(data) {
        use std::os::unix::fs::PermissionsExt;
        if about_it.permissions().mode() & 0o007 != 0 {
            findings.push(Finding::note(
                about,
                "everybody on this machine may look into it",
                format!("chmod o= {shown}"),
            ));
        }
    }
    match rustix::fs::statvfs(data) {
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let words = format!("{:.1} GB free", free as f64 / 1e9);
            findings.push(if free < FREE_BYTES_MIN {
                Finding::bad("disk", words, "Make room: when the disk is full, mail waits at its servers.")
            } else {
                Finding::good("disk", words)
            });
        }
        Err(error) => {
            findings.push(Finding::note("disk", format!("its free space can't be read: {error}"), ""));
        }
    }
    findings
}

fn database(location: &Location) -> Finding {
    let about = "database";
    let found = match condition::look(location, Care::Quick) {
        Ok(Some(found)) => found,
        Ok(None) => return Finding::note(about, "there is none yet", "cape serve makes it."),
        Err(error) => {
            return Finding::bad(
                about,
                error.to_string(),
                match location {
                    Location::Directory(_) => "If the file is damaged: cape restore with your last backup.",
                    Location::Postgres { .. } => {
                        "Look whether the server runs and the connection string is right."
                    }
                },
            );
        }
    };
    if let Some(damage) = found.damage.first() {
        let todo = "Stop Cape, keep a copy of the data directory, then cape restore with your last backup.";
        return Finding::bad(about, format!("damaged: {damage}"), todo);
    }
    let latest = store::latest_migration();
    if found.migration > latest {
        return Finding::bad(about, "made by a newer version of Cape", "Install that version.");
    }
    if found.migration < latest {
        return Finding::note(
            about,
            "made by an older version of Cape",
            "cape migrate, or the next start, updates it.",
        );
    }
    let holds = found.holds;
    Finding::good(about, format!("sound; {} customers, {} messages", holds.customers, holds.messages))
}

async fn wires(config: &Config) -> Vec<Finding> {
    let mut findings = Vec::new();
    for mailbox in &config.mailbox {
        findings.extend(incoming(mailbox).await);
        findings.extend(outgoing(mailbox).await);
    }
    findings
}

async fn incoming(mailbox: &Mailbox) -> Option<Finding> {
    let settings = mailbox.imap.clone()?;
    let about = format!("{}, mail in", mailbox.name);
    let (_stopper, stop) = Stopper::new();
    let checked = tokio::time::timeout(WIRE_PATIENCE, imap::check(&settings, &stop)).await;
    let folders = settings.folders.join(", ");
    Some(found(about, checked, &format!("{} lets us in; folders: {folders}", settings.server.host)))
}

async fn outgoing(mailbox: &Mailbox) -> Option<Finding> {
    let settings = mailbox.smtp.clone()?;
    let about = format!("{}, mail out", mailbox.name);
    let good = format!("{} would take our mail", settings.server.host);
    let mut client = smtp::Client::new(settings, Surroundings::new(|| moment().now, jitter, Pace::default()));
    let checked = tokio::time::timeout(WIRE_PATIENCE, client.check()).await;
    client.rest().await;
    Some(found(about, checked, &good))
}

fn found(
    about: String,
    checked: Result<Result<(), Trouble>, tokio::time::error::Elapsed>,
    good: &str,
) -> Finding {
    let trouble = match checked {
        Ok(Ok(())) => return Finding::good(about, good),
        Ok(Err(trouble)) => trouble,
        Err(_) => {
            let words = format!("The mail server didn't answer within {} s.", WIRE_PATIENCE.as_secs());
            return Finding::bad(about, words, todo(TroubleKind::Network));
        }
    };
    let said = trouble.server_words.map(|words| format!(" The server said: {words}")).unwrap_or_default();
    Finding::bad(about, format!("{}{said}", trouble.what), todo(trouble.kind))
}

fn todo(kind: TroubleKind) -> &'static str {
    match kind {
        TroubleKind::Login => {
            "Check user and password; many providers want a password made for this one program, or OAuth2."
        }
        TroubleKind::Network => "Check host and port, and whether a firewall lets this machine out.",
        TroubleKind::Protocol => "Check whether host and port are those of a mail server of this kind.",
        TroubleKind::Tls => {
            "Check the server's name against its certificate; name a certificate of your own in root_certificates."
        }
        TroubleKind::Folder => "Check the folder's name as the mail server spells it.",
        TroubleKind::Storage => "Look at the data directory and the disk.",
        TroubleKind::Settings => "Correct the configuration.",
    }
}
