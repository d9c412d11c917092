//! The parts of a signal, each with the words that a colleague can check.

use models::text::{Assessment, Circumstance, Cue, Risk};
use serde::{Deserialize, Serialize};
use store::signal::{Circumstances, Signal};

/// Characters of a customer's words that are quoted.
const QUOTED_CHARACTERS_MAX: usize = 80;
/// Reasons a line of the inbox names.
const SHORT_MAX: usize = 3;
/// Log-odds below which a reason is not worth a place on a line.
const SHORT_POINTS_MIN: f64 = 0.5;

/// A part of a signal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// What kind: a circumstance or a cue, as the models name it.
    pub kind: String,
    /// What it adds, in log-odds; below 0 for what speaks against.
    pub points: f64,
    /// The circumstance in words, or the customer's own.
    pub words: String,
    /// Whether the words are the customer's.
    pub quoted: bool,
}

impl Reason {
    /// The reasons of a signal.
    pub fn of(signal: &Signal) -> Vec<Self> {
        serde_json::from_str(&signal.reasons).unwrap_or_default()
    }
}

/// What happened before what was said, the heaviest first among each.
pub(super) fn reasons(
    risk: &Risk,
    assessment: &Assessment,
    text: &str,
    tries: i64,
    happened: Circumstances,
) -> Vec<Reason> {
    let circumstances = risk.circumstances.iter().map(|(circumstance, points)| Reason {
        kind: name(circumstance),
        points: rounded(*points),
        words: words(*circumstance, tries, happened),
        quoted: false,
    });
    let mut reasons: Vec<Reason> = circumstances.collect();
    reasons.sort_by(|one, other| other.points.total_cmp(&one.points));
    let said = assessment.points.iter().filter_map(|point| {
        let words = text.get(point.bytes.clone())?.trim();
        let words: String = words.chars().take(QUOTED_CHARACTERS_MAX).collect();
        (!words.is_empty()).then(|| Reason {
            kind: name(&point.cue),
            points: rounded(point.points),
            words,
            quoted: true,
        })
    });
    let mut said: Vec<Reason> = said.collect();
    said.sort_by(|one, other| other.points.abs().total_cmp(&one.points.abs()));
    reasons.extend(said);
    reasons
}

/// The few words a line of the inbox has room for.
pub(super) fn short(reasons: &[Reason]) -> String {
    let worth = reasons.iter().filter(|reason| reason.points >= SHORT_POINTS_MIN);
    let words = worth
        .take(SHORT_MAX)
        .map(|reason| if reason.quoted { format!("“{}”", reason.words) } else { reason.words.clone() });
    words.collect::<Vec<_>>().join(" · ")
}

fn words(circumstance: Circumstance, tries: i64, happened: Circumstances) -> String {
    let times = |count: i64, once: &str, many: &str| match count {
        1 => once.to_owned(),
        _ => format!("{count} {many}"),
    };
    match circumstance {
        Circumstance::Contacts => ordinal(tries),
        Circumstance::Handovers => times(happened.handovers, "handed over", "handovers"),
        Circumstance::HoursOpen => "waiting long".to_owned(),
        Circumstance::BrokenPromises => times(happened.promises, "promise not kept", "promises not kept"),
        Circumstance::RemedyRefused => "refused what was asked".to_owned(),
    }
}

/// `third try`.
fn ordinal(tries: i64) -> String {
    match tries {
        2 => "second try".into(),
        3 => "third try".into(),
        4 => "fourth try".into(),
        5 => "fifth try".into(),
        many => format!("{many} tries"),
    }
}

/// The name the models give it.
pub(super) fn name<T: Serialize>(kind: &T) -> String {
    serde_json::to_value(kind).ok().and_then(|value| Some(value.as_str()?.to_owned())).unwrap_or_default()
}

/// To hundredths: finer would look surer than it is.
fn rounded(points: f64) -> f64 {
    (points * 100.0).round() / 100.0
}

/// Whether a message is only thanks or small talk: what lowers the score outweighs what raises it.
pub(super) fn is_kind(assessment: &Assessment) -> bool {
    let warm = assessment.points.iter().any(|point| matches!(point.cue, Cue::Praise | Cue::Ease));
    warm && assessment.score < 0.0
}
