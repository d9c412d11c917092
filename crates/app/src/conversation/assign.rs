//! Who has it: a person, a team, or both.

use super::change::save;
use crate::{Error, Result, handover, lookup, permit};
use domain::{Actor, AgentId, ConversationId, EventKind, Moment, Permission, Role, TeamId};
use store::conversation::Conversation;
use store::{Tx, WriteTx};

/// Who is to have a conversation; `None` is nobody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// The person.
    pub assignee: Option<AgentId>,
    /// The team.
    pub team: Option<TeamId>,
}

/// Lets a conversation go to another team, or to none; who has it stays.
pub(crate) fn change_team(
    tx: &WriteTx<'_>,
    actor: &Actor,
    mut conversation: Conversation,
    team: Option<TeamId>,
    moment: &Moment,
) -> Result<()> {
    conversation.team_id = team;
    let kind = EventKind::ConversationAssigned { assignee: conversation.assignee_id, team };
    save(tx, actor, &conversation, kind, moment)
}

/// Gives a conversation to a person and a team; what its holder has answered already is handed over with words
/// ([`handover::give`]) and refused here.
pub fn assign(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    to: Assignment,
    moment: &Moment,
) -> Result<()> {
    permit(actor, Permission::Answer)?;
    let conversation = lookup::conversation(tx, actor, id)?;
    check_receiver(tx, to)?;
    if (conversation.assignee_id, conversation.team_id) == (to.assignee, to.team) {
        return Ok(());
    }
    if handover::needs_words(tx, &conversation, to)? {
        return handover::refuse_wordless(tx, &conversation);
    }
    place(tx, actor, conversation, to, moment)
}

/// Goes on only for somebody who works here and answers, and a team that is there.
pub(crate) fn check_receiver(tx: &Tx<'_>, to: Assignment) -> Result<()> {
    if let Some(agent) = to.assignee {
        let agent = store::agent::find(tx, agent)?.ok_or(Error::NotFound("agent"))?;
        if agent.deactivated_at.is_some() {
            return Err(Error::invalid("assignee", format!("{} doesn't work here any more.", agent.name)));
        }
        if agent.role == Role::LightAgent {
            return Err(Error::invalid(
                "assignee",
                format!("{} can't answer customers, only write notes.", agent.name),
            ));
        }
    }
    if let Some(team) = to.team {
        store::team::find(tx, team)?.ok_or(Error::NotFound("team"))?;
    }
    Ok(())
}

/// Puts a conversation where it is to be, with the brief that waits on it, if one does.
pub(crate) fn place(
    tx: &WriteTx<'_>,
    actor: &Actor,
    conversation: Conversation,
    to: Assignment,
    moment: &Moment,
) -> Result<()> {
    let (assignee_id, team_id) = (to.assignee, to.team);
    if conversation.assignee_id != assignee_id {
        handover::travels(tx, actor, &conversation, to, moment)?;
    }
    let placed = Conversation { assignee_id, team_id, ..conversation };
    let kind = EventKind::ConversationAssigned { assignee: to.assignee, team: to.team };
    save(tx, actor, &placed, kind, moment)
}
