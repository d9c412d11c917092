//! What the sender newly wrote.

use super::line::is_invisible;
use crate::Fold;

/// The text without its folds, line ends as `\n`, trimmed; blank lines within what was written
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
    let mut lines = piece.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let continues = lines.peek().is_some_and(|next| !next.trim_matches(is_invisible).is_empty());
        push_line(visible, line, continues);
    }
}

/// A space at the end of a line says that the next one continues it (RFC 3676); elsewhere it says nothing.
fn push_line(visible: &mut String, line: &str, continues: bool) {
    let words = line.trim_end_matches(['\n', '\r']);
    let bare = words.trim_end();
    visible.push_str(if continues && !bare.is_empty() { words } else { bare });
    if line.ends_with('\n') {
        visible.push('\n');
    }
}
