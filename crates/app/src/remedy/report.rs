//! How the power to act is used: authority and approvals, what nobody explained, and who gives unlike the others, found
//! with false discovery controlled and meant as the beginning of a talk, never of a penalty.

use super::log::{Gift, Log, Question, log};
use crate::figure::Share;
use crate::people::Directory;
use crate::{Result, permit};
use domain::{Actor, AgentId, Currency, Money, Permission, RemedyKindId, Role};
use jiff::Timestamp;
use models::statistics::funnel::{excess, poisson_funnel, shortfall};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;

/// A step is proposed for removal when at least this share was approved …
const APPROVED_SHARE: f64 = 0.95;
/// … of at least so many …
const DECIDED_MIN: i64 = 20;
/// … and half of its amounts are at most so many times what agents may give anyway in one matter.
const SMALL_TIMES: i64 = 3;
/// At most this share of those who stand out to one side is expected to do so by chance.
const FALSE_DISCOVERY_RATE: f64 = 0.05;
/// Fewer people are not compared.
const PEOPLE_MIN: usize = 5;

/// The whole report.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Of all that cost money, what was given without asking.
    pub at_once: Option<Share>,
    /// Of what was given and cost money, what nobody explained.
    pub without_why: Option<Share>,
    /// Of what was decided, what was approved.
    pub approved: Option<Share>,
    /// Minutes until a decision: the middle, and what nine of ten took at most.
    pub wait: Option<(i64, i64)>,
    /// What each kind of question came to.
    pub steps: Vec<Step>,
    /// What was given, by currency.
    pub money: BTreeMap<Currency, i64>,
    /// How people give, the highest rate first.
    pub people: Vec<Person>,
}

/// Questions of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What would be given.
    pub kind: String,
    /// In which currency; none for words.
    pub currency: Option<Currency>,
    /// What was approved of what was decided.
    pub approved: Share,
    /// Half of the amounts were at most this.
    pub median_minor: i64,
    /// Minutes colleagues and customers waited for these decisions, together.
    pub waited_minutes: i64,
    /// Whether the step could go: it is nearly always a yes, and to little.
    pub could_go: bool,
}

/// How one person gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Who.
    pub agent: AgentId,
    /// Their name.
    pub name: String,
    /// What they gave that cost money.
    pub given: i64,
    /// The conversations they answered.
    pub answered: i64,
    /// How they stand to the others, where that can be said.
    pub stands: Option<Stands>,
    /// What they give per conversation, drawn towards the others the more the less they answered; where it can be said.
    pub drawn_rate: Option<f64>,
    /// Standard deviations from the common rate in the Poisson funnel, where that can be said.
    pub funnel_z: Option<f64>,
}

/// Where somebody's giving stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Like the others.
    Usual,
    /// Far more than the others: ask what they see.
    More,
    /// Far less than the others: ask what holds them back.
    Less,
}

/// The report over a stretch of time; for those who oversee. For everybody else, their own line alone.
pub fn report(tx: &Tx<'_>, actor: &Actor, from: Timestamp, until: Timestamp) -> Result<Report> {
    permit(actor, Permission::Oversee)?;
    figures(tx, &log(tx, from, until)?)
}

/// The figures of a log, wherever it was read from; names and limits are those that hold now.
pub fn figures(tx: &Tx<'_>, log: &Log) -> Result<Report> {
    let costly: Vec<&Gift> = log.gifts.iter().filter(|gift| gift.cost.is_some()).collect();
    let count = |test: &dyn Fn(&Gift) -> bool| costly.iter().filter(|gift| test(gift)).count() as i64;
    let base = costly.len() as i64;
    let mut money = BTreeMap::new();
    for cost in log.gifts.iter().filter_map(|gift| gift.cost) {
        *money.entry(cost.currency()).or_default() += cost.minor();
    }
    let decided: Vec<&Question> = log.questions.iter().filter(|one| one.answer.is_some()).collect();
    let mut waits: Vec<i64> = decided.iter().map(|one| one.minutes()).collect();
    waits.sort_unstable();
    let wait = quantile(&waits, 50).zip(quantile(&waits, 90));
    Ok(Report {
        at_once: Share::of(count(&|gift| gift.at_once), base),
        without_why: Share::of(count(&|gift| !gift.explained), base),
        approved: Share::of(yeses(&decided), decided.len() as i64),
        wait,
        steps: steps(tx, &decided)?,
        money,
        people: people(tx, &costly, &log.answered)?,
    })
}

/// One's own line: how often one gave, and in how many conversations one answered.
pub fn own(tx: &Tx<'_>, actor: &Actor, from: Timestamp, until: Timestamp) -> Result<Option<Person>> {
    permit(actor, Permission::Read)?;
    let Some(me) = actor.agent_id() else { return Ok(None) };
    let log = log(tx, from, until)?;
    let costly: Vec<&Gift> = log.gifts.iter().filter(|gift| gift.cost.is_some()).collect();
    Ok(people(tx, &costly, &log.answered)?.into_iter().find(|person| person.agent == me))
}

fn yeses(decided: &[&Question]) -> i64 {
    decided.iter().filter(|one| one.answer.is_some_and(|(yes, _)| yes)).count() as i64
}

