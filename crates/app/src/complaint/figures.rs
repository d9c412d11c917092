//! Complaints as the owner sees them: what was asked and given, who got nothing, how long a real answer took, what it
//! cost the customer, and which are still open.

use super::customer_time::of_family;
use super::{Account, Complaint};
use crate::figure::Share;
use crate::people::Directory;
use crate::{Result, lookup, permit};
use domain::complaint::{Outcome, State, Wanted};
use domain::{Actor, Permission};
use jiff::Timestamp;
use std::collections::BTreeSet;
use store::Tx;
use store::conversation::Conversation;

/// Complaints that are counted at once, the latest; a page says so when there are more.
const COUNTED_MAX: i64 = 1_000;
/// Open complaints listed.
const OPEN_MAX: i64 = 200;

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

/// A complaint in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The complaint.
    pub complaint: Complaint,
    /// Where it stands now.
    pub conversation: Conversation,
    /// The customer's name.
    pub customer: String,
    /// Who answers for it.
    pub advocate: Option<String>,
    /// What was asked for.
    pub wanted: Vec<Wanted>,
    /// What was given, by the key of its kind.
    pub given: Vec<String>,
    /// Minutes it took the customer.
    pub minutes: f64,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Complaints of the period, the latest first.
    pub made: Vec<Listed>,
    /// Whether there were more than are counted.
    pub more: bool,
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
    /// Those not closed, whenever they were made, the oldest first.
    pub open: Vec<Listed>,
}

/// Reads the figures of a period, for those who oversee.
pub fn figures(
    tx: &Tx<'_>,
    actor: &Actor,
    period: (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Figures> {
    permit(actor, Permission::Oversee)?;
    let directory = Directory::read(tx)?;
    let mut rows = store::complaint::made(tx, period, COUNTED_MAX + 1)?;
    let more = rows.len() as i64 > COUNTED_MAX;
    rows.truncate(COUNTED_MAX as usize);
    let list = |rows: Vec<Complaint>| -> Result<Vec<Listed>> {
        rows.into_iter().map(|row| listed(tx, row, &directory, now)).collect()
    };
    let made = list(rows)?;
    let closed = || made.iter().filter(|one| one.complaint.state == State::Closed);
    let base = closed().count() as i64;
    let nothing = closed().filter(|one| one.given.is_empty()).count() as i64;
    let agreed = closed().filter(|one| one.complaint.outcome == Some(Outcome::Agreed)).count() as i64;
    Ok(Figures {
        more,
        gaps: gaps(&made),
        nothing: Share::of(nothing, base),
        agreed: Share::of(agreed, base),
        answer_hours: Spread::of(made.iter().filter_map(|one| hours_to_answer(&one.complaint)).collect()),
        unanswered: made.iter().filter(|one| one.complaint.answered_at.is_none()).count() as i64,
        customer_minutes: Spread::of(made.iter().map(|one| one.minutes).collect()),
        open: list(store::complaint::open(tx, OPEN_MAX)?)?,
        made,
    })
}

/// From the complaint to the first real answer.
fn hours_to_answer(complaint: &Complaint) -> Option<f64> {
    let answered = complaint.answered_at?;
    Some(answered.duration_since(complaint.created_at).as_secs_f64() / 3_600.0)
}

/// Asked for against given, most often asked for first. What nobody asked for is no line.
fn gaps(made: &[Listed]) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Wanted::ALL
        .into_iter()
        .filter_map(|wanted| {
            let asked: Vec<&Listed> = made.iter().filter(|one| one.wanted.contains(&wanted)).collect();
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

fn listed(tx: &Tx<'_>, complaint: Complaint, directory: &Directory, now: Timestamp) -> Result<Listed> {
    let conversation = lookup::conversation(tx, &Actor::System, complaint.conversation_id)?;
    let conversation = lookup::merged(tx, conversation)?;
    let family = store::conversation::with_merged(tx, conversation.id)?;
    let time = of_family(tx, &family, Some(&complaint), now)?;
    let given: BTreeSet<String> = store::complaint::given(tx, &family)?.into_iter().collect();
    Ok(Listed {
        customer: lookup::customer(tx, conversation.customer_id)?.name,
        advocate: complaint.advocate_id.map(|id| directory.agent_name(id).to_owned()),
        wanted: Account::of(&complaint).wanted,
        given: given.into_iter().collect(),
        minutes: time.minutes,
        conversation,
        complaint,
    })
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
