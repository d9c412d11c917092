//! English contractions as two words, so that phrases need writing once.

use crate::text::language::Parts;

/// The parts of a word in lower case. Spellings without the apostrophe are read too, where they are no other word.
pub(crate) fn parts(word: &str) -> Parts {
    if let Some(parts) = irregular(word) {
        return parts;
    }
    for (ending, second) in
        [("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'d", "would"), ("'m", "am")]
    {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            return Parts { kept: stem.len(), first: None, second: Some(second) };
        }
    }
    if let Some(stem) = word.strip_suffix("nt").filter(|stem| is_auxiliary(stem)) {
        return Parts { kept: stem.len(), first: None, second: Some("not") };
    }
    if let Some(stem) = word.strip_suffix("'s").filter(|stem| is_pronoun(stem)) {
        return Parts { kept: stem.len(), first: None, second: Some("is") };
    }
    Parts { kept: word.len(), first: uncensored(word), second: None }
}

fn is_auxiliary(stem: &str) -> bool {
    matches!(
        stem,
        "do" | "does"
            | "did"
            | "is"
            | "was"
            | "are"
            | "have"
            | "has"
            | "had"
            | "would"
            | "could"
            | "should"
            | "were"
    )
}

fn is_pronoun(stem: &str) -> bool {
    matches!(
        stem,
        "it" | "that" | "what" | "there" | "here" | "who" | "he" | "she" | "where" | "how" | "this"
    )
}

fn irregular(word: &str) -> Option<Parts> {
    let (first, second) = match word {
        "won't" | "wont" => ("will", "not"),
        "can't" | "cant" | "cannot" => ("can", "not"),
        "shan't" => ("shall", "not"),
        "ain't" | "aint" => ("is", "not"),
        "i'm" | "im" => ("i", "am"),
        "ive" => ("i", "have"),
        "youre" => ("you", "are"),
        "youve" => ("you", "have"),
        "youll" => ("you", "will"),
        "theyre" => ("they", "are"),
        "thats" => ("that", "is"),
        "whats" => ("what", "is"),
        "let's" | "lets" => ("let", "us"),
        "gonna" => ("going", "to"),
        "wanna" => ("want", "to"),
        "gimme" => ("give", "me"),
        "gotta" => ("got", "to"),
        _ => return None,
    };
    Some(Parts { kept: 0, first: Some(first), second: Some(second) })
}

/// A curse whose letters are starred out.
fn uncensored(word: &str) -> Option<&'static str> {
    if !word.contains('*') {
        return None;
    }
    let tail = word.trim_start_matches(|letter: char| letter.is_alphabetic()).trim_start_matches('*');
    Some(match (word.chars().next()?, tail) {
        ('f', tail) if tail.ends_with("ing") => "fucking",
        ('f', _) => "fuck",
        ('s', _) => "shit",
        ('b', tail) if tail.ends_with("it") || word.starts_with("bu") => "bullshit",
        ('b', _) => "bitch",
        ('a', _) => "asshole",
        ('c', _) => "crap",
        ('d', _) => "damn",
        ('h', _) => "hell",
        _ => return None,
    })
}
