//! Those who are on stage when the story ends: a handful of people every demo can count on, among them one who is
//! furious, one old friend, one who was forgotten, and some who wrote just now.

use std::sync::Arc;

use super::{
    AgentStage, CustomerStage, Matter, Mood,
    course::Course,
    matter::ANY_TIME,
    thread::{Act, Answer, Occasion, Thread, Turn},
    waiting,
};
use crate::{
    calendar::{DAY, HOUR, MINUTE},
    chance::Chance,
    company::{AGENTS, lead},
    entry::{ConversationKey, CustomerKey, Order, Then},
    people::customer,
    trade,
};

/// A conversation on stage, with the order it speaks of.
pub(crate) struct Scene {
    pub(crate) order: Option<Arc<Order>>,
    pub(crate) thread: Thread,
}

/// Who just wrote: minutes before the end, language, matter, mood.
const JUST_NOW: [(i64, &str, Matter, Mood); 9] = [
    (3, "en", Matter::WrongSize, Mood::Calm),
    (9, "en", Matter::FittingAdvice, Mood::Funny),
    (14, "de", Matter::LateParcel, Mood::Disappointed),
    (26, "en", Matter::EventDeadline, Mood::Hurried),
    (41, "fr", Matter::Resole, Mood::Calm),
    (63, "en", Matter::GiftCard, Mood::Confused),
    (95, "sv", Matter::Waterproofing, Mood::Calm),
    (130, "nl", Matter::WrongSize, Mood::Funny),
    (170, "es", Matter::WarrantyCrack, Mood::Disappointed),
];
/// So many more wait from today and yesterday.
const BUSY: usize = 30;
/// Conversation keys of the cast: far above those given out one by one.
const KEYS: u64 = 1 << 48;

/// Everybody on stage.
pub(crate) fn cast(course: &Course) -> Vec<Scene> {
    let mut stage = Stage { course, until: course.plan.until.as_millisecond(), scenes: Vec::new() };
    for (minutes, language, matter, mood) in JUST_NOW {
        stage.enter(language, matter, mood, minutes * MINUTE);
    }
    stage.busy_day();
    stage.promised();
    stage.asked_back();
    stage.furious();
    stage.friend();
    stage.forgotten();
    stage.snoozed();
    stage.wholesale();
    stage.refused();
    stage.scenes
}

struct Stage<'a> {
    course: &'a Course,
    until: i64,
    scenes: Vec<Scene>,
}

fn handle(name: &str) -> usize {
    AGENTS.iter().position(|agent| agent.handle == name).unwrap_or_else(lead)
}

fn answer(stage: AgentStage, agent: usize, then: Then) -> Answer {
    Answer {
        stage,
        agent,
        then,
        promise: None,
        remedy: None,
        adds: false,
        sorry: true,
        after: None,
        colleague: handle("zofia"),
    }
}

