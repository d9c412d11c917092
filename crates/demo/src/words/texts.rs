//! The shape of the text files: what every language and every matter has to say, and when it is said.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::template::Template;
use crate::talk::Mood;

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
