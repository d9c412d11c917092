//! Who may give how much. A rule is never changed, only ended: what somebody was allowed then can be told later.

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::Columns;
use domain::authority::Rule;
use domain::remedy::{Reason, Risk};
use domain::{AuthorityId, Role};
use jiff::Timestamp;

/// A rule that holds, or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Id.
    pub id: AuthorityId,
    /// The rule.
    pub rule: Rule,
    /// Since when.
    pub created_at: Timestamp,
    /// Until when.
    pub ended_at: Option<Timestamp>,
}

fn authority(columns: &mut Columns<'_>) -> Result<Authority> {
    let id = columns.next()?;
    let role: String = columns.next()?;
    let kind = columns.next()?;
    let (risk, reason): (String, String) = (columns.next()?, columns.next()?);
    Ok(Authority {
        id,
        rule: Rule {
            role: Role::parse(&role),
            kind,
            risk: Risk::parse(&risk),
            reason: Reason::parse(&reason),
            currency: columns.next()?,
            case_minor: columns.next()?,
            customer_minor: columns.next()?,
            agent_minor: columns.next()?,
            period_days: columns.next()?,
        },
        created_at: columns.next()?,
        ended_at: columns.next()?,
    })
}

const COLUMNS: &str =
    "id, role, remedy_kind_id, risk, reason, currency, case_minor, customer_minor, agent_minor,
    period_days, created_at, ended_at";

/// Adds a rule.
pub fn add(tx: &WriteTx<'_>, rule: &Rule, now: Timestamp) -> Result<AuthorityId> {
    tx.insert(
        "INSERT INTO authority (role, remedy_kind_id, risk, reason, currency, case_minor, customer_minor, agent_minor,
         period_days, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id",
        &[
            &rule.role.map_or("", Role::name), &rule.kind, &rule.risk.map_or("", Risk::name),
            &rule.reason.map_or("", Reason::name), &rule.currency, &rule.case_minor, &rule.customer_minor,
            &rule.agent_minor, &rule.period_days, &now,
        ],
    )
}

/// Ends a rule; false when it had ended.
pub fn end(tx: &WriteTx<'_>, id: AuthorityId, now: Timestamp) -> Result<bool> {
    Ok(tx.execute("UPDATE authority SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL", &[&id, &now])?
        == 1)
}

/// The rules that hold, oldest first.
pub fn current(tx: &Tx<'_>) -> Result<Vec<Authority>> {
    tx.query(&format!("SELECT {COLUMNS} FROM authority WHERE ended_at IS NULL ORDER BY id"), &[], authority)
}
