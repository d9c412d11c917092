//! Policies.

use crate::support::{UNUSUAL, at, new_agent, read, write};
use domain::{AgentId, PolicyId};
use store::Database;
use store::policy::{self, Policy};

pub(crate) fn plain(name: &str, owner: AgentId) -> Policy {
    Policy {
        id: PolicyId(0),
        name: name.into(),
        rule: UNUSUAL.into(),
        purpose: "So that nobody wears boots for free.".into(),
        faces_customers: true,
        owner_id: owner,
        since: at(-500),
        review_at: Some(at(500)),
        retired_at: None,
        replaced_by: None,
        retired_words: String::new(),
        created_at: at(1),
    }
}

pub(crate) fn life(db: &Database) {
    let owner = write(db, |tx| new_agent(tx, "anna"));
    let (old, new) = write(db, move |tx| {
        Ok((policy::add(tx, &plain("Returns", owner))?, policy::add(tx, &plain("B", owner))?))
    });
    assert_eq!(
        read(db, move |tx| policy::find(tx, old)),
        Some(Policy { id: old, ..plain("Returns", owner) })
    );
    let retired = Policy {
        id: old,
        review_at: None,
        retired_at: Some(at(9)),
        replaced_by: Some(new),
        retired_words: UNUSUAL.into(),
        ..plain("a", owner)
    };
    let update = retired.clone();
    write(db, move |tx| policy::update(tx, &update));
    assert_eq!(read(db, policy::all), [retired, Policy { id: new, ..plain("B", owner) }]);
    let again = db.write(move |tx| policy::add(tx, &plain("b", owner))).wait();
    assert!(again.expect_err("the name is taken").is_duplicate());
}
