//! One conversation, decided but not yet worded: who, about what, and each turn with its time.
//! Words are made only when a turn's time comes, from the thread alone; so thousands of conversations in flight
//! need little memory, and a quoted message is simply worded again.

use std::sync::Arc;

use super::{AgentStage, CustomerStage, Matter, Mood};
use crate::{
    chance::{Chance, mix},
    company::DOMAIN,
    entry::{ConversationKey, EntryKey, Order, RemedyKind, Then, TouchpointKind},
    people::Customer,
    words::Facts,
};

/// Why somebody writes.
#[derive(Debug, Clone)]
pub(crate) struct Occasion {
    pub(crate) customer: usize,
    pub(crate) matter: Matter,
    pub(crate) order: Option<Arc<Order>>,
    /// Part of an incident.
    pub(crate) incident: bool,
}

/// One conversation.
#[derive(Debug)]
pub(crate) struct Thread {
    pub(crate) seed: u64,
    pub(crate) key: ConversationKey,
    /// The conversation this one repeats, when a customer wrote a new mail about the same matter.
    pub(crate) repeats: Option<ConversationKey>,
    pub(crate) customer: Arc<Customer>,
    pub(crate) matter: Matter,
    pub(crate) order: Option<Arc<Order>>,
    pub(crate) incident: bool,
    /// Which time the customer writes about this, from 1, before this conversation's first mail.
    pub(crate) contact: u8,
    pub(crate) mailbox: &'static str,
    pub(crate) facts: Facts,
    pub(crate) turns: Vec<Turn>,
}

/// One thing that happens in a conversation.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    pub(crate) act: Act,
}

/// The kinds of turns.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Write { stage: CustomerStage, mood: Mood, contact: u8 },
    Answer(Answer),
    Away,
    Undeliverable,
    Note { agent: usize, mention: usize },
    Assign { by: Option<usize>, team: &'static str, agent: Option<usize> },
    Tag { agent: Option<usize>, tags: Vec<&'static str> },
    Snooze { agent: usize, until: i64 },
    Close { agent: usize },
    HandOver { from: usize, team: &'static str, to: Option<usize>, reason: &'static str },
    Merge { agent: usize, into: ConversationKey },
    Touch { kind: TouchpointKind },
}

/// An agent's answer before it is worded.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) stage: AgentStage,
    pub(crate) agent: usize,
    pub(crate) then: Then,
    /// What is promised by when, and whether that was kept.
    pub(crate) promise: Option<(i64, Option<bool>)>,
    pub(crate) remedy: Option<RemedyKind>,
    /// Something useful that wasn't asked.
    pub(crate) adds: bool,
    /// Apologises: for the matter or for the wait.
    pub(crate) sorry: bool,
    /// The colleague from whom the conversation was taken over.
    pub(crate) after: Option<usize>,
    /// Somebody the text can name.
    pub(crate) colleague: usize,
}

impl Thread {
    /// The key of turn number `turn`.
    pub(crate) fn entry_key(&self, turn: usize) -> EntryKey {
        EntryKey((1 << 62) | (self.key.0 << 8) | turn as u64)
    }

    /// The Message-ID of turn number `turn`, without angle brackets.
    pub(crate) fn message_id(&self, turn: usize) -> String {
        // A bijection of a unique key: never twice the same within a story.
        let id = mix(self.entry_key(turn).0 ^ mix(self.seed));
        match self.turns[turn].act {
            Act::Answer(_) => format!("{id:016x}@{DOMAIN}"),
            _ => format!("{id:016x}@{}", self.customer.email.rsplit('@').next().unwrap_or("mail.example")),
        }
    }

    /// Whether turn number `turn` is a message that travelled by mail between people.
    pub(crate) fn is_message(&self, turn: usize) -> bool {
        matches!(self.turns[turn].act, Act::Write { .. } | Act::Answer(_))
    }

    /// Whether the mail of turn number `turn` carries a photo.
    pub(crate) fn has_photo(&self, turn: usize) -> bool {
        let Act::Write { stage, .. } = self.turns[turn].act else { return false };
        let mut chance = Chance::keyed(self.seed, &[10, self.key.0, turn as u64]);
        let often = self.matter.photos();
        match stage {
            CustomerStage::Ask => chance.percent(often),
            CustomerStage::Detail if often >= 40 => chance.percent(70),
            CustomerStage::Still => chance.percent(often / 3),
            _ => false,
        }
    }

    /// The last mail of the customer before `turn`.
    pub(crate) fn asked_before(&self, turn: usize) -> usize {
        (0..turn).rev().find(|&index| matches!(self.turns[index].act, Act::Write { .. })).unwrap_or(0)
    }

    /// The last answer of ours before `turn`.
    pub(crate) fn answered_before(&self, turn: usize) -> Option<usize> {
        (0..turn).rev().find(|&index| matches!(self.turns[index].act, Act::Answer(_)))
    }
}
