//! What customers write: greeting, mood, matter, weather, goodbye.

use super::{
    Facts, Setting,
    library::{about, common, customer_says},
    template::Template,
};
use crate::{
    calendar::Calendar,
    chance::Chance,
    people::Hand,
    talk::{Act, CustomerStage, Mood, Thread},
};

/// Wordings are drawn from a stream per turn, so that a message can be worded again for a quote.
const WORDS: u64 = 5;

/// The subject of the first mail of a conversation.
pub(crate) fn subject(thread: &Thread) -> String {
    let mut chance = Chance::keyed(thread.seed, &[6, thread.key.0]);
    let texts = about(thread, thread.facts.language()).list(|texts| &texts.subjects);
    let mut subject = String::new();
    let template = &texts[chance.below(texts.len())];
    let setting = Setting::default();
    template.write(&mut chance, &mut |slot, out| thread.facts.write(slot, &setting, out), &mut subject);
    let mood = match thread.turns.first().map(|turn| &turn.act) {
        Some(Act::Write { mood, .. }) => *mood,
        _ => Mood::Calm,
    };
    match (thread.customer.hand, mood) {
        (_, Mood::Furious) if chance.percent(45) => subject.to_uppercase(),
        (Hand::Lowercase, _) => subject.to_lowercase(),
        _ => subject,
    }
}

/// What the customer newly writes in turn number `turn`, without quote or signature of the program.
pub(crate) fn letter(thread: &Thread, turn: usize, photo: bool) -> String {
    let Act::Write { stage, mood, contact } = thread.turns[turn].act else { return String::new() };
    let mut pen = Pen::new(thread, turn);
    let hand = thread.customer.hand;
    let long = matches!(stage, CustomerStage::Ask | CustomerStage::Still | CustomerStage::Refused);
    pen.greet(stage, mood, hand);
    let quiet = about(thread, thread.facts.language()).quiet();
    if stage == CustomerStage::Ask && !quiet {
        pen.opening(mood, contact);
    }
    pen.core(stage, mood);
    if photo && stage == CustomerStage::Ask {
        pen.say(&common(thread.facts.language()).customer.photo);
    }
    if long && !quiet {
        pen.closing(mood, hand);
    }
    pen.sign(stage, mood, hand);
    if hand == Hand::Lowercase { pen.out.to_lowercase() } else { pen.out }
}

/// Subject and text of a vacation note.
pub(crate) fn vacation(thread: &Thread, turn: usize) -> (String, String) {
    let client = &common(thread.facts.language()).client;
    let mut pen = Pen::new(thread, turn);
    pen.say(&client.away_subject);
    let subject = std::mem::take(&mut pen.out);
    pen.gap = "";
    pen.say(&client.away);
    (subject, pen.out)
}

/// Writes one message.
struct Pen<'a> {
    thread: &'a Thread,
    chance: Chance,
    setting: Setting,
    turn: usize,
    out: String,
    /// Between this sentence and the next: a space, or a new paragraph.
    gap: &'static str,
    /// At the end of the letter people write as they like.
    signing: bool,
}

impl<'a> Pen<'a> {
    fn new(thread: &'a Thread, turn: usize) -> Self {
        let mut setting = Setting::default();
        if let Some(answered) = thread.answered_before(turn)
            && let Act::Answer(answer) = &thread.turns[answered].act
        {
            setting.agent = answer.agent;
            setting.before = answer.after;
            setting.colleague = answer.colleague;
        }
        setting.due = last_promise(thread, turn).map(|due| Calendar::home().local(due));
        let chance = Chance::keyed(thread.seed, &[WORDS, thread.key.0, turn as u64]);
        Self { thread, chance, setting, turn, out: String::new(), gap: "", signing: false }
    }

    /// One of `texts`, any of them.
    fn say(&mut self, texts: &[Template]) {
        let pick = self.chance.below(texts.len());
        self.say_one(texts, pick);
    }

    fn say_one(&mut self, texts: &[Template], pick: usize) {
        let Some(template) = texts.get(pick) else { return };
        // After "Guten Tag," German goes on in lower case; everybody else begins anew.
        let german = self.thread.facts.language() == "de";
        let goes_on = self.signing || (german && self.out.ends_with(','));
        self.out.push_str(self.gap);
        let from = self.out.len();
        let (facts, setting): (&Facts, _) = (&self.thread.facts, self.setting);
        template.write(&mut self.chance, &mut |slot, out| facts.write(slot, &setting, out), &mut self.out);
        if !goes_on {
            begin_anew(&mut self.out, from);
        }
        self.gap = " ";
    }

    fn greet(&mut self, stage: CustomerStage, mood: Mood, hand: Hand) {
        let words = &common(self.thread.facts.language()).customer;
        let answered = self.thread.answered_before(self.turn).is_some();
        let drops = match (mood, hand) {
            (Mood::Furious, _) => 75,
            (Mood::Hurried, _) => 55,
            (_, Hand::Formal) => 3,
            (_, Hand::Casual | Hand::Lowercase) => 40,
            _ => 12,
        } + if stage == CustomerStage::Ask { 0 } else { 25 };
        if self.chance.percent(drops) {
            return;
        }
        if answered && self.chance.percent(70) {
            self.say(&words.greet_agent);
        } else {
            match hand {
                Hand::Formal => self.say(&words.greet_formal),
                Hand::Plain | Hand::Chatty => self.say(&words.greet_plain),
                Hand::Casual | Hand::Lowercase => self.say(&words.greet_casual),
            }
        }
        self.gap = "\n\n";
    }

