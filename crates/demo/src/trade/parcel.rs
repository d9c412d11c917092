//! What becomes of a parcel.

use crate::{
    calendar::{Calendar, DAY, HOUR},
    chance::Chance,
    entry::TouchpointKind,
    trade::{Calamities, IncidentKind},
};

/// How a parcel's way ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    /// In time.
    OnTime,
    /// Days late.
    Late,
    /// Stuck in the failed depot.
    Stuck,
    /// Never seen again.
    Lost,
}

/// One line of the carrier's log.
pub(crate) struct Scan {
    pub(crate) at: i64,
    pub(crate) kind: TouchpointKind,
    pub(crate) title: &'static str,
}

/// A parcel's way.
pub(crate) struct Parcel {
    pub(crate) fate: Fate,
    /// When it leaves the house.
    pub(crate) leaves: i64,
    /// When the customer was told to expect it.
    pub(crate) expected: i64,
    /// When it comes.
    pub(crate) arrives: i64,
    pub(crate) scans: Vec<Scan>,
}

/// Sends what was ordered at `placed`.
pub(crate) fn send(chance: &mut Chance, calendar: &Calendar, calamities: Calamities, placed: i64) -> Parcel {
    let leaves = calendar.after_open(placed, chance.spread(&[(0, 120), (60, 420), (90, 800), (100, 1_400)]));
    let depot = leaves + chance.between(9, 20) * HOUR;
    let expected = calendar.open_day_after(leaves, chance.between(2, 4), 13 * 60);
    let stuck = calamities.day_of(IncidentKind::DepotFails, depot).is_some() && chance.percent(88);
    let fate = match chance.below(1000) {
        _ if stuck => Fate::Stuck,
        0..=11 => Fate::Lost,
        12..=75 => Fate::Late,
        _ => Fate::OnTime,
    };
    let arrives = match fate {
        Fate::OnTime | Fate::Lost => {
            calendar.open_day_after(expected, 0, 9 * 60) + chance.between(0, 5 * 60) * 60_000
        }
        Fate::Late => {
            calendar.open_day_after(expected, chance.between(2, 7), 10 * 60) + chance.between(0, 4) * HOUR
        }
        Fate::Stuck => {
            let again = calamities.depot_works_again(depot);
            calendar.open_day_after(again, chance.between(1, 4), 11 * 60) + chance.between(0, 3) * HOUR
        }
    };
    let scan = |at, kind, title| Scan { at, kind, title };
    let mut scans = vec![scan(leaves, TouchpointKind::ParcelScanned, "Handed to the carrier in Westport")];
    if fate != Fate::Lost {
        scans.push(scan(depot, TouchpointKind::ParcelScanned, "Scanned at the Athlone depot"));
    }
    match fate {
        Fate::OnTime => {}
        Fate::Late => {
            scans.push(scan(expected + 5 * HOUR, TouchpointKind::ParcelLate, "Delayed: missed connection"));
        }
        Fate::Stuck => scans.push(scan(depot + DAY, TouchpointKind::ParcelLate, "Held at the Athlone depot")),
        Fate::Lost => {
            scans.push(scan(expected + 8 * DAY, TouchpointKind::ParcelLost, "Carrier declares it lost"));
        }
    }
    if fate != Fate::Lost {
        scans.push(scan(arrives, TouchpointKind::ParcelDelivered, "Delivered"));
    }
    Parcel { fate, leaves, expected, arrives, scans }
}
