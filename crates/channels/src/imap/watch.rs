//! Watching a mailbox for as long as Cape runs: connect, catch up, wait, and start over after any failure.

use super::{
    catch_up::{CatchUp, not_stored},
    connection::{Connection, Halt},
    fetch::Difficulty,
    intake::{Health, Intake, Left, Position, Progress},
    limits::STEADY_AFTER,
    login::log_in,
    settings::{Settings, Take},
};
use crate::wire::{Backoff, Stop, Surroundings, Trouble, TroubleKind};
use futures_util::future::join_all;
use jiff::Timestamp;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// Watches all folders of a mailbox until told to stop. Failures are told to `intake` and tried again.
pub async fn watch<I: Intake>(settings: &Settings, intake: &I, surroundings: &Surroundings, stop: &Stop) {
    if let Err(trouble) = settings.check() {
        tracing::error!(mailbox = settings.name, what = trouble.what, "the mailbox can't be watched");
        for folder in &settings.folders {
            intake.health(folder, failing(surroundings.now(), trouble.clone())).await;
        }
        return;
    }
    let folders = settings.folders.iter().map(|folder| {
        let watch = FolderWatch {
            settings,
            intake,
            surroundings,
            stop,
            folder,
            backoff: Backoff::default(),
            difficulty: Difficulty::default(),
            failing: None,
            is_ok: false,
        };
        watch.run()
    });
    join_all(folders).await;
}

struct FolderWatch<'a, I> {
    settings: &'a Settings,
    intake: &'a I,
    surroundings: &'a Surroundings,
    stop: &'a Stop,
    folder: &'a str,
    backoff: Backoff,
    difficulty: Difficulty,
    /// Since when nothing works, and what was told last.
    failing: Option<(Timestamp, Trouble)>,
    /// People were told that all is well.
    is_ok: bool,
}

