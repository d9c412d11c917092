//! What advice is worth, as the event log alone tells it.

use super::WINDOW_DAYS;
use super::figures::{Figures, over_before};
use crate::places::Places;
use domain::{ConversationId, EventKind as Kind};
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;
use store::advice::Outcome;
use store::event::Recorded;

/// What was offered beside a conversation: when, and whether it was taken.
type Offers = BTreeMap<(ConversationId, String), (Timestamp, bool)>;

/// Reads the log, from its beginning, into the worth of the advice offered in a period.
pub fn replay<'e>(
    events: impl IntoIterator<Item = &'e Recorded>,
    (from, to): (Timestamp, Timestamp),
) -> Figures {
    let (mut places, mut offers) = (Places::default(), Offers::new());
    for recorded in events {
        places.take(recorded);
        let Some(id) = recorded.event.conversation else { continue };
        match &recorded.event.kind {
            Kind::AdviceOffered { tag } => {
                offers.entry((id, tag.to_lowercase())).or_insert((recorded.at, false));
            }
            Kind::AdviceTaken { tag } => {
                offers.entry((id, tag.to_lowercase())).and_modify(|offer| offer.1 = true);
            }
            _ => {}
        }
    }
    let over = over_before(to);
    let judged = offers.iter().filter(|(_, (at, _))| *at >= from && *at < over);
    let outcomes: Vec<Outcome> = judged
        .map(|((id, tag), (at, taken))| Outcome {
            taken: *taken,
            came: came(&places, *id, tag, *at),
            count: 1,
        })
        .collect();
    Figures::of(&outcomes)
}

/// Whether the same customer came with it in time.
fn came(places: &Places, id: ConversationId, tag: &str, offered: Timestamp) -> bool {
    let Some(here) = places.find(id) else { return false };
    let last = offered.checked_add((WINDOW_DAYS * 24).hours()).unwrap_or(Timestamp::MAX);
    places.all().any(|(other, place)| {
        let is_later = place.began > offered && place.began <= last;
        let is_theirs = place.customer == here.customer && place.merged_into.is_none();
        other != id && is_later && is_theirs && place.tags.contains(tag)
    })
}
