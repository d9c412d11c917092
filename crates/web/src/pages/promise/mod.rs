//! Promises on pages: given by hand, kept, broken, agreed on anew; what the composer offers; what customers see.

mod act;
mod ask;
mod owed;
mod typed;

pub(crate) use act::{end, make, reassign, renegotiate};
pub(crate) use ask::{SHEET, ask, ask_reassign, ask_renegotiate, dialog, zone_of};
pub(crate) use owed::{of_customer, outcome_words, section};
pub(crate) use typed::{Typed, TypedRenegotiation, lines, suggest};

use crate::format::Clock;
use app::people::Directory;
use domain::promise::Kind;
use jiff::Timestamp;
use ui::prelude::Choice;

/// When something is due, on the reader's clock, and on the customer's where that differs.
pub(crate) fn when(due: Timestamp, time_zone: &str, clock: &Clock) -> String {
    let here = near(due, clock);
    let there = Clock::new(time_zone, clock.now);
    let offset = |clock: &Clock| clock.zone.to_offset(due);
    if time_zone.is_empty() || offset(&there) == offset(clock) {
        return here;
    }
    let place = time_zone.rsplit('/').next().unwrap_or(time_zone).replace('_', " ");
    format!("{here} ({} in {place})", due.to_zoned(there.zone).strftime("%a %H:%M"))
}

/// `today 12:00`, `tomorrow 12:00`, `Tue 12:00`, `3 Nov 12:00`.
pub(crate) fn near(due: Timestamp, clock: &Clock) -> String {
    let (there, here) = (due.to_zoned(clock.zone.clone()), clock.now.to_zoned(clock.zone.clone()));
    let days = there.date().since(here.date()).map_or(i32::MAX, |span| span.get_days());
    let pattern = match days {
        0 => "today %H:%M",
        1 => "tomorrow %H:%M",
        -1 => "yesterday %H:%M",
        2..7 => "%a %H:%M",
        _ if there.year() == here.year() => "%-d %b %H:%M",
        _ => "%-d %b %Y %H:%M",
    };
    there.strftime(pattern).to_string()
}

/// The kinds to choose from.
pub(crate) fn kinds(chosen: Kind) -> Vec<Choice> {
    let choice = |kind: Kind| Choice { chosen: kind == chosen, ..Choice::new(kind.name(), kind.label()) };
    Kind::ALL.into_iter().map(choice).collect()
}

/// Who keeps it, as they are told.
fn keeper_words(keeper: domain::AgentId, me: Option<domain::AgentId>, directory: &Directory) -> String {
    if Some(keeper) == me {
        "You keep it".to_owned()
    } else {
        format!("{} keeps it", directory.agent_name(keeper))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stand_on_both_clocks() {
        let clock = Clock::new("Europe/London", "2026-03-02T10:00:00Z".parse().unwrap());
        let due = "2026-03-03T11:00:00Z".parse().unwrap();
        assert_eq!(when(due, "Europe/Stockholm", &clock), "tomorrow 11:00 (Tue 12:00 in Stockholm)");
        assert_eq!(when(due, "Europe/London", &clock), "tomorrow 11:00");
        assert_eq!(near("2026-03-12T11:00:00Z".parse().unwrap(), &clock), "12 Mar 11:00");
    }
}
