//! The inbox: views with counts, and the list of one of them.

use crate::people::Directory;
pub use crate::saved_view::SavedView;
use crate::{Error, Result, permit, promise, saved_view, scope, search};
use domain::conversation::State;
use domain::query::Query;
use domain::{Actor, ConversationId, Permission, SavedViewId, TeamId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use store::Tx;
use store::conversation::List;
pub use store::conversation::{After, Conversation, Line};
pub use store::mailbox::Mailbox;

/// A view of the inbox, as its address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// Open and mine.
    Mine,
    /// With a promise that I keep, due today or passed.
    Promised,
    /// Where customers wait for us, longest first.
    WaitingLongest,
    /// Open and nobody's.
    Unassigned,
    /// All open.
    Open,
    /// Those I follow.
    Following,
    /// Those in which a colleague called me.
    Mentions,
    /// Those in which I have begun to write.
    Drafts,
    /// Where we wait for the customer.
    Waiting,
    /// Put off.
    Snoozed,
    /// Done.
    Closed,
    /// Open and of a team.
    Team(TeamId),
    /// A saved search.
    Saved(SavedViewId),
}

impl Name {
    /// The views everybody has, in order.
    pub const COMMON: [Self; 11] = [
        Self::Mine,
        Self::Promised,
        Self::WaitingLongest,
        Self::Unassigned,
        Self::Open,
        Self::Following,
        Self::Mentions,
        Self::Drafts,
        Self::Waiting,
        Self::Snoozed,
        Self::Closed,
    ];

    /// The name in addresses.
    pub fn slug(self) -> String {
        match self {
            Self::Mine => "mine".into(),
            Self::Promised => "promised".into(),
            Self::WaitingLongest => "waiting-longest".into(),
            Self::Unassigned => "unassigned".into(),
            Self::Open => "open".into(),
            Self::Following => "following".into(),
            Self::Mentions => "mentions".into(),
            Self::Drafts => "drafts".into(),
            Self::Waiting => "waiting".into(),
            Self::Snoozed => "snoozed".into(),
            Self::Closed => "closed".into(),
            Self::Team(team) => format!("team-{team}"),
            Self::Saved(view) => format!("view-{view}"),
        }
    }

    /// The view of that name.
    pub fn parse(slug: &str) -> Option<Self> {
        let team = slug.strip_prefix("team-").and_then(|id| id.parse().ok()).map(Self::Team);
        let saved = slug.strip_prefix("view-").and_then(|id| id.parse().ok()).map(Self::Saved);
        team.or(saved).or_else(|| Self::COMMON.into_iter().find(|name| name.slug() == slug))
    }

    /// The list behind the view; `None` for what only a person has, asked by something else.
    fn list(self, actor: &Actor) -> Option<List> {
        Some(match self {
            Self::Mine => List::Assigned(actor.agent_id()?),
            Self::Following => List::Followed(actor.agent_id()?),
            Self::Mentions => List::Mentioned(actor.agent_id()?),
            Self::Drafts => List::Drafted(actor.agent_id()?),
            Self::WaitingLongest => List::WaitingLongest,
            Self::Unassigned => List::Unassigned,
            Self::Open => List::InState(State::Open),
            Self::Waiting => List::InState(State::Waiting),
            Self::Snoozed => List::InState(State::Snoozed),
            Self::Closed => List::InState(State::Closed),
            Self::Team(team) => List::Team(team),
            Self::Promised | Self::Saved(_) => return None,
        })
    }

    /// Whether its number is shown: of what is done, nobody needs to know how much.
    fn is_counted(self) -> bool {
        !matches!(self, Self::Closed | Self::Waiting | Self::Following | Self::Mentions)
    }
}

/// Counting stops here and shows `999+`.
pub const COUNT_MAX: i64 = 1000;
/// The same for saved views: each costs a search.
pub const SAVED_COUNT_MAX: i64 = 100;
/// Conversations on a page of a list.
pub const PAGE: i64 = 40;

/// The views at the left.
#[derive(Clone, Debug)]
pub struct Views {
    /// Everybody's views with their counts; none where it isn't counted.
    pub common: Vec<(Name, Option<i64>)>,
    /// Each team's view with its count.
    pub teams: Vec<(Name, String, i64)>,
    /// Saved searches, with a count where counting is cheap.
    pub saved: Vec<(SavedView, Option<i64>)>,
    /// Mailboxes that don't work: everybody sees the alarm.
    pub failing: Vec<Mailbox>,
    /// Mails that need a look.
    pub need_look: i64,
}

/// Reads the views with counts.
pub fn views(tx: &Tx<'_>, actor: &Actor, now: Timestamp) -> Result<Views> {
    permit(actor, Permission::Read)?;
    let scope = scope(actor);
    let mut common = Vec::new();
    for name in Name::COMMON {
        if let (Name::Promised, Some(agent)) = (name, actor.agent_id()) {
            let count = promise::promised_count(tx, actor, agent, COUNT_MAX, now)?;
            common.push((name, Some(count)));
        }
        let Some(list) = name.list(actor) else { continue };
        let count = if name.is_counted() {
            Some(store::conversation::count(tx, &scope, &list, COUNT_MAX)?)
        } else {
            None
        };
        common.push((name, count));
    }
    let mut teams = Vec::new();
    for team in store::team::all(tx)? {
        let count = store::conversation::count(tx, &scope, &List::Team(team.id), COUNT_MAX)?;
        teams.push((Name::Team(team.id), team.name, count));
    }
    let failing =
        store::mailbox::all(tx)?.into_iter().filter(|mailbox| mailbox.failing_since.is_some()).collect();
    let (_, need_look) = store::inbound::counts(tx, COUNT_MAX)?;
    let saved = saved(tx, actor)?;
    Ok(Views { common, teams, saved, failing, need_look })
}

