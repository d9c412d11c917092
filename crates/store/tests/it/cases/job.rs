//! Work to be done after commit.

use crate::support::{UNUSUAL, at, read, write};
use domain::JobId;
use std::collections::BTreeMap;
use store::Database;
use store::job::{self, Job};

fn claim(db: &Database, now: i64) -> Option<Job> {
    write(db, move |tx| job::claim(tx, "mail", at(now), at(now + 60)))
}

fn enqueue(db: &Database, run_at: i64) -> JobId {
    write(db, move |tx| job::enqueue(tx, "mail", "{}", at(run_at), at(1)))
}

pub(crate) fn claimed_once(db: &Database) {
    const JOBS: usize = 60;
    write(db, |tx| (0..JOBS).try_for_each(|_| job::enqueue(tx, "mail", "{}", at(1), at(1)).map(drop)));
    let mut claims: BTreeMap<JobId, usize> = BTreeMap::new();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..6)
            .map(|_| {
                scope.spawn(move || std::iter::from_fn(|| claim(db, 2)).map(|job| job.id).collect::<Vec<_>>())
            })
            .collect();
        for id in workers.into_iter().flat_map(|worker| worker.join().expect("a worker")) {
            *claims.entry(id).or_default() += 1;
        }
    });
    assert_eq!(claims.len(), JOBS);
    assert!(claims.values().all(|count| *count == 1), "{claims:?}");
}

pub(crate) fn due_in_order(db: &Database) {
    assert_eq!(read(db, job::next_due), None);
    let late = enqueue(db, 30);
    let early = write(db, |tx| job::enqueue(tx, "mail", UNUSUAL, at(10), at(3)));
    let same = enqueue(db, 10);
    assert_eq!(read(db, job::next_due), Some(at(10)));
    assert_eq!(claim(db, 9), None);
    let expected = Job {
        id: early,
        kind: "mail".into(),
        body: UNUSUAL.into(),
        attempts: 0,
        problem: String::new(),
        created_at: at(3),
    };
    assert_eq!(claim(db, 10), Some(expected.clone()));
    let (second, third) = (claim(db, 30).expect("a job"), claim(db, 30).expect("a job"));
    assert_eq!((second.id, third.id), (same, late));
    assert_eq!(claim(db, 30), None);
    for job in [expected, second, third] {
        assert!(write(db, move |tx| job::finish(tx, &job)));
    }
    assert_eq!((claim(db, 999), read(db, job::next_due)), (None, None));
}

pub(crate) fn a_lease_expires(db: &Database) {
    let id = enqueue(db, 1);
    let slow = claim(db, 1).expect("a job");
    assert_eq!((slow.id, slow.attempts), (id, 0));
    assert_eq!(claim(db, 60), None, "its worker may still be at it");
    let other = claim(db, 61).expect("its worker seems to have died");
    assert_eq!((other.id, other.attempts), (id, 1));
    let ended_by_the_slow_one = write(db, move |tx| {
        Ok([job::finish(tx, &slow)?, job::retry(tx, &slow, at(70), "")?, job::give_up(tx, &slow, "")?])
    });
    assert_eq!(ended_by_the_slow_one, [false; 3], "another has it now");
    assert!(write(db, move |tx| job::finish(tx, &other)));
}

pub(crate) fn back_off_and_give_up(db: &Database) {
    let (id, other) = (enqueue(db, 1), enqueue(db, 500));
    let first = claim(db, 1).expect("a job");
    assert!(write(db, move |tx| job::retry(tx, &first, at(100), UNUSUAL)));
    assert_eq!((claim(db, 99), read(db, job::next_due)), (None, Some(at(100))));
    let again = claim(db, 100).expect("its time has come");
    assert_eq!((again.id, again.attempts, again.problem.as_str()), (id, 1, UNUSUAL));
    assert_eq!(read(db, |tx| job::given_up(tx, 9)), []);
    assert!(write(db, move |tx| job::give_up(tx, &again, "for good")));
    assert_eq!(claim(db, 499), None);
    let last = claim(db, 500).expect("the other");
    assert!(write(db, move |tx| job::give_up(tx, &last, "this one too")));
    let given_up = read(db, |tx| job::given_up(tx, 9));
    let seen: Vec<_> = given_up.iter().map(|job| (job.id, job.attempts, job.problem.as_str())).collect();
    assert_eq!(seen, [(other, 1, "this one too"), (id, 2, "for good")]);
    assert_eq!(read(db, |tx| job::given_up(tx, 1)).len(), 1);
    assert_eq!(read(db, job::next_due), None);
    assert!(write(db, move |tx| job::revive(tx, id, at(600))) && write(db, move |tx| job::forget(tx, other)));
    assert!(!write(db, move |tx| job::revive(tx, id, at(700))) && !write(db, move |tx| job::forget(tx, id)));
    assert_eq!(claim(db, 600).map(|job| (job.id, job.attempts)), Some((id, 0)));
    assert_eq!(read(db, |tx| job::given_up(tx, 9)), []);
}

pub(crate) fn each_kind_has_its_worker(db: &Database) {
    let id = enqueue(db, 1);
    assert_eq!(write(db, |tx| job::claim(tx, "export", at(2), at(60))), None);
    assert_eq!(claim(db, 2).map(|job| job.id), Some(id));
}

pub(crate) fn hastened(db: &Database) {
    let running = enqueue(db, 1);
    let claimed = claim(db, 500).expect("a job");
    assert_eq!(claimed.id, running);
    let tried = enqueue(db, 2);
    let job = claim(db, 500).expect("a job");
    write(db, move |tx| job::retry(tx, &job, at(900), "Not now."));
    let (due, new) = (enqueue(db, 40), enqueue(db, 500));
    let longest = job::Longest { new: at(60), tried: at(800), running: at(45) };
    assert_eq!(write(db, move |tx| job::hasten(tx, longest, at(30))), 3);
    let order: Vec<JobId> = std::iter::from_fn(|| claim(db, 44)).map(|job| job.id).collect();
    assert_eq!(order, [tried, new, due], "who has one keeps it as long as promised");
    assert_eq!(claim(db, 45).map(|job| job.id), Some(running));
}
