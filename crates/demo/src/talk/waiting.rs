//! Who is still waiting when the story ends. Real inboxes are never empty: the newest mails haven't been
//! read, some are with a colleague, and a few were simply left.

use super::{
    Act, CustomerStage, Mood,
    thread::{Thread, Turn},
};
use crate::{
    calendar::{Calendar, DAY, HOUR, MINUTE},
    chance::Chance,
    company::{AGENTS, writing},
    plan::Plan,
};

/// The share, in a thousand, of conversations that are left lying, by their age in hours at the end of the story.
const LEFT: [(i64, u32); 7] = [(4, 940), (24, 780), (48, 600), (96, 450), (192, 330), (336, 120), (720, 40)];

/// Above this many customers the inbox grows only with the square root: larger companies have more hands.
const CUSTOMERS_STANDARD: f64 = 900.0;

/// Cuts a conversation of the last days short, if it is one of those left lying.
pub(crate) fn leave_lying(plan: &Plan, calendar: &Calendar, thread: &mut Thread) {
    let until = plan.until.as_millisecond();
    let began = thread.turns.first().map_or(0, |turn| turn.at);
    let age = (until - began) / HOUR;
    let Some(&(_, permille)) = LEFT.iter().find(|(hours, _)| age < *hours) else { return };
    // Its own stream: what happened before must not depend on where the story ends.
    let mut chance = Chance::keyed(thread.seed, &[4, thread.key.0]);
    let hands = (CUSTOMERS_STANDARD / plan.customers.max(1) as f64).sqrt().min(1.0);
    if began > until || !chance.permille((f64::from(permille) * hands) as u32) {
        return;
    }
    let answers: Vec<usize> = (0..thread.turns.len())
        .filter(|&index| matches!(thread.turns[index].act, Act::Write { .. }))
        .filter(|&index| thread.turns[index].at < until)
        .collect();
    // Most of those left lying wait for a first answer.
    let last = if chance.percent(70) { answers.first() } else { answers.last() };
    let keep = last.copied().unwrap_or(0);
    thread.turns.truncate(keep + 1);
    wait(&mut chance, calendar, until, thread);
}

/// Lets a conversation whose last turn is a customer's mail wait until the end, as such conversations do.
pub(super) fn wait(chance: &mut Chance, calendar: &Calendar, until: i64, thread: &mut Thread) {
    let Some(last) = thread.turns.last() else { return };
    let (mut at, age) = (last.at, until - last.at);
    let (mood, contact) = match last.act {
        Act::Write { mood, contact, .. } => (mood, contact),
        _ => (Mood::Calm, 1),
    };
    if age > 3 * HOUR && chance.percent(62) {
        let agent = writing(chance, thread.facts.language(), thread.matter.team(), None);
        at = calendar.after_open(at, chance.between(4, 120));
        let team = AGENTS[agent].team;
        push(thread, at, until, Act::Assign { by: None, team, agent: chance.percent(72).then_some(agent) });
        if chance.percent(22) {
            let mention = writing(chance, "en", "workshop", Some(agent));
            at = calendar.after_open(at, chance.between(5, 60));
            push(thread, at, until, Act::Note { agent, mention });
        }
        if chance.percent(15) && age > 20 * HOUR {
            at = calendar.after_open(at, chance.between(5, 90));
            let back = calendar.open_day_after(until, chance.between(1, 4), 9 * 60);
            push(thread, at, until, Act::Snooze { agent, until: back });
            return;
        }
    }
    if age > 3 * DAY && mood != Mood::Calm && chance.percent(55) {
        at = at.max(until - chance.between(3, 60) * HOUR) + chance.between(0, 59) * MINUTE;
        let mood = mood.worse(chance);
        push(thread, at, until, Act::Write { stage: CustomerStage::Nudge, mood, contact: contact + 1 });
    }
}

fn push(thread: &mut Thread, at: i64, until: i64, act: Act) {
    if at <= until {
        thread.turns.push(Turn { at, act });
    }
}
