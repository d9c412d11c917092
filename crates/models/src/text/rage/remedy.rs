//! What would put it right.

use super::level::Level;
use crate::text::phrasebook::Phrasebook;
use crate::text::words::Words;
use serde::Serialize;
use std::ops::Range;

/// What a customer may ask for: the remedies of the National Customer Rage Study in our words, and plain requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Remedy {
    /// Money back.
    Refund,
    /// The product or service made to work.
    Repair,
    /// Another one in its place, or one that never came.
    Replacement,
    /// Money for a loss, or for time.
    Compensation,
    /// Something free of charge.
    FreeProduct,
    /// A voucher, or money on the account.
    Credit,
    /// An apology.
    Apology,
    /// What went wrong and why.
    Explanation,
    /// That it won't happen again.
    Assurance,
    /// Being heard out.
    Hearing,
    /// Plain words instead of scripts.
    PlainLanguage,
    /// Being treated with respect.
    Respect,
    /// Thanks for the custom.
    Gratitude,
    /// Management told.
    Management,
    /// A person instead of a machine, or one who knows.
    Human,
    /// A call.
    Callback,
    /// An answer.
    Reply,
    /// Faster than planned.
    Expedite,
    /// Another time for a visit.
    Reschedule,
    /// To be left alone.
    Stop,
    /// An end of the contract or order.
    Cancel,
    /// To send something back.
    Return,
    /// Something changed.
    Change,
    /// To buy.
    Purchase,
    /// To know something.
    Information,
}

/// What a remedy costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Price {
    /// Money or goods.
    Money,
    /// Nothing but care: most of what upset customers want, and seldom get.
    Free,
    /// A request that every customer may have; no remedy.
    Request,
}

impl Remedy {
    /// What it costs: money, nothing but care, or nothing to decide because it is a plain request.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::text::{Price, Remedy};
    /// assert_eq!(Remedy::Refund.price(), Price::Money);
    /// assert_eq!(Remedy::Apology.price(), Price::Free);
    /// assert_eq!(Remedy::Cancel.price(), Price::Request);
    /// ```
    pub fn price(self) -> Price {
        match self {
            Self::Refund
            | Self::Repair
            | Self::Replacement
            | Self::Compensation
            | Self::FreeProduct
            | Self::Credit => Price::Money,
            Self::Stop | Self::Cancel | Self::Return | Self::Change | Self::Purchase | Self::Information => {
                Price::Request
            }
            _ => Price::Free,
        }
    }
}

/// A remedy that a message asks for, or that follows from what it tells.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Wanted {
    /// Which.
    pub remedy: Remedy,
    /// Whether it costs money.
    pub price: Price,
    /// Whether it is asked for; else it follows from the trouble told, and is a guess.
    pub is_asked: bool,
    /// The words, in bytes of the text.
    pub bytes: Range<usize>,
}

/// What a phrase wishes, and how plainly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Wish {
    pub(crate) remedy: Remedy,
    pub(crate) plainness: Plainness,
}

/// How plainly a remedy is wanted, weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Plainness {
    /// A question.
    Question,
    /// Follows from the trouble told.
    Implied,
    /// Asked for.
    Asked,
    /// Demanded.
    Demanded,
}

/// Each remedy once, the most plainly wanted first, then in the order of the text. A calm message has no trouble from
/// which a remedy could follow, and a question within a complaint isn't for information.
pub(super) fn find(words: &Words, book: &Phrasebook<Wish>, level: Level) -> Vec<Wanted> {
    let mut found: Vec<(Plainness, Wanted)> = Vec::new();
    for (place, wish) in book.find(words) {
        if words.is_negated(place.words.start, 2) {
            continue;
        }
        let Wish { remedy, plainness } = *wish;
        let asks = words.sentence(place.words.start).is_some_and(|sentence| sentence.questions > 0);
        let is_told = match (remedy, plainness) {
            (Remedy::Information, _) => level == Level::Calm && (asks || plainness == Plainness::Implied),
            (_, Plainness::Implied) => level > Level::Calm,
            _ => true,
        };
        if !is_told {
            continue;
        }
        let is_asked = plainness >= Plainness::Asked;
        let wanted = Wanted { remedy, price: remedy.price(), is_asked, bytes: words.bytes(&place.words) };
        match found.iter_mut().find(|(_, known)| known.remedy == remedy) {
            Some(known) if known.0 < plainness => *known = (plainness, wanted),
            Some(_) => {}
            None => found.push((plainness, wanted)),
        }
    }
    found.sort_by_key(|(plainness, _)| std::cmp::Reverse(*plainness));
    found.into_iter().map(|(_, wanted)| wanted).collect()
}
