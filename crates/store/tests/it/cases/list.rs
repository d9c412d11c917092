//! Lists of conversations: the right ones, in order, page by page, within scope.

use crate::support::{
    at, conversation as existing, new_agent, new_conversation, new_customer, new_identity, read, write,
};
use domain::conversation::State;
use domain::{AgentId, ConversationId, CustomerId, TeamId};
use store::conversation::{self, After, Conversation, List};
use store::{Database, Scope, team};

/// A desk with a dozen conversations, all made at different times.
#[derive(Clone)]
struct Desk {
    agent: AgentId,
    team: TeamId,
    customer: CustomerId,
    ids: Vec<ConversationId>,
}

fn desk(db: &Database) -> Desk {
    write(db, |tx| {
        let (agent, team) = (new_agent(tx, "anna")?, team::add(tx, "Returns", at(0))?);
        let (customer, other) = (new_customer(tx, "Zoe")?, new_customer(tx, "")?);
        new_identity(tx, other, "first@example.com")?;
        new_identity(tx, other, "another@example.com")?;
        let mut ids = Vec::new();
        for number in 0..12 {
            let id = new_conversation(tx, if number % 3 == 0 { customer } else { other }, number)?;
            let state = State::ALL[(number % 4) as usize];
            let changed = Conversation {
                state,
                // Pairs share a time, so that the id decides.
                active_at: at(100 + number / 2),
                waiting_since: (number % 2 == 0).then(|| at(50 - number / 4)),
                assignee_id: (number % 8 == 0).then_some(agent),
                team_id: (number >= 6).then_some(team),
                ..existing(tx, id)?
            };
            conversation::update(tx, &changed)?;
            if number % 5 == 0 {
                conversation::follow(tx, id, agent)?;
            }
            ids.push(id);
        }
        let merged = new_conversation(tx, customer, 99)?;
        let gone =
            Conversation { merged_into: Some(ids[0]), waiting_since: Some(at(0)), ..existing(tx, merged)? };
        conversation::update(tx, &gone)?;
        Ok(Desk { agent, team, customer, ids })
    })
}

/// The places of the conversations found, as counted by `desk`.
fn found(
    db: &Database,
    desk: &Desk,
    scope: &Scope,
    list: &List,
    after: Option<After>,
    limit: i64,
) -> Vec<usize> {
    let (scope, list) = (scope.clone(), list.clone());
    let lines = read(db, move |tx| conversation::list(tx, &scope, &list, after, limit));
    let place =
        |id| desk.ids.iter().position(|known| *known == id).expect("a conversation that isn't merged");
    lines.iter().map(|line| place(line.conversation.id)).collect()
}

fn all_lists(desk: &Desk) -> [List; 7] {
    [
        List::Assigned(desk.agent),
        List::Unassigned,
        List::Team(desk.team),
        List::InState(State::Closed),
        List::WaitingLongest,
        List::Followed(desk.agent),
        List::OfCustomer(desk.customer),
    ]
}

pub(crate) fn each_list(db: &Database) {
    let desk = desk(db);
    let expected: [&[usize]; 7] = [&[8, 0], &[4], &[8], &[11, 7, 3], &[8, 4, 0], &[10, 5, 0], &[9, 6, 3, 0]];
    for (list, expected) in all_lists(&desk).iter().zip(expected) {
        assert_eq!(found(db, &desk, &Scope::All, list, None, 99), expected, "{list:?}");
        let (list, count) = (list.clone(), expected.len() as i64);
        let counted = read(db, move |tx| {
            let exact = conversation::count(tx, &Scope::All, &list, 99)?;
            Ok((exact, conversation::count(tx, &Scope::All, &list, 1)?))
        });
        assert_eq!(counted, (count, 1));
    }
    let lines = read(db, |tx| conversation::list(tx, &Scope::All, &List::InState(State::Closed), None, 99));
    let names: Vec<&str> = lines.iter().map(|line| line.customer_name.as_str()).collect();
    assert_eq!(names, ["first@example.com", "first@example.com", "Zoe"], "a name, or what stands for it");
    let nameless = write(db, |tx| {
        let customer = new_customer(tx, "")?;
        new_conversation(tx, customer, 500)?;
        Ok(customer)
    });
    let lines =
        read(db, move |tx| conversation::list(tx, &Scope::All, &List::OfCustomer(nameless), None, 99));
    assert_eq!(lines.iter().map(|line| line.customer_name.as_str()).collect::<Vec<_>>(), [""]);
}

pub(crate) fn pages(db: &Database) {
    let desk = desk(db);
    for list in all_lists(&desk) {
        let whole = found(db, &desk, &Scope::All, &list, None, 99);
        for size in [1, 2, 3] {
            let mut pieces = Vec::new();
            let mut after = None;
            loop {
                let page = found(db, &desk, &Scope::All, &list, after, size);
                let Some(&last) = page.last() else { break };
                let id = desk.ids[last];
                let end = read(db, move |tx| existing(tx, id));
                let sort = match list {
                    List::WaitingLongest => end.waiting_since.expect("a time"),
                    List::OfCustomer(_) => end.created_at,
                    _ => end.active_at,
                };
                after = Some(After { sort: domain::millis(sort), id });
                pieces.extend(page);
            }
            assert_eq!(pieces, whole, "{list:?} in pages of {size}");
        }
    }
}

pub(crate) fn scopes(db: &Database) {
    let desk = desk(db);
    let outsider = AgentId(1);
    let list = List::OfCustomer(desk.customer);
    let seen = |scope: Scope| found(db, &desk, &scope, &list, None, 99);
    assert_eq!(seen(Scope::Teams(outsider, vec![])), [3, 0]);
    assert_eq!(seen(Scope::Teams(outsider, vec![desk.team])), [9, 6, 3, 0]);
    assert_eq!(seen(Scope::Own(desk.agent)), [0]);
    assert_eq!(seen(Scope::Own(outsider)), Vec::<usize>::new());
    let agent = desk.agent;
    let counted = read(db, move |tx| conversation::count(tx, &Scope::Own(agent), &list, 99));
    assert_eq!(counted, 1);
}
