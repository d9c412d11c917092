//! A lead decides on a handover that would be one too many.

use super::give::happen;
use super::{Handover, end_refused, find};
use crate::{Error, Result, permit};
use domain::{Actor, HandoverId, HandoverState, Moment, Permission};
use store::WriteTx;

/// What a lead says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It goes where it was to go.
    Allow,
    /// It stays where it is.
    Refuse,
    /// The lead takes it.
    Take,
}

/// Decides.
pub fn decide(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: HandoverId,
    verdict: Verdict,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Oversee)?;
    let (handover, conversation) = find(tx, actor, id)?;
    if handover.state != HandoverState::Asked {
        return Err(Error::Conflict("Somebody has decided this meanwhile.".into()));
    }
    let mut decided =
        Handover { state: HandoverState::Open, decided_by: actor.agent_id(), ..handover.clone() };
    match verdict {
        Verdict::Refuse => return end_refused(tx, actor, &handover, &conversation, moment),
        Verdict::Take => decided.to_agent_id = Some(actor.agent_id().ok_or(Error::Forbidden)?),
        Verdict::Allow => {
            // Whoever was to get it may have left since the question was asked.
            let (assignee, team) = (decided.to_agent_id, decided.to_team_id);
            crate::conversation::check_receiver(tx, crate::conversation::Assignment { assignee, team })?;
        }
    }
    store::handover::update(tx, &decided)?;
    happen(tx, actor, conversation, &decided, moment)
}
