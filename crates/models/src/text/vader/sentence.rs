//! A text as the reference cuts it into words.

use super::lexicon;

/// Words in order, as written and in lower case.
pub(super) struct Sentence {
    /// The text with emoji put into words.
    pub(super) text: String,
    pub(super) written: Vec<String>,
    pub(super) lowered: Vec<String>,
    /// Whether some words are in capitals and others aren't, so that capitals mean something.
    pub(super) capitals_tell: bool,
}

impl Sentence {
    pub(super) fn read(text: &str) -> Self {
        let text = without_emoji(text);
        let written: Vec<String> = text
            .split(is_space)
            .filter(|word| !word.is_empty())
            .map(|word| stripped(word).to_owned())
            .collect();
        let lowered = written.iter().map(|word| word.to_lowercase()).collect();
        let capitals = written.iter().filter(|word| is_upper(word)).count();
        Self { capitals_tell: 0 < capitals && capitals < written.len(), text, written, lowered }
    }

    /// Whether the word at a place stands out by its capitals.
    pub(super) fn shouts(&self, place: usize) -> bool {
        self.capitals_tell && self.written.get(place).is_some_and(|word| is_upper(word))
    }

    /// The word at a place in lower case; empty where there is none.
    pub(super) fn word(&self, place: usize) -> &str {
        self.lowered.get(place).map_or("", String::as_str)
    }

    /// The word so many places before another.
    pub(super) fn before(&self, place: usize, distance: usize) -> &str {
        place.checked_sub(distance).map_or("", |place| self.word(place))
    }
}

/// Each emoji as the words for what it shows, with a space before them, as the reference does it.
fn without_emoji(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut after_space = true;
    for letter in text.chars() {
        if let Some(description) = lexicon::description(letter) {
            if !after_space {
                words.push(' ');
            }
            words.push_str(description);
            after_space = false;
        } else {
            words.push(letter);
            after_space = letter == ' ';
        }
    }
    words
}

/// Without the punctuation around it, unless so little is left that it was an emoticon.
fn stripped(token: &str) -> &str {
    let bare = token.trim_matches(|letter: char| letter.is_ascii_punctuation());
    if bare.chars().count() <= 2 { token } else { bare }
}

/// White space as Python knows it: besides Unicode's the four ASCII separators.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{1c}'..='\u{1f}')
}

/// Whether it has letters and all of them are capitals.
fn is_upper(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}
