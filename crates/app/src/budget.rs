//! Money that may be given without a story behind every cent: inside a budget no "why" is asked.

use crate::{Error, Result, opening_hours, permit, text};
use domain::{Actor, AgentId, BudgetId, Event, EventKind, Moment, Money, Permission};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
pub use store::budget::Budget;
use store::{Tx, WriteTx};

/// Characters of a name.
const NAME_CHARACTERS_MAX: usize = 80;
/// Budgets of a house: one a person in a large one.
const BUDGETS_MAX: usize = 1_000;

/// A budget, and what of it was given this month.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The budget.
    pub budget: Budget,
    /// What may be given this month, with what is left of the last one where that carries over.
    pub month_minor: i64,
    /// What was given of it.
    pub given_minor: i64,
}

impl Standing {
    /// What is left of it.
    pub fn left_minor(&self) -> i64 {
        self.month_minor.saturating_sub(self.given_minor).max(0)
    }
}

/// All budgets that hold, with how they stand.
pub fn all(tx: &Tx<'_>, actor: &Actor, now: Timestamp) -> Result<Vec<Standing>> {
    permit(actor, Permission::Oversee)?;
    store::budget::current(tx)?.into_iter().map(|budget| standing(tx, budget, now)).collect()
}

/// Whether a budget of this person, or of one of their teams, has room for this cost.
pub(crate) fn covers(tx: &Tx<'_>, agent: AgentId, cost: Money, now: Timestamp) -> Result<bool> {
    let teams = store::agent::teams(tx, agent)?;
    for budget in store::budget::current(tx)? {
        let own = budget.agent_id == Some(agent) || budget.team_id.is_some_and(|team| teams.contains(&team));
        if own
            && budget.currency == cost.currency()
            && standing(tx, budget, now)?.left_minor() >= cost.minor()
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn standing(tx: &Tx<'_>, budget: Budget, now: Timestamp) -> Result<Standing> {
    let zone = TimeZone::get(&opening_hours::read(tx)?.time_zone).unwrap_or(TimeZone::UTC);
    let people = match (budget.agent_id, budget.team_id) {
        (Some(agent), _) => vec![agent],
        (None, Some(team)) => store::team::members(tx, team)?,
        (None, None) => Vec::new(),
    };
    let currency = budget.currency;
    reckon(budget, &zone, now, |from, until| {
        Ok(store::remedy::sum_without_why(tx, &people, currency, from, until)?)
    })
}

/// How a budget stands, when this says what its people gave without a why in a stretch of time.
///
/// # Errors
/// Those of `given`.
pub fn reckon(
    budget: Budget,
    zone: &TimeZone,
    now: Timestamp,
    given: impl Fn(Timestamp, Timestamp) -> Result<i64>,
) -> Result<Standing> {
    let (from, until) = month(now, zone, 0);
    let mut month_minor = budget.month_minor;
    let (last_from, last_until) = month(now, zone, 1);
    if budget.carries_over && budget.created_at < last_until {
        month_minor += (budget.month_minor - given(last_from, last_until)?).max(0);
    }
    Ok(Standing { month_minor, given_minor: given(from, until)?, budget })
}

/// The month so many months ago: its beginning, and that of the next.
fn month(now: Timestamp, zone: &TimeZone, ago: i64) -> (Timestamp, Timestamp) {
    let first = now.to_zoned(zone.clone()).date().first_of_month();
    let begin = |date: jiff::civil::Date| {
        date.to_zoned(zone.clone()).map_or(Timestamp::MIN, |zoned| zoned.timestamp())
    };
    let from = first.saturating_sub(ago.months());
    (begin(from), begin(from.saturating_add(1.month())))
}

/// Adds a budget of a person or a team.
pub fn add(tx: &WriteTx<'_>, actor: &Actor, new: &Budget, moment: &Moment) -> Result<BudgetId> {
    permit(actor, Permission::Administer)?;
    let name = text::filled("name", &new.name, NAME_CHARACTERS_MAX)?;
    Money::new(new.month_minor, new.currency).map_err(|error| Error::invalid("amount", error.to_string()))?;
    match (new.agent_id, new.team_id) {
        (Some(agent), None) => drop(store::agent::find(tx, agent)?.ok_or(Error::NotFound("colleague"))?),
        (None, Some(team)) => drop(store::team::find(tx, team)?.ok_or(Error::NotFound("team"))?),
        _ => return Err(Error::invalid("owner", "A budget is one person's or one team's.")),
    }
    if store::budget::current(tx)?.len() >= BUDGETS_MAX {
        return Err(Error::Conflict(format!("There are {BUDGETS_MAX} budgets; end one that isn't needed.")));
    }
    let mut budget = Budget { name, created_at: moment.now, ended_at: None, ..new.clone() };
    budget.id = store::budget::add(tx, &budget)?;
    changed(tx, actor, &budget, moment)?;
    Ok(budget.id)
}

/// Ends a budget.
pub fn end(tx: &WriteTx<'_>, actor: &Actor, id: BudgetId, moment: &Moment) -> Result<()> {
    permit(actor, Permission::Administer)?;
    let Some(budget) = store::budget::current(tx)?.into_iter().find(|budget| budget.id == id) else {
        return Ok(());
    };
    if store::budget::end(tx, id, moment.now)? {
        changed(tx, actor, &Budget { ended_at: Some(moment.now), ..budget }, moment)?;
    }
    Ok(())
}

fn changed(tx: &WriteTx<'_>, actor: &Actor, budget: &Budget, moment: &Moment) -> Result<()> {
    let kind = EventKind::BudgetChanged {
        budget: Some(budget.id),
        holder: budget.agent_id,
        team: budget.team_id,
        month_minor: budget.month_minor,
        currency: budget.currency.code().to_owned(),
        carries_over: budget.carries_over,
        ended: budget.ended_at.is_some(),
    };
    let event = Event::new(kind).by(actor.agent_id());
    Ok(store::event::append(tx, &event, moment.now)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_where_the_house_is() {
        let zone = TimeZone::get("Europe/Berlin").expect("a zone");
        let now: Timestamp = "2026-03-31T22:30:00Z".parse().expect("a time");
        let (from, until) = month(now, &zone, 0);
        assert_eq!(
            (from.to_string().as_str(), until.to_string().as_str()),
            ("2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z")
        );
        assert_eq!(month(now, &zone, 1).1, from);
    }
}
