//! Teams.

use crate::support::{
    at, conversation as existing, email, new_agent, new_conversation, new_customer, read, write,
};
use domain::TeamId;
use domain::conversation::State;
use store::{Database, conversation, mailbox, team};

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

pub(crate) fn leaving(db: &Database) {
    let (team, heir, other, mailbox, ids) = write(db, |tx| {
        let team = team::add(tx, "Returns", at(0))?;
        let (heir, other) = (team::add(tx, "Orders", at(0))?, team::add(tx, "Sales", at(0))?);
        let anna = new_agent(tx, "anna")?;
        team::join(tx, team, anna)?;
        team::join(tx, other, anna)?;
        let mailbox = mailbox::ensure(tx, "Help", &email("help@cape.example"), at(0))?;
        mailbox::update(tx, mailbox, Some(team), "")?;
        let customer = new_customer(tx, "Bert")?;
        let mut ids = Vec::new();
        for (number, (team, state)) in
            [(team, State::Open), (team, State::Snoozed), (team, State::Closed), (other, State::Open)]
                .into_iter()
                .enumerate()
        {
            let id = new_conversation(tx, customer, 1 + number as i64)?;
            let mut changed = existing(tx, id)?;
            (changed.team_id, changed.state) = (Some(team), state);
            conversation::update(tx, &changed)?;
            ids.push(id);
        }
        Ok((team, heir, other, mailbox, ids))
    });
    let undone = read(db, move |tx| conversation::of_team(tx, team));
    assert_eq!(undone.iter().map(|one| one.id).collect::<Vec<_>>(), ids[..2], "what isn't closed");
    let refused = db.write(move |tx| team::remove(tx, team)).wait();
    assert!(refused.is_err_and(|error| error.is_named_elsewhere()));
    write(db, move |tx| {
        team::hand_over(tx, team, Some(heir))?;
        team::remove(tx, team)
    });
    assert_eq!(read(db, move |tx| team::find(tx, team)), None);
    assert_eq!(read(db, move |tx| team::members(tx, other)).len(), 1, "other teams keep theirs");
    let teams: Vec<Option<TeamId>> = read(db, move |tx| {
        ids.iter().map(|id| Ok(existing(tx, *id)?.team_id)).collect::<store::Result<Vec<_>>>()
    });
    assert_eq!(teams, [Some(heir), Some(heir), Some(heir), Some(other)]);
    assert_eq!(read(db, move |tx| mailbox::find(tx, mailbox)).and_then(|one| one.team_id), Some(heir));
    write(db, move |tx| {
        team::hand_over(tx, heir, None)?;
        team::remove(tx, heir)
    });
    assert_eq!(read(db, move |tx| mailbox::find(tx, mailbox)).and_then(|one| one.team_id), None);
}
