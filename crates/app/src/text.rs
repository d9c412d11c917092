//! Short texts that other systems send: cleaned where that loses nothing, refused where it would.

use crate::{Error, Result};
use store::message::Message;

/// One line: control characters become spaces, space at the ends goes; at most `characters_max` characters.
pub(crate) fn line(field: &'static str, text: &str, characters_max: usize) -> Result<String> {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.trim();
    if plain.chars().count() > characters_max {
        return Err(Error::invalid(field, format!("This is longer than {characters_max} characters.")));
    }
    Ok(plain.to_owned())
}

/// A line that must say something.
pub(crate) fn filled(field: &'static str, text: &str, characters_max: usize) -> Result<String> {
    let line = line(field, text, characters_max)?;
    if line.is_empty() {
        return Err(Error::invalid(field, format!("This needs 1 to {characters_max} characters.")));
    }
    Ok(line)
}

/// A longer text: line breaks and tabs stay, other control characters go.
pub(crate) fn paragraphs(field: &'static str, text: &str, characters_max: usize) -> Result<String> {
    if text.chars().count() > characters_max {
        return Err(Error::invalid(field, format!("This is longer than {characters_max} characters.")));
    }
    Ok(text.chars().filter(|&c| c == '\n' || c == '\t' || !c.is_control()).collect())
}

/// Characters of a link.
const URL_CHARACTERS_MAX: usize = 2_000;

/// A link people may follow: `https` or `http`, nothing that runs a script. May be empty.
pub(crate) fn link(field: &'static str, text: &str) -> Result<String> {
    let url = line(field, text, URL_CHARACTERS_MAX)?;
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    match rest {
        _ if url.is_empty() => Ok(url),
        Some(rest) if !rest.is_empty() && !url.contains(char::is_whitespace) => Ok(url),
        _ => Err(Error::invalid(field, "A link begins with https:// or http:// and has no spaces.")),
    }
}

/// What the sender newly wrote: the text without quoted history and signature.
pub(crate) fn visible(message: &Message) -> String {
    let (mut visible, mut at) = (String::with_capacity(message.text.len()), 0);
    for (start, end, _) in folds(message) {
        visible.push_str(message.text.get(at..start).unwrap_or_default());
        at = end;
    }
    visible.push_str(message.text.get(at..).unwrap_or_default());
    visible
}

/// The same of the beginning of a text, cut anywhere; `folds` are those of the whole, as JSON.
pub(crate) fn without_folds(text: &str, folds: &str) -> String {
    let folds: Vec<(usize, usize, String)> = serde_json::from_str(folds).unwrap_or_default();
    let (mut visible, mut at) = (String::with_capacity(text.len()), 0);
    for (start, end, _) in folds {
        visible.push_str(text.get(at..start.min(text.len())).unwrap_or_default());
        at = end.clamp(at, text.len().max(at));
    }
    visible.push_str(text.get(at..).unwrap_or_default());
    visible
}

/// The folds of a message, from, to and kind; those that don't fit its text are left out.
pub(crate) fn folds(message: &Message) -> Vec<(usize, usize, String)> {
    let mut stored: Vec<(usize, usize, String)> = serde_json::from_str(&message.folds).unwrap_or_default();
    stored.retain(|(start, end, _)| start <= end && message.text.get(*start..*end).is_some());
    stored
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_that_go_beyond_a_cut_fold_the_rest() {
        let folds = r#"[[6,12,"quote"],[20,99,"signature"]]"#;
        assert_eq!(without_folds("Hello > old\nand new, -- Ann", folds), "Hello and new,");
        assert_eq!(without_folds("Hello", folds), "Hello");
        assert_eq!(without_folds("Hello", "no JSON"), "Hello");
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(line("title", " Parcel\r\nlate ", 20).unwrap(), "Parcel  late");
        assert!(filled("title", " \u{7} ", 20).is_err());
        assert!(line("title", "äöü", 3).is_ok() && line("title", "äöüß", 3).is_err());
        assert_eq!(paragraphs("detail", "one\ntwo\u{0}", 20).unwrap(), "one\ntwo");
    }

    #[test]
    fn links_run_nothing() {
        assert!(link("url", "https://shop.example/orders/1").is_ok() && link("url", "").is_ok());
        for url in ["javascript:alert(1)", "https://", "https://a b", "ftp://x"] {
            assert!(link("url", url).is_err(), "{url}");
        }
    }
}
