//! Money a person or a team may give in a month without a story behind every cent.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::{AgentId, BudgetId, Currency, TeamId};
use jiff::Timestamp;

/// A budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Id.
    pub id: BudgetId,
    /// What it is called.
    pub name: String,
    /// Whose, if a person's.
    pub agent_id: Option<AgentId>,
    /// Whose, if a team's.
    pub team_id: Option<TeamId>,
    /// In which currency.
    pub currency: Currency,
    /// How much in a month, in minor units.
    pub month_minor: i64,
    /// Whether what is left may be given in the month after.
    pub carries_over: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
}

const COLUMNS: &str =
    "id, name, agent_id, team_id, currency, month_minor, carries_over, created_at, ended_at";

fn budget(columns: &mut Columns<'_>) -> Result<Budget> {
    Ok(Budget {
        id: columns.next()?,
        name: columns.next()?,
        agent_id: columns.next()?,
        team_id: columns.next()?,
        currency: columns.next()?,
        month_minor: columns.next()?,
        carries_over: columns.next()?,
        created_at: columns.next()?,
        ended_at: columns.next()?,
    })
}

/// Adds a budget (its id is given by the database).
pub fn add(tx: &WriteTx<'_>, new: &Budget) -> Result<BudgetId> {
    tx.insert(
        "INSERT INTO budget (name, agent_id, team_id, currency, month_minor, carries_over, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        &[
            &new.name,
            &new.agent_id,
            &new.team_id,
            &new.currency,
            &new.month_minor,
            &new.carries_over,
            &new.created_at,
        ],
    )
}

/// Ends a budget; false when it had ended.
pub fn end(tx: &WriteTx<'_>, id: BudgetId, now: Timestamp) -> Result<bool> {
    Ok(tx.execute("UPDATE budget SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", &[&id, &now])? == 1)
}

/// The budgets that hold, by name.
pub fn current(tx: &Tx<'_>) -> Result<Vec<Budget>> {
    tx.query(&format!("SELECT {COLUMNS} FROM budget WHERE ended_at IS NULL ORDER BY name, id"), &[], budget)
}
