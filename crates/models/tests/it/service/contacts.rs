//! First contact resolution, repeats and bounces.

use crate::reference::{json, near, table};
use models::Error;
use models::service::{Contact, ContactRates, contact_rates};
use proptest::collection::vec;
use proptest::prelude::*;

fn published() -> Option<Vec<Contact>> {
    let rows = table("service/contacts.csv")?;
    let topics: Vec<&String> = rows.iter().map(|row| &row["topic"]).collect();
    let topic = |name: &String| topics.iter().position(|other| *other == name).expect("a topic") as u64;
    let contact = |row: &std::collections::HashMap<String, String>| Contact {
        case: row["case"].parse().expect("a number"),
        customer: row["customer"].parse().expect("a number"),
        topic: topic(&row["topic"]),
        at: row["hour"].parse().expect("an hour"),
        agents: row["agents"].split('>').map(|agent| agent.parse().expect("an agent")).collect(),
        resolved: &row["resolved"] == "1",
    };
    Some(rows.iter().map(contact).collect())
}

fn rates(log: &[Contact]) -> ContactRates {
    contact_rates(log, 168.0, None, 0.95).expect("rates")
}

#[test]
fn published_rates_are_met() {
    let (Some(log), Some(published)) = (published(), json("service/contacts_expected.json")) else { return };
    let found = rates(&log);
    let is = |name: &str, found: f64| near(name, found, published[name].as_f64().expect("a number"), 1e-6);
    is("contacts", found.contacts as f64);
    is("cases", found.cases as f64);
    is("mature_cases", found.mature_cases as f64);
    is("fcr", found.first_contact_resolution.expect("mature cases").share.value());
    is("fcr_naive_resolved_flag_only", found.marked_resolved_at_first.share.value());
    is("repeat_contact_rate", found.repeat_contacts.share.value());
    is("bounces_per_contact", found.bounces_per_contact);
    is("share_contacts_bounced", found.bounced_contacts.share.value());
    is("mean_contacts_per_case", found.contacts_per_case);
    is("cases_with_4_or_more_contacts", found.long_cases as f64);
    is("mean_agent_changes_per_case", found.agent_changes_per_case);
}

fn contact(case: u64, at: f64) -> Contact {
    Contact { case, customer: 1, topic: 1, at, agents: vec![1], resolved: true }
}

#[test]
fn only_who_could_have_come_back_counts() {
    // Case 1 comes back as case 2 just inside the window, case 2 as case 3 just outside; case 3 is too young to tell.
    let log = [contact(1, 0.0), contact(2, 168.0), contact(3, 336.5)];
    let found = rates(&log);
    let first = found.first_contact_resolution.expect("mature cases");
    assert_eq!((found.mature_cases, first.share.value()), (2, 0.5));
    assert_eq!(found.repeat_contacts.share.value(), 1.0 / 3.0);
    // Watched longer, it has settled.
    let longer = contact_rates(&log, 168.0, Some(600.0), 0.95).expect("rates");
    assert_eq!(longer.first_contact_resolution.expect("mature cases").share.value(), 2.0 / 3.0);
    // Nobody can tell yet.
    assert_eq!(rates(&log[..1]).first_contact_resolution, None);
}

#[test]
fn another_topic_or_customer_is_no_repeat() {
    let other = Contact { topic: 2, ..contact(2, 10.0) };
    let stranger = Contact { customer: 2, ..contact(3, 20.0) };
    let found = rates(&[contact(1, 0.0), other, stranger, contact(4, 999.0)]);
    assert_eq!(found.repeat_contacts.share.value(), 0.0);
    assert_eq!(found.first_contact_resolution.expect("mature cases").share.value(), 1.0);
}

#[test]
fn bounces_are_changes_of_agent() {
    let with = |agents: &[u64], at| Contact { agents: agents.to_vec(), ..contact(1, at) };
    let found = rates(&[with(&[1, 2, 2, 1], 0.0), with(&[], 1.0), with(&[3], 2.0), with(&[3], 3.0)]);
    assert_eq!((found.bounces_per_contact, found.bounced_contacts.share.value()), (0.5, 0.25));
    assert_eq!((found.agent_changes_per_case, found.long_cases), (3.0, 1));
}

#[test]
fn what_makes_no_sense_is_said() {
    let wrong = |log: &[Contact], window, end| contact_rates(log, window, end, 0.95).unwrap_err();
    assert_eq!(wrong(&[], 168.0, None), Error::Empty { what: "contacts" });
    assert!(matches!(wrong(&[contact(1, f64::NAN)], 168.0, None), Error::OutOfRange { row: Some(0), .. }));
    assert!(matches!(wrong(&[contact(1, 0.0)], 0.0, None), Error::OutOfRange { .. }));
    assert!(matches!(wrong(&[contact(1, 0.0)], 1.0, Some(f64::NAN)), Error::OutOfRange { .. }));
    assert!(matches!(wrong(&[contact(1, 9.0)], 1.0, Some(8.0)), Error::Contradiction { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The unit of time, its origin and the order of rows change nothing; a longer window finds no fewer repeats.
    #[test]
    fn rates_do_not_depend_on_unit_or_order(
        rows in vec((0..8_u64, 0..3_u64, 0..2_u64, 0..4000_u32, vec(0..3_u64, 0..4), any::<bool>()), 1..40),
    ) {
        let log: Vec<Contact> = rows
            .iter()
            .map(|(case, customer, topic, at, agents, resolved)| Contact {
                case: *case, customer: *customer, topic: *topic, at: f64::from(*at), agents: agents.clone(), resolved: *resolved,
            })
            .collect();
        // Times that are the same leave the order inside a case to the log, so let them differ.
        let log: Vec<Contact> = (0..).zip(log).map(|(row, contact)| Contact { at: contact.at * 64.0 + f64::from(row), ..contact }).collect();
        let window = 64.0 * 168.0;
        let moved: Vec<Contact> = log.iter().rev().map(|contact| Contact { at: contact.at * 2.0 - 4096.0, ..contact.clone() }).collect();
        let found = contact_rates(&log, window, None, 0.95).unwrap();
        prop_assert_eq!(&found, &contact_rates(&moved, 2.0 * window, None, 0.95).unwrap());
        let longer = contact_rates(&log, 2.0 * window, None, 0.95).unwrap();
        prop_assert!(longer.repeat_contacts.share.value() >= found.repeat_contacts.share.value());
        prop_assert!(longer.mature_cases <= found.mature_cases);
    }
}
