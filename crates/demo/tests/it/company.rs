//! The company's own description holds together.

use std::collections::BTreeSet;

use demo::{Happening, Plan, company};

use super::{told, until};

#[test]
fn all_that_the_story_names_is_in_the_company() {
    let company = company(&Plan::standard(until()));
    let agents: BTreeSet<_> = company.agents.iter().map(|agent| agent.handle).collect();
    let teams: BTreeSet<_> = company.teams.iter().map(|team| team.handle).collect();
    let tags: BTreeSet<_> = company.tags.iter().copied().collect();
    let policies: BTreeSet<_> = company.policies.iter().map(|policy| policy.handle).collect();
    let mailboxes: BTreeSet<_> = company.mailboxes.iter().map(|mailbox| mailbox.address).collect();
    assert_eq!(agents.len(), 9);
    assert_eq!(tags.len(), company.tags.len());
    assert!(company.agents.iter().all(|agent| teams.contains(agent.team)));
    assert!(company.mailboxes.iter().all(|mailbox| teams.contains(mailbox.team)));
    assert!(company.policies.iter().all(|policy| agents.contains(policy.owner)));
    for entry in told() {
        match &entry.what {
            Happening::Mail(mail) => assert!(mailboxes.contains(mail.mailbox)),
            Happening::Reply(reply) => {
                assert!(agents.contains(reply.agent));
                assert!(reply.policy.is_none_or(|policy| policies.contains(policy)));
            }
            Happening::Assigned { team, agent, .. } => {
                assert!(teams.contains(team));
                assert!(agent.is_none_or(|agent| agents.contains(agent)));
            }
            Happening::Tagged { tags: set, .. } => {
                assert!(set.iter().all(|tag| tags.contains(tag)), "{set:?}");
            }
            Happening::Note { mentions, markdown, .. } => {
                assert!(mentions.iter().all(|handle| markdown.contains(&format!("@{handle}"))));
            }
            _ => {}
        }
    }
}

#[test]
fn agents_answer_in_the_customers_language_and_leave_no_gaps() {
    for entry in told() {
        if let Happening::Reply(reply) = &entry.what {
            assert!(reply.markdown.len() > 10, "{reply:?}");
            assert!(!reply.markdown.contains(['{', '}', '[', ']']), "{}", reply.markdown);
        }
    }
}

#[test]
fn no_two_customers_are_reached_alike() {
    let plan = Plan { customers: 3_000, ..Plan::standard(until()) };
    let joined = demo::story(&plan).filter_map(|entry| match entry.what {
        Happening::CustomerJoined(customer) => Some(customer),
        _ => None,
    });
    let mut reached = BTreeSet::new();
    for customer in joined {
        assert!(reached.insert(customer.email.to_lowercase()), "{}", customer.email);
        if let Some(phone) = customer.phone {
            assert!(reached.insert(phone.clone()), "{phone}");
        }
    }
    assert!(reached.len() > plan.customers, "{}", reached.len());
}
