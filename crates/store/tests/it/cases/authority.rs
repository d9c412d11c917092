//! Rules of authority.

use crate::support::{at, read, write};
use domain::authority::Rule;
use domain::remedy::{Reason, Risk};
use domain::{Currency, Role};
use store::authority::{self, Authority};
use store::{Database, remedy_kind};

pub(crate) fn life(db: &Database) {
    let before = read(db, authority::current);
    assert!(before.iter().any(|held| held.rule.role == Some(Role::Agent)), "a new house has some");
    let kind = read(db, remedy_kind::all).last().map(|kind| kind.id);
    let narrow = Rule {
        role: Some(Role::Lead),
        kind,
        risk: Some(Risk::Low),
        reason: Some(Reason::Delight),
        currency: Currency::parse("JPY").expect("a currency"),
        case_minor: 1,
        customer_minor: 2,
        agent_minor: 3,
        period_days: 4,
    };
    let wide = Rule { role: None, kind: None, risk: None, reason: None, ..narrow };
    let ids =
        write(db, move |tx| Ok((authority::add(tx, &narrow, at(1))?, authority::add(tx, &wide, at(2))?)));
    let held = |id, rule, second| Authority { id, rule, created_at: at(second), ended_at: None };
    let now = read(db, authority::current);
    assert_eq!(now[before.len()..], [held(ids.0, narrow, 1), held(ids.1, wide, 2)]);
    assert!(write(db, move |tx| authority::end(tx, ids.0, at(9))));
    assert!(!write(db, move |tx| authority::end(tx, ids.0, at(10))), "it had ended");
    assert_eq!(read(db, authority::current).len(), before.len() + 1);
}
