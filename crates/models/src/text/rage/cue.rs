//! The kinds of signs that the score is made of.

use serde::Serialize;

/// What a sign shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cue {
    /// Something went wrong, told as such: "arrived broken".
    Trouble,
    /// Time that passed: "an hour on hold".
    Waiting,
    /// Contacts counted: "the third time".
    RepeatedContact,
    /// "Every single month", "again.", a sentence that only repeats.
    Insistence,
    /// A promise that was broken: "you promised … and still".
    BrokenPromise,
    /// A feeling said outright: "I'm furious".
    Anger,
    /// A verdict on the company: "disgraceful".
    Verdict,
    /// Blame: "you lied", "does anybody read this?".
    Accusation,
    /// What must happen: "I want my money back today".
    Demand,
    /// What it did to somebody: "ruined our wedding".
    Harm,
    /// Curses and insults.
    Abuse,
    /// Violence threatened.
    Threat,
    /// Lawyers, courts, regulators, the police; or a crime named.
    Legal,
    /// Newspapers, reviews, telling everybody.
    Public,
    /// Leaving for good.
    Leaving,
    /// Sarcasm that its words give away: "thanks for nothing". Most sarcasm doesn't, and is missed.
    Sarcasm,
    /// Praise in a message that tells of trouble: "great job" beside "still locked".
    Irony,
    /// Words in capitals, where the rest isn't.
    Capitals,
    /// Exclamation marks, and question marks in rows.
    Exclamation,
    /// "Please", a greeting, a question; lowers the score.
    Politeness,
    /// "No rush", "just curious"; lowers it.
    Ease,
    /// Thanks and praise; lowers it.
    Praise,
}

impl Cue {
    /// The most that one kind of sign can add, or take away: saying it again is emphasis, not new evidence. Trouble
    /// alone doesn't make a customer very upset. In log-odds, never below 0.
    ///
    /// Our own definition.
    ///
    /// ```
    /// use models::text::{Cue, Language, assess};
    /// let message = assess("Disgraceful. Terrible service, awful company, unacceptable!", Language::English)?;
    /// let verdicts = message.points.iter().filter(|point| point.cue == Cue::Verdict);
    /// let points: f64 = verdicts.map(|point| point.points).sum();
    /// assert!(points > 0.0 && points <= Cue::Verdict.most() + 1e-9);
    /// assert!(Cue::Trouble.most() < models::text::EVEN_ODDS);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn most(self) -> f64 {
        match self {
            Self::Trouble | Self::Waiting | Self::Exclamation | Self::Capitals => 1.5,
            Self::RepeatedContact | Self::Insistence | Self::Harm | Self::Sarcasm | Self::Irony => 2.8,
            Self::BrokenPromise | Self::Public | Self::Leaving => 3.0,
            Self::Demand => 3.4,
            Self::Anger | Self::Verdict | Self::Accusation | Self::Legal => 4.2,
            Self::Abuse | Self::Threat => 5.0,
            Self::Politeness => 0.8,
            Self::Ease => 2.4,
            Self::Praise => 3.2,
        }
    }

    /// Whether "not" before it takes it away: "not disgraceful", "no problem".
    pub(super) fn can_be_negated(self) -> bool {
        matches!(
            self,
            Self::Trouble
                | Self::Anger
                | Self::Verdict
                | Self::Harm
                | Self::Threat
                | Self::Legal
                | Self::Public
                | Self::Leaving
                | Self::Praise
        )
    }

    /// Whether it counts only in the customer's own words, not between quotation marks.
    pub(super) fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Anger
                | Self::Abuse
                | Self::Threat
                | Self::Legal
                | Self::Public
                | Self::Leaving
                | Self::Praise
        )
    }

    /// Whether it tells of something to complain about, beside which praise is ironic.
    pub(super) fn is_complaint(self) -> bool {
        matches!(
            self,
            Self::Trouble
                | Self::Waiting
                | Self::RepeatedContact
                | Self::BrokenPromise
                | Self::Accusation
                | Self::Verdict
                | Self::Insistence
        )
    }
}
