//! What agents write: to customers, each in his or her own tone, and to each other.

use super::{
    Setting,
    customer::{last_promise, turn_of_texts},
    library::{about, common},
    template::Template,
};
use crate::{
    calendar::Calendar,
    chance::Chance,
    company::{AGENTS, Voice},
    entry::RemedyKind,
    talk::{Act, AgentStage, Thread},
};

const WORDS: u64 = 8;

/// The answer in turn number `turn`, Markdown.
pub(crate) fn reply(thread: &Thread, turn: usize) -> String {
    let Act::Answer(answer) = &thread.turns[turn].act else { return String::new() };
    let language = thread.facts.language();
    let (words, own) = (&common(language).agent, about(thread, language));
    let voice = AGENTS[answer.agent].habit.voice;
    let due = answer.promise.map(|(due, _)| due).or_else(|| last_promise(thread, turn));
    let mut pen = Pen {
        thread,
        chance: Chance::keyed(thread.seed, &[WORDS, thread.key.0, turn as u64]),
        setting: Setting {
            agent: answer.agent,
            colleague: answer.colleague,
            before: answer.after,
            due: due.map(|due| Calendar::home().local(due)),
        },
        paragraphs: Vec::new(),
    };
    let quiet = own.quiet();
    match voice {
        // The second time one says hello in fewer words.
        Voice::Warm if quiet || thread.answered_before(turn).is_some() => pen.paragraph(&words.greet_plain),
        Voice::Curt if thread.answered_before(turn).is_some() && pen.chance.percent(50) => {}
        _ => pen.paragraph(by_voice(voice, &words.greet_curt, &words.greet_plain, &words.greet_warm)),
    }
    let broken = due.is_some_and(|due| answer.stage == AgentStage::News && thread.turns[turn].at > due);
    pen.lead_in(turn, broken);
    if broken {
        pen.paragraph(&words.late);
    }
    let leads_in = own.list(|texts| &texts.news).is_empty() || said_before(thread, turn, AgentStage::News);
    if answer.stage == AgentStage::News && leads_in && !broken && !quiet {
        pen.paragraph(&words.news);
    }
    let texts = core(thread, turn, answer.stage, voice);
    let pick = turn_of_texts(thread, turn, texts.len());
    pen.paragraph_of(texts, pick);
    if answer.adds && !quiet {
        pen.paragraph(own.list(|texts| &texts.extra));
    }
    match answer.remedy {
        Some(RemedyKind::Credit) => pen.paragraph(&words.credit),
        Some(RemedyKind::FreeShipping) => pen.paragraph(&words.free_shipping),
        Some(RemedyKind::Gift) => pen.paragraph(&words.gift),
        Some(RemedyKind::Exception) | None => {}
    }
    if voice == Voice::Warm
        && matches!(answer.stage, AgentStage::Solve | AgentStage::News)
        && !quiet
        && pen.chance.percent(60)
    {
        pen.paragraph(&words.warm);
    }
    pen.paragraph(by_voice(voice, &words.bye_curt, &words.bye_plain, &words.bye_warm));
    pen.paragraphs.join("\n\n")
}

/// The texts of the step itself.
fn core(thread: &Thread, turn: usize, stage: AgentStage, voice: Voice) -> &'static [Template] {
    let language = thread.facts.language();
    let (words, own) = (&common(language).agent, about(thread, language));
    let or = |own: &'static [Template], any: &'static [Template]| if own.is_empty() { any } else { own };
    let again = said_before(thread, turn, stage);
    let solve = own.list(|texts| &texts.solve);
    let solve = if voice == Voice::Curt { or(own.list(|texts| &texts.brief), solve) } else { solve };
    let solve = if thread.incident { or(own.list(|texts| &texts.solve_incident), solve) } else { solve };
    match stage {
        AgentStage::AskBack => own.list(|texts| &texts.ask_back),
        AgentStage::Solve if again => or(own.list(|texts| &texts.again), &words.again),
        AgentStage::News if again => &words.settled,
        AgentStage::Solve => solve,
        AgentStage::Promise if again => &words.promise,
        AgentStage::Promise => or(own.list(|texts| &texts.promise), &words.promise),
        AgentStage::News => or(own.list(|texts| &texts.news), solve),
        AgentStage::Refuse if again => &words.refuse_again,
        AgentStage::Refuse => own.list(|texts| &texts.refuse),
        AgentStage::Relent => or(own.list(|texts| &texts.relent), &words.relent),
        AgentStage::Welcome => &words.welcome,
    }
}

