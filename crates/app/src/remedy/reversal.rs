//! Taking back at the shop what was taken back here: told with the same care as the remedy was, under a key of its own.

use super::append;
use super::carry::{ATTEMPTS_MAX, Ending, is_connected, next_attempt, shortened};
use crate::Result;
use domain::remedy::{Reversal, State};
use domain::{Actor, EventKind, Moment};
use store::remedy::Remedy;
use store::{Tx, WriteTx};

/// Whether the shop is yet to be told that it was taken back.
pub(super) fn is_open(remedy: &Remedy) -> bool {
    remedy.state == State::TakenBack && matches!(remedy.reversal, Reversal::Due | Reversal::Sending)
}

/// Whether the shop must be told when this is taken back: it was told of it before, or told us of it.
pub(super) fn is_needed(tx: &Tx<'_>, remedy: &Remedy) -> Result<bool> {
    let knows = remedy.attempts > 0 || !remedy.external_id.is_empty();
    Ok(knows && is_connected(tx)?)
}

/// Lets the shop be told, from the first attempt on.
pub(super) fn begin(remedy: &mut Remedy, moment: &Moment) {
    remedy.reversal = Reversal::Due;
    remedy.reversal_problem = String::new();
    remedy.attempts = 0;
    remedy.next_attempt_at = Some(moment.now);
}

/// Writes down how telling it ended. Here a shop that has taken the message is done: nothing more is awaited.
pub(super) fn end(tx: &WriteTx<'_>, mut remedy: Remedy, ending: &Ending, moment: &Moment) -> Result<()> {
    let failed = |words: &str, remedy: &mut Remedy| {
        remedy.reversal_problem = shortened(words);
        (Reversal::Failed, None, Some(EventKind::RemedyReversalFailed { remedy: remedy.id }))
    };
    let (reversal, next, event) = match ending {
        Ending::Done { .. } | Ending::Taken => {
            remedy.reversal_problem = String::new();
            (Reversal::Done, None, Some(EventKind::RemedyReversed { remedy: remedy.id }))
        }
        Ending::Refused { words } => failed(words, &mut remedy),
        Ending::NotNow { words } if remedy.attempts >= ATTEMPTS_MAX => failed(words, &mut remedy),
        Ending::NotNow { words } => {
            remedy.reversal_problem = shortened(words);
            (Reversal::Due, next_attempt(remedy.attempts, moment.now), None)
        }
    };
    (remedy.reversal, remedy.next_attempt_at) = (reversal, next);
    store::remedy::update(tx, &remedy)?;
    match event {
        Some(kind) => append(tx, &Actor::System, &remedy, kind, moment),
        None => Ok(()),
    }
}
