//! The application's side of IMAP, in memory: what is in here counts as durable.

use super::surroundings;
use channels::{
    Stop, Stopper, TroubleKind,
    imap::{Arrival, Health, Intake, Left, NotTaken, Position, Progress, Settings, watch},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    sync::{Notify, Semaphore},
    task::JoinHandle,
    time::timeout,
};

/// What was taken, and how far.
#[derive(Debug, Default)]
pub(crate) struct Taken {
    pub(crate) arrivals: Vec<Arrival>,
    pub(crate) progress: BTreeMap<String, Progress>,
    pub(crate) healths: Vec<(String, Health)>,
    /// So many takes still fail, as with a full disk.
    pub(crate) failures: u32,
}

impl Taken {
    /// The raw mails of `folder`, in the order in which they came.
    pub(crate) fn raw(&self, folder: &str) -> Vec<&[u8]> {
        self.arrivals.iter().filter(|a| a.source.folder == folder).map(|a| a.raw.as_slice()).collect()
    }

    /// Whether the last word on `folder` was that all is well.
    pub(crate) fn is_ok(&self, folder: &str) -> bool {
        self.healths
            .iter()
            .rev()
            .find(|(of, _)| of == folder)
            .is_some_and(|(_, health)| *health == Health::Ok)
    }

    /// Whether people were told of a trouble of this kind.
    pub(crate) fn was_told_of(&self, wanted: TroubleKind) -> bool {
        self.healths
            .iter()
            .any(|(_, health)| matches!(health, Health::Failing { kind, .. } if *kind == wanted))
    }
}

/// An application that remembers.
#[derive(Debug, Default)]
pub(crate) struct Inbox {
    taken: Mutex<Taken>,
    changed: Notify,
    /// How many mails may still be taken, where a test holds them back.
    gate: Option<Semaphore>,
}

impl Inbox {
    /// An application that takes mails only as the test lets them in.
    pub(crate) fn gated() -> Self {
        Self { gate: Some(Semaphore::new(0)), ..Self::default() }
    }

    /// Lets so many more mails in.
    pub(crate) fn let_in(&self, count: usize) {
        self.gate.as_ref().expect("a gated inbox").add_permits(count);
    }

    pub(crate) fn look(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `done` holds.
    pub(crate) async fn until(&self, what: &str, done: impl Fn(&Taken) -> bool) {
        let wait = async {
            loop {
                let changed = self.changed.notified();
                if done(&self.look()) {
                    return;
                }
                changed.await;
            }
        };
        if timeout(Duration::from_mins(1), wait).await.is_err() {
            let taken = self.look();
            panic!("waited for {what}; {} mails, {:?}", taken.arrivals.len(), taken.healths);
        }
    }
}

impl Intake for Inbox {
    async fn progress(&self, folder: &str) -> Result<Option<Progress>, NotTaken> {
        Ok(self.look().progress.get(folder).copied())
    }

    async fn leave(&self, folder: &str, position: Position, left: Left) -> Result<(), NotTaken> {
        self.look().progress.insert(folder.to_owned(), Progress { position, left: Some(left) });
        self.changed.notify_waiters();
        Ok(())
    }

    async fn take(&self, arrival: Arrival) -> Result<(), NotTaken> {
        if let Some(gate) = &self.gate {
            gate.acquire().await.expect("an open gate").forget();
        }
        {
            let mut taken = self.look();
            if taken.failures > 0 {
                taken.failures -= 1;
                return Err(NotTaken("The disk is full.".into()));
            }
            let position = arrival.source.position;
            let left = taken.progress.get(&arrival.source.folder).and_then(|known| known.left);
            taken.progress.insert(arrival.source.folder.clone(), Progress { position, left });
            taken.arrivals.push(arrival);
        }
        self.changed.notify_waiters();
        Ok(())
    }

    async fn health(&self, folder: &str, health: Health) {
        self.look().healths.push((folder.to_owned(), health));
        self.changed.notify_waiters();
    }
}

/// A mailbox being watched.
pub(crate) struct Watching {
    stopper: Stopper,
    task: JoinHandle<()>,
}

impl Watching {
    pub(crate) fn start(settings: &Settings, inbox: &Arc<Inbox>) -> Self {
        let (stopper, stop): (Stopper, Stop) = Stopper::new();
        let (settings, inbox) = (settings.clone(), Arc::clone(inbox));
        let task = tokio::spawn(async move { watch(&settings, &*inbox, &surroundings(), &stop).await });
        Self { stopper, task }
    }

    /// Tells it to stop; it must obey soon, whatever it does.
    pub(crate) async fn stop(self) {
        self.stopper.stop();
        let ended = timeout(Duration::from_secs(10), self.task).await;
        ended.expect("the watch stops promptly").expect("the watch doesn't panic");
    }
}