/// Whether the same was said before in other words: news and solutions count as the same.
fn said_before(thread: &Thread, turn: usize, stage: AgentStage) -> bool {
    let settles = |stage| matches!(stage, AgentStage::Solve | AgentStage::News | AgentStage::Relent);
    thread.turns[..turn].iter().any(|turn| match &turn.act {
        Act::Answer(before) => before.stage == stage || (settles(before.stage) && settles(stage)),
        _ => false,
    })
}

/// What an agent tells a colleague in turn number `turn`.
pub(crate) fn note(thread: &Thread, turn: usize) -> String {
    let Act::Note { agent, mention } = thread.turns[turn].act else { return String::new() };
    let mut chance = Chance::keyed(thread.seed, &[WORDS, thread.key.0, turn as u64]);
    let (any, own) = (&common("en").agent.note, about(thread, "en").list(|texts| &texts.note));
    let texts: &[Template] = if own.is_empty() || chance.percent(35) { any } else { own };
    let mut out = format!("@{} ", AGENTS[mention].handle);
    let setting = Setting { agent, colleague: mention, ..Setting::default() };
    let template = &texts[chance.below(texts.len())];
    template.write(&mut chance, &mut |slot, out| thread.facts.write(slot, &setting, out), &mut out);
    out
}

/// What the next one needs to know. In the team's language, whatever the customer speaks.
pub(crate) fn handover_summary(thread: &Thread, turn: usize) -> String {
    let mut chance = Chance::keyed(thread.seed, &[WORDS, thread.key.0, turn as u64]);
    let (any, own) = (&common("en").agent.summary, about(thread, "en").list(|texts| &texts.summary));
    let texts: &[Template] = if own.is_empty() { any } else { own };
    let mut out = String::new();
    let template = &texts[chance.below(texts.len())];
    let setting = Setting::default();
    template.write(&mut chance, &mut |slot, out| thread.facts.write(slot, &setting, out), &mut out);
    out
}

fn by_voice<'a>(
    voice: Voice,
    curt: &'a [Template],
    plain: &'a [Template],
    warm: &'a [Template],
) -> &'a [Template] {
    match voice {
        Voice::Curt => curt,
        Voice::Plain => plain,
        Voice::Warm => warm,
    }
}

struct Pen<'a> {
    thread: &'a Thread,
    chance: Chance,
    setting: Setting,
    paragraphs: Vec<String>,
}

impl Pen<'_> {
    /// Sorry, and "I have this from a colleague", in one paragraph.
    fn lead_in(&mut self, turn: usize, broken: bool) {
        let Act::Answer(answer) = &self.thread.turns[turn].act else { return };
        let words = &common(self.thread.facts.language()).agent;
        let mut parts = Vec::new();
        if answer.after.is_some() {
            // "You needn't explain again" stands last: not before one asks again.
            let sayable = words.took_over.len() - usize::from(answer.stage == AgentStage::AskBack);
            let pick = self.chance.below(sayable);
            parts.push(self.word(&words.took_over, pick));
        }
        let curt = AGENTS[answer.agent].habit.voice == Voice::Curt;
        if answer.sorry && !broken && self.chance.percent(if curt { 40 } else { 85 }) {
            let Act::Write { contact, .. } = self.thread.turns[self.thread.asked_before(turn)].act else {
                return;
            };
            let first = self.thread.answered_before(turn).is_none();
            let texts = if contact > 1 && first { &words.sorry_wait } else { &words.sorry };
            if answer.stage != AgentStage::AskBack && self.thread.matter.is_complaint() {
                let pick = self.chance.below(texts.len());
                parts.push(self.word(texts, pick));
            }
        }
        if !parts.is_empty() {
            self.paragraphs.push(parts.join(" "));
        }
    }

    fn paragraph(&mut self, texts: &[Template]) {
        let pick = self.chance.below(texts.len());
        self.paragraph_of(texts, pick);
    }

    fn paragraph_of(&mut self, texts: &[Template], pick: usize) {
        let text = self.word(texts, pick);
        if !text.is_empty() {
            self.paragraphs.push(text);
        }
    }

    fn word(&mut self, texts: &[Template], pick: usize) -> String {
        let mut out = String::new();
        if let Some(template) = texts.get(pick) {
            let (facts, setting) = (&self.thread.facts, self.setting);
            template.write(&mut self.chance, &mut |slot, out| facts.write(slot, &setting, out), &mut out);
        }
        out
    }
}
