//! What texts say, without a language model: rules and lists of words that people can read, check and extend.
//!
//! | question | function | not for |
//! |---|---|---|
//! | How upset is this customer, what do they want, what do they threaten? | [`assess`] | judging people; sarcasm |
//! | What did we promise, and by when? | [`promises`] | contracts |
//! | How positive are these words? | [`sentiment`] | finding angry customers |
//!
//! Every finding names its words by their bytes in the text. The language is an argument; texts have a limit
//! ([`TEXT_BYTES_MAX`]), and [`beginning`] cuts what is longer.

mod choice;
mod english;
mod language;
mod limit;
mod pattern;
mod phrasebook;
mod promise;
mod rage;
mod reader;
mod vader;
mod words;

pub use language::Language;
pub use limit::{TEXT_BYTES_MAX, beginning};
pub use promise::{Due, Precision, Promise, PromiseKind, Span, Unit, promises};
pub use rage::{
    Assessment, Behaviour, Circumstance, Cue, EVEN_ODDS, Escalation, Flag, Level, Point, Price, Remedy, Risk,
    Wanted, Weights, assess,
};
pub use vader::{Sentiment, sentiment};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_pattern() {
        let language = Language::English;
        let promises = language.promises();
        let books = [&promises.openings.refused, &promises.deeds.refused, &promises.times.refused];
        for refused in books.into_iter().chain([&promises.conditions.refused, &promises.doubts.refused]) {
            assert_eq!(*refused, Vec::<String>::new());
        }
        for refused in [&language.cues().refused, &language.wishes().refused, &language.contacts().refused] {
            assert_eq!(*refused, Vec::<String>::new());
        }
    }
}
