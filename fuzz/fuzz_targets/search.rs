//! Any typed search: it is understood without a panic, and its words hold only what search indexes hold.
#![no_main]

use domain::query::{Query, Term};

libfuzzer_sys::fuzz_target!(|typed: &str| {
    let query = Query::parse(typed);
    for term in query.terms.iter().chain(&query.without) {
        match term {
            Term::Word(word) | Term::Prefix(word) => check(word),
            Term::Phrase(words) => words.iter().for_each(|word| check(word)),
        }
    }
    domain::words::words(typed).iter().for_each(|word| check(word));
});

/// Words go into the search languages of both databases in quotes: they may hold no signs of those.
fn check(word: &str) {
    assert!(!word.is_empty());
    assert!(word.chars().all(char::is_alphanumeric), "{word:?} holds more than letters and digits");
}