impl Stage<'_> {
    /// Somebody who writes `language` asks `ago` milliseconds before the end.
    fn enter(&mut self, language: &str, matter: Matter, mood: Mood, ago: i64) -> &mut Thread {
        let who = self.somebody(|customer| customer.language == language && customer.organization.is_none());
        self.enter_as(who, matter, mood, ago)
    }

    fn enter_as(&mut self, who: usize, matter: Matter, mood: Mood, ago: i64) -> &mut Thread {
        let number = self.scenes.len() as u64;
        let at = self.until - ago;
        let order = matter.needs_order().then(|| {
            let days = if matter == Matter::ReturnWindow { 26 } else { 5 };
            let mut chance = Chance::keyed(self.course.plan.seed, &[14, number]);
            Arc::new(trade::place(&mut chance, number, CustomerKey(who as u64), at - days * DAY - 3 * HOUR))
        });
        let occasion = Occasion { customer: who, matter, order: order.clone(), incident: false };
        let thread = self.course.opening(&occasion, ConversationKey(KEYS + (number << 2)), at, mood);
        self.scenes.push(Scene { order, thread });
        let last = self.scenes.len() - 1;
        &mut self.scenes[last].thread
    }

    /// A customer of the wanted kind who isn't on stage yet; the friend when there is none.
    fn somebody(&self, wanted: impl Fn(&crate::people::Customer) -> bool) -> usize {
        let (plan, start) = (&self.course.plan, self.course.start);
        let known = plan.joined_by(start, self.until - 31 * DAY);
        let taken =
            |index: usize| self.scenes.iter().any(|scene| scene.thread.customer.key.0 == index as u64);
        (1..known).find(|&index| !taken(index) && wanted(&customer(plan, start, index))).unwrap_or(0)
    }

    /// What came in since yesterday and hasn't been answered yet.
    fn busy_day(&mut self) {
        let mut chance = Chance::keyed(self.course.plan.seed, &[17]);
        let known = self.course.plan.joined_by(self.course.start, self.until - 31 * DAY);
        for _ in 0..BUSY {
            let ago = chance.spread(&[(0, 4), (40, 200), (75, 420), (100, 1_740)]) * MINUTE;
            let wanted = Occasion {
                customer: 1 + chance.below(known.saturating_sub(1).max(1)) % known.max(1),
                matter: chance.weighted(&ANY_TIME),
                order: None,
                incident: false,
            };
            let occasion = self.course.in_a_language_we_have(&mut chance, wanted);
            let mood = Mood::about(&mut chance, occasion.matter);
            let (course, until) = (self.course, self.until);
            let thread = self.enter_as(occasion.customer, occasion.matter, mood, ago);
            waiting::wait(&mut chance, &course.calendar, until, thread);
        }
    }

    /// Our word is out: one is overdue, one is due today, two tomorrow or later.
    fn promised(&mut self) {
        let (until, calendar) = (self.until, self.course.calendar.clone());
        let promises = [
            ("en", Matter::LateParcel, "dash", 50, calendar.open_day_after(until, 0, 12 * 60)),
            ("en", Matter::DoubleCharge, "thandi", 27, calendar.open_day_after(until, 0, 17 * 60)),
            ("de", Matter::LateParcel, "bram", 30, calendar.open_day_after(until, 1, 12 * 60)),
            ("en", Matter::RepairStatus, "zofia", 26, calendar.open_day_after(until, 1, 17 * 60)),
        ];
        for (language, matter, agent, hours, due) in promises {
            let agent = handle(agent);
            let thread = self.enter(language, matter, Mood::Calm, hours * HOUR);
            let began = thread.turns[0].at;
            let at = calendar.after_open(began, 90).min(until - HOUR);
            let mut promise = answer(AgentStage::Promise, agent, Then::StayOpen);
            promise.promise = Some((due, None));
            let take = Act::Assign { by: Some(agent), team: AGENTS[agent].team, agent: Some(agent) };
            thread.turns.push(Turn { at: at - 4 * MINUTE, act: take });
            thread.turns.push(Turn { at, act: Act::Answer(promise) });
        }
    }

    /// It is the customer's turn.
    fn asked_back(&mut self) {
        let (until, calendar) = (self.until, self.course.calendar.clone());
        let asked = [
            ("en", Matter::WrongSize, "perpetua", 27),
            ("en", Matter::WarrantyCrack, "zofia", 52),
            ("fr", Matter::Resole, "amparo", 75),
            ("en", Matter::InvoiceCopy, "thandi", 30),
            ("nl", Matter::WarrantyCrack, "bram", 100),
            ("en", Matter::ReturnLabel, "noreen", 28),
        ];
        for (language, matter, agent, hours) in asked {
            let agent = handle(agent);
            let thread = self.enter(language, matter, Mood::Calm, hours * HOUR);
            let at = calendar.after_open(thread.turns[0].at, 75).min(until - HOUR);
            let take = Act::Assign { by: Some(agent), team: AGENTS[agent].team, agent: Some(agent) };
            thread.turns.push(Turn { at: at - 3 * MINUTE, act: take });
            thread.turns.push(Turn { at, act: Act::Answer(answer(AgentStage::AskBack, agent, Then::Wait)) });
        }
    }

    /// Third contact, a wedding, and a promise nobody kept.
    fn furious(&mut self) {
        let (until, dash) = (self.until, handle("dash"));
        let due = self.course.calendar.open_day_after(until, -2, 12 * 60).min(until - 20 * HOUR);
        let thread = self.enter("en", Matter::EventDeadline, Mood::Hurried, 6 * DAY);
        let began = thread.turns[0].at;
        let mut promise = answer(AgentStage::Promise, dash, Then::StayOpen);
        promise.promise = Some((due, Some(false)));
        let write = |stage, mood, contact| Act::Write { stage, mood, contact };
        thread.turns.extend([
            Turn { at: began + 25 * HOUR, act: write(CustomerStage::Nudge, Mood::Disappointed, 2) },
            Turn {
                at: began + 46 * HOUR,
                act: Act::Assign { by: Some(dash), team: "orders", agent: Some(dash) },
            },
            Turn { at: began + 47 * HOUR, act: Act::Answer(promise) },
            Turn { at: until - 100 * MINUTE, act: write(CustomerStage::Broken, Mood::Furious, 3) },
        ]);
    }

    /// Many years with the house, always the same ally.
    fn friend(&mut self) {
        let noreen = handle("noreen");
        let thread = self.enter_as(0, Matter::Resole, Mood::Grateful, 5 * HOUR);
        let at = thread.turns[0].at + 12 * MINUTE;
        thread.turns.push(Turn { at, act: Act::Assign { by: None, team: "care", agent: Some(noreen) } });
    }

    /// Nobody took it, and nobody noticed.
    fn forgotten(&mut self) {
        let until = self.until;
        let thread = self.enter("en", Matter::LeatherOrigin, Mood::Calm, 16 * DAY);
        thread.turns.retain(|turn| !matches!(turn.act, Act::Assign { .. }));
        let act = Act::Write { stage: CustomerStage::Nudge, mood: Mood::Calm, contact: 2 };
        thread.turns.push(Turn { at: until - 6 * DAY, act });
    }

    /// Put aside until the leather comes.
    fn snoozed(&mut self) {
        let (until, zofia) = (self.until, handle("zofia"));
        let back = self.course.calendar.open_day_after(until, 1, 9 * 60);
        let thread = self.enter("en", Matter::RepairStatus, Mood::Calm, 2 * DAY);
        thread.turns.extend([
            Turn {
                at: until - 30 * HOUR,
                act: Act::Assign { by: Some(zofia), team: "workshop", agent: Some(zofia) },
            },
            Turn { at: until - 29 * HOUR, act: Act::Note { agent: zofia, mention: handle("odhran") } },
            Turn { at: until - 28 * HOUR, act: Act::Snooze { agent: zofia, until: back } },
        ]);
    }

    /// A company asks for many pairs.
    fn wholesale(&mut self) {
        let (until, bram) = (self.until, handle("bram"));
        let who = self.somebody(|customer| customer.organization.is_some() && customer.language == "en");
        let thread = self.enter_as(who, Matter::Wholesale, Mood::Calm, 27 * HOUR);
        thread.turns.push(Turn {
            at: until - 22 * HOUR,
            act: Act::Assign { by: Some(bram), team: "orders", agent: Some(bram) },
        });
        thread
            .turns
            .push(Turn { at: until - 21 * HOUR, act: Act::Note { agent: bram, mention: handle("odhran") } });
    }

    /// The rule was read out, and the customer has something to say about it.
    fn refused(&mut self) {
        let (until, leopold) = (self.until, handle("leopold"));
        let thread = self.enter("en", Matter::ReturnWindow, Mood::Disappointed, 52 * HOUR);
        let act = Act::Write { stage: CustomerStage::Refused, mood: Mood::Disappointed, contact: 2 };
        thread.turns.extend([
            Turn {
                at: until - 30 * HOUR,
                act: Act::Assign { by: Some(leopold), team: "returns", agent: Some(leopold) },
            },
            Turn {
                at: until - 29 * HOUR,
                act: Act::Answer(answer(AgentStage::Refuse, leopold, Then::Close)),
            },
            Turn {
                at: until - 28 * HOUR,
                act: Act::Tag { agent: Some(leopold), tags: vec!["policy-in-the-way"] },
            },
            Turn { at: until - 70 * MINUTE, act },
        ]);
    }
}
