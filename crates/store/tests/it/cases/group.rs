//! Many transactions at once: each is whole or not at all, and as if alone.

use crate::support::{Dice, new_agent, new_customer, read, write};
use store::{Database, Error, Result, WriteTx, agent, setting};

fn add(tx: &WriteTx<'_>, name: &str, amount: i64) -> Result<i64> {
    let sum = number(setting::get(tx, name)?) + amount;
    setting::set(tx, name, &sum.to_string())?;
    Ok(sum)
}

fn number(value: Option<String>) -> i64 {
    value.map_or(0, |value| value.parse().expect("a number"))
}

pub(crate) fn many_writers_at_once(db: &Database) {
    std::thread::scope(|scope| {
        for writer in 0..16 {
            scope.spawn(move || {
                for count in 0..25 {
                    write(db, move |tx| new_agent(tx, &format!("agent{writer}.{count}")));
                }
            });
        }
    });
    assert_eq!(read(db, agent::all).len(), 400);
}

/// Ways in which one of many can go wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Works,
    ReturnsAnError,
    BreaksARule,
    Panics,
}

fn go(tx: &WriteTx<'_>, number: usize, way: Way) -> Result<()> {
    new_agent(tx, &format!("agent{number}"))?;
    new_customer(tx, "Anna Berg")?;
    match way {
        Way::Works => Ok(()),
        Way::ReturnsAnError => Err(Error::Closed),
        Way::BreaksARule => new_agent(tx, &format!("agent{number}")).map(drop),
        Way::Panics => std::panic::panic_any("one of many panics, on purpose"),
    }
}

pub(crate) fn failures_undo_only_themselves(db: &Database) {
    const ALL: usize = 120;
    let ways = [Way::Works, Way::Works, Way::ReturnsAnError, Way::BreaksARule, Way::Panics];
    let mut dice = Dice(1);
    let plan: Vec<Way> = (0..ALL).map(|_| *dice.pick(&ways)).collect();
    let answers: Vec<Result<()>> = std::thread::scope(|scope| {
        let waiting: Vec<_> = (0..)
            .zip(&plan)
            .map(|(number, &way)| scope.spawn(move || db.write(move |tx| go(tx, number, way)).wait()))
            .collect();
        waiting.into_iter().map(|one| one.join().expect("an answer")).collect()
    });
    for ((number, way), answer) in plan.iter().enumerate().zip(&answers) {
        match way {
            Way::Works => assert!(answer.is_ok(), "{number}: {answer:?}"),
            Way::ReturnsAnError => assert!(matches!(answer, Err(Error::Closed)), "{number}: {answer:?}"),
            Way::BreaksARule => {
                assert!(answer.as_ref().is_err_and(Error::is_duplicate), "{number}: {answer:?}");
            }
            Way::Panics => assert!(matches!(answer, Err(Error::Panicked)), "{number}: {answer:?}"),
        }
    }
    let mut expected: Vec<String> = (0..ALL)
        .filter(|&number| plan[number] == Way::Works)
        .map(|number| format!("agent{number}"))
        .collect();
    expected.sort();
    let found: Vec<String> = read(db, agent::all).into_iter().map(|agent| agent.name).collect();
    assert_eq!(found, expected);
    let customers = read(db, |tx| store::customer::page(tx, None, 1000));
    assert_eq!(customers.len(), expected.len(), "nothing else is left of those that failed");
}

pub(crate) fn a_failure_cannot_be_passed_over(db: &Database) {
    write(db, |tx| new_agent(tx, "anna"));
    let answer = db.write(|tx| {
        setting::set(tx, "before", "1")?;
        let again = new_agent(tx, "anna");
        assert!(again.is_err_and(|error| error.is_duplicate()));
        let after = setting::set(tx, "after", "1");
        assert!(matches!(after, Err(Error::PassedOver)), "{after:?}");
        Ok::<_, Error>(())
    });
    let answer = answer.wait();
    assert!(matches!(answer, Err(Error::PassedOver)), "{answer:?}");
    let kept = read(db, |tx| Ok((setting::get(tx, "before")?, setting::get(tx, "after")?)));
    assert_eq!(kept, (None, None));
    write(db, |tx| setting::set(tx, "next", "1"));
}

/// Each reads what the other writes. Run one after the other, the first one changes what the second one finds.
pub(crate) fn two_that_decide_never_both_win(db: &Database) {
    const ROUNDS: u64 = 60;
    for round in 0..ROUNDS {
        let names = [format!("{round}.left"), format!("{round}.right")];
        let won: Vec<bool> = std::thread::scope(|scope| {
            let both: Vec<_> = [(0, 1), (1, 0)]
                .into_iter()
                .map(|(own, other)| {
                    let (own, other) = (names[own].clone(), names[other].clone());
                    let mut dice = Dice(round * 2 + own.len() as u64);
                    let (before, between) = (dice.below(200), dice.below(2_000));
                    scope.spawn(move || {
                        (0..before).for_each(|_| std::thread::yield_now());
                        write(db, move |tx| {
                            let is_free = setting::get(tx, &other)?.is_none();
                            (0..between).for_each(|_| std::hint::spin_loop());
                            if is_free {
                                setting::set(tx, &own, "taken")?;
                            }
                            Ok(is_free)
                        })
                    })
                })
                .collect();
            both.into_iter().map(|one| one.join().expect("an answer")).collect()
        });
        let winners = won.iter().filter(|won| **won).count();
        assert_eq!(winners, 1, "round {round}: {winners} won");
    }
}

pub(crate) fn sums_stay_right(db: &Database) {
    std::thread::scope(|scope| {
        for writer in 0..8_u64 {
            scope.spawn(move || {
                let mut dice = Dice(writer);
                for _ in 0..15 {
                    let (from, to) = (dice.below(3), dice.below(3));
                    write(db, move |tx| {
                        add(tx, &format!("account{from}"), -1)?;
                        add(tx, &format!("account{to}"), 1)?;
                        add(tx, "transfers", 1)
                    });
                }
            });
        }
    });
    let sums = read(db, |tx| {
        let accounts = (0..3).map(|account| Ok(number(setting::get(tx, &format!("account{account}"))?)));
        Ok((accounts.sum::<Result<i64>>()?, number(setting::get(tx, "transfers")?)))
    });
    assert_eq!(sums, (0, 120), "nothing got lost, nothing counted twice");
}

pub(crate) fn the_waiting_may_leave(db: &Database) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let asked = db.write(|tx| setting::set(tx, "asked", "1")).await;
        assert!(asked.is_ok());
        drop(db.write(|tx| setting::set(tx, "never asked", "1")));
        let read = db
            .read(|tx| Ok::<_, Error>((setting::get(tx, "asked")?, setting::get(tx, "never asked")?)))
            .await;
        assert_eq!(read.expect("settings"), (Some("1".to_owned()), None));
    });
}
