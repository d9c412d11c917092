//! How well we keep our word, counted from the promises themselves. `docs/promises.md` defines each figure.

use super::Placed;
use crate::figure::Share;
use crate::{Result, permit, scope};
use domain::promise::{Kind, Outcome};
use domain::{Actor, AgentId, Permission, TeamId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;
use store::Tx;

/// Promises counted at once: a year of a house with a thousand agents is shown in parts.
const COUNTED_MAX: i64 = 200_000;
/// Hours ahead that count as about to break.
const SOON_HOURS: i64 = 2;

/// A stretch of time, by when promises are due in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// From this instant.
    pub from: Timestamp,
    /// Until before this one.
    pub until: Timestamp,
}

/// How promises came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Kept by their time.
    pub in_time: i64,
    /// Kept after it.
    pub late: i64,
    /// Past their time and not kept.
    pub passed: i64,
    /// Those of which we said that we can't.
    pub broken: i64,
    /// Not due yet.
    pub open: i64,
    /// Those the customer let us off.
    pub released: i64,
}

impl Tally {
    /// Counts one more.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::InTime => self.in_time += 1,
            Outcome::Late => self.late += 1,
            Outcome::Passed => self.passed += 1,
            Outcome::Broken => self.broken += 1,
            Outcome::Open => self.open += 1,
            Outcome::Released => self.released += 1,
            Outcome::Undone => {}
        }
    }

    /// Those that are decided: what the share kept in time is a share of.
    pub fn decided(self) -> i64 {
        self.in_time + self.late + self.passed + self.broken
    }

    /// The share kept in time, with its interval; none where nothing is decided.
    pub fn kept_in_time(self) -> Option<Share> {
        Share::of(self.in_time, self.decided())
    }
}

/// A week, Monday to Sunday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its Monday.
    pub begins: Date,
    /// How promises due in it came out.
    pub tally: Tally,
}

/// Something that may break promises: how those with it and those without it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Breaker {
    /// `handed_over`, `owner_away` or `outside_hours`.
    pub name: &'static str,
    /// Promises with it.
    pub with: Tally,
    /// All others.
    pub without: Tally,
}

/// How well we keep our word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// All of them.
    pub all: Tally,
    /// By week, in order, those without promises too.
    pub weeks: Vec<Week>,
    /// By kind.
    pub kinds: Vec<(Kind, Tally)>,
    /// By the team that has the conversation.
    pub teams: Vec<(Option<TeamId>, Tally)>,
    /// By who had to keep them.
    pub people: Vec<(AgentId, Tally)>,
    /// What breaks them.
    pub breakers: Vec<Breaker>,
    /// How many were agreed on anew.
    pub renegotiated: i64,
}

/// What came of a promise by now.
fn outcome(placed: &Placed, now: Timestamp) -> Outcome {
    let promise = &placed.promise;
    Outcome::of(promise.state, promise.due_at, promise.ended_at, now)
}

/// The promises due in a period that the actor may count: all for who oversees, else one's own.
pub fn listed(tx: &Tx<'_>, actor: &Actor, period: Period, now: Timestamp) -> Result<Vec<(Placed, Outcome)>> {
    permit(actor, Permission::Read)?;
    let all = store::promise_list::due_between(tx, &scope(actor), period.from, period.until, COUNTED_MAX)?;
    let all = all
        .into_iter()
        .filter(|placed| actor.may(Permission::Oversee) || Some(placed.promise.owner_id) == actor.agent_id());
    let all = all.map(|placed| {
        let outcome = outcome(&placed, now);
        (placed, outcome)
    });
    Ok(all.filter(|(_, outcome)| *outcome != Outcome::Undone).collect())
}

/// Counts them. Weeks are those of `zone`.
pub fn figures(
    tx: &Tx<'_>,
    actor: &Actor,
    period: Period,
    zone: &TimeZone,
    now: Timestamp,
) -> Result<Figures> {
    let listed = listed(tx, actor, period, now)?;
    let mut all = Tally::default();
    let mut weeks: BTreeMap<Date, Tally> = empty_weeks(period, zone);
    let mut kinds: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut teams: BTreeMap<Option<TeamId>, Tally> = BTreeMap::new();
    let mut people: BTreeMap<AgentId, Tally> = BTreeMap::new();
    let mut renegotiated = 0;
    for (placed, outcome) in &listed {
        let (promise, outcome) = (&placed.promise, *outcome);
        all.add(outcome);
        weeks.entry(monday(promise.due_at, zone)).or_default().add(outcome);
        kinds.entry(promise.kind).or_default().add(outcome);
        teams.entry(placed.team_id).or_default().add(outcome);
        people.entry(promise.owner_id).or_default().add(outcome);
        renegotiated += i64::from(promise.first_due_at != promise.due_at);
    }
    Ok(Figures {
        all,
        weeks: weeks.into_iter().map(|(begins, tally)| Week { begins, tally }).collect(),
        kinds: kinds.into_iter().collect(),
        teams: teams.into_iter().collect(),
        people: people.into_iter().collect(),
        breakers: breakers(&listed),
        renegotiated,
    })
}

fn breakers(listed: &[(Placed, Outcome)]) -> Vec<Breaker> {
    let breaker = |name, has: fn(&Placed) -> bool| {
        let (mut with, mut without) = (Tally::default(), Tally::default());
        for (placed, outcome) in listed {
            if has(placed) { with.add(*outcome) } else { without.add(*outcome) }
        }
        Breaker { name, with, without }
    };
    vec![
        breaker("handed_over", |placed| {
            placed.promise.made_by.is_some_and(|made_by| made_by != placed.promise.owner_id)
        }),
        breaker("owner_away", |placed| placed.promise.owner_away),
        breaker("outside_hours", |placed| placed.promise.outside_hours),
    ]
}

/// The Monday of the week an instant is in.
pub fn monday(at: Timestamp, zone: &TimeZone) -> Date {
    let date = at.to_zoned(zone.clone()).date();
    let since = i64::from(date.weekday().to_monday_zero_offset());
    date.checked_sub(since.days()).unwrap_or(date)
}

/// The weeks of a period, so that one without promises is seen to be one.
fn empty_weeks(period: Period, zone: &TimeZone) -> BTreeMap<Date, Tally> {
    let mut weeks = BTreeMap::new();
    let last = monday(period.until.checked_sub(1.millisecond()).unwrap_or(period.until), zone);
    let mut week = monday(period.from, zone);
    while week <= last {
        weeks.insert(week, Tally::default());
        match week.checked_add(7.days()) {
            Ok(next) => week = next,
            Err(_) => break,
        }
    }
    weeks
}

/// Open promises due within the next two hours, first due first.
pub fn about_to_break(tx: &Tx<'_>, actor: &Actor, now: Timestamp) -> Result<Vec<Placed>> {
    let until = now.checked_add(SOON_HOURS.hours()).unwrap_or(Timestamp::MAX);
    let soon = listed(tx, actor, Period { from: now, until }, now)?;
    Ok(soon.into_iter().filter(|(_, outcome)| *outcome == Outcome::Open).map(|(placed, _)| placed).collect())
}
