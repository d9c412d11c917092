//! "On …, … wrote:" in its many languages and orders, also wrapped over several lines.
//!
//! No list of whole sentences could be long enough, so evidence is weighed: a verb of writing, a date, an
//! address, a first word such as "On", and how the line ends.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::line::{Kind, Line};
use super::phrases::attribution::{FIRST_PERSON, OPENERS, QUOTING, UNPARTED_VERBS, VERBS};

/// The verbs, to look a word up in.
static VERB_SET: LazyLock<HashSet<&str>> = LazyLock::new(|| VERBS.iter().copied().collect());

/// Lines that one attribution may be wrapped over.
const LINES_MAX: usize = 4;

/// Bytes of a whole attribution; the longest real ones carry two long addresses.
const BYTES_MAX: usize = 400;

/// Where, in bytes, the date of "On Monday, …" begins at the latest.
const DATE_START_MAX: usize = 48;

/// Bytes that may follow the verb when no date stands at the front: "wrote to you:", not a whole sentence.
const AFTER_VERB_MAX: usize = 16;

/// Marks `last` and the lines above it as an attribution if they are one that ends at `last`.
pub(super) fn mark(lines: &mut [Line<'_>], last: usize) {
    let text = lines[last].text;
    if is_dated_name(text) {
        lines[last].kind = Kind::Attribution(1);
        return;
    }
    if text.len() > BYTES_MAX || !ends_attribution(text) {
        return;
    }
    if let Some(count) = best_length(lines, last) {
        for line in lines.iter_mut().take(last + 1).skip(last + 1 - count) {
            line.kind = Kind::Continued;
        }
        lines[last + 1 - count].kind = Kind::Attribution(count);
    }
}

/// How many lines up to `last` are the attribution: the fewest that begin like one, else the fewest that do.
fn best_length(lines: &[Line<'_>], last: usize) -> Option<usize> {
    let mut joined = String::new();
    let mut fallback: Option<(usize, bool)> = None;
    for count in 1..=LINES_MAX.min(last + 1) {
        let line = &lines[last + 1 - count];
        let joinable = matches!(line.kind, Kind::Text | Kind::Header(_) | Kind::Attribution(1)) || count == 1;
        if !joinable || joined.len() + line.text.len() > BYTES_MAX {
            break;
        }
        joined.insert(0, ' ');
        joined.insert_str(0, line.text);
        let quote_follows = follows_quote(lines, last + 1);
        match judge(joined.trim_end(), quote_follows) {
            Verdict::Strong => return Some(count),
            Verdict::Plain => fallback = fallback.filter(|(_, plain)| *plain).or(Some((count, true))),
            Verdict::Weak => fallback = fallback.or(Some((count, false))),
            Verdict::No => {}
        }
    }
    fallback.map(|(count, _)| count)
}

/// The line below is not classified yet, so its first character must do.
fn follows_quote(lines: &[Line<'_>], from: usize) -> bool {
    lines
        .iter()
        .skip(from)
        .map(|line| line.text)
        .find(|text| !text.is_empty())
        .is_some_and(|text| text.starts_with('>'))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It also begins like one.
    Strong,
    Plain,
    /// Only if no longer one is found.
    Weak,
    No,
}

/// Whether these words, on one line, are an attribution.
fn judge(text: &str, quote_follows: bool) -> Verdict {
    let text = text.trim_matches(|c: char| is_dash(c) || c == ' ');
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(is_end);
    let colon = bare.len() < lower.len();
    let dates = Dates::in_text(&lower);
    let address = lower.contains('@');
    let opened = begins_like_one(&lower) && dates.first.is_some_and(|at| at <= DATE_START_MAX);
    let Some(verb) = last_verb(bare) else {
        // "30.09.2017, 18.30, "Name" <address>:", as Yandex, Mail.ru and Asian programs write.
        let named = opened && dates.time && closes_with_name(bare);
        let quoting = QUOTING.iter().any(|words| lower.starts_with(words)) && closes_with_name(bare);
        return match colon && address {
            true if named || quoting => Verdict::Strong,
            true if quote_follows && dates.date => Verdict::Weak,
            _ => Verdict::No,
        };
    };
    let (before, after) =
        (bare.get(..verb.start).unwrap_or_default(), bare.get(verb.end..).unwrap_or_default());
    if is_own(before, after) && !quote_follows {
        return Verdict::No;
    }
    let names = quote_follows || after.is_empty() || address || ends_like_name(text);
    if opened && names && (colon || after.is_empty()) && !speaks_on(after) {
        return Verdict::Strong;
    }
    let dated = Dates::in_text(after).date;
    // "Ann wrote on 03/03/2016 05:21:33 PM:", as Notes writes.
    let notes = dated && after.len() <= AFTER_VERB_MAX * 2 && before.split_whitespace().count() <= 4;
    let ends = after.len() <= AFTER_VERB_MAX || notes || (address && dated && after.len() < DATE_START_MAX);
    if ends && (address || dates.date || dates.time) && (colon || address && dates.date) {
        // An address alone on its line has its name on the line above.
        return if text.starts_with('<') { Verdict::Weak } else { Verdict::Plain };
    }
    let named = !before.trim().is_empty() && before.len() < DATE_START_MAX * 2;
    if colon && quote_follows && ends && named { Verdict::Weak } else { Verdict::No }
}

/// The last word is a name or a time, not the end of a sentence that goes on behind the colon.
fn ends_like_name(text: &str) -> bool {
    let bare = text.trim_end_matches(is_end);
    let last = bare.split_whitespace().next_back().unwrap_or_default();
    last.starts_with(|c: char| !c.is_lowercase())
}

/// Where the last verb of writing stands, in bytes.
fn last_verb(bare: &str) -> Option<Range<usize>> {
    let mut end = bare.len();
    for word in bare.rsplit(is_word_end) {
        let start = end - word.len();
        let verb = word.trim_matches([',', ':', '.', '"', '\'']);
        if VERB_SET.contains(verb) {
            let start = start + word.find(verb).unwrap_or_default();
            return Some(start..start + verb.len());
        }
        // Back over the word and what parts it from the one before.
        end = bare.get(..start).and_then(|left| left.char_indices().next_back()).map_or(0, |(at, _)| at);
    }
    if bare.is_ascii() {
        return None;
    }
    UNPARTED_VERBS
        .iter()
        .filter_map(|verb| bare.rfind(verb).map(|start| start..start + verb.len()))
        .max_by_key(|range| range.end)
}

fn is_word_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '<' | '"' | ';')
}

/// "I wrote …": the sender speaks of himself, as people do in a letter.
fn is_own(before: &str, after: &str) -> bool {
    let word = |word: Option<&str>| word.is_some_and(|word| FIRST_PERSON.contains(&word));
    word(before.split_whitespace().next_back()) || word(after.split_whitespace().next())
}

/// A sentence goes on behind the verb.
fn speaks_on(after: &str) -> bool {
    !after.contains('@') && after.split_whitespace().count() > 9
}

/// `… <address>`, `… address` or a name at the end.
fn closes_with_name(bare: &str) -> bool {
    bare.ends_with('>')
        || bare.ends_with(')')
        || bare.split_whitespace().next_back().is_some_and(|word| word.contains('@'))
}

fn begins_like_one(lower: &str) -> bool {
    let Some(first) = lower.chars().next() else { return false };
    let mut words = lower.split(' ');
    let (word, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    // "Wednesday, 17 November", "tir. 4. mars": whatever the language calls the day, a comma or the number follows.
    let day = word.ends_with(',')
        || (word.chars().count() <= 6 && second.starts_with(|c: char| c.is_ascii_digit()));
    first.is_ascii_digit() || day || OPENERS.iter().any(|opener| lower.starts_with(opener))
}

/// Cheap first look: only lines that end with a colon or a verb are weighed.
fn ends_attribution(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| is_dash(c) || c.is_whitespace());
    if bare.ends_with([':', '：']) {
        return true;
    }
    // Without a colon only "… wrote", "… wrote ----" and the like count.
    let word = bare.rsplit(is_word_end).next().unwrap_or_default();
    if word.is_ascii() {
        let small = word.len() <= 12
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'(' | b')'));
        return small && VERB_SET.contains(word);
    }
    word.len() <= 64 && (VERB_SET.contains(word) || UNPARTED_VERBS.iter().any(|verb| word.ends_with(verb)))
}

