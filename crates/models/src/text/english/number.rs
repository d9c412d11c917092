//! Numbers in English words and in digits.

use crate::text::language::Number;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A word, its value, and the word for its place in an order.
const SMALL: [(&str, &str); 21] = [
    ("zero", "zeroth"),
    ("one", "first"),
    ("two", "second"),
    ("three", "third"),
    ("four", "fourth"),
    ("five", "fifth"),
    ("six", "sixth"),
    ("seven", "seventh"),
    ("eight", "eighth"),
    ("nine", "ninth"),
    ("ten", "tenth"),
    ("eleven", "eleventh"),
    ("twelve", "twelfth"),
    ("thirteen", "thirteenth"),
    ("fourteen", "fourteenth"),
    ("fifteen", "fifteenth"),
    ("sixteen", "sixteenth"),
    ("seventeen", "seventeenth"),
    ("eighteen", "eighteenth"),
    ("nineteen", "nineteenth"),
    ("twenty", "twentieth"),
];

/// What else says a number, the vague ones as the fewest that they can mean.
const OTHERS: [(&str, u32, bool); 22] = [
    ("thirty", 30, false),
    ("forty", 40, false),
    ("fifty", 50, false),
    ("sixty", 60, false),
    ("seventy", 70, false),
    ("eighty", 80, false),
    ("ninety", 90, false),
    ("hundred", 100, false),
    ("hundreds", 100, false),
    ("dozen", 12, false),
    ("dozens", 24, false),
    ("couple", 2, false),
    ("few", 3, false),
    ("several", 3, false),
    ("numerous", 3, false),
    ("countless", 5, false),
    ("endless", 5, false),
    ("umpteen", 5, false),
    ("umpteenth", 5, true),
    ("nth", 5, true),
    ("thousandth", 5, true),
    ("hundredth", 5, true),
];

static WORDS: LazyLock<HashMap<&str, Number>> = LazyLock::new(|| {
    let small = (0..).zip(SMALL).flat_map(|(value, (cardinal, ordinal))| {
        [(cardinal, Number { value, is_ordinal: false }), (ordinal, Number { value, is_ordinal: true })]
    });
    let others = OTHERS.into_iter().map(|(word, value, is_ordinal)| (word, Number { value, is_ordinal }));
    small.chain(others).collect()
});

/// The number that a word in lower case says; of a range such as "2-3" the end.
pub(crate) fn read(word: &str) -> Option<Number> {
    if word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return digits(word);
    }
    WORDS.get(word).copied()
}

fn digits(word: &str) -> Option<Number> {
    let end = word.find(|letter: char| letter.is_alphabetic()).unwrap_or(word.len());
    let (number, ending) = word.split_at_checked(end)?;
    let is_ordinal = matches!(ending, "st" | "nd" | "rd" | "th");
    if !is_ordinal && !matches!(ending, "" | "x") {
        return None;
    }
    let mut ends = number.rsplit(['-', '–']);
    let last = ends.next()?;
    // More than two are a date or a telephone number.
    if ends.count() > 1 {
        return None;
    }
    let value = last.replace(',', "").parse().ok()?;
    Some(Number { value, is_ordinal })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read() {
        let value = |word| read(word).map(|number| (number.value, number.is_ordinal));
        assert_eq!(value("seven"), Some((7, false)));
        assert_eq!(value("third"), Some((3, true)));
        assert_eq!(value("3rd"), Some((3, true)));
        assert_eq!(value("2-3"), Some((3, false)));
        assert_eq!(value("1,000"), Some((1000, false)));
        for word in ["17:00", "3/3", "2026-03-05", "5pm", "99999999999", "second-hand", ""] {
            assert_eq!(value(word), None, "{word}");
        }
    }
}
