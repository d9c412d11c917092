//! Work that may lie, against working it off day by day.

use models::Error;
use models::staffing::back_office::{Work, people_for};
use proptest::prelude::*;
use std::collections::VecDeque;

fn work(pieces: &[f64], due_days: usize) -> Work<'_> {
    Work { pieces, handle_time_s: 1800.0, due_days, hours_per_person: 6.0 }
}

/// Whether so many people finish everything in time, oldest first.
fn finishes(work: &Work<'_>, people: f64) -> bool {
    let last = work.pieces.len() - 1;
    let mut open: VecDeque<(usize, f64)> = VecDeque::new();
    for (day, pieces) in work.pieces.iter().enumerate() {
        open.push_back(((day + work.due_days).min(last), pieces * work.handle_time_s / 3600.0));
        let mut hours = people * work.hours_per_person;
        while let Some((due, left)) = open.pop_front() {
            if hours >= left - 1e-9 {
                hours -= left;
            } else {
                open.push_front((due, left - hours));
                break;
            }
        }
        if open.front().is_some_and(|&(due, _)| due <= day) {
            return false;
        }
    }
    true
}

proptest! {
    #[test]
    fn the_bound_is_what_working_it_off_needs(pieces in prop::collection::vec(0.0_f64..200.0, 1..40), due_days in 0_usize..6) {
        let work = work(&pieces, due_days);
        let needed = people_for(&work).unwrap();
        prop_assert!(finishes(&work, needed.people * 1.000_001 + 1e-9), "{:?}", needed);
        prop_assert!(!finishes(&work, needed.people * 0.999) || needed.people < 1e-3, "{:?}", needed);
        prop_assert!(needed.from_day <= needed.until_day && needed.until_day < pieces.len());
    }

    #[test]
    fn more_time_needs_no_more_people(pieces in prop::collection::vec(0.0_f64..200.0, 1..30), due_days in 0_usize..6) {
        let (sooner, later) = (people_for(&work(&pieces, due_days)).unwrap(), people_for(&work(&pieces, due_days + 1)).unwrap());
        prop_assert!(later.people <= sooner.people + 1e-9);
    }
}

#[test]
fn senseless_work_is_refused() {
    assert_eq!(people_for(&work(&[], 1)), Err(Error::Empty { what: "days of work" }));
    let row = people_for(&work(&[1.0, f64::NAN], 1));
    assert!(matches!(row, Err(Error::OutOfRange { what: "pieces", row: Some(1), .. })), "{row:?}");
    assert!(people_for(&Work { hours_per_person: 0.0, ..work(&[1.0], 1) }).is_err());
}
