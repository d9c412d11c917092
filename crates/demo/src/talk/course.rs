//! How a conversation goes: from the first mail through the habits of whoever answers to thanks, silence or anger.

use std::sync::Arc;

use super::{
    AgentStage, CustomerStage, Matter, Mood,
    matter::ANY_TIME,
    thread::{Act, Answer, Occasion, Thread, Turn},
    waiting,
};
use crate::{
    calendar::{Calendar, DAY, HOUR, MINUTE},
    chance::Chance,
    company::{AGENTS, Habit, SUPPORT, lead, writing},
    entry::{ConversationKey, RemedyKind, Then, TouchpointKind},
    people::customer,
    plan::Plan,
    trade::Calamities,
    words::{self, Facts},
};

/// Percent of an agent's usual time, by quantile: mostly as usual, sometimes forgotten over the weekend.
const PACE: [(i64, i64); 7] = [(0, 12), (25, 55), (50, 100), (75, 210), (90, 460), (98, 1_100), (100, 2_200)];
/// Minutes until a customer writes back.
const CUSTOMER_PACE: [(i64, i64); 6] = [(0, 3), (30, 38), (60, 290), (85, 1_300), (97, 4_000), (100, 9_000)];
/// A conversation ends after so many answers, whatever happens.
const ANSWERS_MAX: usize = 9;

/// Plans conversations of one story.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    pub(crate) plan: Plan,
    pub(crate) start: i64,
    pub(crate) calendar: Calendar,
    pub(crate) calamities: Calamities,
}

impl Course {
    /// The course of all conversations of `plan`.
    pub(crate) fn new(plan: Plan) -> Self {
        let calendar = Calendar::home();
        let start = plan.start_ms(&calendar);
        Self { plan, start, calendar, calamities: Calamities::new(start) }
    }

    /// Plans the conversation that begins at `at`, and those the same customer opens beside it while waiting.
    pub(crate) fn conversations(&self, occasion: &Occasion, key: ConversationKey, at: i64) -> Vec<Thread> {
        let mut telling = Telling::begin(self, occasion, key, at);
        telling.tell();
        let mut threads = telling.beside;
        let mut thread = telling.thread;
        waiting::leave_lying(&self.plan, &self.calendar, &mut thread);
        threads.insert(0, thread);
        threads
    }

    /// The occasion with a matter the customer's language has texts for.
    pub(crate) fn in_a_language_we_have(&self, chance: &mut Chance, mut occasion: Occasion) -> Occasion {
        let language = customer(&self.plan, self.start, occasion.customer).language;
        let mut tries = 0;
        while !words::matters_in(language, occasion.matter) {
            tries += 1;
            occasion.matter = match (occasion.matter, &occasion.order) {
                (Matter::LostTracking, _) => Matter::LateParcel,
                (_, _) if tries > 12 => Matter::Resole,
                (_, Some(_)) => chance.pick(&[Matter::WrongSize, Matter::InvoiceCopy, Matter::Praise]),
                (_, None) => chance.weighted(&ANY_TIME),
            };
        }
        occasion
    }

    /// One of the `known` customers who writes for a company.
    pub(crate) fn somebody_from_a_company(&self, chance: &mut Chance, known: usize) -> Option<usize> {
        let tried = (0..40).map(|_| chance.below(known));
        tried.into_iter().find(|&index| customer(&self.plan, self.start, index).organization.is_some())
    }

    /// A conversation that holds nothing but its first mail.
    pub(crate) fn opening(&self, occasion: &Occasion, key: ConversationKey, at: i64, mood: Mood) -> Thread {
        let mut telling = Telling::begin(self, occasion, key, at);
        telling.mood = mood;
        telling.write(CustomerStage::Ask);
        telling.sort();
        telling.thread
    }
}

/// One conversation while it is being planned.
struct Telling<'a> {
    course: &'a Course,
    chance: Chance,
    thread: Thread,
    beside: Vec<Thread>,
    /// Where in time we are.
    at: i64,
    mood: Mood,
    contact: u8,
    agent: usize,
    /// The colleague before, until the new one has written.
    after: Option<usize>,
    answers: usize,
    /// What went wrong so far, for the survey.
    bumps: i64,
    /// A conversation that just doesn't end.
    saga: bool,
    refunded: bool,
    /// Who is asked when the agent doesn't know, and who when it is that one's own conversation.
    knows: usize,
    knows_too: usize,
}

