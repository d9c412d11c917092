//! One step back. Each knows how things stood and how the action left them, and does nothing where they stand
//! otherwise by now.

use crate::conversation::{append, recount};
use crate::{Result, lookup};
use domain::conversation::{Priority, State};
use domain::{
    Actor, AgentId, CannedAnswerId, ConversationId, EventKind, MessageId, Moment, Permission, SavedViewId,
    TeamId,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::WriteTx;
use store::conversation::Conversation;

/// A step back: `then` is how it was, `now` how the action left it; `was` whether something was there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub(crate) enum Step {
    /// Messages that went to another conversation.
    Messages { from: ConversationId, to: ConversationId, messages: Vec<MessageId> },
    /// A conversation that was cut out of another; without messages it goes back into it.
    Began { conversation: ConversationId, out_of: ConversationId },
    /// A conversation that went into another.
    Merged { conversation: ConversationId, into: ConversationId },
    /// Whose turn it is.
    Standing { conversation: ConversationId, then: Standing, now: Standing },
    /// Who has it.
    Assignment { conversation: ConversationId, then: Holder, now: Holder },
    /// How it stands in line.
    Priority { conversation: ConversationId, then: Priority, now: Priority },
    /// What it is about.
    Subject { conversation: ConversationId, then: String, now: String },
    /// What its row repeats of its messages.
    Activity { conversation: ConversationId, then: Activity, now: Activity },
    /// Somebody's unsent answer.
    Draft { conversation: ConversationId, agent: AgentId, then: Option<String>, now: Option<String> },
    /// A label.
    Tag { conversation: ConversationId, tag: String, was: bool },
    /// Somebody who follows.
    Follower { conversation: ConversationId, follower: AgentId, was: bool },
    /// A link with another conversation.
    Link { conversation: ConversationId, other: ConversationId, was: bool },
    /// A view that was removed.
    SavedView { id: SavedViewId, name: String, agent: Option<AgentId>, query: String, position: i64 },
    /// A canned answer that was removed.
    CannedAnswer { id: CannedAnswerId, name: String, body: String, updated_at: Timestamp },
}

/// Who has a conversation: a person, a team.
type Holder = (Option<AgentId>, Option<TeamId>);

/// Whose turn it is, with all that follows from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Standing {
    state: State,
    snoozed_until: Option<Timestamp>,
    waiting_since: Option<Timestamp>,
    closed_at: Option<Timestamp>,
}

impl Standing {
    pub(super) fn of(conversation: &Conversation) -> Self {
        Self {
            state: conversation.state,
            snoozed_until: conversation.snoozed_until,
            waiting_since: conversation.waiting_since,
            closed_at: conversation.closed_at,
        }
    }
}

/// What a conversation's row repeats of its messages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Activity {
    message_count: i64,
    active_at: Timestamp,
    first_reply_at: Option<Timestamp>,
    preview: String,
}

impl Activity {
    pub(super) fn of(conversation: &Conversation) -> Self {
        Self {
            message_count: conversation.message_count,
            active_at: conversation.active_at,
            first_reply_at: conversation.first_reply_at,
            preview: conversation.preview.clone(),
        }
    }
}

impl Step {
    /// The conversation it is about, if it is about one.
    pub(super) fn conversation(&self) -> Option<ConversationId> {
        match self {
            Self::Messages { from, .. } => Some(*from),
            Self::Began { conversation, .. }
            | Self::Merged { conversation, .. }
            | Self::Standing { conversation, .. }
            | Self::Assignment { conversation, .. }
            | Self::Priority { conversation, .. }
            | Self::Subject { conversation, .. }
            | Self::Activity { conversation, .. }
            | Self::Draft { conversation, .. }
            | Self::Tag { conversation, .. }
            | Self::Follower { conversation, .. }
            | Self::Link { conversation, .. } => Some(*conversation),
            Self::SavedView { .. } | Self::CannedAnswer { .. } => None,
        }
    }

