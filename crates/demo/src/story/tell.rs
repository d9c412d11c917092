//! From what is due to the entry that tells it.

use jiff::Timestamp;

use super::{Pending, Story, Work};
use crate::{
    company::{AGENTS, SUPPORT},
    entry::{
        ConversationKey, CustomerKey, Entry, EntryKey, Happening, Mail, MailKind, Order, Promise, Remedy,
        RemedyKind, Reply, Touchpoint, TouchpointKind, Truth,
    },
    letter,
    people::customer,
    talk::{Act, AgentStage, Answer, Mood, Thread},
    words,
};

/// Conversations that are no conversations: newsletters have keys of their own.
const BULLETINS: u64 = 1 << 50;

/// Keys of entries outside of conversations: the kind in the upper bits, a number in the lower.
fn key(kind: u64, number: u64) -> EntryKey {
    EntryKey((kind << 56) | number)
}

impl Story {
    /// Tells `next`; a contact only becomes a conversation, whose first turn is told right after.
    pub(super) fn tell(&mut self, next: Pending) -> Option<Entry> {
        let at = Timestamp::from_millisecond(next.at).unwrap_or(self.course.plan.until);
        let (key, what) = match next.work {
            Work::Join(index) => (
                key(1, index as u64),
                Happening::CustomerJoined(customer(&self.course.plan, self.course.start, index)),
            ),
            Work::Order(order) => (key(2, order.key.0), Happening::OrderPlaced(Order::clone(&order))),
            Work::Scan { order, kind, title } => {
                let title = format!("{title} ({} {})", order.carrier, order.tracking);
                (self.touch_key(), touch(order.customer, Some(&order), kind, title))
            }
            Work::Visit { customer, kind, title } => {
                (self.touch_key(), touch(CustomerKey(customer as u64), None, kind, title.to_owned()))
            }
            Work::Contact { occasion, key } => {
                for thread in self.course.conversations(&occasion, key, next.at) {
                    self.push_thread(thread);
                }
                return None;
            }
            Work::Turn { thread, turn } => (thread.entry_key(turn), self.turn(&thread, turn)),
            Work::Bulletin(number) => (key(4, number), self.bulletin(number, at)),
            Work::BulletinClosed(number) => (
                key(5, number),
                Happening::Closed { conversation: ConversationKey(BULLETINS + number), agent: "bram" },
            ),
        };
        Some(Entry { key, at, what })
    }

    fn touch_key(&mut self) -> EntryKey {
        self.serials.touch += 1;
        key(3, self.serials.touch)
    }

    fn turn(&self, thread: &Thread, turn: usize) -> Happening {
        let conversation = thread.key;
        match &thread.turns[turn].act {
            Act::Write { .. } | Act::Away | Act::Undeliverable => Happening::Mail(mail(thread, turn)),
            Act::Answer(answer) => Happening::Reply(self.reply(thread, turn, answer)),
            Act::Note { agent, mention } => Happening::Note {
                conversation,
                agent: AGENTS[*agent].handle,
                markdown: words::note(thread, turn),
                mentions: vec![AGENTS[*mention].handle],
            },
            Act::Assign { by, team, agent } => Happening::Assigned {
                conversation,
                by: by.map(|by| AGENTS[by].handle),
                team,
                agent: agent.map(|agent| AGENTS[agent].handle),
            },
            Act::Tag { agent, tags } => Happening::Tagged {
                conversation,
                agent: agent.map(|agent| AGENTS[agent].handle),
                tags: tags.clone(),
            },
            Act::Snooze { agent, until } => Happening::Snoozed {
                conversation,
                agent: AGENTS[*agent].handle,
                until: Timestamp::from_millisecond(*until).unwrap_or(self.course.plan.until),
            },
            Act::Close { agent } => Happening::Closed { conversation, agent: AGENTS[*agent].handle },
            Act::HandOver { from, team, to, reason } => Happening::Handover {
                conversation,
                from: AGENTS[*from].handle,
                team,
                to: to.map(|to| AGENTS[to].handle),
                reason,
                summary: words::handover_summary(thread, turn),
            },
            Act::Merge { agent, into } => {
                Happening::Merged { conversation, into: *into, agent: AGENTS[*agent].handle }
            }
            Act::Touch { kind } => {
                let mut happening = touch(thread.customer.key, thread.order.as_deref(), *kind, title(*kind));
                if let Happening::Touchpoint(touchpoint) = &mut happening {
                    touchpoint.conversation = Some(conversation);
                }
                happening
            }
        }
    }

