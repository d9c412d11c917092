//! One conversation while it is being planned: the customer writes, time passes, somebody takes it.

use std::sync::Arc;

use super::{
    AgentStage, CustomerStage, Matter, Mood,
    answering::{ANSWERS_MAX, Next, PACE},
    course::Course,
    thread::{Act, Occasion, Thread, Turn},
};
use crate::{
    calendar::{HOUR, MINUTE},
    chance::Chance,
    company::{AGENTS, Habit, SUPPORT, lead, writing},
    entry::{ConversationKey, TouchpointKind},
    people::customer,
    words::{self, Facts},
};

/// Minutes until a customer writes back.
const CUSTOMER_PACE: [(i64, i64); 6] = [(0, 3), (30, 38), (60, 290), (85, 1_300), (97, 4_000), (100, 9_000)];

/// One conversation while it is being planned.
pub(super) struct Telling<'a> {
    pub(super) course: &'a Course,
    pub(super) chance: Chance,
    pub(super) thread: Thread,
    pub(super) beside: Vec<Thread>,
    /// Where in time we are.
    pub(super) at: i64,
    pub(super) mood: Mood,
    pub(super) contact: u8,
    pub(super) agent: usize,
    /// The colleague before, until the new one has written.
    pub(super) after: Option<usize>,
    pub(super) answers: usize,
    /// What went wrong so far, for the survey.
    pub(super) bumps: i64,
    /// A conversation that just doesn't end.
    pub(super) saga: bool,
    pub(super) refunded: bool,
    /// Who is asked when the agent doesn't know, and who when it is that one's own conversation.
    pub(super) knows: usize,
    pub(super) knows_too: usize,
}

/// The agent who knows this customer. The friend of the house has the one with thirty years of service.
fn ally(seed: u64, customer: usize, language: &str) -> usize {
    if customer == 0 {
        return AGENTS.iter().position(|agent| agent.handle == "noreen").unwrap_or_else(lead);
    }
    writing(&mut Chance::keyed(seed, &[15, customer as u64]), language, "care", None)
}

impl<'a> Telling<'a> {
    pub(super) fn begin(course: &'a Course, occasion: &Occasion, key: ConversationKey, at: i64) -> Self {
        let mut chance = Chance::keyed(course.plan.seed, &[3, key.0]);
        let who = Arc::new(customer(&course.plan, course.start, occasion.customer));
        let mood = Mood::about(&mut chance, occasion.matter);
        let facts = Facts::new(&mut chance, &course.calendar, &who, occasion.order.as_deref(), at);
        // Many people write to whichever address they find first.
        let mailbox = if chance.percent(25) { SUPPORT } else { occasion.matter.mailbox() };
        let saga = occasion.matter.is_complaint() && who.language == "en" && chance.permille(75);
        let agent = match ally(course.plan.seed, occasion.customer, who.language) {
            ally if chance.percent(if occasion.customer == 0 { 94 } else { 34 }) => ally,
            _ => writing(&mut chance, who.language, occasion.matter.team(), None),
        };
        let knows = writing(&mut chance, "en", "workshop", None);
        let knows_too = writing(&mut chance, "en", "care", Some(knows));
        let thread = Thread {
            seed: course.plan.seed,
            key,
            repeats: None,
            customer: who,
            matter: occasion.matter,
            order: occasion.order.clone(),
            incident: occasion.incident,
            contact: 1,
            mailbox,
            facts,
            turns: Vec::new(),
        };
        Self {
            course,
            chance,
            thread,
            beside: Vec::new(),
            at,
            mood,
            contact: 1,
            agent,
            after: None,
            answers: 0,
            bumps: 0,
            saga,
            refunded: false,
            knows,
            knows_too,
        }
    }

    pub(super) fn tell(&mut self) {
        self.write(CustomerStage::Ask);
        self.sort();
        self.wait_for_us();
        let take = self.at;
        self.push(
            take,
            Act::Assign { by: Some(self.agent), team: AGENTS[self.agent].team, agent: Some(self.agent) },
        );
        self.at += self.chance.between(1, 9) * MINUTE;
        while self.answers < ANSWERS_MAX {
            match self.step() {
                Next::Again => {}
                Next::End => break,
            }
        }
        self.ask_how_it_was();
    }

