//! The inbox: views with counts, and the list of one of them.

use crate::people::Directory;
use crate::{Error, Result, permit, scope};
use domain::conversation::State;
use domain::{Actor, ConversationId, Permission, TeamId};
use std::collections::BTreeMap;
use store::Tx;
use store::conversation::List;
pub use store::conversation::{After, Line};
pub use store::mailbox::Mailbox;

/// A view of the inbox, as its address names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// Open and mine.
    Mine,
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
}

impl Name {
    /// The views everybody has, in order.
    pub const COMMON: [Self; 10] = [
        Self::Mine,
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
        }
    }

    /// The view of that name.
    pub fn parse(slug: &str) -> Option<Self> {
        let team = slug.strip_prefix("team-").and_then(|id| id.parse().ok()).map(Self::Team);
        team.or_else(|| Self::COMMON.into_iter().find(|name| name.slug() == slug))
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
        })
    }

    /// Whether its number is shown: of what is done, nobody needs to know how much.
    fn is_counted(self) -> bool {
        !matches!(self, Self::Closed | Self::Waiting | Self::Following | Self::Mentions)
    }
}

/// Counting stops here and shows `999+`.
pub const COUNT_MAX: i64 = 1000;
/// Conversations on a page of a list.
pub const PAGE: i64 = 40;

/// The views at the left.
#[derive(Clone, Debug)]
pub struct Views {
    /// Everybody's views with their counts; none where it isn't counted.
    pub common: Vec<(Name, Option<i64>)>,
    /// Each team's view with its count.
    pub teams: Vec<(Name, String, i64)>,
    /// Mailboxes that don't work: everybody sees the alarm.
    pub failing: Vec<Mailbox>,
    /// Mails that need a look.
    pub need_look: i64,
}

/// Reads the views with counts.
pub fn views(tx: &Tx<'_>, actor: &Actor) -> Result<Views> {
    permit(actor, Permission::Read)?;
    let scope = scope(actor);
    let mut common = Vec::new();
    for name in Name::COMMON {
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
    Ok(Views { common, teams, failing, need_look })
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
    pub next: Option<After>,
    /// Names of colleagues and teams.
    pub directory: Directory,
}

/// Reads a page of a view.
pub fn page(tx: &Tx<'_>, actor: &Actor, name: Name, after: Option<After>) -> Result<Page> {
    permit(actor, Permission::Read)?;
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
        After { sort: domain::millis(at), id: conversation.id }
    });
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
) -> Result<Option<ConversationId>> {
    let page = page(tx, actor, name, None)?;
    let ids: Vec<ConversationId> = page.lines.iter().map(|line| line.conversation.id).collect();
    let after = ids.iter().skip_while(|id| **id != done).nth(1);
    Ok(after.or_else(|| ids.iter().find(|id| **id != done)).copied())
}
