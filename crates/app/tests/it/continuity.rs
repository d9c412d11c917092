//! Figures of continuity: equal to a hand count, the same from the tables and from the log, and by the published
//! definitions.

use crate::house::{agent, answer, conversation, id, mail};
use app::ally::Allies;
use app::continuity::{Figures, Log};
use app::conversation::{Assignment, Split};
use app::figure::Share;
use app::handover::{HandoverState, Words};
use domain::event::Cursor;
use domain::{Actor, ConversationId, CustomerId, MessageId, Role};
use jiff::{SignedDuration, Timestamp};
use models::service::{Contact, Continuity};
use testkit::TestHouse;
use testkit::dice::Dice;

/// More events than any of these tests makes.
const EVENTS: i64 = 100_000;

fn logs(house: &TestHouse) -> (Log, Log, Timestamp) {
    let now = house.moment().now.checked_add(SignedDuration::from_secs(1)).expect("a time");
    let (from, to) = (Timestamp::UNIX_EPOCH, now);
    let mut rows = house.read(move |tx| app::continuity::log(tx, from, to));
    let events = house.read(|tx| app::events::after(tx, Cursor::default(), EVENTS));
    // What the log alone doesn't tell.
    for matter in &mut rows.matters {
        matter.team = None;
        matter.subject.clear();
    }
    (rows, app::continuity::replay(&events, from, to), now)
}

fn both(house: &TestHouse) -> Figures {
    let (rows, replayed, now) = logs(house);
    let figures = app::continuity::figures(&rows, now);
    assert_eq!(figures, app::continuity::figures(&replayed, now));
    figures
}

fn close(house: &TestHouse, who: &Actor, number: i64) {
    let (who, moment) = (who.clone(), house.moment());
    house.write(move |tx| app::conversation::close(tx, &who, ConversationId(number), &moment));
}

fn assign(house: &TestHouse, who: &Actor, number: i64, to: Option<&Actor>) -> bool {
    let to = Assignment { assignee: to.map(id), team: None };
    let (who, moment) = (who.clone(), house.moment());
    house
        .db
        .write(move |tx| app::conversation::assign(tx, &who, ConversationId(number), to, &moment))
        .wait()
        .is_ok()
}

fn give(house: &TestHouse, who: &Actor, number: i64, to: &Actor) -> bool {
    let to = Assignment { assignee: Some(id(to)), team: None };
    let (who, moment) = (who.clone(), house.moment());
    let words = Words { reason: "Knows it".into(), summary: String::new() };
    let given =
        house.db.write(move |tx| app::handover::give(tx, &who, ConversationId(number), to, &words, &moment));
    given.wait().is_ok()
}

fn tag(house: &TestHouse, number: i64, tag: &'static str) {
    let moment = house.moment();
    house.write(move |tx| app::conversation::tag(tx, &Actor::System, ConversationId(number), tag, &moment));
}

