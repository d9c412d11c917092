//! Who knows whom in the demo company, and conversations changing hands in its story.

use super::people::House;
use app::WriteTx;
use app::ally::Allies;
use app::conversation::Assignment;
use app::handover::{Handed, Verdict, Words};
use domain::{Actor, AgentId, ConversationId, CustomerId, Moment, Permission};
use jiff::{Timestamp, ToSpan};

/// Answers from which on somebody knows a customer.
const KNOWN_ANSWERS: i64 = 2;
/// Days before the end of the story in which the company has allies.
const ALLIES_DAYS: i64 = 28;
/// Days in which a lead has decided in any case.
const DECIDED_DAYS: i64 = 3;

/// Since when the company has allies.
pub(super) fn allies_since(until: Timestamp) -> Timestamp {
    until.checked_sub((24 * ALLIES_DAYS).hours()).unwrap_or(until)
}

/// Makes those who answered a customer most their ally and backup.
pub(super) fn choose_allies(
    tx: &WriteTx<'_>,
    customers: impl Iterator<Item = CustomerId>,
    moment: &Moment,
) -> app::Result<()> {
    for customer in customers {
        let known = app::ally::who_knows(tx, &Actor::System, customer, moment)?;
        let mut known =
            known.into_iter().filter(|known| known.answers >= KNOWN_ANSWERS).map(|known| known.agent);
        let to = Allies { ally: known.next(), backup: known.next() };
        app::ally::set(tx, &Actor::System, customer, to, moment)?;
    }
    Ok(())
}

/// Gives a conversation to somebody as the story tells, with words where it takes them.
pub(super) fn assign(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    to: Assignment,
    moment: &Moment,
) -> app::Result<()> {
    let (now, _) = app::conversation::find(tx, actor, id)?;
    // Who was sent it because they know the customer keeps it; nobody sorts it again.
    if actor.agent_id().is_none() && now.assignee_id.is_some() {
        return Ok(());
    }
    if !app::handover::need(tx, actor, id, to)?.words {
        return app::conversation::assign(tx, actor, id, to, moment);
    }
    let words = Words { reason: "Goes on with this one".into(), summary: String::new() };
    app::handover::give(tx, actor, id, to, &words, moment).map(drop)
}

/// Hands a conversation over. What a lead must decide is decided, unless it was asked lately.
pub(super) fn hand_over(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    to: Assignment,
    words: &Words,
    until: Timestamp,
    moment: &Moment,
) -> app::Result<()> {
    let handed = match app::handover::give(tx, actor, id, to, words, moment) {
        // The first question still waits: the story goes on without the second.
        Err(app::Error::Conflict(_)) => return Ok(()),
        handed => handed?,
    };
    let decided = until.checked_sub((24 * DECIDED_DAYS).hours()).unwrap_or(until);
    if let (Handed::Asked(handover), true) = (handed, moment.now < decided) {
        let directory = app::people::Directory::read(tx)?;
        let lead =
            directory.agents.iter().find(|agent| agent.role.may(Permission::Oversee)).map(|agent| agent.id);
        let lead = lead.map_or(Ok(Actor::System), |lead| app::people::actor_of(tx, lead))?;
        app::handover::decide(tx, &lead, handover, Verdict::Allow, moment)?;
    }
    Ok(())
}

/// Who answers a conversation that was sent to somebody else takes it first, unless words would be needed.
pub(super) fn take(tx: &WriteTx<'_>, actor: &Actor, id: ConversationId, moment: &Moment) -> app::Result<()> {
    let me: Option<AgentId> = actor.agent_id();
    let (now, _) = app::conversation::find(tx, actor, id)?;
    let to = Assignment { assignee: me, team: now.team_id };
    let others = now.assignee_id.is_some() && now.assignee_id != me && me.is_some();
    if others && !app::handover::need(tx, actor, id, to)?.words {
        app::conversation::assign(tx, actor, id, to, moment)?;
    }
    Ok(())
}

/// The assignment that a team and perhaps a colleague make.
pub(super) fn assignment(house: &House, team: &str, agent: Option<&str>) -> Assignment {
    Assignment {
        assignee: agent.and_then(|agent| house.agents.get(agent).copied()),
        team: house.teams.get(team).copied(),
    }
}
