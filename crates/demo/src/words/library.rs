//! All texts, typed: one file per language and matter, and one per language for what is said about any matter.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;

use super::template::Template;
use crate::{
    chance::Chance,
    talk::{AgentStage, CustomerStage, Matter, Mood, Thread},
};

/// The texts about one matter. What is missing is taken from the language's common texts.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct MatterTexts {
    /// Questions of one kind with the answers that fit them. A conversation is about one of these; what a case
    /// doesn't say stands beside the cases, for all of them.
    pub(super) case: Vec<MatterTexts>,
    /// No small talk, no cheerful words around it.
    pub(super) quiet: bool,
    pub(super) subjects: Vec<Template>,
    pub(super) ask: Vec<Template>,
    /// Used instead of `ask` by those who have had enough.
    pub(super) ask_cross: Vec<Template>,
    /// Used when an incident is behind it.
    pub(super) ask_incident: Vec<Template>,
    pub(super) solve_incident: Vec<Template>,
    pub(super) detail: Vec<Template>,
    pub(super) refused: Vec<Template>,
    pub(super) still: Vec<Template>,
    pub(super) thanks: Vec<Template>,
    /// Thanks that make sense only when days have passed: it came, it fits, the money is back.
    pub(super) arrived: Vec<Template>,
    pub(super) ask_back: Vec<Template>,
    pub(super) solve: Vec<Template>,
    /// The same in as few words as possible.
    pub(super) brief: Vec<Template>,
    /// Useful and not asked for.
    pub(super) extra: Vec<Template>,
    pub(super) promise: Vec<Template>,
    pub(super) news: Vec<Template>,
    pub(super) refuse: Vec<Template>,
    pub(super) relent: Vec<Template>,
    /// When the first solution did not hold.
    pub(super) again: Vec<Template>,
    pub(super) note: Vec<Template>,
    pub(super) summary: Vec<Template>,
}

/// What a language says about any matter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CommonTexts {
    pub(super) events: Vec<String>,
    pub(super) places: Vec<String>,
    pub(super) new_streets: Vec<String>,
    pub(super) dates: Dates,
    pub(super) kinds: Kinds,
    pub(super) customer: CustomerTexts,
    pub(super) mood: BTreeMap<Mood, MoodTexts>,
    pub(super) agent: AgentTexts,
    pub(crate) client: ClientTexts,
}

/// How dates are written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Dates {
    pub(super) months: [String; 12],
    pub(super) weekdays: [String; 7],
    /// `%d` day, `%m` month.
    pub(super) day: String,
    /// `%w` weekday; fits after "by".
    pub(super) due_noon: String,
    pub(super) due_evening: String,
}

/// The word for a pair; `*` is the model.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kinds {
    pub(super) boot: String,
    pub(super) shoe: String,
    pub(super) sandal: String,
}

/// What customers say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CustomerTexts {
    pub(super) greet_formal: Vec<Template>,
    pub(super) greet_plain: Vec<Template>,
    pub(super) greet_casual: Vec<Template>,
    /// To somebody who has written before.
    pub(super) greet_agent: Vec<Template>,
    pub(super) bye_formal: Vec<Template>,
    pub(super) bye_plain: Vec<Template>,
    pub(super) bye_casual: Vec<Template>,
    pub(super) small_talk: Vec<Template>,
    pub(super) again: Vec<Template>,
    pub(super) third: Vec<Template>,
    pub(super) detail: Vec<Template>,
    pub(super) nudge: Vec<Template>,
    pub(super) broken: Vec<Template>,
    pub(super) retell: Vec<Template>,
    pub(super) refused: Vec<Template>,
    pub(super) still: Vec<Template>,
    pub(super) thanks: Vec<Template>,
    pub(super) leaves: Vec<Template>,
    pub(super) photo: Vec<Template>,
}

/// What a mood adds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MoodTexts {
    pub(super) open: Vec<Template>,
    pub(super) close: Vec<Template>,
}

