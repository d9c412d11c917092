//! What a text that is being written promises, with due times in the customer's zone and in business time.

use super::due::last_open;
use super::make::open_at;
use crate::{Result, lookup, opening_hours, permit};
use domain::promise::{Due, Kind};
use domain::{Actor, ConversationId, Moment, Permission};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use models::business_time::Calendar;
use models::text::{self, Language, Precision, PromiseKind, Unit};
use store::Tx;

/// A promise read in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// What kind.
    pub kind: Kind,
    /// What, in a few words.
    pub text: String,
    /// The words it was read from.
    pub phrase: String,
    /// Until when.
    pub due: Due,
    /// Whether nobody is there then.
    pub outside_hours: bool,
}

/// Days looked through for the n-th open day.
const OPEN_DAYS_MAX: i64 = 400;

/// The promises in `text` that name a time to come. `conversation` is the one it is written in; none for a new one.
pub fn suggest(
    tx: &Tx<'_>,
    actor: &Actor,
    conversation: Option<ConversationId>,
    written: &str,
    moment: &Moment,
) -> Result<Vec<Suggested>> {
    permit(actor, Permission::Answer)?;
    let zone = zone(tx, actor, conversation)?;
    let Ok(time_zone) = TimeZone::get(&zone) else { return Ok(Vec::new()) };
    let calendar = opening_hours::calendar(tx)?;
    let now = moment.now.to_zoned(time_zone);
    let written = text::beginning(written);
    let found = text::promises(written, &now, Language::English).unwrap_or_default();
    let mut suggested = Vec::new();
    for promise in found {
        let Some(due) = promise.due.and_then(|due| in_business_time(&due, &calendar, &zone, moment.now))
        else {
            continue;
        };
        let phrase = written.get(promise.bytes.clone()).unwrap_or_default();
        let when = promise.due_bytes.and_then(|when| written.get(when)).unwrap_or_default();
        suggested.push(Suggested {
            kind: kind(promise.kind),
            text: deed(phrase, when),
            phrase: phrase.to_owned(),
            outside_hours: !open_at(&calendar, due.at),
            due,
        });
    }
    Ok(suggested)
}

/// The zone in which times are meant: the customer's if it is known, else the writer's.
fn zone(tx: &Tx<'_>, actor: &Actor, conversation: Option<ConversationId>) -> Result<String> {
    if let Some(id) = conversation {
        let conversation = lookup::conversation(tx, actor, id)?;
        let zone = lookup::customer(tx, conversation.customer_id)?.time_zone;
        if !zone.is_empty() && TimeZone::get(&zone).is_ok() {
            return Ok(zone);
        }
    }
    let agent = actor.agent_id().map(|id| store::agent::find(tx, id)).transpose()?.flatten();
    Ok(agent.map(|agent| agent.time_zone).filter(|zone| !zone.is_empty()).unwrap_or_else(|| "UTC".to_owned()))
}

/// The instant that is meant: what was said vaguely ends when we close, what was said in business time is counted in it.
fn in_business_time(due: &text::Due, calendar: &Calendar, zone: &str, now: Timestamp) -> Option<Due> {
    let said = Due::on_the_clock(due.at, zone)?;
    let counted = due.span.and_then(|span| match span.unit {
        Unit::BusinessHours => calendar.due(now, SignedDuration::from_hours(i64::from(span.count)), &[]).ok(),
        Unit::BusinessDays => open_day(calendar, zone, span.count, now),
        _ => None,
    });
    let vague = due.business || due.precision > Precision::Hour;
    let closing = last_open(calendar, now, said.at).filter(|closing| vague && is_meant(*closing, &said, due));
    let at = counted.or(closing).unwrap_or(said.at);
    let moved = said.moved && at == said.at;
    (at > now).then_some(Due { at, moved, ..said })
}

/// Whether our closing can stand for what was said: on the same day. "Tomorrow" said on a Friday stays Saturday, because
/// that is what the customer was told, open or not.
fn is_meant(closing: Timestamp, said: &Due, due: &text::Due) -> bool {
    let Ok(zone) = TimeZone::get(&said.time_zone) else { return false };
    due.precision >= Precision::Week || closing.to_zoned(zone).date() == due.at.date()
}

