//! What the sender newly wrote.

use super::line::is_invisible;
use crate::Fold;

/// The text without its folds, line ends as `\n`, lines without white space at their ends, trimmed; blank lines within what was written
/// stay as they are.
///
/// A fold takes the blank lines below it along, and those above it too when it was set off on both sides:
/// they belonged to the quote, not to the answer.
pub fn visible(text: &str, folds: &[Fold]) -> String {
    let mut visible = String::with_capacity(text.len());
    let mut from = 0;
    for fold in folds {
        join(&mut visible, text.get(from..fold.start).unwrap_or_default(), from > 0);
        from = fold.end.max(from);
    }
    join(&mut visible, text.get(from..).unwrap_or_default(), from > 0);
    visible.trim_matches(is_invisible).to_owned()
}

fn join(visible: &mut String, piece: &str, after_fold: bool) {
    let mut piece = piece;
    if after_fold {
        let whole = piece.len();
        while let Some((line, rest)) = piece.split_once('\n') {
            if !line.trim_matches(is_invisible).is_empty() {
                break;
            }
            piece = rest;
        }
        if piece.trim_matches(is_invisible).is_empty() {
            return;
        }
        if piece.len() < whole {
            visible.truncate(visible.trim_end_matches(is_invisible).len());
        }
        if !visible.is_empty() && !visible.ends_with('\n') {
            visible.push('\n');
        }
    }
    for line in piece.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(line) => {
                visible.push_str(line.trim_end());
                visible.push('\n');
            }
            None => visible.push_str(line.trim_end()),
        }
    }
}
