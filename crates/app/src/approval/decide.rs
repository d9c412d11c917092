//! Yes or no, with words.

use super::approver::next;
use super::ask::put;
use super::{waiting_of, withdraw_all};
use crate::remedy::{append, complete};
use crate::{Error, Result, permit, text};
use domain::remedy::{ApprovalState, State};
use domain::{Actor, AgentId, ApprovalId, EventKind, Moment, Permission, Role};
use store::WriteTx;
use store::approval::Approval;
use store::remedy::Remedy;

/// Characters of what an approver says.
const WORDS_CHARACTERS_MAX: usize = 500;

/// What an approver says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Yes.
    pub approved: bool,
    /// And why; a no needs words, so that who asked learns from it.
    pub words: String,
}

/// Decides: who was asked may, and an owner in anybody's place; never who asked.
pub fn decide(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ApprovalId,
    verdict: &Verdict,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Oversee)?;
    let approval = store::approval::find(tx, id)?.ok_or(Error::NotFound("question"))?;
    let mut remedy = store::remedy::find(tx, approval.remedy_id)?.ok_or(Error::NotFound("remedy"))?;
    let stands_in = stands_in(tx, actor, &approval, &remedy)?;
    let words = text::line("words", &verdict.words, WORDS_CHARACTERS_MAX)?;
    if words.is_empty() && !verdict.approved {
        return Err(Error::invalid(
            "words",
            "Say why not, in a few words: whoever asked must tell the customer.",
        ));
    }
    if remedy.state != State::Asked {
        return Err(Error::Conflict("This was decided or withdrawn meanwhile.".into()));
    }
    let state = if verdict.approved { ApprovalState::Approved } else { ApprovalState::Declined };
    if !store::approval::end(tx, id, state, &words, moment.now)? {
        return Err(Error::Conflict(
            "This is no longer yours to decide: it went on to somebody else.".into(),
        ));
    }
    if let Some(owner) = stands_in {
        store::approval::stand_in(tx, id, owner)?;
    }
    let decided = EventKind::ApprovalDecided { approval: id, remedy: remedy.id, approved: verdict.approved };
    append(tx, actor, &remedy, decided, moment)?;
    if verdict.approved {
        yes(tx, actor, &mut remedy, &approval, moment)
    } else {
        no(tx, actor, remedy, moment)
    }
}

/// The owner, when they decide in the place of who was asked: they may, unless they have a say in it already, so that
/// two yeses are always those of two people.
fn stands_in(
    tx: &WriteTx<'_>,
    actor: &Actor,
    approval: &Approval,
    remedy: &Remedy,
) -> Result<Option<AgentId>> {
    let Actor::Agent { id, role, .. } = actor else { return Err(Error::Forbidden) };
    if *id == remedy.agent_id {
        return Err(Error::Forbidden);
    }
    if *id == approval.approver_id {
        return Ok(None);
    }
    let asked = store::approval::of_remedies(tx, &[remedy.id])?;
    let has_a_say = asked.iter().any(|other| {
        other.approver_id == *id && matches!(other.state, ApprovalState::Waiting | ApprovalState::Approved)
    });
    if *role != Role::Owner || has_a_say {
        return Err(Error::NotFound("question"));
    }
    Ok(Some(*id))
}

fn yes(
    tx: &WriteTx<'_>,
    actor: &Actor,
    remedy: &mut Remedy,
    approval: &Approval,
    moment: &Moment,
) -> Result<()> {
    let all = store::approval::of_remedies(tx, &[remedy.id])?;
    let yeses = all.iter().filter(|one| one.state == ApprovalState::Approved).count() as i64;
    if yeses >= remedy.yes_needed {
        withdraw_all(tx, remedy.id, moment)?;
        return complete(tx, actor, remedy, moment);
    }
    // The second question may have ended without an answer: then another is asked.
    if waiting_of(tx, remedy.id)?.is_empty()
        && let Some(next) = next(tx, remedy, &all, None)?
    {
        put(tx, actor, remedy, next, &approval.clause, moment)?;
    }
    Ok(())
}

fn no(tx: &WriteTx<'_>, actor: &Actor, mut remedy: Remedy, moment: &Moment) -> Result<()> {
    withdraw_all(tx, remedy.id, moment)?;
    remedy.state = State::Declined;
    remedy.ended_at = Some(moment.now);
    store::remedy::update(tx, &remedy)?;
    append(tx, actor, &remedy, EventKind::RemedyDeclined { remedy: remedy.id }, moment)
}
