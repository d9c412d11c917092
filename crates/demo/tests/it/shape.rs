//! The story looks like a company: sizes, seasons, languages, the bad week, and who is waiting at the end.

use std::collections::{BTreeMap, BTreeSet};

use demo::{ConversationKey, Happening, IncidentKind, MailKind, Matter, Mood, Plan, incidents};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{told, until};

/// Messages (of people, both sides) by conversation.
fn messages() -> BTreeMap<ConversationKey, usize> {
    let mut messages = BTreeMap::new();
    for entry in told() {
        match &entry.what {
            Happening::Mail(mail) if mail.kind == MailKind::Message => {
                *messages.entry(mail.conversation).or_default() += 1;
            }
            Happening::Reply(reply) => *messages.entry(reply.conversation).or_default() += 1,
            _ => {}
        }
    }
    messages
}

#[test]
fn everything_comes_in_order_of_time_and_before_the_end() {
    assert!(told().windows(2).all(|two| two[0].at <= two[1].at));
    assert!(told().iter().all(|entry| entry.at <= until()));
    let keys: BTreeSet<_> = told().iter().map(|entry| entry.key).collect();
    assert_eq!(keys.len(), told().len());
}

#[test]
fn the_default_size_is_as_announced() {
    let messages = messages();
    let (conversations, total) = (messages.len(), messages.values().sum::<usize>());
    let mut sizes: Vec<_> = messages.values().copied().collect();
    sizes.sort_unstable();
    let share = |from: usize, to: usize| {
        sizes.iter().filter(|size| (from..=to).contains(*size)).count() * 100 / conversations
    };
    println!("{conversations} conversations, {total} messages, largest {:?}", sizes.last());
    println!(
        "1: {} %, 2-5: {} %, 6-9: {} %, 10+: {} %",
        share(1, 1),
        share(2, 5),
        share(6, 9),
        share(10, 99)
    );
    assert!((2_200..=2_800).contains(&conversations));
    assert!((8_000..=10_000).contains(&total));
    assert!(share(2, 5) > 60);
    assert!(sizes.last().is_some_and(|largest| (12..=40).contains(largest)));
    let joined = told().iter().filter(|entry| matches!(entry.what, Happening::CustomerJoined(_))).count();
    assert_eq!(joined, 900);
}

#[test]
fn people_and_orders_are_known_before_they_are_spoken_of() {
    let (mut customers, mut orders, mut conversations) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut addresses = BTreeSet::new();
    for entry in told() {
        match &entry.what {
            Happening::CustomerJoined(customer) => {
                assert!(customers.insert(customer.key));
                assert!(addresses.insert(customer.email.clone()), "{}", customer.email);
                assert!(customer.since <= entry.at);
            }
            Happening::OrderPlaced(order) => {
                assert!(customers.contains(&order.customer));
                assert!(orders.insert(order.number.clone()));
            }
            Happening::Touchpoint(touchpoint) => assert!(customers.contains(&touchpoint.customer)),
            Happening::Mail(mail) => {
                assert!(mail.customer.is_none_or(|customer| customers.contains(&customer)));
                conversations.insert(mail.conversation);
            }
            Happening::Reply(reply) => assert!(conversations.contains(&reply.conversation)),
            Happening::Note { conversation, .. }
            | Happening::Assigned { conversation, .. }
            | Happening::Tagged { conversation, .. }
            | Happening::Snoozed { conversation, .. }
            | Happening::Closed { conversation, .. }
            | Happening::Handover { conversation, .. } => assert!(conversations.contains(conversation)),
            Happening::Merged { conversation, into, .. } => {
                assert!(conversations.contains(conversation) && conversations.contains(into));
            }
        }
    }
}

