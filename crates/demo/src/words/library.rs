//! All texts, typed: one file per language and matter, and one per language for what is said about any matter.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::Deserialize;

use super::{
    template::Template,
    texts::{CommonTexts, MatterTexts},
};
use crate::{
    chance::Chance,
    talk::{AgentStage, CustomerStage, Matter, Thread},
};

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