/// What agents say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgentTexts {
    pub(super) greet_curt: Vec<Template>,
    pub(super) greet_plain: Vec<Template>,
    pub(super) greet_warm: Vec<Template>,
    pub(super) bye_curt: Vec<Template>,
    pub(super) bye_plain: Vec<Template>,
    pub(super) bye_warm: Vec<Template>,
    pub(super) sorry: Vec<Template>,
    pub(super) sorry_wait: Vec<Template>,
    pub(super) took_over: Vec<Template>,
    pub(super) warm: Vec<Template>,
    pub(super) promise: Vec<Template>,
    pub(super) news: Vec<Template>,
    pub(super) late: Vec<Template>,
    pub(super) again: Vec<Template>,
    /// What was promised, after all else had failed.
    pub(super) settled: Vec<Template>,
    pub(super) welcome: Vec<Template>,
    pub(super) relent: Vec<Template>,
    pub(super) refuse_again: Vec<Template>,
    pub(super) credit: Vec<Template>,
    pub(super) free_shipping: Vec<Template>,
    pub(super) gift: Vec<Template>,
    #[serde(default)]
    pub(super) note: Vec<Template>,
    #[serde(default)]
    pub(super) summary: Vec<Template>,
}

/// The words mail programs put around what people write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClientTexts {
    pub(crate) sent_from: Vec<String>,
    /// `%d` date, `%n` name, `%a` address.
    pub(crate) wrote: String,
    pub(crate) original: String,
    pub(crate) from: String,
    pub(crate) sent: String,
    pub(crate) to: String,
    pub(crate) subject: String,
    pub(crate) reply_prefix: String,
    pub(super) away_subject: Vec<Template>,
    pub(super) away: Vec<Template>,
}

/// One language: its common texts and those about matters.
struct Language {
    tag: &'static str,
    common: CommonTexts,
    matters: BTreeMap<Matter, MatterTexts>,
}

static LIBRARY: OnceLock<Vec<Language>> = OnceLock::new();

/// The matters that have texts in the other languages too.
macro_rules! translated {
    ($tag:literal) => {
        [
            (Matter::LateParcel, include_str!(concat!("../texts/", $tag, "/late_parcel.toml"))),
            (Matter::WrongSize, include_str!(concat!("../texts/", $tag, "/wrong_size.toml"))),
            (Matter::ReturnLabel, include_str!(concat!("../texts/", $tag, "/return_label.toml"))),
            (Matter::InvoiceCopy, include_str!(concat!("../texts/", $tag, "/invoice_copy.toml"))),
            (Matter::AddressChange, include_str!(concat!("../texts/", $tag, "/address_change.toml"))),
            (Matter::WarrantyCrack, include_str!(concat!("../texts/", $tag, "/warranty_crack.toml"))),
            (Matter::Resole, include_str!(concat!("../texts/", $tag, "/resole.toml"))),
            (Matter::RepairStatus, include_str!(concat!("../texts/", $tag, "/repair_status.toml"))),
            (Matter::Waterproofing, include_str!(concat!("../texts/", $tag, "/waterproofing.toml"))),
            (Matter::DoubleCharge, include_str!(concat!("../texts/", $tag, "/double_charge.toml"))),
            (Matter::DiscountCode, include_str!(concat!("../texts/", $tag, "/discount_code.toml"))),
            (Matter::Praise, include_str!(concat!("../texts/", $tag, "/praise.toml"))),
            (Matter::FittingAdvice, include_str!(concat!("../texts/", $tag, "/fitting_advice.toml"))),
        ]
    };
}

fn library() -> &'static [Language] {
    LIBRARY.get_or_init(|| {
        let english: Vec<_> = Matter::ALL.into_iter().map(|matter| (matter, matter.english())).collect();
        vec![
            language("en", include_str!("../texts/en/common.toml"), &english),
            language("de", include_str!("../texts/de/common.toml"), &translated!("de")),
            language("fr", include_str!("../texts/fr/common.toml"), &translated!("fr")),
            language("es", include_str!("../texts/es/common.toml"), &translated!("es")),
            language("sv", include_str!("../texts/sv/common.toml"), &translated!("sv")),
            language("nl", include_str!("../texts/nl/common.toml"), &translated!("nl")),
        ]
    })
}

#[expect(clippy::panic, reason = "the texts are compiled in; a mistake in one is a mistake in the code")]
fn read<T: for<'text> Deserialize<'text>>(tag: &str, name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("texts/{tag}/{name}: {error}"))
}