/// How a conversation goes on after an answer.
enum Next {
    Again,
    End,
}

/// The agent who knows this customer. The friend of the house has the one with thirty years of service.
fn ally(seed: u64, customer: usize, language: &str) -> usize {
    if customer == 0 {
        return AGENTS.iter().position(|agent| agent.handle == "noreen").unwrap_or_else(lead);
    }
    writing(&mut Chance::keyed(seed, &[15, customer as u64]), language, "care", None)
}

impl<'a> Telling<'a> {
    fn begin(course: &'a Course, occasion: &Occasion, key: ConversationKey, at: i64) -> Self {
        let mut chance = Chance::keyed(course.plan.seed, &[3, key.0]);
        let who = Arc::new(customer(&course.plan, course.start, occasion.customer));
        let mood = Mood::about(&mut chance, occasion.matter);
        let facts = Facts::new(&mut chance, &course.calendar, &who, occasion.order.as_deref(), at);
        // Many people write to whichever address they find first.
        let mailbox = if chance.percent(25) { SUPPORT } else { occasion.matter.mailbox() };
        let saga = occasion.matter.is_complaint() && chance.permille(45);
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

    fn tell(&mut self) {
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

    fn push(&mut self, at: i64, act: Act) {
        self.thread.turns.push(Turn { at, act });
    }

    fn habit(&self) -> Habit {
        AGENTS[self.agent].habit
    }

    /// Somebody in the house who knows more; the same one throughout the conversation.
    fn colleague(&self) -> usize {
        if self.knows == self.agent { self.knows_too } else { self.knows }
    }

    fn can(&self, stage: AgentStage) -> bool {
        words::can_say(&self.thread, stage)
    }

    /// The company's rule sorts new mail by its words.
    fn sort(&mut self) {
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
    fn write(&mut self, stage: CustomerStage) {
        self.push(self.at, Act::Write { stage, mood: self.mood, contact: self.contact });
    }

    /// The customer takes some time and then writes, seldom in the middle of the night.
    fn write_back(&mut self, stage: CustomerStage) {
        let mut at = self.at + self.chance.spread(&CUSTOMER_PACE) * MINUTE;
        let minute = self.course.calendar.local(at).minute;
        if minute < 6 * 60 {
            at += (6 * 60 - minute + self.chance.between(10, 170)) * MINUTE;
        }
        self.at = at + self.chance.between(0, 59) * 1000;
        self.write(stage);
    }

    /// Time passes until the agent gets to it; who waits too long writes again.
    fn wait_for_us(&mut self) {
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
    fn write_beside(&mut self, merged: i64) {
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

    fn step(&mut self) -> Next {
        let habit = self.habit();
        let first = self.answers == 0;
        let rule = self.thread.matter.policy().is_some() && first && self.can(AgentStage::Refuse);
        if self.after.is_none() && self.chance.percent(habit.hands_over) && self.answers < 4 {
            return self.hand_over();
        }
        if rule && self.chance.percent(habit.strict * 6 / 10) {
            return self.refuse();
        }
        if first && self.chance.percent(30) && self.can(AgentStage::AskBack) {
            return self.ask_back();
        }
        if self.chance.percent(habit.promises + if first { 0 } else { 25 }) && self.can(AgentStage::Promise) {
            return self.promise();
        }
        let then = if self.chance.percent(42) { Then::Close } else { Then::Wait };
        self.answer(AgentStage::Solve, then);
        self.give_back();
        self.after_answer(then)
    }

    fn answer(&mut self, stage: AgentStage, then: Then) {
        self.answer_promising(stage, then, None);
    }

    fn answer_promising(&mut self, stage: AgentStage, then: Then, promise: Option<(i64, Option<bool>)>) {
        let habit = self.habit();
        let settles = matches!(stage, AgentStage::Solve | AgentStage::News);
        let reason = self.mood.is_bad() || self.contact > 1 || self.bumps > 0;
        let gives = settles && reason && self.chance.percent(habit.gives);
        let kinds = [(RemedyKind::Credit, 40), (RemedyKind::FreeShipping, 30), (RemedyKind::Gift, 30)];
        let remedy = match stage {
            AgentStage::Relent => Some(RemedyKind::Exception),
            _ => gives.then(|| self.chance.weighted(&kinds)),
        };
        let answer = Answer {
            stage,
            agent: self.agent,
            then,
            promise,
            remedy,
            adds: stage == AgentStage::Solve && self.chance.percent(habit.adds),
            sorry: stage != AgentStage::Welcome && (reason || self.chance.percent(15)),
            after: self.after.take(),
            colleague: self.colleague(),
        };
        self.answers += 1;
        self.push(self.at, Act::Answer(answer));
        self.come_back_from_the_machines();
    }

    /// Vacation notes and failed deliveries come back seconds after our answer.
    fn come_back_from_the_machines(&mut self) {
        let at = self.at + self.chance.between(4, 90) * 1000;
        match self.chance.below(1000) {
            0..=15 => self.push(at, Act::Away),
            16..=20 => self.push(at, Act::Undeliverable),
            _ => {}
        }
    }

    fn ask_back(&mut self) -> Next {
        self.answer(AgentStage::AskBack, Then::Wait);
        if self.chance.percent(12) {
            return self.fall_asleep();
        }
        self.write_back(CustomerStage::Detail);
        self.next_answer();
        Next::Again
    }

    /// Until the next answer of the same agent.
    fn next_answer(&mut self) {
        let minutes = self.habit().minutes * self.chance.spread(&PACE) / 130;
        let load = self.course.calamities.load_tenths(self.at);
        self.at = self.course.calendar.after_open(self.at, (minutes * load / 10).clamp(2, 2_400));
    }

    fn hand_over(&mut self) -> Next {
        let from = self.agent;
        let matter = self.thread.matter;
        self.agent = writing(&mut self.chance, self.thread.facts.language(), matter.team(), Some(from));
        let named = self.chance.percent(60);
        let team = AGENTS[self.agent].team;
        if self.chance.percent(40) {
            self.push(self.at - MINUTE, Act::Note { agent: from, mention: self.agent });
        }
        let reason = self.reason();
        self.push(self.at, Act::HandOver { from, team, to: named.then_some(self.agent), reason });
        self.after = Some(from);
        self.bumps += 1;
        self.next_answer();
        let take = self.at - MINUTE;
        self.push(take, Act::Assign { by: Some(self.agent), team, agent: Some(self.agent) });
        // The one who takes over sometimes asks what the customer has told already.
        if self.chance.percent(35) && self.can(AgentStage::AskBack) {
            self.answer(AgentStage::AskBack, Then::Wait);
            self.contact += 1;
            self.mood = self.mood.worse(&mut self.chance);
            self.write_back(CustomerStage::Retell);
            self.next_answer();
        }
        Next::Again
    }

    /// Why a conversation is handed on, as the agents would say it.
    fn reason(&mut self) -> &'static str {
        let (matter, english) = (self.thread.matter, self.thread.facts.language() == "en");
        let mut reasons = vec!["Belongs to another team", "My shift ends and this can't wait"];
        if matter.team() == "workshop" {
            reasons.push("Needs somebody who can see the bench list");
        }
        if matter.refunds() {
            reasons.push("Refund above what I may give");
        }
        if !english {
            reasons.push("You speak the language better than I do");
        }
        self.chance.pick(&reasons)
    }

    fn promise(&mut self) -> Next {
        let calendar = &self.course.calendar;
        let minute = if self.chance.percent(50) { 12 * 60 } else { 17 * 60 };
        let due = calendar.open_day_after(self.at, self.chance.between(1, 3), minute);
        let kept = self.chance.percent(self.habit().keeps);
        self.answer_promising(AgentStage::Promise, Then::StayOpen, Some((due, Some(kept))));
        if kept {
            self.at = (due - self.chance.between(20, 200) * MINUTE).max(self.at + HOUR);
        } else {
            self.bumps += 2;
            if self.chance.percent(66) {
                self.at = due + self.chance.between(1, 22) * HOUR;
                self.contact += 1;
                self.mood = self.mood.worse(&mut self.chance);
                self.write(CustomerStage::Broken);
            }
            self.at = self.course.calendar.after_open(self.at.max(due), self.chance.between(90, 900));
        }
        self.answer(AgentStage::News, Then::Close);
        self.give_back();
        self.after_answer(Then::Close)
    }

    fn refuse(&mut self) -> Next {
        self.answer(AgentStage::Refuse, Then::Close);
        let at = self.at + MINUTE;
        self.push(at, Act::Tag { agent: Some(self.agent), tags: vec!["policy-in-the-way"] });
        self.bumps += 2;
        if self.chance.percent(28) {
            return Next::End;
        }
        self.contact += 1;
        self.mood = self.mood.worse(&mut self.chance);
        self.write_back(CustomerStage::Refused);
        self.next_answer();
        if self.chance.percent(58) {
            if self.agent != lead() && self.thread.facts.language() == "en" && self.chance.percent(60) {
                let (from, team) = (self.agent, AGENTS[lead()].team);
                let reason = "Asks for an exception";
                self.push(self.at, Act::HandOver { from, team, to: Some(lead()), reason });
                self.after = Some(from);
                self.agent = lead();
                self.next_answer();
            }
            self.answer(AgentStage::Relent, Then::Close);
            self.bumps -= 1;
            return self.after_answer(Then::Close);
        }
        self.answer(AgentStage::Refuse, Then::Close);
        if self.chance.percent(50) {
            self.write_back(CustomerStage::Leaves);
            self.at = self.course.calendar.after_open(self.at, self.chance.between(10, 200));
            self.push(self.at, Act::Close { agent: self.agent });
        }
        Next::End
    }

    /// Money back, where the answer says so.
    fn give_back(&mut self) {
        if self.thread.matter.refunds() && !self.refunded {
            self.refunded = true;
            let paid = self.at + self.chance.between(3, 30) * HOUR;
            let amount_minor = self.thread.facts.refund_minor(self.thread.matter);
            self.push(paid, Act::Touch { kind: TouchpointKind::RefundPaid { amount_minor } });
        }
    }

    fn after_answer(&mut self, then: Then) -> Next {
        let still = if self.saga { 80 } else { 8 };
        if self.chance.percent(still) && self.answers < ANSWERS_MAX && words::can_go_wrong(&self.thread) {
            self.contact += 1;
            self.mood = self.mood.worse(&mut self.chance);
            self.write_back(CustomerStage::Still);
            self.next_answer();
            return Next::Again;
        }
        if self.chance.percent(53) {
            self.mood = if self.mood == Mood::Furious { Mood::Calm } else { Mood::Grateful };
            if words::arrives_later(&self.thread) && self.chance.percent(50) {
                self.at += self.chance.between(2 * 24, 8 * 24) * HOUR;
                self.write_back(CustomerStage::Arrived);
            } else {
                self.write_back(CustomerStage::Thanks);
            }
            self.next_answer();
            if self.chance.percent(40) {
                self.answer(AgentStage::Welcome, Then::Close);
            } else {
                self.push(self.at, Act::Close { agent: self.agent });
            }
            return Next::End;
        }
        if then == Then::Wait { self.fall_asleep() } else { Next::End }
    }

    /// Nobody writes any more; after some days the agent closes.
    fn fall_asleep(&mut self) -> Next {
        self.at = self.course.calendar.after_open(self.at + self.chance.between(3, 6) * DAY, 5);
        self.push(self.at, Act::Close { agent: self.agent });
        Next::End
    }

    fn ask_how_it_was(&mut self) {
        if self.chance.percent(15) {
            let luck = self.chance.weighted(&[(0, 60), (1, 30), (2, 10)]);
            let score = (5 - luck - self.bumps.min(4)).clamp(1, 5) as u8;
            let at = self.at + self.chance.between(18, 60) * HOUR;
            self.push(at, Act::Touch { kind: TouchpointKind::SurveyAnswered { score } });
        }
    }
}