    /// What taking it needs: what doing it needed. Roles can change within minutes, too.
    pub(super) fn needs(&self) -> Permission {
        match self {
            Self::Follower { .. } | Self::Draft { .. } => Permission::Note,
            Self::SavedView { agent: Some(_), .. } => Permission::Read,
            Self::SavedView { agent: None, .. } | Self::CannedAnswer { .. } => Permission::Organize,
            _ => Permission::Answer,
        }
    }

    /// Takes it; false when things have changed since, and stay.
    pub(super) fn back(&self, tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<bool> {
        match self {
            Self::Messages { from, to, messages } => {
                let moved = store::message::move_many(tx, messages, *to, *from)?;
                crate::promise::go_along(tx, messages, *to, *from)?;
                Ok(moved == messages.len() as u64)
            }
            Self::Began { conversation, out_of } => rejoin(tx, actor, *conversation, *out_of, moment),
            Self::SavedView { id, name, agent, query, position } => {
                let (name, query) = (name.clone(), query.clone());
                let (id, agent_id, position) = (*id, *agent, *position);
                let view = store::saved_view::SavedView { id, name, agent_id, query, position };
                store::saved_view::restore(tx, &view)?;
                Ok(true)
            }
            Self::CannedAnswer { id, name, body, updated_at } => {
                let (name, body) = (name.clone(), body.clone());
                let answer =
                    store::canned_answer::CannedAnswer { id: *id, name, body, updated_at: *updated_at };
                store::canned_answer::save(tx, &answer)?;
                Ok(true)
            }
            Self::Draft { conversation, agent, then, now } => {
                draft(tx, *conversation, *agent, then.as_deref(), now.as_deref(), moment)
            }
            Self::Tag { .. } | Self::Follower { .. } | Self::Link { .. } => self.belonging(tx, actor, moment),
            _ => self.field(tx, actor, moment),
        }
    }

    /// Steps that concern what hangs on a conversation.
    fn belonging(&self, tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<bool> {
        let Some(id) = self.conversation() else { return Ok(true) };
        let conversation = lookup::conversation(tx, &Actor::System, id)?;
        let (changed, kind) = match self {
            Self::Tag { tag, was: true, .. } => {
                let kind = EventKind::ConversationTagged { tag: tag.clone() };
                (store::tag::put(tx, id, store::tag::ensure(tx, tag)?)?, kind)
            }
            Self::Tag { tag, .. } => {
                let kind = EventKind::ConversationUntagged { tag: tag.clone() };
                let tag = store::tag::find(tx, tag)?;
                (tag.map(|tag| store::tag::take(tx, id, tag)).transpose()?.unwrap_or(false), kind)
            }
            Self::Follower { follower, was: true, .. } => {
                let kind = EventKind::ConversationFollowed { follower: *follower };
                (store::conversation::follow(tx, id, *follower)?, kind)
            }
            Self::Follower { follower, .. } => {
                let kind = EventKind::ConversationUnfollowed { follower: *follower };
                (store::conversation::unfollow(tx, id, *follower)?, kind)
            }
            Self::Link { other, was: true, .. } => {
                store::conversation::link(tx, id, *other, moment.now)?;
                (true, EventKind::ConversationLinked { other: *other })
            }
            Self::Link { other, .. } => {
                let kind = EventKind::ConversationUnlinked { other: *other };
                (store::conversation::unlink(tx, id, *other)?, kind)
            }
            _ => return Ok(true),
        };
        if changed {
            append(tx, actor, &conversation, kind, moment)?;
        }
        // A tag that somebody else put on or took off meanwhile is as it was before: that is what was asked for.
        Ok(true)
    }

    /// Steps that concern a field of a conversation's row.
    fn field(&self, tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> Result<bool> {
        let Some(id) = self.conversation() else { return Ok(true) };
        let mut conversation = lookup::conversation(tx, &Actor::System, id)?;
        let row = &mut conversation;
        let kind = match self {
            Self::Merged { into, .. } if row.merged_into == Some(*into) => {
                row.merged_into = None;
                let target = lookup::conversation(tx, &Actor::System, *into)?;
                append(tx, actor, &target, EventKind::ConversationMergeUndone { from: id }, moment)?;
                Some(EventKind::ConversationMergeUndone { from: *into })
            }
            Self::Standing { then, now, .. } if Standing::of(row) == *now => {
                let from = row.state;
                row.state = then.state;
                row.snoozed_until = then.snoozed_until;
                row.waiting_since = then.waiting_since;
                row.closed_at = then.closed_at;
                let kind =
                    EventKind::ConversationStateChanged { from, to: then.state, until: then.snoozed_until };
                (from != then.state).then_some(kind)
            }
            Self::Assignment { then, now, .. } if (row.assignee_id, row.team_id) == *now => {
                // A team that was removed meanwhile doesn't come back.
                let team = then.1.map(|team| store::team::find(tx, team)).transpose()?.flatten();
                (row.assignee_id, row.team_id) = (then.0, team.map(|team| team.id));
                crate::handover::taken_back(tx, actor, id, moment)?;
                Some(EventKind::ConversationAssigned { assignee: row.assignee_id, team: row.team_id })
            }
            Self::Priority { then, now, .. } if row.priority == *now => {
                row.priority = *then;
                Some(EventKind::ConversationPriorityChanged { from: *now, to: *then })
            }
            Self::Subject { then, now, .. } if row.subject == *now => {
                row.subject.clone_from(then);
                Some(EventKind::ConversationSubjectChanged { from: now.clone() })
            }
            Self::Activity { then, now, .. } if Activity::of(row) == *now => {
                row.message_count = then.message_count;
                row.active_at = then.active_at;
                row.first_reply_at = then.first_reply_at;
                row.preview.clone_from(&then.preview);
                None
            }
            // Something was written since: neither number is right any more.
            Self::Activity { .. } => {
                recount(tx, row)?;
                None
            }
            _ => return Ok(false),
        };
        store::conversation::update(tx, &conversation)?;
        if let Self::Merged { conversation, into } = self {
            // What was given before the merge is this conversation's alone again.
            crate::promise::settle(tx, *conversation)?;
            crate::promise::settle(tx, *into)?;
            crate::complaint::mark(tx, *conversation)?;
            crate::complaint::mark(tx, *into)?;
        }
        if let Some(kind) = kind {
            append(tx, actor, &conversation, kind, moment)?;
        }
        Ok(true)
    }
}

/// Puts an unsent answer back, unless its writer went on writing.
fn draft(
    tx: &WriteTx<'_>,
    conversation: ConversationId,
    agent: AgentId,
    then: Option<&str>,
    now: Option<&str>,
    moment: &Moment,
) -> Result<bool> {
    let found = store::draft::find(tx, conversation, agent)?;
    if found.as_ref().map(|draft| draft.content.as_str()) != now {
        return Ok(false);
    }
    let Some(content) = then else {
        store::draft::remove(tx, conversation, agent)?;
        return Ok(true);
    };
    let seen_message_id = found.and_then(|draft| draft.seen_message_id);
    let (agent_id, updated_at) = (agent, moment.now);
    let content = content.to_owned();
    let draft =
        store::draft::Draft { conversation_id: conversation, agent_id, content, seen_message_id, updated_at };
    store::draft::save(tx, &draft)?;
    Ok(true)
}

/// A conversation that was cut out goes back; not if something was written in it since.
fn rejoin(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    into: ConversationId,
    moment: &Moment,
) -> Result<bool> {
    let mut conversation = lookup::conversation(tx, &Actor::System, id)?;
    recount(tx, &mut conversation)?;
    let empty = conversation.message_count == 0;
    if empty {
        conversation.merged_into = Some(into);
        conversation.state = State::Closed;
        conversation.closed_at = Some(moment.now);
        (conversation.waiting_since, conversation.snoozed_until) = (None, None);
    }
    store::conversation::update(tx, &conversation)?;
    if empty {
        crate::promise::settle(tx, into)?;
        crate::complaint::mark(tx, id)?;
        append(tx, actor, &conversation, EventKind::ConversationMerged { into }, moment)?;
        let target = lookup::conversation(tx, &Actor::System, into)?;
        append(tx, actor, &target, EventKind::ConversationTookIn { from: id }, moment)?;
    }
    Ok(empty)
}
