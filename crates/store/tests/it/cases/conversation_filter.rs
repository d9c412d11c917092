//! Conversations by any combination of filters, the same as looking at each of them.

use crate::support::{Dice, at, conversation, new_agent, new_conversation, new_customer, read, write};
use domain::ConversationId;
use domain::conversation::State;
use store::conversation::{After, Conversation};
use store::conversation_filter::{self, Filter};
use store::{Database, Scope};

/// Conversations in the house.
const COUNT: i64 = 60;

struct House {
    all: Vec<(Conversation, bool)>,
    filters: Vec<Filter>,
}

fn house(db: &Database) -> House {
    write(db, |tx| {
        let mut dice = Dice(3);
        let agents = [new_agent(tx, "anna")?, new_agent(tx, "bert")?];
        let teams = [store::team::add(tx, "One", at(0))?, store::team::add(tx, "Two", at(0))?];
        let customers = [new_customer(tx, "Clara")?, new_customer(tx, "Dora")?];
        let tag = store::tag::ensure(tx, "late")?;
        let mut all = Vec::new();
        for number in 0..COUNT {
            let id = new_conversation(tx, *dice.pick(&customers), number)?;
            let before = conversation(tx, id)?;
            let changed = Conversation {
                state: *dice.pick(&State::ALL),
                assignee_id: *dice.pick(&[None, Some(agents[0]), Some(agents[1])]),
                team_id: *dice.pick(&[None, Some(teams[0]), Some(teams[1])]),
                // Some at the same time, so that ids must decide.
                active_at: at(dice.below(20) as i64),
                ..before
            };
            store::conversation::update(tx, &changed)?;
            let tagged = dice.below(2) == 0 && store::tag::put(tx, id, tag)?;
            all.push((changed, tagged));
        }
        let plain = Filter::default();
        let filters = vec![
            plain.clone(),
            Filter { state: Some(State::Closed), ..plain.clone() },
            Filter { assignee: Some(Some(agents[0])), ..plain.clone() },
            Filter { assignee: Some(None), state: Some(State::Open), ..plain.clone() },
            Filter { team: Some(Some(teams[1])), tag: Some(tag), ..plain.clone() },
            Filter { team: Some(None), customer: Some(customers[0]), ..plain.clone() },
            Filter { customer: Some(customers[1]), tag: Some(tag), assignee: Some(Some(agents[1])), ..plain },
        ];
        Ok(House { all, filters })
    })
}

fn fits(filter: &Filter, (one, tagged): &(Conversation, bool)) -> bool {
    filter.state.is_none_or(|state| one.state == state)
        && filter.assignee.is_none_or(|agent| one.assignee_id == agent)
        && filter.team.is_none_or(|team| one.team_id == team)
        && filter.customer.is_none_or(|customer| one.customer_id == customer)
        && (filter.tag.is_none() || *tagged)
}

pub(crate) fn same_as_looking_at_each(db: &Database) {
    let house = house(db);
    for filter in house.filters {
        let mut expected: Vec<_> =
            house.all.iter().filter(|one| fits(&filter, one)).map(|(one, _)| one).collect();
        expected.sort_by_key(|one| std::cmp::Reverse((one.active_at, one.id)));
        let expected: Vec<ConversationId> = expected.into_iter().map(|one| one.id).collect();
        assert!(expected.len() > 2, "the house has some for {filter:?}");
        let (mut found, mut after) = (Vec::new(), None);
        loop {
            let wanted = filter.clone();
            let next = read(db, move |tx| conversation_filter::page(tx, &Scope::All, &wanted, after, 4));
            let Some(last) = next.last() else { break };
            after = Some(After { sort: domain::millis(last.active_at), id: last.id });
            found.extend(next.into_iter().map(|one| one.id));
        }
        assert_eq!(found, expected, "{filter:?}");
    }
}

pub(crate) fn scope_hides(db: &Database) {
    let house = house(db);
    let anna = house.all.iter().find_map(|(one, _)| one.assignee_id).expect("an assignee");
    let found =
        read(db, move |tx| conversation_filter::page(tx, &Scope::Own(anna), &Filter::default(), None, COUNT));
    assert!(!found.is_empty() && found.iter().all(|one| one.assignee_id == Some(anna)));
}
