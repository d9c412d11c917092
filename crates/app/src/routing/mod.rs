//! A new contact goes to who knows the customer, while the wait stays short; else to who stands in; else to the team.
//! The rule itself is [`domain::routing`]; here is what it asks.

mod setting;

pub use setting::{limits, set_limits};

use crate::conversation::append;
use crate::{Result, lookup};
use domain::conversation::State;
use domain::routing::{Candidate, choose, expected_wait_minutes};
use domain::{Actor, AgentId, ConversationId, EventKind, Moment, Role};
use jiff::{Timestamp, ToSpan};
use models::business_time::Calendar;
use store::agent::Agent;
use store::{Tx, WriteTx};

/// Open conversations counted at most: beyond it every limit is passed.
const LOAD_COUNTED_MAX: i64 = 1_000;
/// Days whose answers tell somebody's pace.
const PACE_DAYS: i64 = 30;
/// Answers looked at for it.
const PACE_ANSWERS: i64 = 100;
/// Minutes between two answers after which somebody did something else meanwhile.
const PACE_MINUTES_MAX: i64 = 120;

/// Sends a new conversation to its customer's ally, the backup, or leaves it to its team; says why.
pub(crate) fn route(tx: &WriteTx<'_>, id: ConversationId, moment: &Moment) -> Result<()> {
    let mut conversation = lookup::conversation(tx, &Actor::System, id)?;
    if conversation.state != State::Open || conversation.assignee_id.is_some() {
        return Ok(());
    }
    let Some(ally) = store::ally::of_customer(tx, conversation.customer_id)? else { return Ok(()) };
    let calendar = crate::opening_hours::calendar(tx)?;
    let mut candidates = vec![candidate(tx, ally.agent_id, &calendar, moment)?];
    if let Some(backup) = ally.backup_id {
        candidates.push(candidate(tx, backup, &calendar, moment)?);
    }
    let choice = choose(&candidates, limits(tx)?.minutes(conversation.priority));
    let (assignee, team) = (choice.assignee, conversation.team_id);
    if assignee.is_some() {
        conversation.assignee_id = assignee;
        store::conversation::update(tx, &conversation)?;
        let assigned = EventKind::ConversationAssigned { assignee, team };
        append(tx, &Actor::System, &conversation, assigned, moment)?;
    }
    let routed = EventKind::ConversationRouted { assignee, passed: choice.passed };
    append(tx, &Actor::System, &conversation, routed, moment)
}

/// Somebody as the rule sees them.
fn candidate(tx: &Tx<'_>, id: AgentId, calendar: &Calendar, moment: &Moment) -> Result<Candidate> {
    let nobody = Candidate {
        agent: id,
        is_here: false,
        away: false,
        cools_down: false,
        load: 0,
        load_max: 0,
        wait_minutes: 0,
    };
    let Some(agent) = store::agent::find(tx, id)? else { return Ok(nobody) };
    let desk = store::workload::of_agent(tx, id, LOAD_COUNTED_MAX)?;
    let paces = if desk.waiting > 0 { paces(tx, id, calendar, moment)? } else { Vec::new() };
    Ok(Candidate {
        is_here: agent.deactivated_at.is_none() && agent.role > Role::LightAgent,
        away: agent.away,
        cools_down: cools_down(&agent, moment.now),
        load: desk.open,
        load_max: agent.load_max,
        wait_minutes: expected_wait_minutes(desk.waiting, &paces),
        ..nobody
    })
}

/// Whether somebody rests after abuse.
pub fn cools_down(agent: &Agent, now: Timestamp) -> bool {
    agent.cool_down_until.is_some_and(|until| until > now)
}

/// Minutes of business time between one answer of somebody and their next, lately; longer ones than a stretch of work
/// are left out.
fn paces(tx: &Tx<'_>, agent: AgentId, calendar: &Calendar, moment: &Moment) -> Result<Vec<i64>> {
    let since = moment.now.checked_sub((24 * PACE_DAYS).hours()).unwrap_or(Timestamp::MIN);
    let times = store::answer::times_of(tx, agent, since, PACE_ANSWERS)?;
    let mut paces = Vec::new();
    for pair in times.windows(2) {
        let [later, earlier] = pair else { continue };
        let Ok(open) = calendar.open_between(*earlier, *later, &[]) else { continue };
        let minutes = open.as_mins();
        if (1..=PACE_MINUTES_MAX).contains(&minutes) {
            paces.push(minutes);
        }
    }
    Ok(paces)
}