fn language(tag: &'static str, common: &str, matters: &[(Matter, &str)]) -> Language {
    let matters = matters.iter().map(|&(matter, text)| (matter, read(tag, matter.tag(), text))).collect();
    Language { tag, common: read(tag, "common", common), matters }
}

fn of(tag: &str) -> &'static Language {
    let library = library();
    library.iter().find(|language| language.tag == tag).unwrap_or(&library[0])
}

/// What is said about any matter in a language.
pub(crate) fn common(tag: &str) -> &'static CommonTexts {
    &of(tag).common
}

/// The texts one conversation is worded from: those of its case before those of its matter.
#[derive(Clone, Copy)]
pub(super) struct About {
    matter: &'static MatterTexts,
    case: Option<&'static MatterTexts>,
}

impl About {
    /// Whether this is no occasion for small talk.
    pub(super) fn quiet(self) -> bool {
        self.matter.quiet || self.case.is_some_and(|case| case.quiet)
    }

    /// A list of the case, or of the matter where the case has none.
    pub(super) fn list(
        self,
        of: impl Fn(&'static MatterTexts) -> &'static Vec<Template>,
    ) -> &'static [Template] {
        match self.case.map(&of) {
            Some(list) if !list.is_empty() => list,
            _ => of(self.matter),
        }
    }
}

/// What is said about a matter in a language; English when there is nothing.
fn matter_texts(tag: &str, matter: Matter) -> &'static MatterTexts {
    of(tag).matters.get(&matter).unwrap_or_else(|| &of("en").matters[&matter])
}

/// The texts of a conversation in a language (the customer's, or the team's).
pub(super) fn about(thread: &Thread, tag: &str) -> About {
    let matter = matter_texts(tag, thread.matter);
    // Conversations opened beside the first are about the same case.
    let first = thread.repeats.unwrap_or(thread.key).0;
    let case = Chance::keyed(thread.seed, &[16, first]).below(matter.case.len());
    About { matter, case: matter.case.get(case) }
}

/// Whether a language has texts about a matter.
pub(crate) fn matters_in(tag: &str, matter: Matter) -> bool {
    of(tag).matters.contains_key(&matter)
}

/// Whether an agent has words for this step.
pub(crate) fn can_say(thread: &Thread, stage: AgentStage) -> bool {
    let about = about(thread, thread.facts.language());
    match stage {
        AgentStage::AskBack => !thread.incident && !about.list(|texts| &texts.ask_back).is_empty(),
        AgentStage::Promise => !about.quiet(),
        AgentStage::Refuse => !about.list(|texts| &texts.refuse).is_empty(),
        _ => true,
    }
}

/// Whether what was settled arrives some days later.
pub(crate) fn arrives_later(thread: &Thread) -> bool {
    !about(thread, thread.facts.language()).list(|texts| &texts.arrived).is_empty()
}

/// Whether there are words for a customer whom the answer didn't help. Thanks can't be "still not solved".
pub(crate) fn can_go_wrong(thread: &Thread) -> bool {
    let about = about(thread, thread.facts.language());
    thread.matter.is_complaint() || !about.list(|texts| &texts.still).is_empty()
}

/// The texts a customer's step is worded from.
pub(super) fn customer_says(thread: &Thread, stage: CustomerStage) -> &'static [Template] {
    let tag = thread.facts.language();
    let (own, any) = (about(thread, tag), &common(tag).customer);
    let or = |own: &'static [Template], any: &'static [Template]| if own.is_empty() { any } else { own };
    match stage {
        CustomerStage::Ask => own.list(|texts| &texts.ask),
        CustomerStage::Detail => or(own.list(|texts| &texts.detail), &any.detail),
        CustomerStage::Nudge => &any.nudge,
        CustomerStage::Broken => &any.broken,
        CustomerStage::Retell => &any.retell,
        CustomerStage::Refused => or(own.list(|texts| &texts.refused), &any.refused),
        CustomerStage::Still => or(own.list(|texts| &texts.still), &any.still),
        CustomerStage::Thanks => or(own.list(|texts| &texts.thanks), &any.thanks),
        CustomerStage::Arrived => own.list(|texts| &texts.arrived),
        CustomerStage::Leaves => &any.leaves,
    }
}
