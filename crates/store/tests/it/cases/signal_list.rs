//! The messages behind figures: those that fit, with where they stand, in conversations that may be seen.

use super::signal::{everything, raised};
use crate::support::{at, new_agent, new_conversation, new_customer, read, write};
use store::signal_list::{self, Behind, Told, Within};
use store::{Database, Scope, conversation, message, signal, tag, team};

pub(crate) fn the_messages_behind_a_figure(db: &Database) {
    let (orders, boots, ben, gone_on) = write(db, |tx| {
        let (customer, ben) = (new_customer(tx, "Anna")?, new_agent(tx, "ben")?);
        let (orders, boots) = (team::add(tx, "Orders", at(0))?, tag::ensure(tx, "boots")?);
        let [calm, upset, other] = [1, 2, 3].map(|number| new_conversation(tx, customer, number));
        let (calm, upset, other) = (calm?, upset?, other?);
        let mut given = conversation::find(tx, &Scope::All, upset)?.expect("it");
        given.team_id = Some(orders);
        conversation::update(tx, &given)?;
        tag::put(tx, upset, boots)?;
        raised(tx, calm, 1, 4, 10)?;
        let went_on = raised(tx, upset, 3, 1, 20)?;
        let judged = raised(tx, other, 2, 1, 30)?;
        signal::correct(tx, judged.message_id, 0, Some(ben), at(40))?;
        signal::set_brought(tx, went_on.message_id, ben)?;
        // Its message was split off: the signal stays, and the way leads to where the message is.
        message::move_many(tx, &[went_on.message_id], upset, other)?;
        Ok((orders, boots, ben, other))
    });
    let found = |scope: Scope, what, within| {
        let told: Vec<Told> =
            read(db, move |tx| signal_list::behind(tx, &scope, everything(), what, within, 10));
        told
    };
    let rage = found(Scope::All, Behind::Rage, Within::Everywhere);
    assert_eq!(rage.len(), 1, "what was corrected doesn't count");
    assert_eq!((rage[0].signal.level, rage[0].conversation_id), (3, gone_on));
    assert_eq!((rage[0].customer_name.as_str(), rage[0].text.as_str()), ("Anna", "Where is it?"));
    for (what, within, count) in [
        (Behind::Tried(3), Within::Everywhere, 1),
        (Behind::Judged, Within::Everywhere, 1),
        (Behind::Helped, Within::Everywhere, 1),
        (Behind::Abuse, Within::Everywhere, 1),
        (Behind::Rage, Within::Team(Some(orders)), 1),
        (Behind::Rage, Within::Team(None), 0),
        (Behind::Rage, Within::Tag(boots), 1),
        (Behind::Tried(3), Within::Tag(boots), 0),
    ] {
        assert_eq!(found(Scope::All, what, within).len(), count, "{what:?} {within:?}");
    }
    assert_eq!(
        found(Scope::Own(ben), Behind::Rage, Within::Everywhere),
        [],
        "what one may not see isn't there"
    );
}
