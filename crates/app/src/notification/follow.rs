//! The consumer: from what happened to who should know.

use super::letter;
use crate::people::actor_of;
use crate::{Result, events, scope};
use domain::notification::{Notice, Ways};
use domain::{AgentId, ConversationId, Event, EventKind, Moment, NotificationId, Permission, Role};
use std::collections::BTreeSet;
use store::conversation::Conversation;
use store::notification::Notification;
use store::{Tx, WriteTx};

/// The name of our cursor.
pub(crate) const CONSUMER: &str = "notification";

/// Sets the cursor to the end of the log if it stands nowhere yet: what happened before is no news.
pub fn begin(tx: &WriteTx<'_>) -> Result<()> {
    if store::event::cursor(tx, CONSUMER)?.is_none() {
        store::event::advance(tx, CONSUMER, store::event::end(tx)?)?;
    }
    Ok(())
}

/// Whether something happened since the last time.
pub fn is_behind(tx: &Tx<'_>) -> Result<bool> {
    events::is_behind(tx, CONSUMER)
}

/// Looks at what happened since the last time and tells whom it concerns; returns how many events that were.
/// `house` is the address under which people reach Cape.
pub fn follow(tx: &WriteTx<'_>, house: &str, moment: &Moment) -> Result<usize> {
    // What happened before it first looked is no news.
    begin(tx)?;
    events::follow(tx, CONSUMER, |recorded| tell(tx, &recorded.event, recorded.cursor.id, house, moment))
}

fn tell(tx: &WriteTx<'_>, event: &Event, event_id: i64, house: &str, moment: &Moment) -> Result<()> {
    let Some(id) = event.conversation else { return Ok(()) };
    let Some(notice) = notice(&event.kind) else { return Ok(()) };
    let Some(conversation) = store::conversation::find(tx, &scope(&domain::Actor::System), id)? else {
        return Ok(());
    };
    for agent in concerned(tx, event, &conversation)? {
        if Some(agent) == event.agent || !sees(tx, agent, id)? {
            continue;
        }
        let ways = store::notification::ways(tx, agent, notice)?.unwrap_or_default();
        let line = Notification {
            id: NotificationId(0),
            agent_id: agent,
            kind: notice,
            conversation_id: Some(id),
            message_id: event.message,
            by_agent_id: event.agent,
            created_at: moment.now,
            seen_at: None,
        };
        put(tx, &line, ways, &conversation, event_id, house, moment)?;
    }
    Ok(())
}

fn put(
    tx: &WriteTx<'_>,
    line: &Notification,
    ways: Ways,
    conversation: &Conversation,
    event_id: i64,
    house: &str,
    moment: &Moment,
) -> Result<()> {
    if ways.on_page {
        store::notification::add(tx, line)?;
        let notified = Event::new(EventKind::AgentNotified { notified: line.agent_id });
        store::event::append(tx, &notified, moment.now)?;
    }
    if ways.by_mail {
        letter::send(tx, line, conversation, event_id, house, moment)?;
    }
    Ok(())
}

/// What an event means to those it concerns.
fn notice(kind: &EventKind) -> Option<Notice> {
    match kind {
        EventKind::ConversationAssigned { assignee: Some(_), .. } => Some(Notice::Assigned),
        EventKind::NoteWritten { .. } => Some(Notice::Mentioned),
        EventKind::MessageReceived { automatic: false, .. } => Some(Notice::CustomerWrote),
        EventKind::HandoverAsked { .. } => Some(Notice::HandoverAsked),
        EventKind::HelpBrought { .. } => Some(Notice::HelpWanted),
        EventKind::HandoverRefused { .. } => Some(Notice::HandoverRefused),
        EventKind::ReplyFailed | EventKind::ReplyBounced { permanent: true } => Some(Notice::ReplyFailed),
        EventKind::PromiseReassigned { .. } => Some(Notice::PromiseGiven),
        EventKind::PromiseReminded { .. } => Some(Notice::PromiseDue),
        EventKind::PromisePassed { .. } => Some(Notice::PromisePassed),
        EventKind::ApprovalAsked { .. } => Some(Notice::ApprovalAsked),
        EventKind::RemedyDeclined { .. } | EventKind::RemedyGiven { at_once: false, .. } => {
            Some(Notice::ApprovalDecided)
        }
        _ => None,
    }
}

/// Whom an event concerns.
fn concerned(tx: &Tx<'_>, event: &Event, conversation: &Conversation) -> Result<BTreeSet<AgentId>> {
    Ok(match &event.kind {
        EventKind::ConversationAssigned { assignee, .. } => assignee.iter().copied().collect(),
        EventKind::NoteWritten { mentions } => mentions.iter().copied().collect(),
        EventKind::PromiseReassigned { owner, .. } | EventKind::PromiseReminded { owner, .. } => {
            BTreeSet::from([*owner])
        }
        EventKind::PromisePassed { promise } => match store::promise::find(tx, *promise)? {
            Some(promise) => BTreeSet::from([crate::promise::keeper(tx, &promise)?]),
            None => BTreeSet::new(),
        },
        EventKind::ApprovalAsked { approver, .. } => [*approver].into(),
        EventKind::RemedyDeclined { remedy } | EventKind::RemedyGiven { remedy, .. } => {
            store::remedy::find(tx, *remedy)?.map(|remedy| remedy.agent_id).into_iter().collect()
        }
        EventKind::MessageReceived { .. } => {
            let mut all: BTreeSet<_> =
                store::conversation::followers(tx, conversation.id)?.into_iter().collect();
            all.extend(conversation.assignee_id);
            all
        }
        EventKind::HelpBrought { helper } => BTreeSet::from([*helper]),
        EventKind::HandoverAsked { .. } => leads(tx, conversation)?,
        EventKind::HandoverRefused { handover } => {
            let handover = store::handover::find(tx, *handover)?;
            handover.and_then(|handover| handover.asked_by).into_iter().collect()
        }
        // Whoever wrote the answer; of one that nobody here wrote, whoever has the conversation.
        _ => {
            let message = event.message.map(|id| store::message::find(tx, id)).transpose()?.flatten();
            let author = message.and_then(|message| message.agent_id);
            author.or(conversation.assignee_id).into_iter().collect()
        }
    })
}

/// Who decides about a conversation: the leads of its team, else all leads, else whoever runs the house.
fn leads(tx: &Tx<'_>, conversation: &Conversation) -> Result<BTreeSet<AgentId>> {
    let members = conversation.team_id.map(|team| store::team::members(tx, team)).transpose()?;
    let members = members.unwrap_or_default();
    let all = store::agent::all(tx)?;
    let here = || all.iter().filter(|agent| agent.deactivated_at.is_none());
    let leads: BTreeSet<_> = here().filter(|agent| agent.role == Role::Lead).map(|agent| agent.id).collect();
    let of_team: BTreeSet<_> = leads.iter().copied().filter(|lead| members.contains(lead)).collect();
    if !of_team.is_empty() {
        return Ok(of_team);
    }
    if !leads.is_empty() {
        return Ok(leads);
    }
    Ok(here().filter(|agent| agent.role.may(Permission::Oversee)).map(|agent| agent.id).collect())
}

/// Whether an agent still works here and may see the conversation.
fn sees(tx: &Tx<'_>, id: AgentId, conversation: ConversationId) -> Result<bool> {
    if store::agent::find(tx, id)?.is_none_or(|agent| agent.deactivated_at.is_some()) {
        return Ok(false);
    }
    let actor = actor_of(tx, id)?;
    Ok(store::conversation::find(tx, &scope(&actor), conversation)?.is_some())
}
