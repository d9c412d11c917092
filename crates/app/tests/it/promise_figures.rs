//! Figures of promises: counted by hand, and equal to what the event log tells.

use crate::promise::{ONE, act, add, house, promise};
use app::promise::{Ending, Figures, Period, Tally};
use domain::promise::Kind;
use domain::{Actor, AgentId, EventKind, PromiseId, Role};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use testkit::TestHouse;

fn period() -> Period {
    Period {
        from: "2026-01-01T00:00:00Z".parse().expect("a time"),
        until: "2027-01-01T00:00:00Z".parse().expect("a time"),
    }
}

fn live(house: &TestHouse, actor: Actor) -> Figures {
    let now = house.moment().now;
    house.read(move |tx| app::promise::figures(tx, &actor, period(), &TimeZone::UTC, now))
}

/// A promise as the log tells of it.
struct Told {
    kind: Kind,
    owner: AgentId,
    due: Timestamp,
    /// Kept in time, kept late, broken, released or undone, by the name of the event.
    ended: Option<String>,
}

/// What the log alone tells, by kind and by person.
fn replayed(house: &TestHouse) -> (Tally, BTreeMap<Kind, Tally>, BTreeMap<AgentId, Tally>) {
    let log = house.read(|tx| Ok(store::event::after(tx, domain::event::Cursor::default(), 100_000)?));
    let mut told: BTreeMap<PromiseId, Told> = BTreeMap::new();
    for recorded in log {
        let name = recorded.event.kind.name();
        match recorded.event.kind {
            EventKind::PromiseMade { promise, promise_kind, owner, due } => {
                let kind = Kind::parse(&promise_kind).expect("a kind");
                told.insert(promise, Told { kind, owner, due, ended: None });
            }
            EventKind::PromiseReassigned { promise, owner } => {
                told.get_mut(&promise).expect("made").owner = owner;
            }
            EventKind::PromiseRenegotiated { promise, due, .. } => {
                told.get_mut(&promise).expect("made").due = due;
            }
            EventKind::PromiseKept { promise, late } => {
                told.get_mut(&promise).expect("made").ended = Some(format!("{name} {late}"));
            }
            EventKind::PromiseBroken { promise }
            | EventKind::PromiseReleased { promise }
            | EventKind::PromiseUndone { promise } => {
                told.get_mut(&promise).expect("made").ended = Some(name);
            }
            _ => {}
        }
    }
    let now = house.moment().now;
    let (mut all, mut kinds, mut people) = (Tally::default(), BTreeMap::new(), BTreeMap::new());
    for one in told.values() {
        let count = |tally: &mut Tally| match one.ended.as_deref() {
            Some("promise_kept false") => tally.in_time += 1,
            Some("promise_kept true") => tally.late += 1,
            Some("promise_broken") => tally.broken += 1,
            Some("promise_released") => tally.released += 1,
            Some(_) => {}
            None if now > one.due => tally.passed += 1,
            None => tally.open += 1,
        };
        count(&mut all);
        if one.ended.as_deref() != Some("promise_undone") {
            count(kinds.entry(one.kind).or_default());
            count(people.entry(one.owner).or_default());
        }
    }
    (all, kinds, people)
}

#[test]
fn a_small_log_counted_by_hand() {
    let (house, ines) = house();
    let make = |due: &'static str| {
        act(&house, ines, move |tx, actor, moment| app::promise::make(tx, actor, ONE, &promise(due), moment))
            .expect("made")
    };
    let due = [
        "2026-03-02T12:00:00Z",
        "2026-03-02T13:00:00Z",
        "2026-03-09T12:00:00Z",
        "2026-03-09T13:00:00Z",
        "2026-03-10T20:00:00Z",
    ];
    let ids = due.map(make);
    let end = |id, how| {
        act(&house, ines, move |tx, actor, moment| app::promise::end(tx, actor, id, how, moment))
            .expect("ended")
    };
    end(ids[0], Ending::Keep);
    house.pass(SignedDuration::from_hours(5));
    end(ids[1], Ending::Keep);
    end(ids[2], Ending::Break);
    end(ids[3], Ending::Release);
    let figures = live(&house, Actor::System);
    let tally = Tally { in_time: 1, late: 1, passed: 0, broken: 1, open: 1, released: 1 };
    assert_eq!(figures.all, tally);
    let share = figures.all.kept_in_time().expect("a share");
    assert_eq!((share.part, share.base), (1, 3), "what is let off or open counts for nobody");
    let weeks: Vec<_> = figures
        .weeks
        .iter()
        .filter(|week| week.tally != Tally::default())
        .map(|week| (week.begins.to_string(), week.tally.decided()))
        .collect();
    assert_eq!(weeks, [("2026-03-02".to_owned(), 2), ("2026-03-09".to_owned(), 1)]);
    let outside =
        figures.breakers.iter().find(|breaker| breaker.name == "outside_hours").expect("it is there");
    assert_eq!((outside.with.open, outside.without.decided()), (1, 3), "eight in the evening is outside");
    // A colleague sees nothing of hers; a lead does.
    let (carl, lena) = (add(&house, "carl", Role::Agent), add(&house, "lena", Role::Lead));
    let of = |agent| house.read(move |tx| app::people::actor_of(tx, agent));
    assert_eq!(live(&house, of(carl)).all, Tally::default());
    assert_eq!((live(&house, of(lena)).all, live(&house, of(ines)).all), (tally, tally));
}

#[test]
fn the_log_gives_the_same_figures_as_the_tables() {
    let (house, ines) = house();
    let (carl, lena) = (add(&house, "carl", Role::Agent), add(&house, "lena", Role::Lead));
    let people = [ines, carl, lena];
    // Knuth's generator: the same walk in every run.
    let mut state = 20_260_302_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut ids: Vec<PromiseId> = Vec::new();
    for _ in 0..400 {
        let (agent, other, hours) = (people[next(3)], people[next(3)], next(60) as i64 + 1);
        let (kind, choice) = (Kind::ALL[next(6)], next(10));
        let now = house.moment().now;
        let id = if ids.is_empty() { None } else { Some(ids[ids.len() - 1 - next(ids.len().min(12))]) };
        match (choice, id) {
            (0..=3, _) | (_, None) => {
                let mut new = promise(&(now + SignedDuration::from_hours(hours)).to_string());
                new.kind = kind;
                let made = act(&house, agent, move |tx, actor, moment| {
                    app::promise::make(tx, actor, ONE, &new, moment)
                });
                ids.push(made.expect("made"));
            }
            (4..=7, Some(id)) => {
                let how = Ending::ALL[next(3)];
                // What has ended already is refused, and nothing must come of that.
                let _ = act(&house, agent, move |tx, actor, moment| {
                    app::promise::end(tx, actor, id, how, moment)
                });
            }
            (8, Some(id)) => {
                let _ = act(&house, agent, move |tx, actor, moment| {
                    app::promise::reassign(tx, actor, id, other, moment)
                });
            }
            _ => house.pass(SignedDuration::from_hours(hours / 6)),
        }
        let moment = house.moment();
        house.write(move |tx| app::timer::tick(tx, &moment));
    }
    let figures = live(&house, Actor::System);
    let (all, kinds, owners) = replayed(&house);
    assert!(all.in_time > 3 && all.late > 3 && all.passed > 3, "the walk met what it is for: {all:?}");
    assert_eq!(figures.all, all);
    assert_eq!(figures.kinds, kinds.into_iter().collect::<Vec<_>>());
    assert_eq!(figures.people, owners.into_iter().collect::<Vec<_>>());
}
