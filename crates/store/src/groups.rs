//! How many transactions share one flush to disk: the figure that tells whether group commit helps.

use std::sync::atomic::{AtomicU64, Ordering};

/// The sizes that are told apart: up to one transaction, up to two, …; the writer takes at most 64 together.
pub const GROUP_SIZES: [usize; 7] = [1, 2, 4, 8, 16, 32, 64];

/// Groups committed since the database was opened. PostgreSQL makes groups of its own, so there none are counted.
#[derive(Debug, Default)]
pub struct Groups {
    counts: [AtomicU64; GROUP_SIZES.len()],
    transactions: AtomicU64,
}

impl Groups {
    pub(crate) fn note(&self, size: usize) {
        let place = GROUP_SIZES.iter().position(|most| size <= *most);
        if let Some(count) = place.and_then(|place| self.counts.get(place)) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.transactions.fetch_add(size as u64, Ordering::Relaxed);
    }

    /// Groups by size, in the order of [`GROUP_SIZES`].
    pub fn counts(&self) -> [u64; GROUP_SIZES.len()] {
        self.counts.each_ref().map(|count| count.load(Ordering::Relaxed))
    }

    /// Transactions in all groups.
    pub fn transactions(&self) -> u64 {
        self.transactions.load(Ordering::Relaxed)
    }
}
