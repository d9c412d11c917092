//! Who is still waiting when the story ends.

use std::{borrow::Borrow, collections::BTreeMap};

use demo::{ConversationKey, Entry, Happening, MailKind, Mood, Plan, Then, story};
use jiff::Timestamp;

use super::{told, until};

/// How a conversation stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
enum State {
    Open,
    Waiting,
    Snoozed,
    Closed,
}

struct Standing {
    state: State,
    since: Timestamp,
    agent: Option<&'static str>,
    mood: Mood,
    contact: u8,
}

/// What a loader would find at the end.
fn inbox(entries: impl IntoIterator<Item = impl Borrow<Entry>>) -> BTreeMap<ConversationKey, Standing> {
    let mut inbox: BTreeMap<ConversationKey, Standing> = BTreeMap::new();
    for entry in entries {
        let entry = entry.borrow();
        let set = |inbox: &mut BTreeMap<ConversationKey, Standing>, key: ConversationKey, state: State| {
            if let Some(standing) = inbox.get_mut(&key) {
                (standing.state, standing.since) = (state, entry.at);
            }
        };
        match &entry.what {
            Happening::Mail(mail) if mail.kind == MailKind::Message => {
                let (mood, contact) = (mail.truth.mood, mail.truth.contact);
                let fresh = Standing { state: State::Open, since: entry.at, agent: None, mood, contact };
                let standing = inbox.entry(mail.conversation).or_insert(fresh);
                if standing.state != State::Open {
                    standing.since = entry.at;
                }
                (standing.state, standing.mood, standing.contact) = (State::Open, mood, contact);
            }
            Happening::Reply(reply) => {
                let state = match reply.then {
                    Then::StayOpen => State::Open,
                    Then::Wait => State::Waiting,
                    Then::Close => State::Closed,
                };
                set(&mut inbox, reply.conversation, state);
            }
            Happening::Closed { conversation, .. } | Happening::Merged { conversation, .. } => {
                set(&mut inbox, *conversation, State::Closed);
            }
            Happening::Snoozed { conversation, .. } => set(&mut inbox, *conversation, State::Snoozed),
            Happening::Assigned { conversation, agent, .. } => {
                if let Some(standing) = inbox.get_mut(conversation) {
                    standing.agent = *agent;
                }
            }
            _ => {}
        }
    }
    inbox
}

#[test]
fn a_believable_inbox_is_open_at_the_end() {
    let inbox = inbox(told());
    let count = |state| inbox.values().filter(|standing| standing.state == state).count();
    println!(
        "open {}, waiting {}, snoozed {}",
        count(State::Open),
        count(State::Waiting),
        count(State::Snoozed)
    );
    let open: Vec<_> =
        inbox.values().filter(|standing| matches!(standing.state, State::Open | State::Snoozed)).collect();
    let age = |standing: &Standing| until().duration_since(standing.since).as_hours();
    println!("ages in hours: {:?}", open.iter().map(|standing| age(standing)).collect::<Vec<_>>());
    assert!((60..=120).contains(&open.len()), "{}", open.len());
    assert!(open.iter().filter(|standing| age(standing) < 1).count() >= 4);
    assert!(open.iter().filter(|standing| age(standing) > 24 * 8).count() >= 2);
    assert!(count(State::Snoozed) >= 2);
    assert!(count(State::Waiting) >= 5);
    let assigned = open.iter().filter(|standing| standing.agent.is_some()).count();
    assert!(assigned * 4 > open.len() && assigned * 4 < open.len() * 3, "{assigned} of {}", open.len());
    assert!(open.iter().any(|standing| standing.mood == Mood::Furious && standing.contact >= 3));
    let undecided = |what: &Happening| matches!(what, Happening::Reply(reply) if reply.promise.is_some_and(|promise| promise.kept.is_none()));
    assert!(told().iter().filter(|entry| undecided(&entry.what)).count() >= 3);
}

#[test]
fn the_inbox_is_believable_whenever_the_story_ends() {
    // Monday before opening, a summer noon, Sunday night, the day after Christmas.
    let ends =
        ["2026-03-02T07:10:00Z", "2026-07-15T11:30:00Z", "2025-11-23T22:45:00Z", "2025-12-26T10:00:00Z"];
    for (seed, end) in ends.iter().enumerate() {
        let plan = Plan { seed: seed as u64, ..Plan::standard(end.parse().unwrap()) };
        let open = inbox(story(&plan))
            .values()
            .filter(|standing| matches!(standing.state, State::Open | State::Snoozed))
            .count();
        println!("{end}: {open} open");
        assert!((60..=120).contains(&open), "{end}: {open}");
    }
}
