//! From what each line is to what is folded.

use super::header::begins_block;
use super::line::{Kind, Line};
use super::signature::{self, LINES_MAX};
use crate::{Fold, FoldKind};

/// Lines below a "Sent from …" that go with it; more than that is an answer written below it.
const BELOW_SENT_FROM_MAX: usize = 6;

/// Lines below a quote that are taken for a signature when a whole answer stands above it.
const BELOW_QUOTE_MAX: usize = 4;

/// Lines, blank ones too, that are searched for the history below a signature.
const BLANK_LINES_MAX: usize = 200;

/// Bytes that make words above a quote an answer, not a greeting.
const ANSWER_BYTES_MIN: usize = 20;

/// The folds of classified lines.
pub(super) fn walk(lines: &[Line<'_>]) -> Vec<Fold> {
    let mut walk = Walk { lines, stretches: Vec::new(), seen: false };
    let end = walk.run();
    walk.fold_ending(end);
    walk.finish()
}

/// Lines `from..to` that are folded for one reason.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    from: usize,
    to: usize,
    kind: FoldKind,
}

struct Walk<'a> {
    lines: &'a [Line<'a>],
    stretches: Vec<Stretch>,
    /// Whether something the sender wrote stands above.
    seen: bool,
}

impl Walk<'_> {
    fn kind(&self, index: usize) -> Kind {
        self.lines.get(index).map_or(Kind::Blank, |line| line.kind)
    }

    fn fold(&mut self, from: usize, to: usize, kind: FoldKind) {
        self.stretches.push(Stretch { from, to, kind });
    }

    /// Goes through all lines; returns where the visible part ends.
    fn run(&mut self) -> usize {
        let count = self.lines.len();
        let mut index = 0;
        while index < count {
            index = match self.kind(index) {
                Kind::Blank | Kind::Divider | Kind::Continued => index + 1,
                Kind::Quoted => self.quote(index, index),
                Kind::Attribution(length) => {
                    let below = self.next_shown(index + length);
                    if self.kind(below) == Kind::Quoted && below < count {
                        self.quote(index, below)
                    } else if self.seen {
                        return self.history(index);
                    } else {
                        self.fold(index, index + length, FoldKind::Quote);
                        index + length
                    }
                }
                Kind::Marker if self.seen => return self.history(index),
                Kind::Header(_) if begins_block(self.lines, index, self.is_marked(index)) => {
                    if self.seen {
                        return self.history(index);
                    }
                    // A forward without a word of one's own: all of it is what the sender wants to show.
                    return count;
                }
                Kind::Marker => return count,
                Kind::Signature => {
                    let to = self.last_of(index, |kind| kind == Kind::Signature);
                    self.fold(index, to, FoldKind::Signature);
                    to
                }
                Kind::SentFrom => self.sent_from(index),
                Kind::SignatureMark | Kind::Rule | Kind::Disclaimer
                    if self.seen && self.opens_signature(index) =>
                {
                    return self.signature(index);
                }
                _ => {
                    self.seen = true;
                    index + 1
                }
            };
        }
        count
    }

    /// The first line from `index` on that shows something.
    fn next_shown(&self, index: usize) -> usize {
        (index..self.lines.len()).find(|index| !self.lines[*index].is_blank()).unwrap_or(self.lines.len())
    }

    fn is_marked(&self, index: usize) -> bool {
        (0..index).rev().map(|above| self.kind(above)).find(|kind| *kind != Kind::Blank).is_some_and(|kind| {
            matches!(kind, Kind::Rule | Kind::Divider | Kind::SignatureMark | Kind::Marker)
        })
    }

    /// One past the last line that `belongs`, with blank lines between them.
    fn last_of(&self, from: usize, belongs: impl Fn(Kind) -> bool) -> usize {
        let mut end = from + 1;
        for index in from + 1..self.lines.len() {
            match self.kind(index) {
                kind if belongs(kind) => end = index + 1,
                Kind::Blank => {}
                _ => break,
            }
        }
        end
    }

    /// Folds a quoted stretch, `from` being its attribution if it has one.
    fn quote(&mut self, from: usize, first: usize) -> usize {
        let to = self.last_of(first, |kind| kind == Kind::Quoted);
        self.fold(from, to, FoldKind::Quote);
        to
    }

    /// From here to the end everything is history, with the line drawn above it.
    fn history(&mut self, index: usize) -> usize {
        let from = self.above_rules(index);
        self.fold(from, self.lines.len(), FoldKind::Quote);
        from
    }

    /// Goes up over drawn and blank lines, if any is drawn.
    fn above_rules(&self, index: usize) -> usize {
        let mut from = index;
        for above in (0..index).rev() {
            match self.kind(above) {
                Kind::Rule | Kind::Divider | Kind::SignatureMark => from = above,
                Kind::Blank => {}
                _ => break,
            }
        }
        let folded = self.stretches.last().map_or(0, |stretch| stretch.to);
        from.max(folded)
    }

    /// Whether history begins at this line.
    fn begins_history(&self, index: usize) -> bool {
        match self.kind(index) {
            Kind::Attribution(_) | Kind::Marker | Kind::Quoted => true,
            Kind::Header(_) => begins_block(self.lines, index, self.is_marked(index)),
            _ => false,
        }
    }

    fn next_history(&self, from: usize) -> usize {
        (from..self.lines.len()).find(|index| self.begins_history(*index)).unwrap_or(self.lines.len())
    }

    /// From here to the end: signature, then, from the first sign of it, history.
    fn signature(&mut self, index: usize) -> usize {
        let history = self.next_history(index + 1);
        if history == self.lines.len() {
            self.fold(index, history, FoldKind::Signature);
            return index;
        }
        let from = self.above_rules(history);
        let from = if from > index { from } else { history };
        self.fold(index, from, FoldKind::Signature);
        self.fold(from, self.lines.len(), FoldKind::Quote);
        index
    }

    /// Whether a `--`, a drawn line or a notice really opens a signature.
    fn opens_signature(&self, index: usize) -> bool {
        let below = self.next_shown(index + 1);
        // A mark above nothing, or above history, opens no signature; a notice is one by itself.
        let above_words = below < self.lines.len() && !self.begins_history(below);
        if !above_words && self.kind(index) != Kind::Disclaimer {
            return false;
        }
        let short = |shown_max: usize| self.reaches_history(index + 1, shown_max);
        match self.kind(index) {
            Kind::Rule => {
                // A line between two lines of text underlines a heading or a table.
                let underlines = self.kind(index.wrapping_sub(1)) == Kind::Text
                    && matches!(self.kind(index + 1), Kind::Text | Kind::Header(_))
                    && self.lines.get(index).is_some_and(|line| line.text.len() > 3);
                !underlines && short(LINES_MAX)
            }
            Kind::Disclaimer => short(LINES_MAX * 2),
            _ => short(LINES_MAX * 3),
        }
    }

    /// Whether history or the end comes after at most `shown_max` lines; stops looking when it is too far.
    fn reaches_history(&self, from: usize, shown_max: usize) -> bool {
        let mut shown = 0;
        for index in from..self.lines.len() {
            if self.begins_history(index) {
                return true;
            }
            shown += usize::from(self.kind(index) != Kind::Blank);
            if shown > shown_max {
                return false;
            }
            if index - from > BLANK_LINES_MAX {
                return false;
            }
        }
        true
    }

    /// "Sent from my …" with the few lines below it.
    fn sent_from(&mut self, index: usize) -> usize {
        let to = if self.seen && self.reaches_history(index + 1, BELOW_SENT_FROM_MAX) {
            let history = self.next_history(index + 1);
            (index..history)
                .rev()
                .find(|below| self.kind(*below) != Kind::Blank)
                .map_or(index + 1, |last| last + 1)
        } else {
            index + 1
        };
        self.fold(index, to, FoldKind::Signature);
        to
    }

    /// The end of the visible part: what is below the only quote, and contact data.
    fn fold_ending(&mut self, end: usize) {
        let mut end = self.fold_below_quote(end).unwrap_or(end);
        for stretch in self.stretches.iter().rev() {
            if stretch.from < end && self.shown(stretch.to, end).next().is_none() {
                end = stretch.from;
            }
        }
        let begin =
            self.stretches.iter().map(|stretch| stretch.to).filter(|to| *to <= end).max().unwrap_or(0);
        if let Some(from) = signature::contact_block(self.lines, begin, end) {
            self.fold(from, end, FoldKind::Signature);
            self.stretches.sort_by_key(|stretch| stretch.from);
        }
    }

    /// An answer above, the whole mail quoted, and a few lines below: those are a signature or a footer.
    fn fold_below_quote(&mut self, end: usize) -> Option<usize> {
        let [quote] = self.stretches.as_slice() else { return None };
        let quote = *quote;
        let attributed =
            matches!(self.kind(quote.from), Kind::Attribution(_)) && quote.kind == FoldKind::Quote;
        if !attributed || self.kind(quote.to) != Kind::Blank {
            return None;
        }
        let below: Vec<&str> = self.shown(quote.to, end).collect();
        let above: Vec<&str> = self.shown(0, quote.from).collect();
        let asks = self.shown(quote.from, quote.to).last().is_some_and(|line| line.ends_with('?'));
        let answered = above.iter().map(|line| line.len()).sum::<usize>() >= ANSWER_BYTES_MIN
            && above.last().is_some_and(|line| !line.ends_with([',', ':']))
            && !above.iter().any(|line| signature::points_below(line));
        let few =
            (1..=BELOW_QUOTE_MAX).contains(&below.len()) && !below.iter().any(|line| line.ends_with('?'));
        if asks || !answered || !few {
            return None;
        }
        self.fold(quote.to, end, FoldKind::Signature);
        Some(quote.from)
    }

    fn shown(&self, from: usize, to: usize) -> impl Iterator<Item = &str> {
        self.lines.iter().take(to).skip(from).map(|line| line.text).filter(|text| !text.is_empty())
    }

    /// Whether anything stays visible outside `stretches`.
    fn shows_something(&self) -> bool {
        let mut from = 0;
        for stretch in &self.stretches {
            if self.shown(from, stretch.from).next().is_some() {
                return true;
            }
            from = stretch.to;
        }
        self.shown(from, self.lines.len()).next().is_some()
    }

    /// Byte ranges; a mail of which nothing would be left is shown whole.
    fn finish(mut self) -> Vec<Fold> {
        if !self.shows_something() {
            self.stretches.retain(|stretch| stretch.kind == FoldKind::Signature);
            if !self.shows_something() {
                return Vec::new();
            }
        }
        let mut folds: Vec<Fold> = Vec::with_capacity(self.stretches.len());
        for Stretch { from, to, kind } in self.stretches {
            let (Some(first), Some(last)) = (self.lines.get(from), self.lines.get(to.saturating_sub(1)))
            else {
                continue;
            };
            if to <= from {
                continue;
            }
            match folds.last_mut() {
                Some(fold) if fold.kind == kind && fold.end >= first.start => fold.end = last.end,
                _ => folds.push(Fold { start: first.start, end: last.end, kind }),
            }
        }
        folds
    }
}
