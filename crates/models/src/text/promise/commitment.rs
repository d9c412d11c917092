//! Finding commitments, and giving each its time.

use super::kind::{Opening, PromiseKind};
use super::time::TimePhrase;
use super::{Promise, PromiseTable};
use crate::text::pattern::Found;
use crate::text::words::Words;
use jiff::Zoned;
use std::ops::Range;

/// The first deed begins at most so many words after the opening: "I will personally make sure that you get".
const DEED_WITHIN: usize = 7;
/// A further deed begins at most so many words after its conjunction.
const FURTHER_WITHIN: usize = 2;
/// A doubt stands at most so many words before the opening: "I think we will".
const DOUBT_WITHIN: usize = 5;

/// What was found in the whole text, each list by place.
struct Findings<'f> {
    words: &'f Words<'f>,
    table: &'f PromiseTable,
    deeds: Vec<(Found, PromiseKind)>,
    conditions: Vec<usize>,
    doubts: Vec<usize>,
    times: &'f [TimePhrase],
}

/// A deed promised.
struct Deed {
    kind: PromiseKind,
    words: Range<usize>,
    opening: Range<usize>,
    time: Option<usize>,
}

/// The promises of a text, in its order.
pub(super) fn find(words: &Words, table: &PromiseTable, times: &[TimePhrase], now: &Zoned) -> Vec<Promise> {
    let places = |found: Vec<(Found, &())>| found.into_iter().map(|(found, ())| found.words.start).collect();
    let findings = Findings {
        words,
        table,
        deeds: table.deeds.find(words).into_iter().map(|(found, kind)| (found, *kind)).collect(),
        conditions: places(table.conditions.find(words)),
        doubts: places(table.doubts.find(words)),
        times,
    };
    let mut openings: Vec<(Found, Opening)> =
        table.openings.find(words).into_iter().map(|(found, opening)| (found, *opening)).collect();
    openings.dedup_by(|later, earlier| later.0.words.start < earlier.0.words.end);
    let mut promises = Vec::new();
    for (place, (found, opening)) in openings.iter().enumerate() {
        let Some(sentence) = words.sentence(found.words.start).map(|sentence| sentence.words.clone()) else {
            continue;
        };
        let next =
            openings.get(place + 1).map_or(sentence.end, |(next, _)| next.words.start.min(sentence.end));
        let from = if place == 0 { sentence.start } else { sentence.start.max(end_before(&openings, place)) };
        for deed in findings.promised(&found.words, *opening, &(from..next), &sentence) {
            promises.push(findings.promise(deed, now));
        }
    }
    promises
}

/// Where the opening before one ends.
fn end_before(openings: &[(Found, Opening)], place: usize) -> usize {
    place.checked_sub(1).and_then(|before| openings.get(before)).map_or(0, |(found, _)| found.words.end)
}

/// The part of a sorted list that lies in a range.
fn within<'l, T>(list: &'l [T], range: &Range<usize>, place: impl Fn(&T) -> usize) -> &'l [T] {
    let start = list.partition_point(|item| place(item) < range.start);
    let end = list.partition_point(|item| place(item) < range.end);
    list.get(start..end).unwrap_or_default()
}

impl Findings<'_> {
    /// The deeds promised by an opening, within its part of the sentence.
    fn promised(
        &self,
        opening: &Range<usize>,
        kind: Opening,
        part: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Vec<Deed> {
        if self.is_none(opening, sentence) {
            return Vec::new();
        }
        let mut deeds: Vec<Deed> = Vec::new();
        for (found, kind) in within(&self.deeds, &(opening.start..part.end), |(found, _)| found.words.start) {
            let start = found.words.start;
            let follows = match deeds.last() {
                None => start <= opening.end + DEED_WITHIN && !self.is_doubtful(opening.end..start),
                Some(deed) => start >= deed.words.end && self.is_further(start),
            };
            if follows {
                deeds.push(Deed {
                    kind: *kind,
                    words: found.words.clone(),
                    opening: opening.clone(),
                    time: None,
                });
            }
        }
        let first = self.times.partition_point(|time| time.words.start < part.start);
        let times = within(self.times, part, |time| time.words.start);
        if deeds.is_empty()
            && kind == Opening::Will
            && !times.is_empty()
            && !self.is_doubtful(opening.end..opening.end + DEED_WITHIN)
        {
            deeds.push(Deed {
                kind: PromiseKind::Other,
                words: opening.clone(),
                opening: opening.clone(),
                time: None,
            });
        }
        for (place, time) in (first..).zip(times) {
            let before = deeds.iter().rposition(|deed| deed.words.start <= time.words.start).unwrap_or(0);
            if let Some(deed) = deeds.get_mut(before) {
                deed.time = deed.time.or(Some(place));
            }
        }
        if kind == Opening::Progressive {
            deeds.retain(|deed| deed.time.is_some());
        }
        deeds
    }

    /// Whether an opening begins no promise: a question, a condition, a denial, a doubt, a report, a quotation.
    fn is_none(&self, opening: &Range<usize>, sentence: &Range<usize>) -> bool {
        let words = self.words;
        let asks = words.sentence(opening.start).is_some_and(|sentence| sentence.questions > 0);
        let quoted = words.all.get(opening.start).is_some_and(|word| word.quoted);
        let denied = words.negates(opening.end) || words.is_negated(opening.start, 2);
        let tied = !within(&self.conditions, sentence, |place| *place).is_empty();
        let doubted_from = sentence.start.max(opening.start.saturating_sub(DOUBT_WITHIN));
        asks || quoted || denied || tied || self.is_doubtful(doubted_from..opening.start)
    }

    fn is_doubtful(&self, part: Range<usize>) -> bool {
        !within(&self.doubts, &part, |place| *place).is_empty()
    }

    /// Whether a deed at a place is promised along with the one before.
    fn is_further(&self, start: usize) -> bool {
        (start.saturating_sub(FURTHER_WITHIN)..start)
            .any(|place| self.table.conjunctions.contains(&self.words.lower(place)))
    }

    fn promise(&self, deed: Deed, now: &Zoned) -> Promise {
        let time = deed.time.and_then(|place| self.times.get(place));
        let mut all = deed.opening.start.min(deed.words.start)..deed.opening.end.max(deed.words.end);
        if let Some(time) = time {
            all = all.start.min(time.words.start)..all.end.max(time.words.end);
        }
        Promise {
            kind: deed.kind,
            bytes: self.words.bytes(&all),
            due_bytes: time.map(|time| self.words.bytes(&time.words)),
            due: time.and_then(|time| time.due(now)),
        }
    }
}
