//! The signal to stop: prompt, and seen by everyone who holds a copy.

use std::sync::Arc;
use tokio::sync::watch;

/// Gives the signal. Dropping it gives the signal as well, so no wire outlives its owner.
#[derive(Debug)]
pub struct Stopper(Arc<watch::Sender<bool>>);

/// Sees the signal.
#[derive(Clone, Debug)]
pub struct Stop(watch::Receiver<bool>);

impl Stopper {
    /// A signal not yet given, with its first observer.
    pub fn new() -> (Self, Stop) {
        let (sender, receiver) = watch::channel(false);
        (Self(Arc::new(sender)), Stop(receiver))
    }

    /// Gives the signal.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }
}

impl Stop {
    /// Returns once the signal was given.
    pub async fn stopped(&self) {
        let mut receiver = self.0.clone();
        // An error means the stopper is gone, which is the signal too.
        let _ = receiver.wait_for(|stop| *stop).await;
    }

    /// Whether the signal was given.
    pub fn is_stopped(&self) -> bool {
        *self.0.borrow() || self.0.has_changed().is_err()
    }
}
