//! What advice is worth: how often what was foretold came.

use super::{WINDOW, WINDOW_DAYS};
use crate::figure::Share;
use crate::{Result, permit};
use domain::{Actor, Permission};
use jiff::{Timestamp, ToSpan};
use store::Tx;
use store::advice::Outcome;

/// Advice old enough to judge.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Not taken, and the customer came with it: how often the advice is right.
    pub not_taken: Option<Share>,
    /// Taken, and the customer came with it all the same.
    pub taken: Option<Share>,
}

/// Counts advice offered in a period, as far as its window is over.
pub fn figures(tx: &Tx<'_>, actor: &Actor, (from, to): (Timestamp, Timestamp)) -> Result<Figures> {
    permit(actor, Permission::Oversee)?;
    Ok(Figures::of(&store::advice::outcomes(tx, (from, over_before(to)), WINDOW)?))
}

/// Advice offered before this can be judged at that time.
pub(super) fn over_before(to: Timestamp) -> Timestamp {
    to.checked_sub((WINDOW_DAYS * 24).hours()).unwrap_or(Timestamp::MIN)
}

impl Figures {
    /// What these come to.
    pub(super) fn of(outcomes: &[Outcome]) -> Self {
        let share = |taken: bool| {
            let those = || outcomes.iter().filter(move |one| one.taken == taken);
            let came = those().filter(|one| one.came).map(|one| one.count).sum();
            Share::of(came, those().map(|one| one.count).sum())
        };
        Self { not_taken: share(false), taken: share(true) }
    }
}
