//! A search engine too simple to be wrong: it reads every mail. And mails and queries made by chance.

use crate::support::Dice;
use domain::query::{Filter, Query, Term};
use domain::words::words;
use store::search::Hit;

/// What is indexed of a mail.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mail {
    pub(crate) subject: String,
    pub(crate) body: String,
    pub(crate) sender: String,
    pub(crate) recipients: String,
    pub(crate) files: String,
}

/// Few enough that chance makes them meet.
const WORDS: [&str; 16] = [
    "boots",
    "Boot",
    "late",
    "parcel",
    "Müller",
    "muller",
    "東京",
    "京都",
    "東京都",
    "ΟΔΟΣ",
    "οδός",
    "a-17",
    "anna@example.com",
    "x",
    "İstanbul",
    "ſcharf",
];

/// A mail of a few words in each of its parts.
pub(crate) fn random_mail(dice: &mut Dice) -> Mail {
    let mut text = |longest: usize| {
        let several: Vec<&str> = (0..dice.below(longest)).map(|_| *dice.pick(&WORDS)).collect();
        several.join(*dice.pick(&[" ", ", ", "\n"]))
    };
    Mail { subject: text(4), body: text(9), sender: text(3), recipients: text(3), files: text(2) }
}

/// A query of one to four pieces.
pub(crate) fn random_query(dice: &mut Dice) -> String {
    let pieces: Vec<String> = (0..=dice.below(4))
        .map(|_| {
            let (word, next) = (*dice.pick(&WORDS), *dice.pick(&WORDS));
            match dice.below(9) {
                0 => format!("-{word}"),
                1 => format!("\"{word} {next}\""),
                2 => format!("-\"{word} {next}\""),
                3 => {
                    let length = word.chars().count();
                    word.chars().take(1 + dice.below(length)).chain(['*']).collect()
                }
                4 => format!("from:{word}"),
                5 => format!("to:{word}"),
                6 => format!("subject:\"{word} {next}\""),
                _ => word.to_owned(),
            }
        })
        .collect();
    pieces.join(" ")
}

/// What a search must find, with the newest matching message of each conversation.
pub(crate) fn newest_first(mails: &[Vec<Mail>], ids: &[Vec<Hit>], query: &Query) -> Vec<Hit> {
    let wants_words = !query.terms.is_empty() || !query.filters.is_empty();
    let mut found: Vec<Hit> = mails
        .iter()
        .zip(ids)
        .filter_map(|(mails, ids)| {
            if wants_words {
                let matching = mails.iter().zip(ids).filter(|(mail, _)| matches(mail, query));
                matching.map(|(_, hit)| *hit).next_back()
            } else {
                let unwanted = mails.iter().any(|mail| query.without.iter().any(|term| is_in(mail, term)));
                (!unwanted).then(|| Hit { message_id: None, ..ids[0] })
            }
        })
        .collect();
    found.sort_by_key(|hit| std::cmp::Reverse((hit.message_id, hit.conversation_id)));
    found
}

fn matches(mail: &Mail, query: &Query) -> bool {
    query.terms.iter().all(|term| is_in(mail, term))
        && !query.without.iter().any(|term| is_in(mail, term))
        && query.filters.iter().all(|filter| match filter {
            Filter::From(wanted) => has_all(&mail.sender, wanted),
            Filter::To(wanted) => has_all(&mail.recipients, wanted),
            Filter::Subject(wanted) => has_all(&mail.subject, wanted),
            other => panic!("{other:?} is nothing to read for"),
        })
}

fn has_all(text: &str, wanted: &[String]) -> bool {
    let words = words(text);
    wanted.iter().all(|word| words.contains(word))
}

fn is_in(mail: &Mail, term: &Term) -> bool {
    [&mail.subject, &mail.body, &mail.sender, &mail.recipients, &mail.files].into_iter().any(|text| {
        let words = words(text);
        match term {
            Term::Word(word) => words.contains(word),
            Term::Prefix(start) => words.iter().any(|word| word.starts_with(start.as_str())),
            Term::Phrase(phrase) => words.windows(phrase.len()).any(|window| window == phrase),
        }
    })
}