#[test]
fn every_language_mood_and_matter_occurs() {
    let (mut languages, mut moods, mut matters) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for entry in told() {
        if let Happening::Mail(mail) = &entry.what
            && let Some(matter) = mail.truth.matter
        {
            *languages.entry(mail.truth.language).or_insert(0) += 1;
            *moods.entry(mail.truth.mood).or_insert(0) += 1;
            *matters.entry(matter).or_insert(0) += 1;
        }
    }
    println!("{languages:?}\n{moods:?}\n{matters:?}");
    let total: i32 = languages.values().sum();
    assert!((55..=75).contains(&(languages["en"] * 100 / total)));
    assert!(["de", "fr", "es", "sv", "nl"].iter().all(|language| languages[language] * 100 / total >= 3));
    assert!(Mood::ALL.iter().all(|mood| moods[mood] > 50));
    assert!(Matter::ALL.iter().all(|matter| matters.contains_key(matter)), "{matters:?}");
}

fn people_write(from: Timestamp, days: i64) -> usize {
    let to = from + SignedDuration::from_hours(24 * days);
    let person = |what: &Happening| matches!(what, Happening::Mail(mail) if mail.kind == MailKind::Message);
    told().iter().filter(|entry| entry.at >= from && entry.at < to && person(&entry.what)).count()
}

#[test]
fn mails_triple_in_the_week_of_the_depot() {
    let depot = *incidents(&Plan::standard(until()))
        .iter()
        .find(|incident| incident.kind == IncidentKind::DepotFails)
        .unwrap();
    let week = people_write(depot.from + SignedDuration::from_hours(24), 7);
    let mut others: Vec<_> = (4..30)
        .map(|weeks| people_write(depot.from - SignedDuration::from_hours(24 * 7 * weeks), 7))
        .collect();
    others.sort_unstable();
    let usual = others[others.len() / 2];
    println!("{week} mails in the week of the depot, {usual} in others");
    assert!(week * 10 >= usual * 25 && week <= usual * 5);
}

#[test]
fn mondays_and_mornings_are_busier_than_sundays_and_nights() {
    let home = TimeZone::posix("GMT0IST,M3.5.0/1,M10.5.0").unwrap();
    let (mut weekdays, mut hours) = ([0; 7], [0; 24]);
    for entry in told() {
        if matches!(&entry.what, Happening::Mail(mail) if mail.kind == MailKind::Message) {
            let local = home.to_datetime(entry.at);
            weekdays[local.weekday().to_monday_zero_offset() as usize] += 1;
            hours[local.hour() as usize] += 1;
        }
    }
    println!("{weekdays:?}\n{hours:?}");
    assert!(weekdays[0] * 10 > weekdays[6] * 13);
    assert!(hours[9..12].iter().sum::<i32>() > 10 * hours[2..5].iter().sum::<i32>());
}

#[test]
fn agents_work_when_the_shop_is_open() {
    let home = TimeZone::posix("GMT0IST,M3.5.0/1,M10.5.0").unwrap();
    let (mut open, mut total) = (0, 0);
    for entry in told() {
        if matches!(entry.what, Happening::Reply(_)) {
            let local = home.to_datetime(entry.at);
            total += 1;
            open +=
                usize::from((9..18).contains(&local.hour()) && local.weekday().to_monday_zero_offset() < 6);
        }
    }
    assert!(open * 100 >= total * 97, "{open} of {total}");
}

#[test]
fn habits_show_in_the_figures() {
    #[derive(Default, Debug)]
    struct Figures {
        replies: usize,
        letters: usize,
        promises: usize,
        kept: usize,
        handovers: usize,
    }
    let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
    for entry in told() {
        match &entry.what {
            Happening::Reply(reply) => {
                let figures = figures.entry(reply.agent).or_default();
                figures.replies += 1;
                figures.letters += reply.markdown.len();
                figures.promises += usize::from(reply.promise.is_some());
                figures.kept += usize::from(reply.promise.is_some_and(|promise| promise.kept == Some(true)));
            }
            Happening::Handover { from, .. } => figures.entry(from).or_default().handovers += 1,
            _ => {}
        }
    }
    println!("{figures:#?}");
    let long = |agent: &str| figures[agent].letters / figures[agent].replies;
    assert!(long("bram") * 3 < long("noreen") * 2);
    assert!(figures["dash"].promises * 3 > figures["dash"].replies / 2);
    assert!(figures["dash"].kept * 10 < figures["dash"].promises * 6);
    assert!(figures["perpetua"].handovers > figures["amparo"].handovers * 4);
}
