//! What the page about continuity shows.

use super::figures::{Figures, figures};
use super::log::{Log, Matter};
use super::rows;
use crate::figure::Share;
use crate::people::Directory;
use crate::{Result, permit};
use domain::{Actor, ConversationId, Permission, TeamId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use store::Tx;

/// Matters with most hands that are shown.
const WORST_SHOWN: usize = 25;
/// Topics compared.
const TOPICS_SHOWN: usize = 30;
/// Points of the trend at most.
const POINTS: i64 = 13;

/// Which of the matters one looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those of a team.
    pub team: Option<TeamId>,
    /// Those with a tag.
    pub tag: Option<String>,
}

/// The page.
#[derive(Clone, Debug)]
pub struct View {
    /// All figures.
    pub figures: Figures,
    /// Matters without a felt handover, by stretch of the period: its first day and the share.
    pub trend: Vec<(Timestamp, Option<Share>)>,
    /// The same by team.
    pub teams: Vec<(TeamId, String, Option<Share>)>,
    /// The same by topic.
    pub topics: Vec<(String, Option<Share>)>,
    /// Matters with most hands, worst first.
    pub worst: Vec<Hands>,
    /// Whether only the latest matters were looked at.
    pub cut: bool,
}

/// A matter and through how many hands it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hands {
    /// Which.
    pub id: ConversationId,
    /// What it is called.
    pub subject: String,
    /// What it is about.
    pub tags: Vec<String>,
    /// Everybody who answered.
    pub people: Vec<String>,
    /// Handovers that the customer felt.
    pub bounces: usize,
    /// Whether the customer told it again.
    pub retold: bool,
}

/// Reads the page for those who oversee.
pub fn view(tx: &Tx<'_>, actor: &Actor, (from, to): (Timestamp, Timestamp), filter: &Filter) -> Result<View> {
    permit(actor, Permission::Oversee)?;
    let mut log = rows::log(tx, from, to)?;
    let directory = Directory::read(tx)?;
    let (teams, topics) = (by_team(&log, &directory), by_topic(&log));
    log.matters.retain(|matter| {
        filter.team.is_none_or(|team| matter.team == Some(team))
            && filter.tag.as_ref().is_none_or(|tag| matter.tags.contains(tag))
    });
    let mut worst: Vec<&Matter> =
        log.matters.iter().filter(|matter| matter.hands().len() > 1 || matter.bounces() > 0).collect();
    worst.sort_by_key(|matter| {
        std::cmp::Reverse((matter.bounces(), matter.hands().len(), matter.retold_after_handover(), matter.id))
    });
    worst.truncate(WORST_SHOWN);
    let hands = |matter: &Matter| Hands {
        id: matter.id,
        subject: matter.subject.clone(),
        tags: matter.tags.iter().cloned().collect(),
        people: matter.hands().into_iter().map(|agent| directory.agent_name(agent).to_owned()).collect(),
        bounces: matter.bounces(),
        retold: matter.retold_after_handover(),
    };
    Ok(View {
        worst: worst.into_iter().map(hands).collect(),
        trend: trend(&log, from, to),
        figures: figures(&log, to),
        teams,
        topics,
        cut: log.cut,
    })
}

/// Of those matters, the share in which the customer felt no handover.
fn unfelt<'m>(matters: impl Iterator<Item = &'m Matter>) -> Option<Share> {
    let (mut part, mut base) = (0, 0);
    for matter in matters.filter(|matter| !matter.contacts().is_empty()) {
        base += 1;
        part += i64::from(matter.bounces() == 0);
    }
    Share::of(part, base)
}

fn trend(log: &Log, from: Timestamp, to: Timestamp) -> Vec<(Timestamp, Option<Share>)> {
    let days = (to.duration_since(from).as_hours() / 24).max(1);
    let step = SignedDuration::from_hours(24 * days.div_euclid(POINTS).max(1));
    let mut points = Vec::new();
    let mut begins = from;
    while begins < to && points.len() < 2 * POINTS as usize {
        let ends = begins.checked_add(step).unwrap_or(to);
        let inside = log.matters.iter().filter(|matter| matter.began >= begins && matter.began < ends);
        points.push((begins, unfelt(inside)));
        begins = ends;
    }
    points
}

fn by_team(log: &Log, directory: &Directory) -> Vec<(TeamId, String, Option<Share>)> {
    let of = |team: TeamId| unfelt(log.matters.iter().filter(move |matter| matter.team == Some(team)));
    directory.teams.iter().map(|team| (team.id, team.name.clone(), of(team.id))).collect()
}

fn by_topic(log: &Log) -> Vec<(String, Option<Share>)> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for tag in log.matters.iter().flat_map(|matter| &matter.tags) {
        *counts.entry(tag).or_default() += 1;
    }
    let mut tags: Vec<(&String, usize)> = counts.into_iter().collect();
    tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    tags.truncate(TOPICS_SHOWN);
    let of = |tag: &String| unfelt(log.matters.iter().filter(|matter| matter.tags.contains(tag)));
    tags.into_iter().map(|(tag, _)| (tag.clone(), of(tag))).collect()
}
