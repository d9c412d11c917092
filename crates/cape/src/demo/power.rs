//! What the company lets its people give, and the policies its customers meet.

use app::WriteTx;
use app::budget::Budget;
use app::policy::NewPolicy;
use domain::{Actor, AgentId, BudgetId, Currency, Moment, PolicyId, TeamId};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// What every team may give in a month without saying why, in cents.
const JOYS_MONTH_MINOR: i64 = 3_000;

/// Writes the company's policies down.
pub(super) fn policies(
    tx: &WriteTx<'_>,
    company: &demo::Company,
    agents: &BTreeMap<&'static str, AgentId>,
    moment: &Moment,
) -> app::Result<BTreeMap<&'static str, PolicyId>> {
    let mut written = BTreeMap::new();
    for policy in &company.policies {
        let Some(&owner) = agents.get(policy.owner) else { continue };
        let new = NewPolicy {
            name: readable(policy.handle),
            rule: policy.rule.to_owned(),
            purpose: policy.reason.to_owned(),
            faces_customers: true,
            owner,
            since: moment.now,
            review_at: moment.now.checked_add(SignedDuration::from_hours(24 * 300)).ok(),
        };
        written.insert(policy.handle, app::policy::add(tx, &Actor::System, &new, moment)?);
    }
    Ok(written)
}

/// `returns-14-days-unworn` as people say it.
fn readable(handle: &str) -> String {
    let words = handle.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Small money that every team may give without a story behind each cent.
pub(super) fn budgets(
    tx: &WriteTx<'_>,
    company: &demo::Company,
    teams: &BTreeMap<&'static str, TeamId>,
    owner: &Actor,
    moment: &Moment,
) -> app::Result<()> {
    for team in &company.teams {
        let (Some(&team_id), Some(currency)) = (teams.get(team.handle), Currency::parse(company.currency))
        else {
            continue;
        };
        let new = Budget {
            id: BudgetId(0),
            name: format!("Small joys, {}", team.name),
            agent_id: None,
            team_id: Some(team_id),
            currency,
            month_minor: JOYS_MONTH_MINOR,
            carries_over: false,
            created_at: moment.now,
            ended_at: None,
        };
        app::budget::add(tx, owner, &new, moment)?;
    }
    Ok(())
}