#[test]
fn a_small_log_counted_by_hand() {
    let house = TestHouse::founded();
    let (ines, ben) = (agent(&house, "Ines", Role::Agent), agent(&house, "Ben", Role::Agent));
    let hour = || house.pass(SignedDuration::from_hours(1));
    // 1: Anna, boots. Ines answers, hands over to Ben, who answers; Anna tells it again; Ben answers; closed.
    mail(&house, "anna", "Boots", "Where are they?");
    tag(&house, 1, "boots");
    assign(&house, &ines, 1, Some(&ines));
    hour();
    answer(&house, &ines, 1);
    hour();
    assert!(give(&house, &ines, 1, &ben));
    hour();
    answer(&house, &ben, 1);
    hour();
    mail_in(&house, 1, "As I explained to your colleague, they never came.");
    hour();
    answer(&house, &ben, 1);
    close(&house, &ben, 1);
    // 2: Anna again, boots, two days later: comes again. Ben answers once; closed.
    house.pass(SignedDuration::from_hours(48));
    mail(&house, "anna", "Boots once more", "The left one is green.");
    tag(&house, 2, "boots");
    answer(&house, &ben, 2);
    close(&house, &ben, 2);
    // 3: Bert, invoice. Ines answers once; closed; he thanks; closed without an answer.
    mail(&house, "bert", "Invoice", "I need one.");
    answer(&house, &ines, 3);
    close(&house, &ines, 3);
    hour();
    mail_in(&house, 3, "Thank you!");
    close(&house, &ines, 3);
    // Ten days later; 4: Anna, who now has an ally, is answered by her.
    house.pass(SignedDuration::from_hours(240));
    let (to, moment) = (Allies { ally: Some(id(&ines)), backup: None }, house.moment());
    house.write(move |tx| app::ally::set(tx, &Actor::System, CustomerId(1), to, &moment));
    mail(&house, "anna", "Laces", "There are none.");
    assert_eq!(conversation(&house, 4).assignee_id, ines.agent_id());
    answer(&house, &ines, 4);

    let figures = both(&house);
    assert_eq!((figures.matters, figures.bounces), (4, 1));
    assert_eq!(figures.unfelt, Share::of(3, 4), "all but the first");
    assert_eq!(figures.people.into_iter().collect::<Vec<_>>(), [(1, 3), (2, 1)]);
    assert_eq!(figures.repeats, Share::of(2, 5), "1's second contact and 2's repeat 1; the thanks are none");
    // Mature are 1, 2 and 3; 2 had no other after, 3 neither; 1 took two contacts.
    assert_eq!(figures.first_contact, Share::of(2, 3));
    assert_eq!(figures.retold, Share::of(1, 1));
    assert_eq!(figures.by_ally, Share::of(1, 1), "what was before doesn't count");
    // Anna met Ines, Ben, Ben, Ines; Bert came once.
    let anna = Continuity::of(&["Ines", "Ben", "Ben", "Ines"]);
    assert_eq!(figures.customers, 1);
    assert_eq!((figures.usual, figures.concentrated), (anna.usual, anna.concentrated));
    assert_eq!(figures.sequential, Some(1.0 / 3.0));
    // On Anna's page the same, and on Bert's, who came once, nothing that needs two.
    let now = house.moment().now;
    let of = |number| {
        house.read(move |tx| app::continuity::of_customer(tx, &Actor::System, CustomerId(number), now))
    };
    let hers = of(1);
    assert_eq!((hers.visits, hers.usual), (4, ines.agent_id()), "Ben as often, Ines last");
    assert_eq!((hers.figures.usual, hers.figures.sequential), (anna.usual, Some(1.0 / 3.0)));
    assert_eq!((hers.figures.bounces, hers.figures.by_ally), (1, Share::of(1, 1)));
    let his = of(2);
    assert_eq!((his.visits, his.usual, his.figures.usual), (1, ines.agent_id(), None));
}

/// Another message in a conversation, as if it had come by telephone.
fn mail_in(house: &TestHouse, number: i64, text: &str) {
    let said = app::conversation::Said {
        channel: domain::conversation::Channel::Call,
        text: text.to_owned(),
        at: None,
    };
    let moment = house.moment();
    house.write(move |tx| {
        app::conversation::take_down(tx, &Actor::System, ConversationId(number), &said, &moment)
    });
}