/// The smallest value that at least so many hundredths don't pass (nearest rank).
fn quantile(sorted: &[i64], hundredths: usize) -> Option<i64> {
    let rank = (sorted.len() * hundredths).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

fn steps(tx: &Tx<'_>, decided: &[&Question]) -> Result<Vec<Step>> {
    let kinds = store::remedy_kind::all(tx)?;
    let limits = store::authority::current(tx)?;
    let mut groups: BTreeMap<(RemedyKindId, Option<Currency>), Vec<&Question>> = BTreeMap::new();
    for question in decided {
        groups.entry((question.kind, question.cost.map(Money::currency))).or_default().push(question);
    }
    let mut steps = Vec::new();
    for ((kind_id, currency), asked) in groups {
        let Some(kind) = kinds.iter().find(|kind| kind.id == kind_id) else { continue };
        let Some(approved) = Share::of(yeses(&asked), asked.len() as i64) else { continue };
        let mut amounts: Vec<i64> = asked.iter().map(|one| one.cost.map_or(0, Money::minor)).collect();
        amounts.sort_unstable();
        let median_minor = quantile(&amounts, 50).unwrap_or(0);
        let rules = limits.iter().map(|held| &held.rule);
        let fitting = rules.filter(|rule| {
            Some(rule.currency) == currency
                && rule.role.is_none_or(|role| role <= Role::Agent)
                && rule.kind.is_none_or(|kind| kind == kind_id)
        });
        let limit = fitting.map(|rule| rule.case_minor).max().unwrap_or(0);
        let nearly_always = approved.base >= DECIDED_MIN && approved.value() >= APPROVED_SHARE;
        steps.push(Step {
            kind: kind.name.clone(),
            currency,
            approved,
            median_minor,
            waited_minutes: asked.iter().map(|one| one.minutes()).sum(),
            // Two people decide about what is dangerous, however often they say yes.
            could_go: nearly_always
                && kind.risk != domain::remedy::Risk::High
                && median_minor <= limit.saturating_mul(SMALL_TIMES),
        });
    }
    steps.sort_by_key(|step| (!step.could_go, -step.approved.base));
    Ok(steps)
}

fn people(tx: &Tx<'_>, costly: &[&Gift], answered: &BTreeMap<AgentId, i64>) -> Result<Vec<Person>> {
    let directory = Directory::read(tx)?;
    let mut given: BTreeMap<AgentId, i64> = BTreeMap::new();
    for gift in costly {
        *given.entry(gift.agent).or_default() += 1;
    }
    let all: BTreeSet<AgentId> = given.keys().chain(answered.keys()).copied().collect();
    let mut people: Vec<Person> = all
        .into_iter()
        .map(|agent| Person {
            agent,
            name: directory.agent_name(agent).to_owned(),
            given: given.get(&agent).copied().unwrap_or(0),
            answered: answered.get(&agent).copied().unwrap_or(0),
            stands: None,
            drawn_rate: None,
            funnel_z: None,
        })
        .collect();
    place(&mut people);
    people.sort_by(|one, other| {
        let rate = |person: &Person| person.given as f64 / person.answered.max(1) as f64;
        rate(other).total_cmp(&rate(one)).then_with(|| one.name.cmp(&other.name))
    });
    Ok(people)
}

/// Says of each where they stand, if there are enough of them to say it.
fn place(people: &mut [Person]) {
    let rows: Vec<usize> = (0..people.len()).filter(|row| people[*row].answered > 0).collect();
    if rows.len() < PEOPLE_MIN {
        return;
    }
    let counts: Vec<u64> = rows.iter().map(|row| people[*row].given as u64).collect();
    let exposures: Vec<f64> = rows.iter().map(|row| people[*row].answered as f64).collect();
    // Nobody gave anything, or the rates can't be fitted: then nothing is said of anybody.
    let (Ok(high), Ok(low), Ok(z)) = (
        excess(&counts, &exposures, FALSE_DISCOVERY_RATE),
        shortfall(&counts, &exposures, FALSE_DISCOVERY_RATE),
        poisson_funnel(&counts, &exposures),
    ) else {
        return;
    };
    for (((row, high), low), z) in rows.into_iter().zip(high.counts).zip(low.counts).zip(z) {
        let person = &mut people[row];
        person.stands = Some(match (high.flagged, low.flagged) {
            (true, _) => Stands::More,
            (_, true) => Stands::Less,
            _ => Stands::Usual,
        });
        (person.drawn_rate, person.funnel_z) = (Some(high.shrunken_rate), Some(z));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_values_that_were_seen() {
        assert_eq!(quantile(&[], 50), None);
        assert_eq!((quantile(&[7], 50), quantile(&[7], 90)), (Some(7), Some(7)));
        let ten: Vec<i64> = (1..=10).collect();
        assert_eq!((quantile(&ten, 50), quantile(&ten, 90)), (Some(5), Some(9)));
    }

    #[test]
    fn who_stands_apart_is_found_and_few_are_not_compared() {
        let person = |agent, given, answered| Person {
            agent: AgentId(agent),
            name: String::new(),
            given,
            answered,
            stands: None,
            drawn_rate: None,
            funnel_z: None,
        };
        let mut many: Vec<Person> = (0..12).map(|agent| person(agent, 9 + agent % 3, 200)).collect();
        many.push(person(12, 60, 200));
        many.push(person(13, 0, 400));
        place(&mut many);
        assert_eq!(many[12].stands, Some(Stands::More));
        assert_eq!(many[13].stands, Some(Stands::Less));
        assert!(many[..12].iter().all(|one| one.stands == Some(Stands::Usual)), "{many:?}");
        let mut few = vec![person(1, 50, 60), person(2, 0, 60)];
        place(&mut few);
        assert!(few.iter().all(|one| one.stands.is_none()));
    }
}
