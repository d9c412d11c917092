//! Promises across conversations.

use super::promise::plain;
use crate::support::{at, conversation as existing, new_agent, new_conversation, new_customer, read, write};
use domain::promise::State;
use domain::{AgentId, ConversationId, CustomerId, PromiseId};
use store::conversation::{After, Conversation};
use store::promise::{self, Promise};
use store::promise_list::{self, Wanted};
use store::{Database, Scope};

/// Two agents; four conversations, of which the last went into the first.
#[derive(Clone)]
struct Desk {
    anna: AgentId,
    ben: AgentId,
    customer: CustomerId,
    places: Vec<ConversationId>,
    of_ben: PromiseId,
}

fn desk(db: &Database) -> Desk {
    write(db, |tx| {
        let (anna, ben) = (new_agent(tx, "anna")?, new_agent(tx, "ben")?);
        let (customer, other) = (new_customer(tx, "Zoe")?, new_customer(tx, "Yan")?);
        let mut places = Vec::new();
        for number in 0..4 {
            places.push(new_conversation(tx, if number == 1 { other } else { customer }, number)?);
        }
        let merged = Conversation { merged_into: Some(places[0]), ..existing(tx, places[3])? };
        store::conversation::update(tx, &merged)?;
        let followed = Conversation { assignee_id: Some(anna), ..existing(tx, places[1])? };
        store::conversation::update(tx, &followed)?;
        promise::add(tx, &plain(places[0], anna, 300))?;
        promise::add(tx, &plain(places[3], anna, 100))?;
        promise::add(tx, &plain(places[1], anna, 200))?;
        promise::add(tx, &Promise { state: State::Kept, ..plain(places[2], anna, 50) })?;
        promise::add(tx, &plain(places[2], anna, 900))?;
        let of_ben = promise::add(tx, &plain(places[2], ben, 250))?;
        Ok(Desk { anna, ben, customer, places, of_ben })
    })
}

pub(crate) fn first_due_first(db: &Database) {
    let desk = desk(db);
    let found = |scope: Scope, owner, besides: Vec<PromiseId>, after: Option<After>, limit| {
        let wanted = Wanted { owner, besides, until: at(500) };
        let counted = {
            let (wanted, scope) = (wanted.clone(), scope.clone());
            read(db, move |tx| promise_list::count(tx, &scope, &wanted, 99))
        };
        let lines = read(db, move |tx| promise_list::page(tx, &scope, &wanted, after, limit));
        let lines: Vec<_> = lines.iter().map(|(line, due)| (line.conversation.id, *due)).collect();
        (lines, counted)
    };
    let (zero, one, two) = (desk.places[0], desk.places[1], desk.places[2]);
    // What was promised in the merged one waits where that went, and its first time counts.
    let both = vec![(zero, at(100)), (one, at(200))];
    assert_eq!(found(Scope::All, desk.anna, vec![], None, 9), (both.clone(), 2));
    let all = vec![(zero, at(100)), (one, at(200)), (two, at(250))];
    assert_eq!(found(Scope::All, desk.anna, vec![desk.of_ben], None, 9), (all.clone(), 3));
    let after = After { sort: domain::millis(at(100)), id: zero };
    assert_eq!(found(Scope::All, desk.anna, vec![desk.of_ben], Some(after), 1).0, [all[1]]);
    assert_eq!(found(Scope::Own(desk.anna), desk.anna, vec![], None, 9), (vec![both[1]], 1));
    assert_eq!(found(Scope::All, desk.ben, vec![], None, 9), (vec![(two, at(250))], 1));
}

pub(crate) fn of_customers_and_periods(db: &Database) {
    let desk = desk(db);
    let (customer, anna) = (desk.customer, desk.anna);
    let of =
        move |scope: Scope, limit| read(db, move |tx| promise_list::of_customer(tx, &scope, customer, limit));
    let due: Vec<_> = of(Scope::All, 9).iter().map(|placed| placed.promise.due_at).collect();
    assert_eq!(
        due,
        [at(900), at(300), at(250), at(100), at(50)],
        "last due first, of all their conversations"
    );
    assert_eq!(of(Scope::All, 1)[0].customer_name, "Zoe");
    assert_eq!(of(Scope::Own(anna), 9), []);
    let between = |from, until, limit| -> Vec<_> {
        let found =
            read(db, move |tx| promise_list::due_between(tx, &Scope::All, at(from), at(until), limit));
        found.iter().map(|placed| placed.promise.due_at).collect()
    };
    assert_eq!(between(100, 250, 9), [at(100), at(200)], "the end is not in it");
    assert_eq!(between(0, 999, 2), [at(50), at(100)]);
}
