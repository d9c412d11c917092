//! What an agent does with a conversation, by habit: answer, ask back, promise, hand over, read out a rule; and how
//! it goes on from there, with thanks, silence or anger.

use super::{
    AgentStage, CustomerStage, Mood,
    telling::Telling,
    thread::{Act, Answer},
};
use crate::{
    calendar::{DAY, HOUR, MINUTE},
    company::{AGENTS, lead, writing},
    entry::{RemedyKind, Then, TouchpointKind},
    words,
};

/// Percent of an agent's usual time, by quantile: mostly as usual, sometimes forgotten over the weekend.
pub(super) const PACE: [(i64, i64); 7] =
    [(0, 12), (25, 55), (50, 100), (75, 210), (90, 460), (98, 1_100), (100, 2_200)];
/// A conversation ends after so many answers, whatever happens.
pub(super) const ANSWERS_MAX: usize = 9;

/// How a conversation goes on after an answer.
pub(super) enum Next {
    Again,
    End,
}

/// Promises in a hundred answers above which somebody promises without looking.
const CAREFUL_PROMISES: u32 = 50;

impl Telling<'_> {
    /// The next thing the agent does, and all that follows from it.
    pub(super) fn step(&mut self) -> Next {
        let habit = self.habit();
        let first = self.answers == 0;
        let rule = self.thread.matter.policy().is_some() && first && self.can(AgentStage::Refuse);
        // Nobody is sure whose matter a repair on its way is, so it goes around.
        let goes_around = if self.thread.matter == crate::Matter::RepairStatus { 40 } else { 0 };
        let hands_over = habit.hands_over + goes_around;
        if self.after.is_none() && self.chance.percent(hands_over) && self.answers < 4 {
            return self.hand_over();
        }
        if rule && self.chance.percent(habit.strict * 6 / 10) {
            return self.refuse();
        }
        let shown = self.thread.has_photo(0);
        if first && !shown && self.chance.percent(32) && self.can(AgentStage::AskBack) {
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
        let days = self.chance.between(1, 3);
        let open = calendar.open_day_after(self.at, days, minute);
        let said = calendar.at(calendar.local(self.at).day + days, minute);
        // Who promises too much doesn't look whether anybody is there then.
        let due = if self.habit().promises > CAREFUL_PROMISES { said } else { open };
        let kept = self.chance.percent(self.habit().keeps) && due == open;
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
                let (soonest, latest) = self.thread.matter.days_until_there();
                self.at += self.chance.between(soonest * 24, latest * 24) * HOUR;
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
}
