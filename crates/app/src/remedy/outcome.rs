//! Whether it was carried out: as a person says, or the shop or payment system.

use super::append;
use super::reversal;
use super::reverse::find;
use crate::{Error, Result, permit, text};
use domain::ledger::{self, PostingKind};
use domain::remedy::{Reversal, State};
use domain::{Actor, EventKind, Moment, Permission, RemedyId};
use store::WriteTx;
use store::remedy::Remedy;

/// Characters of a problem, and of a name in the shop.
const WORDS_CHARACTERS_MAX: usize = 500;
const EXTERNAL_ID_CHARACTERS_MAX: usize = 200;

/// What the shop or payment system says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was carried out, and is called this there.
    Done {
        /// Its name there; may be empty.
        external_id: String,
    },
    /// It can't be, and why.
    Failed {
        /// In words.
        problem: String,
    },
}

/// Takes what another system says of a remedy. The same again changes nothing; what was done stays done.
pub fn report(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: RemedyId,
    outcome: &Outcome,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Record)?;
    let remedy = find(tx, actor, id)?;
    settle(tx, actor, remedy, outcome, moment)
}

/// A person has carried it out.
pub fn mark_done(tx: &WriteTx<'_>, actor: &Actor, id: RemedyId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let remedy = find(tx, actor, id)?;
    if remedy.state == State::Sending && remedy.next_attempt_at.is_some() {
        return Err(Error::Conflict("The shop is being told right now; look again in a minute.".into()));
    }
    settle(tx, actor, remedy, &Outcome::Done { external_id: String::new() }, moment)
}

/// Tells the shop once more: of what was given, or of what was taken back.
pub fn try_again(tx: &WriteTx<'_>, actor: &Actor, id: RemedyId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut remedy = find(tx, actor, id)?;
    if !super::is_connected(tx)? {
        return Err(Error::Conflict("No shop is connected; carry it out there and mark it as done.".into()));
    }
    if remedy.reversal == Reversal::Failed {
        reversal::begin(&mut remedy, moment);
        return Ok(store::remedy::update(tx, &remedy)?);
    }
    match remedy.state {
        State::Sending if remedy.next_attempt_at.is_some() => return Ok(()),
        State::Failed | State::Given | State::Sending => {}
        _ => return Err(Error::Conflict("There is nothing left to carry out.".into())),
    }
    let failed = remedy.state == State::Failed;
    remedy.state = State::Given;
    // The waits begin anew; that the shop was told before stays known.
    remedy.attempts = remedy.attempts.min(1);
    remedy.problem = String::new();
    remedy.ended_at = None;
    remedy.next_attempt_at = Some(moment.now);
    store::remedy::update(tx, &remedy)?;
    if failed {
        append(tx, actor, &remedy, EventKind::RemedyRetried { remedy: id }, moment)?;
    }
    Ok(())
}

/// Writes down how it ended.
pub(super) fn settle(
    tx: &WriteTx<'_>,
    actor: &Actor,
    mut remedy: Remedy,
    outcome: &Outcome,
    moment: &Moment,
) -> Result<()> {
    match (remedy.state, outcome) {
        (State::Done, Outcome::Done { .. }) => return Ok(()),
        (State::Done, Outcome::Failed { .. }) => {
            return Err(Error::Conflict("This was reported as done before; that is kept.".into()));
        }
        (State::Given | State::Sending | State::Failed, _) => {}
        _ => return Err(Error::Conflict("This isn't given, so there is nothing to carry out.".into())),
    }
    remedy.next_attempt_at = None;
    remedy.ended_at = Some(moment.now);
    let kind = match outcome {
        Outcome::Done { external_id } => {
            remedy.state = State::Done;
            remedy.problem = String::new();
            remedy.external_id = text::line("external_id", external_id, EXTERNAL_ID_CHARACTERS_MAX)?;
            if let Some(cost) = remedy.cost {
                let entries = ledger::entries(PostingKind::CarriedOut, cost, true);
                store::ledger::post(tx, remedy.id, PostingKind::CarriedOut, &entries, moment.now)?;
            }
            EventKind::RemedyDone { remedy: remedy.id }
        }
        Outcome::Failed { problem } => {
            let same = remedy.state == State::Failed;
            remedy.state = State::Failed;
            remedy.problem = text::filled("problem", problem, WORDS_CHARACTERS_MAX)?;
            if same {
                return Ok(store::remedy::update(tx, &remedy)?);
            }
            EventKind::RemedyFailed { remedy: remedy.id }
        }
    };
    store::remedy::update(tx, &remedy)?;
    append(tx, actor, &remedy, kind, moment)
}
