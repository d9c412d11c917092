//! Plain text as paragraphs: blank lines divide, line ends stay, web addresses become links.

use super::is_safe_link;
use maud::{Markup, html};

/// A plain text, as it came in a mail.
#[must_use]
pub fn plain(text: &str) -> Markup {
    let paragraphs = paragraphs(text);
    html! {
        div .prose .prose--plain {
            @for paragraph in &paragraphs {
                p { @for (index, line) in paragraph.iter().enumerate() {
                    @if index > 0 { br; }
                    (linked(line))
                } }
            }
        }
    }
}

/// Lines grouped by the blank ones between them.
fn paragraphs(text: &str) -> Vec<Vec<&str>> {
    let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraphs.push(Vec::new());
        } else if let Some(last) = paragraphs.last_mut() {
            last.push(line.trim_end());
        }
    }
    paragraphs.retain(|lines| !lines.is_empty());
    paragraphs
}

/// A line with its web addresses as links.
fn linked(line: &str) -> Markup {
    let pieces: Vec<(&str, bool)> = pieces(line);
    html! {
        @for (piece, link) in pieces {
            @if link { a href=(piece) target="_blank" rel="noopener noreferrer nofollow" { (piece) } }
            @else { (piece) }
        }
    }
}

/// Cuts a line into text and addresses; every byte of the line is in exactly one piece.
fn pieces(line: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((start, length)) = first_link(rest) {
        let (before, from_link) = rest.split_at(start);
        let (link, after) = from_link.split_at(length);
        if !before.is_empty() {
            pieces.push((before, false));
        }
        pieces.push((link, is_safe_link(link)));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push((rest, false));
    }
    pieces
}

/// Where the next web address starts and how long it is, without the punctuation of the sentence around it.
fn first_link(text: &str) -> Option<(usize, usize)> {
    let start = match (text.find("https://"), text.find("http://")) {
        (Some(one), Some(other)) => one.min(other),
        (one, other) => one.or(other)?,
    };
    let tail = text.get(start..)?;
    let end = tail
        .find(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | '“' | '”'))
        .unwrap_or(tail.len());
    let link = tail.get(..end)?;
    let mut trimmed = link.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', ']', '’']);
    if trimmed.ends_with(')') && !trimmed.contains('(') {
        trimmed = trimmed.trim_end_matches(')');
    }
    Some((start, trimmed.len().max("http://".len().min(end))))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn addresses_are_cut_out_of_the_sentence_around_them() {
        let line = "See (https://shop.example/a?b=1), or http://x.example/wiki_(shoe).";
        let links: Vec<&str> =
            pieces(line).into_iter().filter(|piece| piece.1).map(|piece| piece.0).collect();
        assert_eq!(links, ["https://shop.example/a?b=1", "http://x.example/wiki_(shoe)"]);
        let whole: String = pieces(line).into_iter().map(|piece| piece.0).collect();
        assert_eq!(whole, line);
    }

    #[test]
    fn a_bare_scheme_ends() {
        for line in ["https://", "http://.", "https://https://", "http://é", "x http://) y"] {
            let whole: String = pieces(line).into_iter().map(|piece| piece.0).collect();
            assert_eq!(whole, line);
        }
    }
}