#[test]
fn the_log_replayed_gives_the_same() {
    for seed in 0..3 {
        let house = TestHouse::founded();
        let mut dice = Dice::new(seed);
        let people: Vec<Actor> =
            ["Ines", "Ben", "Cleo"].into_iter().map(|name| agent(&house, name, Role::Agent)).collect();
        let lead = agent(&house, "Lena", Role::Lead);
        let (mut conversations, mut merges, mut done) = (0, Vec::new(), 0);
        for step in 0..150 {
            house.pass(SignedDuration::from_mins(7 + dice.below(400) as i64));
            let who = &people[dice.below(3) as usize];
            let other = &people[dice.below(3) as usize];
            if step < 4 || dice.below(5) == 0 {
                let customer = ["anna", "bert", "carl", "dora"][dice.below(4) as usize];
                mail(&house, customer, &format!("Matter {step}"), "As I explained to your colleague, no.");
                conversations = house
                    .read(|tx| {
                        let all = store::conversation::list(
                            tx,
                            &store::Scope::All,
                            &store::conversation::List::WaitingLongest,
                            None,
                            1_000,
                        )?;
                        Ok(all.iter().map(|line| line.conversation.id.0).max().unwrap_or(0))
                    })
                    .max(conversations);
                continue;
            }
            let number = 1 + dice.below(conversations as u64) as i64;
            let (actor, boss, moment) = (who.clone(), lead.clone(), house.moment());
            let here = ConversationId(number);
            let went = match dice.below(12) {
                0..=2 => {
                    let merged = conversation(&house, number).merged_into.is_some();
                    if !merged {
                        answer(&house, who, number);
                    }
                    !merged
                }
                3 => assign(&house, who, number, Some(other)),
                4 | 5 => give(&house, who, number, other),
                6 => {
                    tag(&house, number, ["boots", "late", "invoice"][dice.below(3) as usize]);
                    true
                }
                7 => house
                    .db
                    .write(move |tx| app::conversation::close(tx, &actor, here, &moment))
                    .wait()
                    .is_ok(),
                8 => {
                    let into = ConversationId(1 + dice.below(conversations as u64) as i64);
                    let merged =
                        house.db.write(move |tx| app::conversation::merge(tx, &actor, here, into, &moment));
                    let undo = merged.wait().ok().flatten();
                    if let Some(undo) = undo.filter(|_| dice.below(2) == 0) {
                        let (actor, moment) = (who.clone(), house.moment());
                        house.write(move |tx| app::undo::undo(tx, &actor, undo, &moment));
                    }
                    undo.is_some()
                }
                9 => {
                    let pending = house.read(move |tx| app::handover::of_matter(tx, here)).pop();
                    pending.filter(|handover| handover.state == HandoverState::Open).is_some_and(|handover| {
                        house
                            .db
                            .write(move |tx| app::handover::accept(tx, &actor, handover.id, &moment))
                            .wait()
                            .is_ok()
                    })
                }
                10 => {
                    let first =
                        house.read(move |tx| Ok(store::message::ids(tx, here, None)?)).into_iter().nth(1);
                    let first = first.unwrap_or(MessageId(0));
                    let how = Split { subject: String::new(), customer: String::new() };
                    house
                        .db
                        .write(move |tx| app::conversation::split(tx, &actor, first, &how, &moment))
                        .wait()
                        .is_ok()
                }
                _ => {
                    let (kept, merged) =
                        (CustomerId(1 + dice.below(4) as i64), CustomerId(1 + dice.below(4) as i64));
                    let to = Allies { ally: Some(id(who)), backup: None };
                    house.db.write(move |tx| app::ally::set(tx, &boss, merged, to, &moment)).wait().ok();
                    let (boss, moment) = (lead.clone(), house.moment());
                    if let Some(merge) = merges.pop().filter(|_| dice.below(2) == 0) {
                        let undone =
                            house.db.write(move |tx| app::customer::undo_merge(tx, &boss, merge, &moment));
                        undone.wait().is_ok()
                    } else {
                        let made =
                            house.db.write(move |tx| app::customer::merge(tx, &boss, kept, merged, &moment));
                        let made = made.wait();
                        merges.extend(made.as_ref().ok());
                        made.is_ok()
                    }
                }
            };
            done += i64::from(went);
        }
        assert!(done > 60, "seed {seed}: only {done} things happened");
        let (rows, replayed, _) = logs(&house);
        assert!(rows.matters.iter().any(|matter| matter.bounces() > 0), "seed {seed}: nothing was felt");
        for (row, again) in rows.matters.iter().zip(&replayed.matters) {
            assert_eq!(row, again, "seed {seed}");
        }
        assert_eq!(
            (rows.matters.len(), rows.allies),
            (replayed.matters.len(), replayed.allies),
            "seed {seed}"
        );
        both(&house);
    }
}

