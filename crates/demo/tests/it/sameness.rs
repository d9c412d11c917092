//! The same plan tells the same story, and a longer plan tells it further.

use std::hash::{DefaultHasher, Hash, Hasher};

use demo::{Plan, story};
use jiff::{SignedDuration, ToSpan};

use super::until;

/// A small plan, so that telling it twice costs little.
fn plan() -> Plan {
    Plan { seed: 7, until: until(), days: 120, customers: 300 }
}

fn hash(plan: &Plan) -> u64 {
    let mut hasher = DefaultHasher::new();
    for entry in story(plan) {
        format!("{entry:?}").hash(&mut hasher);
    }
    hasher.finish()
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    assert_eq!(hash(&plan()), hash(&plan()));
}

#[test]
fn another_seed_gives_another_story() {
    assert_ne!(hash(&plan()), hash(&Plan { seed: 8, ..plan() }));
}

#[test]
fn a_longer_plan_tells_the_same_story_further() {
    let longer = Plan { until: until() + SignedDuration::from_hours(24 * 40), days: 160, ..plan() };
    let settled = until() - (i64::from(Plan::SETTLED_DAYS) * 24).hours();
    let short: Vec<_> = story(&plan()).take_while(|entry| entry.at < settled).collect();
    let long: Vec<_> = story(&longer).take_while(|entry| entry.at < settled).collect();
    assert!(short.len() > 1_000, "{}", short.len());
    assert_eq!(short.len(), long.len());
    for (one, other) in short.iter().zip(&long) {
        assert_eq!(one.key, other.key);
        assert_eq!(one.at, other.at);
    }
    // What is promised may be known as kept only in the longer one; the mails are the same to the byte.
    let raw = |entries: &[demo::Entry]| -> Vec<Vec<u8>> {
        entries
            .iter()
            .filter_map(|entry| match &entry.what {
                demo::Happening::Mail(mail) => Some(mail.raw.clone()),
                _ => None,
            })
            .collect()
    };
    assert!(raw(&short) == raw(&long));
}

#[test]
fn the_stream_for_load_tests_is_the_same_every_time() {
    let take = || demo::mails(3, 50).take(40).collect::<Vec<_>>();
    assert_eq!(take(), take());
}