/// The closing of the n-th day from tomorrow on which we open.
pub(super) fn open_day(calendar: &Calendar, zone: &str, count: u32, now: Timestamp) -> Option<Timestamp> {
    let mut day = now.to_zoned(TimeZone::get(zone).ok()?).start_of_day().ok()?;
    let mut left = count;
    for _ in 0..OPEN_DAYS_MAX {
        day = day.checked_add(1.day()).ok()?;
        let next = day.checked_add(1.day()).ok()?;
        if let Some(closing) = last_open(calendar, day.timestamp(), next.timestamp()) {
            left = left.saturating_sub(1);
            if left == 0 {
                return Some(closing);
            }
        }
    }
    None
}

fn kind(read: PromiseKind) -> Kind {
    match read {
        PromiseKind::CallBack => Kind::CallBack,
        PromiseKind::Reply | PromiseKind::Escalate | PromiseKind::Check => Kind::Answer,
        PromiseKind::Refund | PromiseKind::Credit => Kind::Money,
        PromiseKind::Ship | PromiseKind::Replace => Kind::Send,
        PromiseKind::Fix => Kind::Fix,
        _ => Kind::Other,
    }
}

/// How sentences begin that promise; cut off, because what stays is what we do.
const BEGINNINGS: [&str; 14] = [
    "i'll ",
    "i’ll ",
    "we'll ",
    "we’ll ",
    "i will ",
    "we will ",
    "i promise to ",
    "we promise to ",
    "i'm going to ",
    "i’m going to ",
    "we're going to ",
    "we’re going to ",
    "i am going to ",
    "we are going to ",
];

/// What is promised, without by whom and when: "I'll call you back tomorrow" is "Call you back".
fn deed(phrase: &str, when: &str) -> String {
    let without = if when.is_empty() { phrase.to_owned() } else { phrase.replacen(when, "", 1) };
    let line = without.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = line.to_lowercase();
    let cut = BEGINNINGS.iter().find(|beginning| lower.starts_with(*beginning));
    // Lower case can have another length; then the line stays whole.
    let rest = cut.and_then(|cut| line.get(cut.len()..)).unwrap_or(&line);
    let rest = rest.trim_end_matches([' ', ',', '.', '-', '–']);
    let rest = [" by", " on", " at", " until", " before"]
        .iter()
        .find_map(|end| rest.strip_suffix(end))
        .unwrap_or(rest);
    let mut characters = rest.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let text: String = first.chars().chain(characters).take(super::TEXT_CHARACTERS_MAX).collect();
    if text.is_empty() { phrase.chars().take(super::TEXT_CHARACTERS_MAX).collect() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::opening_hours::OpeningHours;

    fn read(written: &str, now: &str) -> Vec<(String, String)> {
        let calendar = OpeningHours::default().calendar().expect("a calendar");
        let now: Timestamp = now.parse().expect("a time");
        let found = text::promises(written, &now.to_zoned(TimeZone::UTC), Language::English).expect("read");
        let due = |due: Option<text::Due>| in_business_time(&due?, &calendar, "UTC", now);
        found
            .iter()
            .filter_map(|one| Some((deed(&written[one.bytes.clone()], ""), due(one.due)?.at.to_string())))
            .collect()
    }

    #[test]
    fn vague_times_end_when_we_close() {
        // A Monday.
        let now = "2026-03-02T10:00:00Z";
        let due = |written: &str| read(written, now).first().map(|(_, due)| due.clone()).unwrap_or_default();
        assert_eq!(due("I'll call you back tomorrow before noon."), "2026-03-03T12:00:00Z");
        assert_eq!(due("I'll call you back tomorrow."), "2026-03-03T17:00:00Z");
        assert_eq!(due("We will refund you within 3 business days."), "2026-03-05T17:00:00Z");
        assert_eq!(
            due("I'll call you on Saturday at 10 am."),
            "2026-03-07T10:00:00Z",
            "said exactly, so meant"
        );
        assert_eq!(
            due("I'll call you on Saturday."),
            "2026-03-07T23:59:00Z",
            "we are closed, but it was said"
        );
        assert_eq!(due("I'll answer next week."), "2026-03-13T17:00:00Z", "the last open day of it");
    }

    #[test]
    fn what_stays_is_what_we_do() {
        assert_eq!(deed("I'll call you back tomorrow before noon", "tomorrow before noon"), "Call you back");
        assert_eq!(deed("We will send the label by Friday", "Friday"), "Send the label");
        assert_eq!(deed("you'll hear from us", ""), "You'll hear from us");
    }
}
