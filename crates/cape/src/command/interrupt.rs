//! Ctrl-C during long work: the step under way is finished, then the work ends.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether somebody asked to stop.
pub(super) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// Begins to watch for Ctrl-C and for the signal of service managers.
    pub(super) fn watch() -> std::io::Result<Self> {
        let asked = Arc::new(AtomicBool::new(false));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let told = Arc::clone(&asked);
        let watch = move || {
            runtime.block_on(super::serve::told_to_stop());
            told.store(true, Ordering::Relaxed);
        };
        std::thread::Builder::new().name("interrupt".into()).spawn(watch)?;
        Ok(Self(asked))
    }

    /// Whether somebody asked.
    pub(super) fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
