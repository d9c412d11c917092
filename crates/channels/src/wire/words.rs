//! Words from servers, made fit for a screen.

/// Enough for any helpful sentence of a server (RFC 5321 allows 512 bytes a line), too little to flood a page.
pub const WORDS_MAX_BYTES: usize = 600;

/// `bytes` as text: control characters and line ends become single spaces, at most [`WORDS_MAX_BYTES`] bytes.
/// Direction overrides (U+202A–U+202E, U+2066–U+2069) go too: they could turn a sentence around on the page.
pub(crate) fn plain_words(bytes: &[u8]) -> String {
    // The rest of a flood needn't be decoded to be thrown away.
    let start = bytes.get(..WORDS_MAX_BYTES * 4).unwrap_or(bytes);
    let mut words = String::new();
    for word in String::from_utf8_lossy(start).split(|c: char| c.is_whitespace() || c.is_control()) {
        let word: String = word.chars().filter(|c| !turns_text(*c)).collect();
        if word.is_empty() {
            continue;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word);
    }
    if words.len() > WORDS_MAX_BYTES {
        let end =
            (0..=WORDS_MAX_BYTES - '…'.len_utf8()).rev().find(|at| words.is_char_boundary(*at)).unwrap_or(0);
        words.truncate(end);
        words.push('…');
    }
    words
}

fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn control_characters_and_line_ends_become_single_spaces() {
        assert_eq!(plain_words(b"  no\x1b[31m\r\n such\tuser \x00here"), "no [31m such user here");
    }

    proptest! {
        #[test]
        fn any_bytes_become_bounded_plain_text(bytes in proptest::collection::vec(any::<u8>(), 0..5000)) {
            let words = plain_words(&bytes);
            prop_assert!(words.len() <= WORDS_MAX_BYTES);
            prop_assert!(!words.chars().any(char::is_control));
        }
    }
}
