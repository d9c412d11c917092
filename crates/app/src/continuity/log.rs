//! Matters and what was said in them, as figures see them, wherever they were read from.

use domain::{AgentId, ConversationId, CustomerId, TeamId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// A conversation with all that went into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Which.
    pub id: ConversationId,
    /// Whose.
    pub customer: CustomerId,
    /// Which team has it; the event log alone doesn't tell.
    pub team: Option<TeamId>,
    /// What it is called; the event log alone doesn't tell.
    pub subject: String,
    /// What it is about.
    pub tags: BTreeSet<String>,
    /// When it began.
    pub began: Timestamp,
    /// Whether it is closed.
    pub closed: bool,
    /// Who said something when, in the order of time: an agent, or the customer.
    pub said: Vec<(Timestamp, Option<AgentId>)>,
    /// When it was taken up by somebody else, and whether the customer felt it.
    pub handovers: Vec<(Timestamp, bool)>,
    /// When the customer told it again.
    pub retold: Vec<Timestamp>,
}

/// Matters that began in a period, and who knows which customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The matters, by id.
    pub matters: Vec<Matter>,
    /// Who knows a customer, since when.
    pub allies: BTreeMap<CustomerId, (AgentId, Timestamp)>,
    /// Whether there were more matters than are looked at.
    pub cut: bool,
}

/// The customer came to us, and what we said until they came again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contact {
    pub(super) at: Timestamp,
    pub(super) answers: Vec<(Timestamp, AgentId)>,
}

impl Matter {
    /// Everybody of us who answered.
    pub fn hands(&self) -> BTreeSet<AgentId> {
        self.said.iter().filter_map(|(_, agent)| *agent).collect()
    }

    /// Handovers that the customer felt.
    pub fn bounces(&self) -> usize {
        self.handovers.iter().filter(|(_, felt)| *felt).count()
    }

    /// Whether the customer told it again after it had changed hands.
    pub fn retold_after_handover(&self) -> bool {
        self.retold.iter().any(|again| self.handovers.iter().any(|(at, _)| at <= again))
    }

    /// The customer's contacts: what they wrote until we answered is one. A last word that we closed without answering is
    /// thanks, not a contact. What we wrote before they ever did belongs to none.
    pub(super) fn contacts(&self) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = Vec::new();
        for (at, agent) in &self.said {
            match (agent, contacts.last_mut()) {
                (Some(agent), Some(contact)) => contact.answers.push((*at, *agent)),
                (Some(_), None) => {}
                (None, Some(contact)) if contact.answers.is_empty() => {}
                (None, _) => contacts.push(Contact { at: *at, answers: Vec::new() }),
            }
        }
        let thanks = self.closed && contacts.len() > 1;
        if thanks && contacts.last().is_some_and(|last| last.answers.is_empty()) {
            contacts.pop();
        }
        contacts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matter(said: &[Option<i64>], closed: bool) -> Matter {
        let at = |second: usize| Timestamp::from_second(second as i64).expect("a time");
        let said = said.iter().enumerate().map(|(second, agent)| (at(second), agent.map(AgentId))).collect();
        Matter {
            id: ConversationId(1),
            customer: CustomerId(1),
            team: None,
            subject: String::new(),
            tags: BTreeSet::new(),
            began: at(0),
            closed,
            said,
            handovers: Vec::new(),
            retold: Vec::new(),
        }
    }

    #[test]
    fn what_comes_before_an_answer_is_one_contact() {
        let counted = |said: &[Option<i64>], closed| matter(said, closed).contacts().len();
        assert_eq!(counted(&[None, None, Some(1), Some(2), None, Some(1)], false), 2);
        assert_eq!(counted(&[None, Some(1), None], true), 1, "thanks");
        assert_eq!(counted(&[None, Some(1), None], false), 2, "waits for us");
        assert_eq!(counted(&[None], true), 1, "closed without a word");
        assert_eq!(counted(&[Some(1), None, Some(1)], true), 1, "we wrote first");
        assert_eq!(matter(&[None, Some(1), Some(2), Some(1)], true).hands().len(), 2);
    }
}
