//! People asked to join.

use crate::support::{UNUSUAL, at, new_agent, read, token, write};
use domain::{InvitationId, Reach, Role};
use store::invitation::{self, Invitation};
use store::{Database, team};

pub(crate) fn life(db: &Database) {
    let (anna, returns) = write(db, |tx| Ok((new_agent(tx, "anna")?, team::add(tx, "Returns", at(0))?)));
    let new = Invitation {
        id: InvitationId(0),
        email: "bert@cape.example".into(),
        name: UNUSUAL.into(),
        role: Role::Lead,
        reach: Reach::Team,
        team_id: Some(returns),
        invited_by: Some(anna),
        created_at: at(1),
        expires_at: at(100),
    };
    let other =
        Invitation { email: "cleo@cape.example".into(), team_id: None, invited_by: None, ..new.clone() };
    let (first, asked) = (new.clone(), other.clone());
    let (id, second) = write(db, move |tx| {
        Ok((invitation::add(tx, &first, &token(1))?, invitation::add(tx, &asked, &token(2))?))
    });
    let expected = Invitation { id, ..new };
    let find = |number| read(db, move |tx| invitation::find_by_token(tx, &token(number)));
    assert_eq!((find(1), find(9)), (Some(expected.clone()), None));
    assert_eq!(read(db, move |tx| invitation::find(tx, id)), Some(expected.clone()));
    assert_eq!(read(db, invitation::open), [Invitation { id: second, ..other }, expected.clone()]);
    write(db, move |tx| invitation::renew(tx, id, &token(3), at(200)));
    assert_eq!((find(1), find(3)), (None, Some(Invitation { expires_at: at(200), ..expected })));
    assert!(write(db, move |tx| invitation::accept(tx, id, at(5))));
    assert!(!write(db, move |tx| invitation::accept(tx, id, at(6))), "only once");
    assert!(!write(db, move |tx| invitation::withdraw(tx, id)), "too late");
    assert_eq!((find(3), read(db, move |tx| invitation::find(tx, id))), (None, None));
    assert!(write(db, move |tx| invitation::withdraw(tx, second)));
    assert_eq!(read(db, invitation::open), []);
}
