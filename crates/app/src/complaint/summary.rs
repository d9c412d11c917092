//! What complaints come to, counted from cases: the same from the tables and from the event log.

use super::ledger::Ledger;
use crate::figure::Share;
use domain::ComplaintId;
use domain::complaint::{Outcome, Wanted};
use jiff::Timestamp;

/// A complaint as the figures count it.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Which.
    pub complaint: ComplaintId,
    /// What was asked for.
    pub wanted: Vec<Wanted>,
    /// What was given in the same matter, by the key of its kind, each once.
    pub given: Vec<String>,
    /// How it ended; nothing before it does.
    pub outcome: Option<Outcome>,
    /// Since when we know.
    pub created_at: Timestamp,
    /// The first real answer.
    pub answered_at: Option<Timestamp>,
    /// What it took from the customer.
    pub time: Ledger,
}

/// One remedy: how often it was asked for, and then given.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gap {
    /// Which.
    pub wanted: Wanted,
    /// Complaints that asked for it.
    pub asked: i64,
    /// Those of them that got it.
    pub given: Option<Share>,
}

/// How numbers are spread, the typical and the worst.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub base: i64,
    /// Half are at most this.
    pub median: f64,
    /// Nine in ten are at most this.
    pub ninth_decile: f64,
    /// None is above.
    pub worst: f64,
}

impl Spread {
    /// The spread of these; none of none.
    pub fn of(mut all: Vec<f64>) -> Option<Self> {
        all.sort_by(f64::total_cmp);
        let worst = *all.last()?;
        Some(Self {
            base: all.len() as i64,
            median: quantile(&all, 0.5)?,
            ninth_decile: quantile(&all, 0.9)?,
            worst,
        })
    }
}

/// A quantile of ascending numbers, between the two beside it (Hyndman and Fan 1996, type 7).
fn quantile(ascending: &[f64], share: f64) -> Option<f64> {
    let place = share * (ascending.len().checked_sub(1)? as f64);
    let below = *ascending.get(place.floor() as usize)?;
    let above = *ascending.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

/// What they come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// Each remedy that was asked for, most often first.
    pub gaps: Vec<Gap>,
    /// Closed complaints whose customers got nothing.
    pub nothing: Option<Share>,
    /// Closed complaints whose customers said that it is done.
    pub agreed: Option<Share>,
    /// Hours to the first real answer.
    pub answer_hours: Option<Spread>,
    /// Complaints of the period still without one.
    pub unanswered: i64,
    /// Minutes of the customers' own time.
    pub customer_minutes: Option<Spread>,
}

impl Summary {
    /// Counts these.
    pub fn of(cases: &[&Case]) -> Self {
        let closed = || cases.iter().filter(|case| case.outcome.is_some());
        let base = closed().count() as i64;
        let nothing = closed().filter(|case| case.given.is_empty()).count() as i64;
        let agreed = closed().filter(|case| case.outcome == Some(Outcome::Agreed)).count() as i64;
        Self {
            gaps: gaps(cases),
            nothing: Share::of(nothing, base),
            agreed: Share::of(agreed, base),
            answer_hours: Spread::of(cases.iter().filter_map(|case| hours_to_answer(case)).collect()),
            unanswered: cases.iter().filter(|case| case.answered_at.is_none()).count() as i64,
            customer_minutes: Spread::of(cases.iter().map(|case| case.time.minutes).collect()),
        }
    }
}

/// From the complaint to the first real answer.
fn hours_to_answer(case: &Case) -> Option<f64> {
    let answered = case.answered_at?;
    Some(answered.duration_since(case.created_at).as_secs_f64() / 3_600.0)
}

/// Asked for against given, most often asked for first. What nobody asked for is no line.
fn gaps(cases: &[&Case]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Wanted::ALL
        .into_iter()
        .filter_map(|wanted| {
            let asked: Vec<&&Case> = cases.iter().filter(|one| one.wanted.contains(&wanted)).collect();
            let given = asked.iter().filter(|one| answers(wanted, &one.given)).count() as i64;
            let base = asked.len() as i64;
            (base > 0).then(|| Gap { wanted, asked: base, given: Share::of(given, base) })
        })
        .collect();
    gaps.sort_by(|one, other| other.asked.cmp(&one.asked).then_with(|| one.wanted.cmp(&other.wanted)));
    gaps
}

fn answers(wanted: Wanted, given: &[String]) -> bool {
    given.iter().any(|kind| wanted.answered_by().contains(&kind.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_equals_a_count_by_hand() {
        assert_eq!(Spread::of(Vec::new()), None);
        let spread = Spread::of(vec![5.0, 1.0, 3.0, 2.0, 4.0]).expect("a spread");
        assert_eq!((spread.base, spread.median, spread.worst), (5, 3.0, 5.0));
        assert!((spread.ninth_decile - 4.6).abs() < 1e-9, "0.9 of four steps is 3.6 steps from 1");
    }

    #[test]
    fn money_by_another_way_answers_a_refund_and_kind_words_do_not() {
        let given = |kinds: &[&str]| kinds.iter().map(|kind| (*kind).to_owned()).collect::<Vec<_>>();
        assert!(answers(Wanted::Refund, &given(&["apology", "bank transfer"])));
        assert!(!answers(Wanted::Refund, &given(&["apology", "gift"])));
        assert!(!answers(Wanted::Apology, &[]));
    }
}
