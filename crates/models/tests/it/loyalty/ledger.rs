//! Points by double entry.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use models::Error;
use models::loyalty::{Account, Kind, Ledger};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

const DAY: Date = date(2026, 3, 2);

/// Events of the random story; the capability asks for this many.
const EVENTS: usize = 100_000;

#[test]
fn the_books_balance_after_a_long_random_story() {
    let mut dice = ChaCha8Rng::seed_from_u64(43);
    let mut ledger = Ledger::new();
    let mut written = [0_usize; 4];
    for event in 0..EVENTS {
        let day = DAY + ((event / 100) as i64).days();
        let customer = dice.random_range(0..500);
        let points = dice.random_range(1..400);
        let kind = dice.random_range(0..10);
        let done = match kind {
            0..5 => {
                let expires = dice.random_bool(0.7).then(|| day + dice.random_range(1..300_i64).days());
                ledger.earn(day, customer, points, expires).is_ok()
            }
            5..8 => ledger.burn(day, customer, points).is_ok(),
            8 => ledger.reverse(day, dice.random_range(0..=event.min(ledger.entries().len()))).is_ok(),
            _ => !ledger.expire(day).is_empty(),
        };
        written[[0, 0, 0, 0, 0, 1, 1, 1, 2, 3][kind]] += usize::from(done);
        if event % 10_000 == 9_999 {
            balanced(&ledger);
        }
    }
    assert!(written.iter().all(|count| *count > 100), "{written:?}");
    // Nothing vanishes by itself: reversing and reading it again in order gives the same books.
    assert_eq!(ledger.trial_balance().values().sum::<i64>(), 0);
}

fn balanced(ledger: &Ledger) {
    let balances = ledger.trial_balance();
    assert_eq!(balances.values().sum::<i64>(), 0);
    for (account, balance) in &balances {
        match account {
            // What is left of what was handed out is what the entries say.
            Account::Customer(customer) => assert_eq!(i64::try_from(ledger.balance(*customer)), Ok(*balance)),
            Account::Issued => assert!(*balance <= 0),
            Account::Redeemed | Account::Expired => assert!(*balance >= 0),
        }
    }
}

#[test]
fn what_expires_first_is_spent_first() {
    let mut ledger = Ledger::new();
    ledger.earn(DAY, 1, 100, None).expect("earned");
    ledger.earn(DAY, 1, 100, Some(date(2026, 6, 1))).expect("earned");
    ledger.earn(DAY, 1, 100, Some(date(2026, 5, 1))).expect("earned");
    let spent = ledger.burn(date(2026, 4, 1), 1, 150).expect("spent");
    // 50 of those of June are left, and run out.
    assert_eq!(ledger.spendable(1, date(2026, 5, 31)), 150);
    assert_eq!(ledger.spendable(1, date(2026, 6, 1)), 100);
    assert_eq!(ledger.balance(1), 150);
    assert_eq!(ledger.expire(date(2026, 6, 1)).len(), 1);
    assert_eq!(ledger.balance(1), 100);
    // What comes back has run out meanwhile, and goes when it is next looked at.
    ledger.reverse(date(2026, 6, 2), spent).expect("reversed");
    assert_eq!((ledger.balance(1), ledger.spendable(1, date(2026, 6, 2))), (250, 100));
    assert_eq!(ledger.expire(date(2026, 6, 3)).len(), 2);
    assert_eq!((ledger.balance(1), ledger.trial_balance()[&Account::Expired]), (100, 200));
}

#[test]
fn what_makes_no_sense_is_said() {
    let mut ledger = Ledger::new();
    let earned = ledger.earn(DAY, 1, 100, None).expect("earned");
    assert!(matches!(ledger.earn(DAY, 1, 0, None), Err(Error::OutOfRange { .. })));
    assert!(matches!(ledger.earn(DAY, 1, u64::MAX, None), Err(Error::OutOfRange { .. })));
    assert!(matches!(ledger.earn(DAY, 1, 5, Some(DAY)), Err(Error::Contradiction { .. })));
    assert!(matches!(ledger.burn(DAY, 1, 101), Err(Error::Contradiction { .. })));
    assert!(matches!(ledger.burn(DAY, 2, 1), Err(Error::Contradiction { .. })));
    let spent = ledger.burn(DAY, 1, 60).expect("spent");
    assert!(ledger.reverse(DAY, earned).is_err(), "60 of these are spent");
    let back = ledger.reverse(DAY, spent).expect("reversed");
    assert!(ledger.reverse(DAY, spent).is_err(), "once is enough");
    assert!(ledger.reverse(DAY, back).is_err(), "a reversal stands");
    assert!(ledger.reverse(DAY, 99).is_err(), "there is none");
    ledger.reverse(DAY, earned).expect("reversed");
    assert_eq!((ledger.balance(1), ledger.entries().len()), (0, 4));
    assert_eq!(ledger.entries()[3].kind, Kind::Reverse(0));
    balanced(&ledger);
}