/// A file of the published references, when they lie beside the project; says so when they don't.
fn reference(name: &str) -> Option<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/science").join(name);
    let found = std::fs::read_to_string(&path);
    if found.is_err() {
        eprintln!("not run: {} isn't there", path.display());
    }
    found.ok()
}

#[test]
fn contacts_are_counted_by_the_published_definitions() {
    let (Some(table), Some(expected)) =
        (reference("service/contacts.csv"), reference("service/contacts_expected.json"))
    else {
        return;
    };
    let topics = ["billing", "fault", "delivery", "login"];
    let contact = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let number = |text: &str| text.parse::<u64>().expect("a number");
        let topic = topics.iter().position(|topic| *topic == cells[3]);
        Contact {
            case: number(cells[1]),
            customer: number(cells[2]),
            topic: topic.unwrap_or_else(|| panic!("a new topic: {}", cells[3])) as u64,
            at: cells[4].parse().expect("hours"),
            agents: cells[5].split('>').filter(|cell| !cell.is_empty()).map(number).collect(),
            resolved: cells[6].trim() == "1",
        }
    };
    let contacts: Vec<Contact> = table.lines().skip(1).map(contact).collect();
    let rates = app::continuity::rates(&contacts, None).expect("contacts");
    let expected: serde_json::Value = serde_json::from_str(&expected).expect("JSON");
    let close = |found: f64, name: &str| {
        let published = expected[name].as_f64().expect("a number");
        assert!((found - published).abs() < 1e-6, "{name}: {found} against {published}");
    };
    let first = rates.first_contact_resolution.expect("mature cases");
    close(first.share.value(), "fcr");
    close(rates.mature_cases as f64, "mature_cases");
    close(rates.repeat_contacts.share.value(), "repeat_contact_rate");
    close(rates.bounces_per_contact, "bounces_per_contact");
    close(rates.bounced_contacts.share.value(), "share_contacts_bounced");
}

/// A customer whose contacts are answered by these, one after the other.
fn visited(visits: &[serde_json::Value]) -> Log {
    let at = |hour: usize| Timestamp::from_second(hour as i64 * 3_600).expect("a time");
    let agent = |visit: &serde_json::Value| {
        let letter = visit.as_str().and_then(|name| name.bytes().next()).expect("a name");
        Some(domain::AgentId(i64::from(letter)))
    };
    let said = visits
        .iter()
        .enumerate()
        .flat_map(|(hour, visit)| [(at(2 * hour), None), (at(2 * hour + 1), agent(visit))]);
    let matter = app::continuity::Matter {
        id: ConversationId(1),
        customer: CustomerId(1),
        team: None,
        subject: String::new(),
        tags: std::collections::BTreeSet::new(),
        began: at(0),
        closed: false,
        said: said.collect(),
        handovers: Vec::new(),
        retold: Vec::new(),
    };
    Log { matters: vec![matter], ..Log::default() }
}

#[test]
fn indices_are_the_published_ones() {
    let Some(text) = reference("routing/continuity.json") else { return };
    let cases: Vec<serde_json::Value> = serde_json::from_str(&text).expect("JSON");
    let mut compared = 0;
    for case in &cases {
        let visits = case["visits"].as_array().expect("visits");
        let figures =
            app::continuity::figures(&visited(visits), Timestamp::from_second(10_000_000).expect("a time"));
        if visits.len() < 2 {
            assert_eq!(figures.customers, 0, "one visit says nothing");
            continue;
        }
        for (name, found) in
            [("UPC", figures.usual), ("COC", figures.concentrated), ("SECON", figures.sequential)]
        {
            let published = case[name].as_f64().expect("a number");
            assert!((found.expect("an index") - published).abs() < 1e-6, "{name} of {visits:?}: {found:?}");
            compared += 1;
        }
    }
    assert!(compared >= 21, "{compared} compared");
}
