//! What the guided questions ask, the same for the form, for colleagues and for other systems.

use crate::{Error, Result, text};
use domain::Moment;
use domain::complaint::Wanted;
use jiff::Timestamp;
use store::complaint::Complaint;

/// Characters of what happened: "a sentence or two", and room for those who need more.
pub const TEXT_CHARACTERS_MAX: usize = 4_000;
/// Characters of each other answer.
pub const WORDS_CHARACTERS_MAX: usize = 1_000;
/// Things that would make it right: more than there are to choose from.
const WANTED_MAX: usize = 12;
/// Tries anybody could remember.
pub const TRIES_MAX: i64 = 100;

/// The customer's account of it, as asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// What happened, in a sentence or two.
    pub happened: String,
    /// What would make it right.
    pub wanted: Vec<Wanted>,
    /// The same in words.
    pub wanted_words: String,
    /// What else we should know.
    pub also: String,
    /// Since when.
    pub began_at: Option<Timestamp>,
    /// How often they tried before.
    pub tries: i64,
}

impl Account {
    /// What a complaint says.
    pub fn of(complaint: &Complaint) -> Self {
        let names: Vec<String> = serde_json::from_str(&complaint.wanted).unwrap_or_default();
        Self {
            happened: complaint.happened.clone(),
            wanted: names.iter().filter_map(|name| Wanted::parse(name)).collect(),
            wanted_words: complaint.wanted_words.clone(),
            also: complaint.also.clone(),
            began_at: complaint.began_at,
            tries: complaint.tries,
        }
    }

    /// Checked, cleaned, each remedy once.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field and what would be right.
    pub(super) fn checked(&self, moment: &Moment) -> Result<Self> {
        let happened = text::paragraphs("happened", &self.happened, TEXT_CHARACTERS_MAX)?.trim().to_owned();
        if happened.is_empty() {
            return Err(Error::invalid("happened", "Say in a sentence or two what happened."));
        }
        if self.began_at.is_some_and(|began| began > moment.now) {
            return Err(Error::invalid("began_at", "This day is still to come. Choose one that has been."));
        }
        if !(0..=TRIES_MAX).contains(&self.tries) {
            return Err(Error::invalid("tries", format!("Choose a number from 0 to {TRIES_MAX}.")));
        }
        let words = |field, text: &str| {
            Ok::<_, Error>(text::paragraphs(field, text, WORDS_CHARACTERS_MAX)?.trim().to_owned())
        };
        if self.wanted.len() > WANTED_MAX {
            return Err(Error::invalid("wanted", format!("Choose at most {WANTED_MAX}.")));
        }
        let mut wanted = self.wanted.clone();
        wanted.sort_unstable();
        wanted.dedup();
        Ok(Self {
            happened,
            wanted,
            wanted_words: words("wanted_words", &self.wanted_words)?,
            also: words("also", &self.also)?,
            began_at: self.began_at,
            tries: self.tries,
        })
    }

    /// Writes a checked account into a complaint.
    pub(super) fn write_into(self, complaint: &mut Complaint) {
        let names: Vec<&str> = self.wanted.iter().map(|wanted| wanted.name()).collect();
        complaint.wanted = serde_json::to_string(&names).unwrap_or_else(|_| "[]".into());
        complaint.happened = self.happened;
        complaint.wanted_words = self.wanted_words;
        complaint.also = self.also;
        complaint.began_at = self.began_at;
        complaint.tries = self.tries;
    }
}
