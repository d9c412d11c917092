//! What a message says besides how upset its writer is.

use super::Cue;
use serde::Serialize;

/// Something that somebody should know of. Flags are about what is written, not about what will be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Flag {
    /// Lawyers, courts, regulators, the police, or a crime named.
    Legal,
    /// Newspapers, reviews, telling everybody.
    Public,
    /// Leaving for good.
    Leaving,
    /// Curses and insults.
    Abuse,
    /// Violence threatened.
    Threat,
    /// Sarcasm that its words give away; most doesn't, so its absence says nothing.
    Sarcasm,
}

/// The fewest points of an abusive phrase that make the flag: a mere "damn" is none.
const ABUSE: f64 = 2.0;

impl Flag {
    /// The flag that a sign raises.
    pub(super) fn of(cue: Cue, points: f64) -> Option<Self> {
        match cue {
            Cue::Legal => Some(Self::Legal),
            Cue::Public => Some(Self::Public),
            Cue::Leaving => Some(Self::Leaving),
            Cue::Abuse if points >= ABUSE => Some(Self::Abuse),
            Cue::Threat => Some(Self::Threat),
            Cue::Sarcasm | Cue::Irony => Some(Self::Sarcasm),
            _ => None,
        }
    }
}
