//! Teams.

use crate::support::{at, new_agent, read, write};
use domain::TeamId;
use store::{Database, team};

pub(crate) fn names(db: &Database) {
    let (returns, orders) =
        write(db, |tx| Ok((team::add(tx, "Returns", at(0))?, team::add(tx, "orders", at(0))?)));
    let again = db.write(|tx| team::add(tx, "RETURNS", at(0))).wait();
    assert!(again.is_err_and(|error| error.is_duplicate()));
    let taken = db.write(move |tx| team::rename(tx, orders, "returns")).wait();
    assert!(taken.is_err_and(|error| error.is_duplicate()));
    write(db, move |tx| team::rename(tx, orders, "Ärger"));
    let all: Vec<_> = read(db, team::all).into_iter().map(|team| (team.id, team.name)).collect();
    assert_eq!(all, [(returns, "Returns".into()), (orders, "Ärger".into())]);
    assert_eq!(read(db, move |tx| team::find(tx, orders)).map(|team| team.name).as_deref(), Some("Ärger"));
    assert_eq!(read(db, |tx| team::find(tx, TeamId(1))), None);
}

pub(crate) fn members(db: &Database) {
    let (team, anna, bert) = write(db, |tx| {
        Ok((team::add(tx, "Returns", at(0))?, new_agent(tx, "anna")?, new_agent(tx, "bert")?))
    });
    for agent in [bert, anna, bert] {
        write(db, move |tx| team::join(tx, team, agent));
    }
    assert_eq!(read(db, move |tx| team::members(tx, team)), [anna, bert]);
    write(db, move |tx| team::leave(tx, team, bert));
    assert_eq!(read(db, move |tx| team::members(tx, team)), [anna]);
}
