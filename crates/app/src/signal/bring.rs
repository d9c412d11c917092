//! Who is brought to a customer who is upset: whoever knows them, a hero on duty, or a lead. And a break after abuse.

use super::setting::{self, Alarm};
use crate::Result;
use crate::people::actor_of;
use crate::routing::cools_down;
use domain::{AgentId, Event, EventKind, Moment, Role};
use jiff::{SignedDuration, Timestamp};
use store::agent::Agent;
use store::conversation::Conversation;
use store::signal::Signal;
use store::{Tx, WriteTx};

/// What is older brings nobody any more: after a standstill people are not called to yesterday's anger.
const RECENT: SignedDuration = SignedDuration::from_hours(1);

/// Brings somebody if the signal asks for it.
pub(super) fn bring(
    tx: &WriteTx<'_>,
    signal: &Signal,
    conversation: &Conversation,
    moment: &Moment,
) -> Result<()> {
    if moment.now.duration_since(signal.created_at) > RECENT {
        return Ok(());
    }
    let alarm = setting::alarm(tx)?;
    if signal.is_abuse {
        spare(tx, conversation, &alarm, moment)?;
    }
    if !signal.is_abuse && !signal.is_threat && signal.level < alarm.level.number() {
        return Ok(());
    }
    let Some(helper) = helper(tx, signal, conversation, moment.now)? else { return Ok(()) };
    store::conversation::follow(tx, conversation.id, helper)?;
    store::signal::set_brought(tx, signal.message_id, helper)?;
    let event = Event::new(EventKind::HelpBrought { helper }).customer(conversation.customer_id);
    let event = event.conversation(conversation.id).message(signal.message_id);
    Ok(store::event::append(tx, &event, moment.now)?)
}

/// Whoever was abused gets nothing new for a while.
fn spare(tx: &WriteTx<'_>, conversation: &Conversation, alarm: &Alarm, moment: &Moment) -> Result<()> {
    let Some(id) = conversation.assignee_id else { return Ok(()) };
    let Some(mut agent) = store::agent::find(tx, id)? else { return Ok(()) };
    let until = moment.now.checked_add(SignedDuration::from_mins(alarm.break_minutes)).unwrap_or(moment.now);
    if alarm.break_minutes == 0 || agent.cool_down_until >= Some(until) {
        return Ok(());
    }
    agent.cool_down_until = Some(until);
    store::agent::update(tx, &agent)?;
    let changed = EventKind::AgentChanged { changed: id, fields: vec!["cool_down".into()] };
    Ok(store::event::append(tx, &Event::new(changed), moment.now)?)
}

/// Who is brought: a lead for threats; else the ally, their backup, a hero on duty, a lead, the first who can come. Nobody
/// when that is who has it already.
fn helper(
    tx: &Tx<'_>,
    signal: &Signal,
    conversation: &Conversation,
    now: Timestamp,
) -> Result<Option<AgentId>> {
    let agents = store::agent::all(tx)?;
    let mut candidates: Vec<AgentId> = Vec::new();
    if !signal.is_threat && !signal.is_abuse {
        if let Some(ally) = store::ally::of_customer(tx, conversation.customer_id)? {
            candidates.push(ally.agent_id);
            candidates.extend(ally.backup_id);
        }
        let on_duty = agents.iter().filter(|agent| agent.on_duty_until.is_some_and(|until| until > now));
        candidates.extend(on_duty.map(|agent| agent.id));
    }
    candidates.extend(leads(tx, &agents, conversation)?);
    for id in candidates {
        if conversation.assignee_id == Some(id) {
            return Ok(None);
        }
        let agent = agents.iter().find(|agent| agent.id == id);
        if agent.is_some_and(|agent| can_come(agent, now)) && sees(tx, id, conversation)? {
            return Ok(Some(id));
        }
    }
    Ok(None)
}

/// Leads, those of the conversation's team first, the least powerful first: owners have other things to do.
fn leads(tx: &Tx<'_>, agents: &[Agent], conversation: &Conversation) -> Result<Vec<AgentId>> {
    let members =
        conversation.team_id.map(|team| store::team::members(tx, team)).transpose()?.unwrap_or_default();
    let mut leads: Vec<&Agent> = agents.iter().filter(|agent| agent.role >= Role::Lead).collect();
    leads.sort_by_key(|agent| (!members.contains(&agent.id), agent.role, agent.id));
    Ok(leads.into_iter().map(|agent| agent.id).collect())
}

fn can_come(agent: &Agent, now: Timestamp) -> bool {
    agent.deactivated_at.is_none() && !agent.away && !cools_down(agent, now)
}

fn sees(tx: &Tx<'_>, id: AgentId, conversation: &Conversation) -> Result<bool> {
    let scope = crate::scope(&actor_of(tx, id)?);
    Ok(store::conversation::find(tx, &scope, conversation.id)?.is_some())
}
