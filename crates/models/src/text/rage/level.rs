//! From a score to a level that people can name.

use serde::Serialize;

/// How upset a writer is; the last two are what the National Customer Rage Study calls rage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 0.
    Calm,
    /// 1.
    Dissatisfied,
    /// 2.
    VeryUpset,
    /// 3.
    ExtremelyUpset,
}

/// The score at even odds that somebody is very upset. Points are log-odds above it.
pub const EVEN_ODDS: f64 = 2.5;
/// The score from which a customer is dissatisfied; politeness doesn't count here, since a polite complaint is one.
pub(super) const DISSATISFIED: f64 = 0.9;
/// The score from which somebody is extremely upset.
pub(super) const EXTREME: f64 = 7.0;

impl Level {
    /// The level of a score, given the score without what politeness took away.
    pub(super) fn of(score: f64, impolite: f64) -> Self {
        if score >= EXTREME {
            Self::ExtremelyUpset
        } else if score >= EVEN_ODDS {
            Self::VeryUpset
        } else if impolite >= DISSATISFIED {
            Self::Dissatisfied
        } else {
            Self::Calm
        }
    }

    /// The level as a number from 0 to 3.
    ///
    /// The four levels of the public rage studies, calm to extremely upset.
    ///
    /// ```
    /// assert_eq!(models::text::Level::VeryUpset.number(), 2);
    /// ```
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Whether the writer is very or extremely upset.
    ///
    /// Source: rage as the share very or extremely upset, as the public rage studies count it.
    ///
    /// ```
    /// use models::text::Level;
    /// assert!(Level::VeryUpset.is_rage());
    /// assert!(!Level::Dissatisfied.is_rage());
    /// ```
    pub fn is_rage(self) -> bool {
        self >= Self::VeryUpset
    }
}

/// The chance that belongs to log-odds.
pub(super) fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}