/// Gmail's `2016-03-03 17:21 GMT+01:00 Some One`, which ends with the name.
fn is_dated_name(text: &str) -> bool {
    let shape = text.as_bytes();
    let digits =
        |from: usize, to: usize| shape.get(from..to).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    digits(0, 4)
        && shape.get(4) == Some(&b'-')
        && digits(5, 7)
        && shape.get(7) == Some(&b'-')
        && digits(8, 10)
        && text
            .get(10..text.floor_char_boundary(32))
            .is_some_and(|rest| rest.contains(" GMT") || rest.contains(" UTC"))
        && text.len() < BYTES_MAX
        && text.split_whitespace().count() > 3
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '*' | '_')
}

fn is_end(c: char) -> bool {
    matches!(c, ':' | '：') || c.is_whitespace()
}

/// Which signs of a date a text holds.
#[derive(Clone, Copy, Debug, Default)]
struct Dates {
    /// A year or a whole date in digits.
    date: bool,
    /// An hour with minutes.
    time: bool,
    /// The first byte of the first number.
    first: Option<usize>,
}

impl Dates {
    fn in_text(text: &str) -> Self {
        let mut dates = Self::default();
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !bytes[at].is_ascii_digit() {
                at += 1;
                continue;
            }
            let number = &bytes[at..];
            let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let next = number.get(digits).copied();
            let follows = number.get(digits + 1).is_some_and(u8::is_ascii_digit);
            match (digits, next) {
                (4, _) if matches!(&number[..2], b"19" | b"20") => dates.date = true,
                (1 | 2, Some(b':' | b'h')) if follows => dates.time = true,
                (1 | 2, Some(b'.' | b'/' | b'-')) if follows => {
                    let rest = &number[digits + 1..];
                    let second = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
                    let third = rest.get(second).is_some_and(|byte| matches!(byte, b'.' | b'/' | b'-'))
                        && rest.get(second + 1).is_some_and(u8::is_ascii_digit);
                    dates.date |= third;
                    // "13.16" is how Italians and Finns write the hour.
                    dates.time |= !third && second == 2;
                }
                _ => {}
            }
            if digits <= 4 {
                dates.first = dates.first.or(Some(at));
            }
            at += digits;
        }
        dates
    }
}
