//! Budgets.

use crate::support::{UNUSUAL, at, new_agent, read, write};
use domain::{BudgetId, Currency};
use store::budget::{self, Budget};
use store::{Database, team};

pub(crate) fn life(db: &Database) {
    let (agent, group) = write(db, |tx| Ok((new_agent(tx, "anna")?, team::add(tx, "Boots", at(0))?)));
    let own = Budget {
        id: BudgetId(0),
        name: UNUSUAL.into(),
        agent_id: Some(agent),
        team_id: None,
        currency: Currency::parse("EUR").expect("a currency"),
        month_minor: 5_000,
        carries_over: true,
        created_at: at(1),
        ended_at: None,
    };
    let shared = Budget { name: "A".into(), agent_id: None, team_id: Some(group), ..own.clone() };
    let new = (own.clone(), shared.clone());
    let (one, two) = write(db, move |tx| Ok((budget::add(tx, &new.0)?, budget::add(tx, &new.1)?)));
    assert_eq!(read(db, budget::current), [Budget { id: two, ..shared }, Budget { id: one, ..own.clone() }]);
    assert!(
        write(db, move |tx| budget::end(tx, two, at(2))) && !write(db, move |tx| budget::end(tx, two, at(3)))
    );
    assert_eq!(read(db, budget::current), [Budget { id: one, ..own }]);
}