impl<I: Intake> FolderWatch<'_, I> {
    async fn run(mut self) {
        while !self.stop.is_stopped() {
            let start = Instant::now();
            let mut caught_up = false;
            let Halt::Trouble(trouble) = self.session(&mut caught_up).await else { return };
            if caught_up && start.elapsed() > STEADY_AFTER {
                self.backoff.reset();
            }
            let wait = self.wait_after(&trouble);
            // A good connection that breaks is made anew at once; only when that fails do people hear of it.
            if !caught_up || self.backoff.failures() > 1 {
                self.tell_failing(trouble).await;
            }
            tokio::select! {
                () = self.stop.stopped() => return,
                () = sleep(wait) => {}
            }
        }
    }

    fn wait_after(&mut self, trouble: &Trouble) -> Duration {
        let pace = self.surroundings.pace;
        let first = if trouble.kind == TroubleKind::Login { pace.login_first } else { pace.first };
        let wait = self.backoff.next(first, pace.cap, self.surroundings.jitter());
        let (mailbox, kind) = (&self.settings.name, trouble.kind);
        tracing::warn!(
            mailbox,
            ?kind,
            what = trouble.what,
            wait_ms = wait.as_millis() as u64,
            "mailbox connection failed"
        );
        wait
    }

    /// One connection from login to its end.
    async fn session(&mut self, caught_up: &mut bool) -> Halt {
        let mut connection = match self.enter().await {
            Ok(connection) => connection,
            Err(halt) => return halt,
        };
        let halt = match self.follow(&mut connection, caught_up).await {
            Ok(never) => match never {},
            Err(halt) => halt,
        };
        connection.close().await;
        halt
    }

    async fn enter(&self) -> Result<Connection, Halt> {
        let Settings { server, login, .. } = self.settings;
        let mut connection = Connection::open(server, self.settings.patience(), self.stop).await?;
        let entered = tokio::select! {
            biased;
            () = self.stop.stopped() => Err(Halt::Stopped),
            entered = log_in(&mut connection, server, login) => entered,
        };
        match entered {
            Ok(()) => Ok(connection),
            Err(halt) => {
                connection.close().await;
                Err(halt)
            }
        }
    }

    /// Looks, takes, waits; again and again.
    async fn follow(
        &mut self,
        connection: &mut Connection,
        caught_up: &mut bool,
    ) -> Result<std::convert::Infallible, Halt> {
        let mut idle = self.settings.idle && connection.offers("IDLE").await?;
        loop {
            // Opened anew at each look: some servers show neither new mails nor a new UIDVALIDITY otherwise.
            let uid_validity = connection.examine(self.folder).await?;
            let Progress { position, left } = self.progress(connection, uid_validity).await?;
            let mut catch_up = CatchUp {
                settings: self.settings,
                intake: self.intake,
                folder: self.folder,
                uid_validity,
                last_uid: position.uid,
                left,
                difficulty: self.difficulty,
                under_way: None,
                taken: 0,
            };
            let look = Instant::now();
            loop {
                let taken_before = catch_up.taken;
                let ended = catch_up.run(connection).await;
                if catch_up.taken > taken_before {
                    self.backoff.reset();
                    tracing::info!(
                        mailbox = self.settings.name,
                        mails = catch_up.taken - taken_before,
                        "mail taken"
                    );
                }
                if let Err(halt) = ended {
                    self.difficulty = catch_up.difficulty;
                    self.difficulty.strike(catch_up.under_way);
                    return Err(halt);
                }
                *caught_up = true;
                self.tell_ok().await;
                let longest = self.settings.poll().saturating_sub(look.elapsed());
                if longest.is_zero() {
                    break;
                }
                if idle {
                    idle = connection.idle(longest).await?;
                } else if timeout(longest, self.stop.stopped()).await.is_ok() {
                    return Err(Halt::Stopped);
                }
                if !connection.news {
                    break;
                }
            }
        }
    }

    /// How far the folder was taken, as it is numbered now. Where only new mail is wanted, the beginning is noted
    /// before anything is taken; a folder numbered anew begins again, and what was left in it is told by its age.
    async fn progress(&self, connection: &mut Connection, uid_validity: u32) -> Result<Progress, Halt> {
        let known = self.intake.progress(self.folder).await.map_err(|error| not_stored(&error))?;
        let is_new = self.settings.take == Take::New;
        let begin = Position { uid_validity, uid: 0 };
        let left = match known {
            Some(known) if known.position.uid_validity == uid_validity => {
                return Ok(Progress { left: known.left.filter(|_| is_new), ..known });
            }
            _ if !is_new => None,
            Some(known) => known.left,
            None => Some(Left { before: self.surroundings.now(), up_to: 0 }),
        };
        let Some(left) = left else { return Ok(Progress { position: begin, left: None }) };
        let highest = connection.highest_uid().await?.unwrap_or(0);
        let left = Left { up_to: highest, ..left };
        let position = if known.is_none() { Position { uid: highest, ..begin } } else { begin };
        self.intake.leave(self.folder, position, left).await.map_err(|error| not_stored(&error))?;
        Ok(Progress { position, left: Some(left) })
    }

    async fn tell_ok(&mut self) {
        if !self.is_ok {
            self.is_ok = true;
            self.failing = None;
            tracing::info!(mailbox = self.settings.name, "mailbox connected and caught up");
            self.intake.health(self.folder, Health::Ok).await;
        }
    }

    async fn tell_failing(&mut self, trouble: Trouble) {
        self.is_ok = false;
        if self.failing.as_ref().is_some_and(|(_, told)| *told == trouble) {
            return;
        }
        let since = self.failing.as_ref().map_or_else(|| self.surroundings.now(), |(since, _)| *since);
        self.failing = Some((since, trouble.clone()));
        self.intake.health(self.folder, failing(since, trouble)).await;
    }
}

fn failing(since: Timestamp, trouble: Trouble) -> Health {
    let Trouble { kind, what, server_words } = trouble;
    Health::Failing { since, kind, what, server_words }
}
