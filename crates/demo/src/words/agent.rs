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
    let (words, own) = (&common(language).agent, about(language, thread.matter));
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
    pen.paragraph(by_voice(voice, &words.greet_curt, &words.greet_plain, &words.greet_warm));
    pen.lead_in(turn);
    let broken = due.is_some_and(|due| answer.stage == AgentStage::News && thread.turns[turn].at > due);
    if broken {
        pen.paragraph(&words.late);
    }
    let texts = core(thread, turn, answer.stage, voice);
    let pick = turn_of_texts(thread, turn, texts.len());
    pen.paragraph_of(texts, pick);
    if answer.adds {
        pen.paragraph(&own.extra);
    }
    match answer.remedy {
        Some(RemedyKind::Credit) => pen.paragraph(&words.credit),
        Some(RemedyKind::FreeShipping) => pen.paragraph(&words.free_shipping),
        Some(RemedyKind::Gift) => pen.paragraph(&words.gift),
        Some(RemedyKind::Exception) | None => {}
    }
    if voice == Voice::Warm && matches!(answer.stage, AgentStage::Solve | AgentStage::News) && pen.chance.percent(60) {
        pen.paragraph(&words.warm);
    }
    pen.paragraph(by_voice(voice, &words.bye_curt, &words.bye_plain, &words.bye_warm));
    pen.paragraphs.join("\n\n")
}

/// The texts of the step itself.
fn core(thread: &Thread, turn: usize, stage: AgentStage, voice: Voice) -> &'static [Template] {
    let language = thread.facts.language();
    let (words, own) = (&common(language).agent, about(language, thread.matter));
    let or = |own: &'static Vec<Template>, any: &'static Vec<Template>| if own.is_empty() { any } else { own };
    let again = thread.turns[..turn].iter().any(|turn| match &turn.act {
        Act::Answer(before) => before.stage == stage || before.stage == AgentStage::News,
        _ => false,
    });
    match stage {
        AgentStage::AskBack => &own.ask_back,
        AgentStage::Solve if again => &words.again,
        AgentStage::Solve if thread.incident && !own.solve_incident.is_empty() => &own.solve_incident,
        AgentStage::Solve if voice == Voice::Curt && !own.brief.is_empty() => &own.brief,
        AgentStage::Solve => &own.solve,
        AgentStage::Promise if again => &words.promise,
        AgentStage::Promise => or(&own.promise, &words.promise),
        AgentStage::News if again => &words.again,
        AgentStage::News => or(&own.news, &words.news),
        AgentStage::Refuse if again => &words.refuse_again,
        AgentStage::Refuse => &own.refuse,
        AgentStage::Relent => or(&own.relent, &words.relent),
        AgentStage::Welcome => &words.welcome,
    }
}

/// What an agent tells a colleague in turn number `turn`.
pub(crate) fn note(thread: &Thread, turn: usize) -> String {
    let Act::Note { agent, mention } = thread.turns[turn].act else { return String::new() };
    let mut chance = Chance::keyed(thread.seed, &[WORDS, thread.key.0, turn as u64]);
    let (any, own) = (&common("en").agent.note, &about("en", thread.matter).note);
    let texts = if own.is_empty() || chance.percent(35) { any } else { own };
    let mut out = format!("@{} ", AGENTS[mention].handle);
    let setting = Setting { agent, colleague: mention, ..Setting::default() };
    let template = &texts[chance.below(texts.len())];
    template.write(&mut chance, &mut |slot, out| thread.facts.write(slot, &setting, out), &mut out);
    out
}

/// What the next one needs to know. In the team's language, whatever the customer speaks.
pub(crate) fn handover_summary(thread: &Thread, turn: usize) -> String {
    let mut chance = Chance::keyed(thread.seed, &[WORDS, thread.key.0, turn as u64]);
    let (any, own) = (&common("en").agent.summary, &about("en", thread.matter).summary);
    let texts = if own.is_empty() { any } else { own };
    let mut out = String::new();
    let template = &texts[chance.below(texts.len())];
    let setting = Setting::default();
    template.write(&mut chance, &mut |slot, out| thread.facts.write(slot, &setting, out), &mut out);
    out
}

fn by_voice<'a>(voice: Voice, curt: &'a [Template], plain: &'a [Template], warm: &'a [Template]) -> &'a [Template] {
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
    fn lead_in(&mut self, turn: usize) {
        let Act::Answer(answer) = &self.thread.turns[turn].act else { return };
        let words = &common(self.thread.facts.language()).agent;
        let mut parts = Vec::new();
        if answer.after.is_some() {
            let pick = self.chance.below(words.took_over.len());
            parts.push(self.word(&words.took_over, pick));
        }
        let curt = AGENTS[answer.agent].habit.voice == Voice::Curt;
        if answer.sorry && self.chance.percent(if curt { 40 } else { 85 }) {
            let Act::Write { contact, .. } = self.thread.turns[self.thread.asked_before(turn)].act else { return };
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
