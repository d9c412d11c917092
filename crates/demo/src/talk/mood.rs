//! How a customer feels while writing.

use serde::{Deserialize, Serialize};

use super::Matter;
use crate::chance::Chance;

/// How a customer feels while writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mood {
    /// Nothing special.
    Calm,
    /// Doesn't understand what is going on.
    Confused,
    /// Writes from the platform.
    Hurried,
    /// Happy with us.
    Grateful,
    /// Expected better.
    Disappointed,
    /// Has had enough.
    Furious,
    /// Takes it with humour.
    Funny,
}

const WITH_A_COMPLAINT: [(Mood, u32); 7] = [
    (Mood::Calm, 34),
    (Mood::Confused, 12),
    (Mood::Hurried, 14),
    (Mood::Grateful, 2),
    (Mood::Disappointed, 22),
    (Mood::Furious, 6),
    (Mood::Funny, 10),
];
const WITH_A_QUESTION: [(Mood, u32); 6] = [
    (Mood::Calm, 56),
    (Mood::Confused, 11),
    (Mood::Hurried, 12),
    (Mood::Grateful, 9),
    (Mood::Disappointed, 2),
    (Mood::Funny, 10),
];
const WITH_PRAISE: [(Mood, u32); 2] = [(Mood::Grateful, 82), (Mood::Funny, 18)];

impl Mood {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Calm,
        Self::Confused,
        Self::Hurried,
        Self::Grateful,
        Self::Disappointed,
        Self::Furious,
        Self::Funny,
    ];

    /// How somebody feels who begins to write about `matter`.
    pub(crate) fn about(chance: &mut Chance, matter: Matter) -> Self {
        if matter == Matter::Praise {
            chance.weighted(&WITH_PRAISE)
        } else if matter.is_complaint() {
            chance.weighted(&WITH_A_COMPLAINT)
        } else {
            chance.weighted(&WITH_A_QUESTION)
        }
    }

    /// How somebody feels who has to write again.
    pub(crate) fn worse(self, chance: &mut Chance) -> Self {
        match self {
            Self::Disappointed | Self::Furious if chance.percent(65) => Self::Furious,
            Self::Calm | Self::Grateful | Self::Funny if chance.percent(45) => self,
            _ => Self::Disappointed,
        }
    }

    /// Whether an apology is due.
    pub(crate) fn is_bad(self) -> bool {
        matches!(self, Self::Disappointed | Self::Furious)
    }
}
