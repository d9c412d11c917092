//! The ways back: asking no longer, and taking back what was given.

use super::{append, reversal};
use crate::{Error, Result, approval, lookup, permit, text};
use domain::ledger::{self, PostingKind};
use domain::remedy::{Reversal, State};
use domain::{Actor, EventKind, Moment, Permission, RemedyId};
use store::WriteTx;
use store::remedy::Remedy;

/// Characters of why.
const WORDS_CHARACTERS_MAX: usize = 500;

pub(super) fn find(tx: &WriteTx<'_>, actor: &Actor, id: RemedyId) -> Result<Remedy> {
    let remedy = store::remedy::find(tx, id)?.ok_or(Error::NotFound("remedy"))?;
    lookup::conversation(tx, actor, remedy.conversation_id).map_err(|_| Error::NotFound("remedy"))?;
    Ok(remedy)
}

/// Asks no longer. Who asked may, and those who oversee.
pub fn withdraw(tx: &WriteTx<'_>, actor: &Actor, id: RemedyId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut remedy = find(tx, actor, id)?;
    if actor.agent_id() != Some(remedy.agent_id) {
        permit(actor, Permission::Oversee)?;
    }
    match remedy.state {
        State::Withdrawn => return Ok(()),
        State::Asked => {}
        _ => return Err(Error::Conflict("This was decided meanwhile; it can be taken back instead.".into())),
    }
    approval::withdraw_all(tx, remedy.id, moment)?;
    remedy.state = State::Withdrawn;
    remedy.ended_at = Some(moment.now);
    store::remedy::update(tx, &remedy)?;
    append(tx, actor, &remedy, EventKind::RemedyWithdrawn { remedy: id }, moment)
}

/// Takes back what was given: the ledger is posted back, and what was used up may be given again. A shop that was told of
/// it is told of this too; what a person carried out, a person takes back there. Who gave it may while nobody has
/// carried it out, and those who oversee.
pub fn take_back(tx: &WriteTx<'_>, actor: &Actor, id: RemedyId, words: &str, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut remedy = find(tx, actor, id)?;
    let own = actor.agent_id() == Some(remedy.agent_id);
    if !own || remedy.state != State::Given {
        permit(actor, Permission::Oversee)?;
    }
    if remedy.state == State::TakenBack {
        return Ok(());
    }
    if remedy.state == State::Sending && remedy.next_attempt_at.is_some() {
        return Err(Error::Conflict("The shop is being told right now; try again in a minute.".into()));
    }
    if !remedy.state.is_given() {
        return Err(Error::Conflict("This was not given, so there is nothing to take back.".into()));
    }
    remedy.problem = text::filled("words", words, WORDS_CHARACTERS_MAX)?;
    let carried_out = remedy.state == State::Done;
    if let Some(cost) = remedy.cost {
        let entries = ledger::entries(PostingKind::TakenBack, cost, carried_out);
        store::ledger::post(tx, id, PostingKind::TakenBack, &entries, moment.now)?;
    }
    remedy.state = State::TakenBack;
    remedy.next_attempt_at = None;
    if reversal::is_needed(tx, &remedy)? {
        reversal::begin(&mut remedy, moment);
    }
    remedy.ended_at = Some(moment.now);
    store::remedy::update(tx, &remedy)?;
    append(tx, actor, &remedy, EventKind::RemedyTakenBack { remedy: id }, moment)
}

/// A person has taken it back there, after the shop could not.
pub fn mark_reversed(tx: &WriteTx<'_>, actor: &Actor, id: RemedyId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let mut remedy = find(tx, actor, id)?;
    match remedy.reversal {
        Reversal::Done => return Ok(()),
        Reversal::Failed => {}
        _ => return Err(Error::Conflict("Nothing waits here to be taken back by a person.".into())),
    }
    (remedy.reversal, remedy.reversal_problem) = (Reversal::Done, String::new());
    store::remedy::update(tx, &remedy)?;
    append(tx, actor, &remedy, EventKind::RemedyReversed { remedy: id }, moment)
}
