//! What happened between messages, as one quiet line each.

use crate::format::Clock;
use app::conversation::{Meanwhile, View};
use domain::EventKind as Kind;
use domain::conversation::State;
use ui::prelude::*;

/// The line of an event.
pub(super) fn line(event: &Meanwhile, view: &View, clock: &Clock) -> Markup {
    let who = match event.event.agent {
        Some(agent) => view.directory.agent_name(agent),
        None => "Cape",
    };
    let directory = &view.directory;
    let words = match &event.event.kind {
        Kind::ConversationAssigned { assignee: Some(agent), .. } if event.event.agent == Some(*agent) => {
            "took it".to_owned()
        }
        Kind::ConversationAssigned { assignee: Some(agent), .. } => {
            format!("gave it to {}", directory.agent_name(*agent))
        }
        Kind::ConversationAssigned { team: Some(team), .. } => {
            format!("gave it to {}", directory.team_name(*team))
        }
        Kind::ConversationAssigned { .. } => "let it go".to_owned(),
        Kind::ConversationStateChanged { to: State::Closed, .. } => "closed it".to_owned(),
        Kind::ConversationStateChanged { to: State::Snoozed, until: Some(until), .. } => {
            format!("snoozed it until {}", clock.words(*until))
        }
        Kind::ConversationStateChanged { to: State::Open, from: State::Snoozed, .. } => "woke it".to_owned(),
        Kind::ConversationStateChanged { to: State::Open, .. } => "opened it again".to_owned(),
        Kind::ConversationStateChanged { .. } => return html! {},
        Kind::ConversationPriorityChanged { to, .. } => format!("set the priority to {}", to.name()),
        Kind::ConversationSubjectChanged { from } => format!("changed the subject, it was “{from}”"),
        Kind::ConversationTagged { tag } => format!("tagged it {tag}"),
        Kind::ConversationUntagged { tag } => format!("took the tag {tag} off"),
        Kind::ConversationFollowed { follower } if event.event.agent == Some(*follower) => {
            "follows it".to_owned()
        }
        Kind::ConversationFollowed { follower } => {
            format!("lets {} follow it", directory.agent_name(*follower))
        }
        Kind::ConversationUnfollowed { .. } => "no longer follows it".to_owned(),
        Kind::ConversationLinked { other } => format!("linked it with #{other}"),
        Kind::ConversationUnlinked { other } => format!("took the link to #{other} away"),
        Kind::ConversationMerged { into } => format!("merged it into #{into}"),
        Kind::ConversationMergeUndone { from } => format!("undid the merge with #{from}"),
        Kind::ConversationSplit { from } => format!("split it from #{from}"),
        Kind::ConversationCustomerConfirmed => "looked: this is the right customer".to_owned(),
        Kind::ConversationMoved { .. } => "moved it to this customer".to_owned(),
        Kind::ReplyBounced { permanent: true } => "noticed that a reply came back for good".to_owned(),
        Kind::ReplyBounced { permanent: false } => "was told that a reply is late".to_owned(),
        Kind::ReplyUncertain => "could not see whether a reply arrived, and sends it again".to_owned(),
        Kind::ReplyFailed => "could not send a reply".to_owned(),
        Kind::ReplyResent => "sent a reply again".to_owned(),
        _ => return html! {},
    };
    meanwhile_at(html! { b { (who) } " " (words) }, clock.time(event.at))
}
