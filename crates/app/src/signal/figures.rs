//! Effort and rage as the owner sees them: how many, since when, where, and why.

use super::counted::{Counted, Tallied, counted};
use super::reason::Reason;
use crate::people::Directory;
use crate::{Result, permit, scope};
use domain::upset::TRIES_MANY;
use domain::{Actor, ConversationId, Permission, TagId, TeamId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::signal::{Grouping, Signal, tallies};
pub use store::signal_list::{Behind, Within};
use store::signal_list::{Told, behind};

/// Signals looked at for what they were made of, and conversations listed as the worst.
const WORST_MAX: i64 = 200;
/// Messages behind one figure that are listed.
const BEHIND_MAX: i64 = 200;
/// Characters of a message that a list shows.
const SAID_CHARACTERS: usize = 280;

/// Conversations told apart by team or topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which.
    pub within: Within,
    /// The team's or tag's name.
    pub name: String,
    /// What was counted.
    pub tallied: Tallied,
}

/// One kind of reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// What kind, as the models name it.
    pub kind: String,
    /// Signals of rage it was part of.
    pub signals: i64,
}

/// A message with its signal.
#[derive(Clone, Debug)]
pub struct Marked {
    /// The signal.
    pub signal: Signal,
    /// Its reasons.
    pub reasons: Vec<Reason>,
    /// The conversation in which it stands now.
    pub conversation: ConversationId,
    /// What that is about.
    pub subject: String,
    /// The customer's name.
    pub customer: String,
    /// The beginning of what they newly wrote.
    pub said: String,
}

/// Everything the page shows.
#[derive(Clone, Debug)]
pub struct Figures {
    /// The counts.
    pub counted: Counted,
    /// By team.
    pub teams: Vec<Group>,
    /// By tag.
    pub topics: Vec<Group>,
    /// What the signals of rage were made of, most frequent first.
    pub causes: Vec<Cause>,
    /// The signals of rage that the causes were counted in.
    pub causes_base: i64,
    /// Those one should look at first.
    pub worst: Vec<Marked>,
}

/// Reads the figures of a period, for those who oversee.
pub fn figures(tx: &Tx<'_>, actor: &Actor, period: (Timestamp, Timestamp)) -> Result<Figures> {
    permit(actor, Permission::Oversee)?;
    let marked = behind(tx, &scope(actor), period, Behind::Rage, Within::Everywhere, WORST_MAX)?;
    let marked: Vec<Marked> = marked.into_iter().map(Marked::of).collect();
    let directory = Directory::read(tx)?;
    let tags: BTreeMap<TagId, String> =
        store::tag::all(tx)?.into_iter().map(|tag| (tag.id, tag.name)).collect();
    let teams = tallies(tx, period, Grouping::Team, TRIES_MANY)?.into_iter().map(|tally| Group {
        within: Within::Team(tally.team()),
        name: team_name(tally.team(), &directory).to_owned(),
        tallied: tally.into(),
    });
    let topics = tallies(tx, period, Grouping::Tag, TRIES_MANY)?.into_iter().filter_map(|tally| {
        let name = tags.get(&tally.tag())?.clone();
        Some(Group { within: Within::Tag(tally.tag()), name, tallied: tally.into() })
    });
    Ok(Figures {
        counted: counted(tx, period)?,
        teams: teams.collect(),
        topics: topics.collect(),
        causes: causes(&marked),
        causes_base: marked.len() as i64,
        worst: once_each(marked),
    })
}

fn team_name(team: Option<TeamId>, directory: &Directory) -> &str {
    team.map_or("no team", |team| directory.team_name(team))
}

/// The messages behind a figure, and what the group they are of is called; most upset and latest first.
pub fn messages_behind(
    tx: &Tx<'_>,
    actor: &Actor,
    period: (Timestamp, Timestamp),
    what: Behind,
    within: Within,
) -> Result<(Vec<Marked>, String)> {
    permit(actor, Permission::Oversee)?;
    let name = match within {
        Within::Everywhere => String::new(),
        Within::Team(team) => team_name(team, &Directory::read(tx)?).to_owned(),
        Within::Tag(tag) => {
            let found = store::tag::all(tx)?.into_iter().find(|other| other.id == tag);
            found.ok_or(crate::Error::NotFound("tag"))?.name
        }
    };
    let told = behind(tx, &scope(actor), period, what, within, BEHIND_MAX)?;
    Ok((told.into_iter().map(Marked::of).collect(), name))
}

impl Marked {
    fn of(told: Told) -> Self {
        let said = crate::text::without_folds(&told.text, &told.folds);
        Self {
            reasons: Reason::of(&told.signal),
            signal: told.signal,
            conversation: told.conversation_id,
            subject: told.subject,
            customer: told.customer_name,
            said: said
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .chars()
                .take(SAID_CHARACTERS)
                .collect(),
        }
    }
}

/// What the signals were made of; a kind counts once in each.
fn causes(marked: &[Marked]) -> Vec<Cause> {
    let mut counted: BTreeMap<&str, i64> = BTreeMap::new();
    for one in marked {
        let kinds: BTreeSet<&str> = one
            .reasons
            .iter()
            .filter(|reason| reason.points > 0.0)
            .map(|reason| reason.kind.as_str())
            .collect();
        for kind in kinds {
            *counted.entry(kind).or_default() += 1;
        }
    }
    let cause = |(kind, signals): (&str, i64)| Cause { kind: kind.to_owned(), signals };
    let mut causes: Vec<Cause> = counted.into_iter().map(cause).collect();
    causes.sort_by(|one, other| other.signals.cmp(&one.signals).then_with(|| one.kind.cmp(&other.kind)));
    causes
}

/// The worst message of each conversation.
fn once_each(mut marked: Vec<Marked>) -> Vec<Marked> {
    let mut seen = BTreeSet::new();
    marked.retain(|one| seen.insert(one.conversation));
    marked
}
