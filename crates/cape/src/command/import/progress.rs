//! How far a long run is: a line that changes on a terminal, a line now and then elsewhere.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// How often the line on a terminal changes.
const ON_TERMINAL: Duration = Duration::from_millis(100);
/// How often a line is written to a file.
const IN_FILE: Duration = Duration::from_secs(10);
/// Characters of the bar.
const BAR: usize = 24;

/// Tells how far it is.
pub(super) struct Progress {
    name: String,
    begun: Instant,
    told: Option<Instant>,
    terminal: bool,
}

impl Progress {
    /// Begins.
    pub(super) fn new(name: String) -> Self {
        Self { name, begun: Instant::now(), told: None, terminal: stderr().is_terminal() }
    }

    /// `done` of `whole`, in which `mails` mails were.
    pub(super) fn tell(&mut self, done: u64, whole: u64, mails: u64) {
        let pace = if self.terminal { ON_TERMINAL } else { IN_FILE };
        if self.told.unwrap_or(self.begun).elapsed() < pace {
            return;
        }
        self.told = Some(Instant::now());
        let share = if whole == 0 { 1.0 } else { (done as f64 / whole as f64).min(1.0) };
        let rate = mails as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
        let words = format!("{:3.0} %  {mails} mails  {rate:.0} a second", share * 100.0);
        // Whoever closed the terminal wants the mail all the same.
        let _ = if self.terminal {
            let full = (share * BAR as f64) as usize;
            let bar = format!("{}{}", "█".repeat(full), "░".repeat(BAR.saturating_sub(full)));
            write!(stderr(), "\r\x1b[2K{bar} {words}")
        } else {
            writeln!(stderr(), "{}: {words}", self.name)
        };
    }

    /// Ends: the line makes room for the result.
    pub(super) fn end(&self) {
        if self.terminal && self.told.is_some() {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
    }
}
