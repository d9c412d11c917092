//! Text to search words, the same for both databases, so that a search finds the same on either.
//!
//! Words are lower case without accents; runs of Chinese, Japanese and Korean, which have no spaces, become
//! overlapping pairs of characters, so that any two neighbours can be found.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bytes of a word that count; longer runs (encoded data, not language) are cut.
pub const WORD_BYTES_MAX: usize = 64;

/// The words of `text`, joined by single spaces, ready for the index of either engine.
pub fn normalize(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    each_word(text, |word| {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    });
    line
}

/// The words of `text`, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, |word| found.push(word.to_owned()));
    found
}

fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    let mut run = PairRun::default();
    let mut letter = |c: char| {
        if is_unspaced(c) {
            flush(&mut word, &mut take);
            run.push(c, &mut take);
        } else {
            run.end(&mut take);
            if c.is_alphanumeric() {
                if word.len() < WORD_BYTES_MAX {
                    word.push(c);
                }
            } else {
                flush(&mut word, &mut take);
            }
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|byte| letter(char::from(byte.to_ascii_lowercase())));
    } else {
        text.nfkd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase).for_each(&mut letter);
    }
    letter(' ');
}

fn flush(word: &mut String, take: &mut impl FnMut(&str)) {
    if !word.is_empty() {
        take(word);
        word.clear();
    }
}

/// A run of characters written without spaces, given out as overlapping pairs (a lone one as itself).
#[derive(Default)]
struct PairRun {
    previous: Option<char>,
    pairs: usize,
}

impl PairRun {
    fn push(&mut self, c: char, take: &mut impl FnMut(&str)) {
        if let Some(previous) = self.previous {
            take(&String::from_iter([previous, c]));
            self.pairs += 1;
        }
        self.previous = Some(c);
    }

    fn end(&mut self, take: &mut impl FnMut(&str)) {
        if let (Some(alone), 0) = (self.previous, self.pairs) {
            take(alone.encode_utf8(&mut [0; 4]));
        }
        *self = Self::default();
    }
}

/// Letters of scripts whose words aren't separated by spaces: kana, Han, Thai and its neighbours. (Hangul has spaces.)
/// Their blocks hold signs as well, such as ・ and ฿, which end words as others do.
fn is_unspaced(c: char) -> bool {
    let in_block = matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF
        | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x2FFFF);
    in_block && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_fold() {
        assert_eq!(words("Müller's CAFÉ, order A-17"), ["muller", "s", "cafe", "order", "a", "17"]);
        assert_eq!(normalize("Anna@Example.com"), "anna example com");
    }

    #[test]
    fn unspaced_scripts_become_pairs() {
        assert_eq!(words("東京都へ boots"), ["東京", "京都", "都へ", "boots"]);
        assert_eq!(words("靴 42"), ["靴", "42"]);
    }

    #[test]
    fn signs_of_unspaced_scripts_end_words() {
        assert_eq!(words("アン・東京 ฿50"), ["アン", "東京", "50"]);
        assert_eq!(words("東\u{eec}"), ["東"], "a place in a block that no letter has taken");
    }

    #[test]
    fn endless_words_are_cut() {
        assert_eq!(words(&"x".repeat(1000))[0].len(), WORD_BYTES_MAX);
    }
}