    fn reply(&self, thread: &Thread, turn: usize, answer: &Answer) -> Reply {
        Reply {
            conversation: thread.key,
            agent: AGENTS[answer.agent].handle,
            markdown: words::reply(thread, turn),
            message_id: thread.message_id(turn),
            answers: thread.entry_key(thread.asked_before(turn)),
            then: answer.then,
            promise: answer.promise.map(|(due, kept)| Promise {
                due: Timestamp::from_millisecond(due).unwrap_or(self.course.plan.until),
                kept: kept.filter(|_| due <= self.until),
            }),
            remedy: answer.remedy.map(|kind| Remedy { kind, cost_minor: cost(kind) }),
            policy: (answer.stage == AgentStage::Refuse).then(|| thread.matter.policy()).flatten(),
        }
    }

    fn bulletin(&self, number: u64, at: Timestamp) -> Happening {
        let (raw, message_id) = letter::newsletter(self.course.plan.seed, number, at);
        Happening::Mail(Mail {
            raw,
            mailbox: SUPPORT,
            conversation: ConversationKey(BULLETINS + number),
            customer: None,
            message_id,
            answers: None,
            kind: MailKind::Bulk,
            truth: Truth { matter: None, mood: Mood::Calm, contact: 0, language: "en", incident: false },
        })
    }
}

/// What a remedy costs the company, in cents.
fn cost(kind: RemedyKind) -> i64 {
    match kind {
        RemedyKind::Credit => 1500,
        RemedyKind::FreeShipping => 690,
        RemedyKind::Gift => 900,
        RemedyKind::Exception => 2400,
    }
}

fn title(kind: TouchpointKind) -> String {
    match kind {
        TouchpointKind::SurveyAnswered { score } => format!("Rated the conversation {score} of 5"),
        TouchpointKind::RefundPaid { amount_minor } => {
            format!("Refund of €{}.{:02} paid", amount_minor / 100, amount_minor % 100)
        }
        _ => String::new(),
    }
}

fn touch(customer: CustomerKey, order: Option<&Order>, kind: TouchpointKind, title: String) -> Happening {
    Happening::Touchpoint(Touchpoint {
        customer,
        order: order.map(|order| order.key),
        conversation: None,
        kind,
        title,
    })
}

fn mail(thread: &Thread, turn: usize) -> Mail {
    let (kind, mood, contact, (raw, answers)) = match thread.turns[turn].act {
        Act::Away => (MailKind::AutoReply, Mood::Calm, 0, letter::vacation(thread, turn)),
        Act::Undeliverable => (MailKind::Bounce, Mood::Calm, 0, letter::bounce(thread, turn)),
        Act::Write { mood, contact, .. } => (MailKind::Message, mood, contact, letter::message(thread, turn)),
        _ => (MailKind::Message, Mood::Calm, 0, (Vec::new(), None)),
    };
    let person = kind == MailKind::Message;
    Mail {
        raw,
        mailbox: thread.mailbox,
        conversation: thread.key,
        customer: (kind != MailKind::Bounce).then_some(thread.customer.key),
        message_id: thread.message_id(turn),
        answers: answers.map(|turn| thread.entry_key(turn)),
        kind,
        truth: Truth {
            matter: person.then_some(thread.matter),
            mood,
            contact,
            language: thread.facts.language(),
            incident: thread.incident,
        },
    }
}
