//! Effort and rage as the owner sees them: how many, since when, where, and why.

use super::reason::Reason;
use crate::figure::Share;
use crate::people::Directory;
use crate::{Result, permit};
use domain::upset::TRIES_MANY;
use domain::{Actor, Permission};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::Tx;
use store::conversation::Conversation;
use store::signal::{Grouping, Signal, Tally, judged, tallies, tries, worst};

/// Conversations listed as the worst.
const WORST_MAX: i64 = 200;
/// A week, in milliseconds.
const WEEK: i64 = 7 * 24 * 3_600_000;

/// Conversations told apart by team or topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The team's or tag's name.
    pub name: String,
    /// Those without rage, because more is better when groups are compared.
    pub calm: Option<Share>,
}

/// One kind of reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What kind, as the models name it.
    pub kind: String,
    /// Signals of rage it was part of.
    pub signals: i64,
}

/// A conversation with rage.
#[derive(Clone, Debug)]
pub struct Worst {
    /// The signal.
    pub signal: Signal,
    /// Its reasons.
    pub reasons: Vec<Reason>,
    /// The conversation.
    pub conversation: Conversation,
    /// The customer's name.
    pub customer: String,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct Figures {
    /// Conversations with rage among those in which a customer wrote.
    pub rage: Option<Share>,
    /// The same by week, with the beginning of each.
    pub weeks: Vec<(Timestamp, Option<Share>)>,
    /// Conversations in which a customer had to try three times or more.
    pub tried: Option<Share>,
    /// The number of tries that one conversation in ten reaches or passes.
    pub tries_worst_decile: Option<i64>,
    /// Marks that people judged, and how many were right.
    pub precision: Option<Share>,
    /// By team.
    pub teams: Vec<Group>,
    /// By tag.
    pub topics: Vec<Group>,
    /// What the signals of rage were made of, most frequent first.
    pub causes: Vec<Cause>,
    /// The signals of rage that the causes were counted in.
    pub causes_base: i64,
    /// Those one should look at first.
    pub worst: Vec<Worst>,
}

/// Reads the figures of a period, for those who oversee.
pub fn figures(tx: &Tx<'_>, actor: &Actor, period: (Timestamp, Timestamp)) -> Result<Figures> {
    permit(actor, Permission::Oversee)?;
    let whole = tallies(tx, period, Grouping::Stretch(i64::MAX), TRIES_MANY)?;
    let whole = whole.first().copied();
    let (seen, right) = judged(tx, period)?;
    let marked = worst(tx, period, WORST_MAX)?;
    let directory = Directory::read(tx)?;
    let tags: BTreeMap<_, _> = store::tag::all(tx)?.into_iter().map(|tag| (tag.id, tag.name)).collect();
    let group = |tally: Tally, name: String| Group {
        name,
        calm: Share::of(tally.conversations - tally.upset, tally.conversations),
    };
    let teams = tallies(tx, period, Grouping::Team, TRIES_MANY)?.into_iter().map(|tally| {
        let name = tally.team().map_or("no team", |team| directory.team_name(team)).to_owned();
        group(tally, name)
    });
    let topics = tallies(tx, period, Grouping::Tag, TRIES_MANY)?
        .into_iter()
        .filter_map(|tally| Some(group(tally, tags.get(&tally.tag())?.clone())));
    Ok(Figures {
        rage: whole.and_then(|tally| Share::of(tally.upset, tally.conversations)),
        weeks: weeks(tx, period)?,
        tried: whole.and_then(|tally| Share::of(tally.tried, tally.conversations)),
        tries_worst_decile: ninth_decile(&tries(tx, period)?),
        precision: Share::of(right, seen),
        teams: teams.collect(),
        topics: topics.collect(),
        causes: causes(&marked),
        causes_base: marked.len() as i64,
        worst: named(tx, marked)?,
    })
}

fn weeks(tx: &Tx<'_>, (from, to): (Timestamp, Timestamp)) -> Result<Vec<(Timestamp, Option<Share>)>> {
    let tallied = tallies(tx, (from, to), Grouping::Stretch(WEEK), TRIES_MANY)?;
    let shares: BTreeMap<i64, Tally> = tallied.into_iter().map(|tally| (tally.group, tally)).collect();
    let beginnings = (domain::millis(from)..domain::millis(to)).step_by(WEEK as usize);
    let week = |(number, at): (i64, i64)| {
        let share = shares.get(&number).and_then(|tally| Share::of(tally.upset, tally.conversations));
        (domain::timestamp(at), share)
    };
    Ok((0..).zip(beginnings).map(week).collect())
}

/// The value that a tenth of them reaches or passes; none of fewer than ten.
fn ninth_decile(ascending: &[i64]) -> Option<i64> {
    (ascending.len() >= 10).then(|| ascending.get(ascending.len() * 9 / 10).copied()).flatten()
}

/// What the signals were made of; a kind counts once in each.
fn causes(marked: &[Signal]) -> Vec<Cause> {
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for signal in marked {
        let kinds: std::collections::BTreeSet<String> = Reason::of(signal)
            .into_iter()
            .filter(|reason| reason.points > 0.0)
            .map(|reason| reason.kind)
            .collect();
        for kind in kinds {
            *counted.entry(kind).or_default() += 1;
        }
    }
    let mut causes: Vec<Cause> = counted.into_iter().map(|(kind, signals)| Cause { kind, signals }).collect();
    causes.sort_by(|one, other| other.signals.cmp(&one.signals).then_with(|| one.kind.cmp(&other.kind)));
    causes
}

/// The worst signal of each conversation, with names.
fn named(tx: &Tx<'_>, marked: Vec<Signal>) -> Result<Vec<Worst>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut all = Vec::new();
    for signal in marked {
        let conversation = crate::lookup::conversation(tx, &Actor::System, signal.conversation_id)?;
        let conversation = crate::lookup::merged(tx, conversation)?;
        if !seen.insert(conversation.id) {
            continue;
        }
        let customer = crate::lookup::customer(tx, conversation.customer_id)?.name;
        all.push(Worst { reasons: Reason::of(&signal), signal, conversation, customer });
    }
    Ok(all)
}