    fn opening(&mut self, mood: Mood, contact: u8) {
        let words = common(self.thread.facts.language());
        match contact {
            1 => {}
            2 => self.say(&words.customer.again),
            _ => self.say(&words.customer.third),
        }
        if let Some(texts) = words.mood.get(&mood)
            && !texts.open.is_empty()
            && self.chance.percent(if mood == Mood::Calm { 15 } else { 62 })
        {
            self.say(&texts.open);
        }
        if self.gap == " " && self.chance.percent(35) {
            self.gap = "\n\n";
        }
    }

    fn core(&mut self, stage: CustomerStage, mood: Mood) {
        let own = about(self.thread, self.thread.facts.language());
        let (incident, cross) = (own.list(|texts| &texts.ask_incident), own.list(|texts| &texts.ask_cross));
        let texts = match stage {
            CustomerStage::Ask if self.thread.incident && !incident.is_empty() => incident,
            CustomerStage::Ask if mood.is_bad() && !cross.is_empty() => cross,
            _ => customer_says(self.thread, stage),
        };
        let pick = turn_of_texts(self.thread, self.turn, texts.len());
        self.say_one(texts, pick);
    }

    fn closing(&mut self, mood: Mood, hand: Hand) {
        let words = common(self.thread.facts.language());
        let quiet = matches!(mood, Mood::Furious | Mood::Hurried);
        if hand == Hand::Chatty && !quiet && self.chance.percent(70) {
            self.gap = "\n\n";
            self.say(&words.customer.small_talk);
            self.gap = "\n\n";
        }
        if let Some(texts) = words.mood.get(&mood)
            && !texts.close.is_empty()
            && self.chance.percent(if mood == Mood::Calm { 40 } else { 66 })
        {
            if self.chance.percent(55) {
                self.gap = "\n\n";
            }
            self.say(&texts.close);
        }
    }

    fn sign(&mut self, stage: CustomerStage, mood: Mood, hand: Hand) {
        let words = &common(self.thread.facts.language()).customer;
        let customer = &self.thread.customer;
        let first = stage == CustomerStage::Ask;
        let drops = match hand {
            Hand::Formal => 2,
            Hand::Lowercase => 60,
            Hand::Casual => 35,
            _ => 10,
        } + if first { 0 } else { 20 };
        if self.chance.percent(drops) {
            return;
        }
        self.gap = "\n\n";
        self.signing = true;
        if mood == Mood::Furious && self.chance.percent(60) {
            self.out.push_str("\n\n");
            self.out.push_str(&customer.name);
            return;
        }
        match hand {
            Hand::Formal => self.say(&words.bye_formal),
            Hand::Plain | Hand::Chatty => self.say(&words.bye_plain),
            Hand::Casual | Hand::Lowercase => self.say(&words.bye_casual),
        }
        self.out.push('\n');
        let full = hand == Hand::Formal || (first && self.chance.percent(50));
        self.out.push_str(if full { &customer.name } else { customer.given });
        if let Some(organization) = customer.organization
            && first
        {
            self.out.push('\n');
            self.out.push_str(organization.name);
        }
    }
}

/// Makes the first letter from `from` on a capital.
fn begin_anew(out: &mut String, from: usize) {
    if let Some(first) = out.get(from..).and_then(|rest| rest.chars().next())
        && first.is_lowercase()
    {
        let capital: String = first.to_uppercase().collect();
        out.replace_range(from..from + first.len_utf8(), &capital);
    }
}

/// Which of `count` texts this turn uses: starts anywhere, and doesn't come back before all were used.
pub(super) fn turn_of_texts(thread: &Thread, turn: usize, count: usize) -> usize {
    if count == 0 {
        return 0;
    }
    let same = |act: &Act| match (act, &thread.turns[turn].act) {
        (Act::Write { stage: one, .. }, Act::Write { stage: other, .. }) => one == other,
        (Act::Answer(one), Act::Answer(other)) => one.stage == other.stage,
        _ => false,
    };
    let before = thread.turns[..turn].iter().filter(|turn| same(&turn.act)).count();
    // Repeated conversations say it in other words.
    let offset = if thread.repeats.is_some() { thread.contact as usize } else { 0 };
    let first = thread.repeats.unwrap_or(thread.key).0;
    (Chance::keyed(thread.seed, &[7, first]).below(count * 64) + before + offset) % count
}

/// The last promise made before `turn`.
pub(super) fn last_promise(thread: &Thread, turn: usize) -> Option<i64> {
    thread.turns[..turn].iter().rev().find_map(|turn| match &turn.act {
        Act::Answer(answer) => answer.promise.map(|(due, _)| due),
        _ => None,
    })
}