fn saved(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<(SavedView, Option<i64>)>> {
    let mut saved = Vec::new();
    for view in saved_view::all(tx, actor)? {
        let count = if saved_view::is_counted(&Query::parse(&view.query)) {
            Some(search::count(tx, actor, &view.query, &zone(tx, actor)?, SAVED_COUNT_MAX)?)
        } else {
            None
        };
        saved.push((view, count));
    }
    Ok(saved)
}

/// The zone in which the actor means days.
fn zone(tx: &Tx<'_>, actor: &Actor) -> Result<TimeZone> {
    let agent = actor.agent_id().map(|id| store::agent::find(tx, id)).transpose()?.flatten();
    Ok(agent.and_then(|agent| TimeZone::get(&agent.time_zone).ok()).unwrap_or(TimeZone::UTC))
}

/// Where the next page of a view goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// After this line of a list.
    After(After),
    /// Further down what a saved search found.
    Found(search::Next),
}

impl Next {
    /// As it stands in an address.
    pub fn encode(self) -> String {
        match self {
            Self::After(after) => format!("{}.{}", after.sort, after.id),
            Self::Found(search::Next::Before(message)) => format!("m{message}"),
            Self::Found(search::Next::Skip(count)) => format!("s{count}"),
        }
    }

    /// What stands in an address.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(message) = text.strip_prefix('m') {
            return Some(Self::Found(search::Next::Before(message.parse().ok()?)));
        }
        if let Some(count) = text.strip_prefix('s') {
            return Some(Self::Found(search::Next::Skip(count.parse().ok()?)));
        }
        let (sort, id) = text.split_once('.')?;
        Some(Self::After(After { sort: sort.parse().ok()?, id: id.parse().ok()? }))
    }
}

/// A page of a view's list.
#[derive(Clone, Debug)]
pub struct Page {
    /// Which view.
    pub name: Name,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Tags of the conversations that have some.
    pub tags: BTreeMap<ConversationId, Vec<String>>,
    /// Where the next page goes on, if there is one.
    pub next: Option<Next>,
    /// Names of colleagues and teams.
    pub directory: Directory,
}

/// Reads a page of a view.
pub fn page(tx: &Tx<'_>, actor: &Actor, name: Name, from: Option<Next>, now: Timestamp) -> Result<Page> {
    permit(actor, Permission::Read)?;
    if let Name::Saved(id) = name {
        return found(tx, actor, id, from);
    }
    let after = match from {
        Some(Next::After(after)) => Some(after),
        Some(Next::Found(_)) | None => None,
    };
    if name == Name::Promised {
        return promised(tx, actor, after, now);
    }
    let list = name.list(actor).ok_or(Error::NotFound("view"))?;
    let mut lines = store::conversation::list(tx, &scope(actor), &list, after, PAGE + 1)?;
    let more = lines.len() > PAGE as usize;
    lines.truncate(PAGE as usize);
    let next = lines.last().filter(|_| more).map(|line| {
        let conversation = &line.conversation;
        let at = match list {
            List::WaitingLongest => conversation.waiting_since.unwrap_or(conversation.active_at),
            _ => conversation.active_at,
        };
        Next::After(After { sort: domain::millis(at), id: conversation.id })
    });
    finished(tx, name, lines, next)
}

/// The same of what was promised.
fn promised(tx: &Tx<'_>, actor: &Actor, after: Option<After>, now: Timestamp) -> Result<Page> {
    let agent = actor.agent_id().ok_or(Error::NotFound("view"))?;
    let mut found = promise::promised(tx, actor, agent, after, PAGE + 1, now)?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let last = found.last().filter(|_| more);
    let next =
        last.map(|(line, due)| Next::After(After { sort: domain::millis(*due), id: line.conversation.id }));
    finished(tx, Name::Promised, found.into_iter().map(|(line, _)| line).collect(), next)
}

/// The same of a saved search.
fn found(tx: &Tx<'_>, actor: &Actor, id: SavedViewId, from: Option<Next>) -> Result<Page> {
    let view = saved_view::find(tx, actor, id)?;
    let from = match from {
        Some(Next::Found(next)) => Some(next),
        Some(Next::After(_)) | None => None,
    };
    let results = search::conversations(tx, actor, &view.query, &zone(tx, actor)?, from)?;
    let line =
        |found: search::Found| Line { conversation: found.conversation, customer_name: found.customer };
    let lines = results.found.into_iter().map(line).collect();
    finished(tx, Name::Saved(id), lines, results.next.map(Next::Found))
}

/// Lines with what belongs to them.
fn finished(tx: &Tx<'_>, name: Name, lines: Vec<Line>, next: Option<Next>) -> Result<Page> {
    let ids: Vec<ConversationId> = lines.iter().map(|line| line.conversation.id).collect();
    let mut tags: BTreeMap<ConversationId, Vec<String>> = BTreeMap::new();
    for (conversation, tag) in store::tag::of_conversations(tx, &ids)? {
        tags.entry(conversation).or_default().push(tag);
    }
    Ok(Page { name, lines, tags, next, directory: Directory::read(tx)? })
}

/// The conversation that stands after this one in the view, so that the list can move on; else the first other.
pub fn following(
    tx: &Tx<'_>,
    actor: &Actor,
    name: Name,
    done: ConversationId,
    now: Timestamp,
) -> Result<Option<ConversationId>> {
    let page = page(tx, actor, name, None, now)?;
    let ids: Vec<ConversationId> = page.lines.iter().map(|line| line.conversation.id).collect();
    let after = ids.iter().skip_while(|id| **id != done).nth(1);
    Ok(after.or_else(|| ids.iter().find(|id| **id != done)).copied())
}
