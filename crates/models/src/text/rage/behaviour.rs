//! What happened, beside what is written: it says more than words.

use super::level::{EVEN_ODDS, Level, logistic};
use super::{Assessment, Flag};
use crate::error::{Result, not_negative};
use serde::Serialize;

/// What is known of a case. All zero says nothing and changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Behaviour {
    /// Contacts about the same matter, this one included.
    pub contacts: u32,
    /// How often the case went to another agent.
    pub handovers: u32,
    /// Hours since it was opened.
    pub hours_open: f64,
    /// Promises to the customer that weren't kept.
    pub broken_promises: u32,
    /// Whether the remedy asked for was refused.
    pub remedy_refused: bool,
}

/// Log-odds for what happened. They were set by judgement, not fitted: fit your own to rated cases and pass them to
/// [`Assessment::weigh`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Weights {
    /// For each contact after the first, up to six.
    pub contact: f64,
    /// For each handover, up to five.
    pub handover: f64,
    /// For each e-fold of days open, counted from one: `ln(1 + days)`.
    pub days_open: f64,
    /// For each broken promise, up to three.
    pub broken_promise: f64,
    /// For a refusal.
    pub refusal: f64,
}

impl Default for Weights {
    fn default() -> Self {
        Self { contact: 0.5, handover: 0.4, days_open: 0.5, broken_promise: 0.9, refusal: 1.0 }
    }
}

/// What of the behaviour a share of the log-odds comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Circumstance {
    /// Contacts after the first.
    Contacts,
    /// Handovers.
    Handovers,
    /// Time open.
    HoursOpen,
    /// Promises broken.
    BrokenPromises,
    /// Remedy refused.
    RemedyRefused,
}

/// Who should see a case next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Escalation {
    /// Nobody but the agent.
    None,
    /// A lead.
    Lead,
    /// Those who deal with threats. Never from words alone.
    ThreatDesk,
}

/// Words and behaviour together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Risk {
    /// The chance that the customer is very or extremely upset.
    pub probability: f64,
    /// The level that belongs to it.
    pub level: Level,
    /// Log-odds from what happened, each part named; those of the words are in [`Assessment::points`].
    pub circumstances: Vec<(Circumstance, f64)>,
    /// Who should see it.
    pub escalation: Escalation,
}

/// Log-odds from behaviour from which a threat in words goes to the threat desk: about three contacts and a broken
/// promise.
const THREAT_DESK: f64 = 1.9;

impl Assessment {
    /// Adds what happened to what is written: a logistic model whose parts add up. Words alone never lead to
    /// [`Escalation::ThreatDesk`].
    ///
    /// Log-odds that add up, and the probability they come to. Our own definition.
    ///
    /// # Errors
    /// [`Error::OutOfRange`](crate::Error::OutOfRange) for hours or weights that aren't finite numbers of at least 0.
    ///
    /// ```
    /// use models::text::{Behaviour, Escalation, Language, Weights, assess};
    ///
    /// let message = assess("My parcel is late again.", Language::English)?;
    /// let happened = Behaviour { contacts: 5, handovers: 3, hours_open: 200.0, broken_promises: 1, remedy_refused: true };
    /// let risk = message.weigh(&happened, &Weights::default())?;
    /// assert!(message.probability < 0.5 && risk.probability > 0.9);
    /// assert_eq!(risk.escalation, Escalation::Lead);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn weigh(&self, behaviour: &Behaviour, weights: &Weights) -> Result<Risk> {
        let hours = not_negative("hours open", None, behaviour.hours_open)?;
        let part = |what, weight, amount: f64| Ok((what, not_negative("weight", None, weight)? * amount));
        let up_to = |count: u32, most: u32| f64::from(count.min(most));
        let refused = f64::from(u8::from(behaviour.remedy_refused));
        let parts = [
            part(Circumstance::Contacts, weights.contact, up_to(behaviour.contacts.saturating_sub(1), 6)),
            part(Circumstance::Handovers, weights.handover, up_to(behaviour.handovers, 5)),
            part(Circumstance::HoursOpen, weights.days_open, (hours / 24.0).ln_1p()),
            part(Circumstance::BrokenPromises, weights.broken_promise, up_to(behaviour.broken_promises, 3)),
            part(Circumstance::RemedyRefused, weights.refusal, refused),
        ];
        let mut circumstances = parts.into_iter().collect::<Result<Vec<_>>>()?;
        circumstances.retain(|(_, points)| *points > 0.0);
        let happened: f64 = circumstances.iter().map(|(_, points)| points).sum();
        let score = self.score + happened;
        let level = Level::of(score, self.impolite + happened);
        let threatens = self.flags.contains(&Flag::Threat);
        let escalation = if threatens && happened >= THREAT_DESK {
            Escalation::ThreatDesk
        } else if threatens || level == Level::ExtremelyUpset {
            Escalation::Lead
        } else {
            Escalation::None
        };
        Ok(Risk { probability: logistic(score - EVEN_ODDS), level, circumstances, escalation })
    }
}
