//! Points of one customer by the entry that handed them out.

use jiff::civil::Date;

/// What is left of the points of one entry.
#[derive(Debug, Clone, PartialEq)]
struct Lot {
    entry: usize,
    expires: Option<Date>,
    left: u64,
}

/// A customer's points, those that expire first first, and of these the oldest.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lots(Vec<Lot>);

impl Lots {
    pub(super) fn add(&mut self, entry: usize, points: u64, expires: Option<Date>) {
        let place = |lot: &Lot| (lot.expires.is_none(), lot.expires) <= (expires.is_none(), expires);
        let place = self.0.partition_point(place);
        self.0.insert(place, Lot { entry, expires, left: points });
    }

    pub(super) fn left(&self, counts: impl Fn(Option<Date>) -> bool) -> u64 {
        self.0.iter().filter(|lot| counts(lot.expires)).map(|lot| lot.left).sum()
    }

    /// Takes points from lots that count; from which, and how many each. None, and nothing taken, if there are too few.
    pub(super) fn take(
        &mut self,
        points: u64,
        counts: impl Fn(Option<Date>) -> bool,
    ) -> Option<Vec<(usize, u64)>> {
        if self.left(&counts) < points {
            return None;
        }
        let mut missing = points;
        let mut taken = Vec::new();
        for lot in self.0.iter_mut().filter(|lot| counts(lot.expires) && lot.left > 0) {
            let part = lot.left.min(missing);
            if part == 0 {
                break;
            }
            lot.left -= part;
            missing -= part;
            taken.push((lot.entry, part));
        }
        Some(taken)
    }

    /// Takes back the points of an entry: from its own lot, and what was spent of that from the others.
    pub(super) fn take_back(&mut self, entry: usize, points: u64) -> Option<()> {
        if self.left(|_| true) < points {
            return None;
        }
        let mut missing = points;
        if let Some(own) = self.0.iter_mut().find(|lot| lot.entry == entry) {
            let part = own.left.min(missing);
            own.left -= part;
            missing -= part;
        }
        self.take(missing, |_| true).map(drop)
    }

    pub(super) fn put_back(&mut self, taken: &[(usize, u64)]) {
        for (entry, points) in taken {
            if let Some(lot) = self.0.iter_mut().find(|lot| lot.entry == *entry) {
                lot.left += points;
            }
        }
    }

    /// Empties the lots that have run out: which, and how many points each.
    pub(super) fn run_out(&mut self, date: Date) -> Vec<(usize, u64)> {
        let gone = |lot: &&mut Lot| lot.left > 0 && lot.expires.is_some_and(|expires| expires <= date);
        self.0.iter_mut().filter(gone).map(|lot| (lot.entry, std::mem::take(&mut lot.left))).collect()
    }
}