    pub(super) fn push(&mut self, at: i64, act: Act) {
        self.thread.turns.push(Turn { at, act });
    }

    pub(super) fn habit(&self) -> Habit {
        AGENTS[self.agent].habit
    }

    /// Somebody in the house who knows more; the same one throughout the conversation.
    pub(super) fn colleague(&self) -> usize {
        if self.knows == self.agent { self.knows_too } else { self.knows }
    }

    pub(super) fn can(&self, stage: AgentStage) -> bool {
        words::can_say(&self.thread, stage)
    }

    /// The company's rule sorts new mail by its words.
    pub(super) fn sort(&mut self) {
        let at = self.at + 2_000;
        let mut tags = vec![self.thread.matter.tag()];
        if self.thread.incident && self.thread.matter == Matter::LateParcel {
            tags.push("depot-week");
        }
        if self.thread.matter == Matter::EventDeadline {
            tags.push("deadline");
        }
        self.push(at, Act::Tag { agent: None, tags });
        if self.chance.percent(68) {
            self.push(at, Act::Assign { by: None, team: self.thread.matter.team(), agent: None });
        }
    }

    /// The customer writes, now.
    pub(super) fn write(&mut self, stage: CustomerStage) {
        self.push(self.at, Act::Write { stage, mood: self.mood, contact: self.contact });
    }

    /// The customer takes some time and then writes, seldom in the middle of the night.
    pub(super) fn write_back(&mut self, stage: CustomerStage) {
        let mut at = self.at + self.chance.spread(&CUSTOMER_PACE) * MINUTE;
        let minute = self.course.calendar.local(at).minute;
        if minute < 6 * 60 {
            at += (6 * 60 - minute + self.chance.between(10, 170)) * MINUTE;
        }
        self.at = at + self.chance.between(0, 59) * 1000;
        self.write(stage);
    }

    /// Time passes until the agent gets to it; who waits too long writes again.
    pub(super) fn wait_for_us(&mut self) {
        let load = self.course.calamities.load_tenths(self.at);
        let minutes = self.habit().minutes * self.chance.spread(&PACE) / 100 * load / 10;
        let answered = self.course.calendar.after_open(self.at, minutes.clamp(2, 4_800));
        let impatient = if self.thread.matter.is_complaint() { 62 } else { 38 };
        let mut again = self.at + self.chance.between(22, 40) * HOUR;
        while again + HOUR < answered && self.contact < 4 && self.chance.percent(impatient) {
            self.at = again;
            self.contact += 1;
            self.bumps += 1;
            self.mood = self.mood.worse(&mut self.chance);
            if self.chance.percent(30) && self.beside.len() < 3 {
                self.write_beside(answered);
            } else {
                self.write(CustomerStage::Nudge);
            }
            again += self.chance.between(14, 40) * HOUR;
        }
        self.at = answered;
    }

    /// The customer opens a second conversation about the same thing; the agent folds it into the first.
    pub(super) fn write_beside(&mut self, merged: i64) {
        let key = ConversationKey(self.thread.key.0 + 1 + self.beside.len() as u64);
        let first = Act::Write { stage: CustomerStage::Ask, mood: self.mood, contact: self.contact };
        let merge = Act::Merge { agent: self.agent, into: self.thread.key };
        self.beside.push(Thread {
            key,
            repeats: Some(self.thread.key),
            customer: self.thread.customer.clone(),
            facts: self.thread.facts.clone(),
            order: self.thread.order.clone(),
            contact: self.contact,
            turns: vec![Turn { at: self.at, act: first }, Turn { at: merged + 30_000, act: merge }],
            ..self.thread
        });
    }

    pub(super) fn ask_how_it_was(&mut self) {
        if self.chance.percent(15) {
            let luck = self.chance.weighted(&[(0, 60), (1, 30), (2, 10)]);
            let score = (5 - luck - self.bumps.min(4)).clamp(1, 5) as u8;
            let at = self.at + self.chance.between(18, 60) * HOUR;
            self.push(at, Act::Touch { kind: TouchpointKind::SurveyAnswered { score } });
        }
    }
}
