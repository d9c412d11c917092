//! The reference concessions through Cape's own report: the rows as remedies of a house, the figures as published.

use crate::power_house::PowerHouse;
use app::remedy::{Person, Stands};
use domain::message::Direction;
use domain::remedy::{Reason, Reversal, State};
use domain::{AgentId, ConversationId, Currency, EmailAddress, MessageId, Money, Reach, RemedyId, Role};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use std::path::PathBuf;
use store::message::Message;
use store::remedy::Remedy;

/// A file of the reference data; none (said on standard error) where they aren't beside the project.
fn text(file: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/science/service").join(file);
    if !path.exists() {
        eprintln!("NOT RUN: {file} isn't beside the project");
        return None;
    }
    Some(std::fs::read_to_string(path).expect("it can be read"))
}

/// A row: contacts, concessions, and what they cost together, in cents.
fn rows(text: &str) -> Vec<(i64, i64, i64)> {
    let row = |line: &str| {
        let fields: Vec<&str> = line.split(',').collect();
        let whole = |at: usize| fields[at].parse::<i64>().expect("a count");
        let cents = fields[3].parse::<f64>().expect("an amount") * 100.0;
        (whole(1), whole(2), cents.round() as i64)
    };
    text.lines().skip(1).map(row).collect()
}

fn message(place: ConversationId, agent: AgentId, at: Timestamp) -> Message {
    Message {
        id: MessageId(0),
        conversation_id: place,
        direction: Direction::Outbound,
        nature: "message".into(),
        channel: "mail".into(),
        agent_id: Some(agent),
        identity_id: None,
        addresses: "{}".into(),
        subject: "Boots".into(),
        text: "We look into it.".into(),
        folds: "[]".into(),
        html: String::new(),
        remote_count: 0,
        own_colors: false,
        stranger: false,
        mail_message_id: String::new(),
        raw_hash: None,
        written_at: None,
        created_at: at,
    }
}

fn remedy(house: &PowerHouse, agent: AgentId, key: String, cents: i64, at: Timestamp) -> Remedy {
    Remedy {
        id: RemedyId(0),
        request_key: key,
        conversation_id: house.conversation,
        kind_id: house.kind("Gift"),
        cost: Money::new(cents, Currency::parse("EUR").expect("a currency")).ok(),
        order_id: None,
        for_what: String::new(),
        reason: Reason::Goodwill,
        why: "Patient through all of it.".into(),
        agent_id: agent,
        message_id: None,
        state: State::Done,
        yes_needed: 0,
        external_id: String::new(),
        problem: String::new(),
        attempts: 0,
        next_attempt_at: None,
        reversal: Reversal::None,
        reversal_problem: String::new(),
        created_at: at,
        given_at: Some(at),
        ended_at: Some(at),
    }
}

/// Writes a row down: an agent who answered in so many conversations, and what they gave.
fn write_down(house: &PowerHouse, number: usize, row: (i64, i64, i64), places: &[ConversationId]) -> AgentId {
    let (contacts, concessions, cents) = row;
    let now = house.moment().now;
    let agent = house.write(move |tx, moment| {
        let email = EmailAddress::parse(&format!("agent-{number}@cape.example")).expect("an address");
        Ok(store::agent::add(tx, &format!("Agent {number}"), &email, Role::Agent, Reach::All, moment.now)?)
    });
    let each = cents / concessions.max(1);
    let gifts: Vec<Remedy> = (0..concessions)
        .map(|gift| {
            let rest = if gift == 0 { cents - each * concessions } else { 0 };
            remedy(house, agent, format!("{number} {gift}"), each + rest, now)
        })
        .collect();
    let places = places[..contacts as usize].to_vec();
    house.write(move |tx, moment| {
        for place in &places {
            store::message::add(tx, &message(*place, agent, moment.now))?;
        }
        for gift in &gifts {
            store::remedy::add(tx, gift)?.expect("a new one");
        }
        Ok(())
    });
    agent
}

#[test]
fn published_concessions_are_found_by_the_report() {
    let (Some(table), Some(published)) = (text("concessions.csv"), text("concessions_expected.json")) else {
        return;
    };
    let published: Value = serde_json::from_str(&published).expect("it is JSON");
    let rows = rows(&table);
    let house = PowerHouse::new();
    let most = rows.iter().map(|(contacts, ..)| *contacts).max().expect("rows");
    let places: Vec<ConversationId> =
        (0..most).map(|number| house.open(&format!("customer-{number}@customer.example"))).collect();
    let agents: Vec<AgentId> =
        (1..).zip(&rows).map(|(number, row)| write_down(&house, number, *row, &places)).collect();
    let (owner, now) = (house.owner.clone(), house.moment().now);
    let until = now.checked_add(SignedDuration::from_secs(1)).expect("a time");
    let report = house.read(move |tx| app::remedy::usage(tx, &owner, Timestamp::UNIX_EPOCH, until));
    let people: Vec<&Person> = agents
        .iter()
        .map(|agent| report.people.iter().find(|person| person.agent == *agent).expect("they are there"))
        .collect();
    for (person, (contacts, concessions, _)) in people.iter().zip(&rows) {
        assert_eq!((person.answered, person.given), (*contacts, *concessions), "{}", person.name);
    }
    let cents: i64 = rows.iter().map(|(.., cents)| cents).sum();
    assert_eq!(report.money.values().copied().collect::<Vec<_>>(), [cents]);
    let given: i64 = rows.iter().map(|(_, concessions, _)| concessions).sum();
    assert_eq!(report.at_once.map(|share| (share.part, share.base)), Some((given, given)));

    let named = |name: &str| -> Vec<u64> { serde_json::from_value(published[name].clone()).expect("agents") };
    let which = |test: &dyn Fn(&Person) -> bool| -> Vec<u64> {
        (1..).zip(&people).filter(|(_, person)| test(person)).map(|(number, _)| number).collect()
    };
    assert_eq!(which(&|one| one.stands == Some(Stands::More)), named("truth_high_agents"));
    assert_eq!(which(&|one| one.stands == Some(Stands::More)), named("flagged_benjamini_hochberg_5pct"));
    assert_eq!(which(&|one| one.funnel_z.is_some_and(|z| z > 3.0)), named("poisson_funnel_z_over_3"));
    // The published rate is drawn towards all agents. Ours leaves out the two who stand apart: without them the others
    // differ less, and each is drawn more towards what is common.
    let drawn = people[0].drawn_rate.expect("it can be said");
    let theirs = published["posterior_rate_agent_1"].as_f64().expect("a rate");
    let prior = |name: &str| published["gamma_poisson"][name].as_f64().expect("a number");
    let (own, common) = (rows[0].1 as f64 / rows[0].0 as f64, prior("shape") / prior("rate"));
    assert!((drawn - theirs).abs() < 0.006 && own < drawn && drawn < common, "{drawn}, published {theirs}");
}
