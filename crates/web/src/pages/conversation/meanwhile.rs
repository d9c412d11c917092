//! What happened, in words: between messages as one quiet line each, and all of it in the history.

use crate::format::Clock;
use crate::pages::promise::near;
use app::conversation::{Meanwhile, View};
use app::people::Directory;
use domain::conversation::State;
use domain::routing::{Passed, PassedBecause};
use domain::{ConversationId, EventKind as Kind};
use ui::prelude::*;

/// The line of an event between messages.
pub(super) fn line(event: &Meanwhile, view: &View, clock: &Clock) -> Markup {
    if let Some(words) = words(event, &view.directory, clock) {
        meanwhile_at(html! { b { (who(event, &view.directory)) } " " (words) }, clock.time(event.at))
    } else {
        html! {}
    }
}

/// Who did it.
pub(super) fn who<'d>(event: &Meanwhile, directory: &'d Directory) -> &'d str {
    event.event.agent.map_or("Cape", |agent| directory.agent_name(agent))
}

/// What was done; none for what speaks for itself.
pub(super) fn words(event: &Meanwhile, directory: &Directory, clock: &Clock) -> Option<Markup> {
    let kind = &event.event.kind;
    if let Some((before, other, after)) = about_another(kind) {
        return Some(
            html! { (before) " " a href={"/conversations/" (other) "/history"} { "#" (other) } (after) },
        );
    }
    let words = match kind {
        Kind::ConversationAssigned { .. } => assigned(event, directory),
        Kind::ConversationStateChanged { from, to, until } => stands(*from, *to, *until, clock),
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
        Kind::ConversationUnfollowed { follower } if event.event.agent == Some(*follower) => {
            "no longer follows it".to_owned()
        }
        Kind::ConversationUnfollowed { follower } => {
            format!("lets {} no longer follow it", directory.agent_name(*follower))
        }
        Kind::ConversationCustomerConfirmed => "looked: this is the right customer".to_owned(),
        Kind::ConversationMoved { .. } => "moved it to this customer".to_owned(),
        Kind::AdviceTaken { tag } => format!("told the customer of {tag}, which usually comes next"),
        Kind::ComplaintOpened { .. } => "took it up as a complaint".to_owned(),
        Kind::ComplaintChanged { .. } => "changed the complaint".to_owned(),
        Kind::ComplaintAnswered { .. } => "saw the first real answer to the complaint".to_owned(),
        Kind::ComplaintConfirmationAsked { .. } => "asked whether it is done".to_owned(),
        Kind::ComplaintClosed { agreed: true, .. } => "closed the complaint, as the customer said".to_owned(),
        Kind::ComplaintClosed { agreed: false, .. } => "closed the complaint after a silence".to_owned(),
        Kind::ComplaintReopened { .. } => "opened the complaint again".to_owned(),
        Kind::ComplaintSilent { .. } => "saw that the customer stays silent about the complaint".to_owned(),
        Kind::ComplaintOverdue { .. } => "saw that the complaint still has no real answer".to_owned(),
        _ => {
            let words = promised(kind, directory, clock).or_else(|| handed(kind, directory));
            let words = words.or_else(|| crate::pages::remedy::happened(kind, directory));
            words.or_else(|| written(kind, directory, clock))?
        }
    };
    Some(html! { (words) })
}

/// What concerns allies and changing hands.
fn handed(kind: &Kind, directory: &Directory) -> Option<String> {
    let name = |agent: domain::AgentId| directory.agent_name(agent);
    Some(match kind {
        Kind::ConversationRouted { assignee: Some(agent), passed } if passed.is_empty() => {
            format!("gave it to {}, who knows the customer", name(*agent))
        }
        Kind::ConversationRouted { assignee: Some(agent), passed } => {
            format!("gave it to {}, who stands in: {}", name(*agent), obstacles(passed, directory))
        }
        Kind::ConversationRouted { assignee: None, passed } => {
            format!("left it to the team: {}", obstacles(passed, directory))
        }
        Kind::HelpBrought { helper } => format!("brought {}", directory.agent_name(*helper)),
        Kind::HandoverAsked { .. } => "asked a lead to hand it over once more".to_owned(),
        Kind::HandedOver { to, team, reason, .. } => {
            let receiver = match (to, team) {
                (Some(agent), _) => name(*agent),
                (None, Some(team)) => directory.team_name(*team),
                (None, None) => "whoever takes it",
            };
            format!("handed it over to {receiver}: {reason}")
        }
        Kind::HandoverAccepted { felt: true, .. } => {
            "took it up, so somebody new answers the customer".to_owned()
        }
        Kind::HandoverAccepted { felt: false, .. } => "took it up".to_owned(),
        Kind::HandoverRefused { .. } => "did not take it up".to_owned(),
        _ => return None,
    })
}

/// Why those who know the customer didn't get it.
fn obstacles(passed: &[Passed], directory: &Directory) -> String {
    let each = passed.iter().map(|passed| {
        let name = directory.agent_name(passed.agent);
        match passed.because {
            PassedBecause::Gone => format!("{name} can’t take it any more"),
            PassedBecause::Away => format!("{name} is away"),
            PassedBecause::CoolsDown => format!("{name} has a rest"),
            PassedBecause::Full => format!("{name} has enough to do"),
            PassedBecause::Wait => format!("the wait for {name} would be too long"),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}

fn assigned(event: &Meanwhile, directory: &Directory) -> String {
    match &event.event.kind {
        Kind::ConversationAssigned { assignee: Some(agent), .. } if event.event.agent == Some(*agent) => {
            "took it".to_owned()
        }
        Kind::ConversationAssigned { assignee: Some(agent), .. } => {
            format!("gave it to {}", directory.agent_name(*agent))
        }
        Kind::ConversationAssigned { team: Some(team), .. } => {
            format!("gave it to {}", directory.team_name(*team))
        }
        _ => "let it go".to_owned(),
    }
}

fn stands(from: State, to: State, until: Option<jiff::Timestamp>, clock: &Clock) -> String {
    match (from, to, until) {
        (_, State::Closed, _) => "closed it".to_owned(),
        (_, State::Snoozed, Some(until)) => format!("snoozed it until {}", clock.words(until)),
        (_, State::Snoozed, None) => "snoozed it".to_owned(),
        (State::Snoozed, State::Open, _) => "woke it".to_owned(),
        (_, State::Open, _) => "opened it again".to_owned(),
        (_, State::Waiting, _) => "waits for the customer".to_owned(),
    }
}

/// What concerns another conversation: words, its number, words.
fn about_another(kind: &Kind) -> Option<(&'static str, ConversationId, &'static str)> {
    Some(match kind {
        Kind::ConversationLinked { other } => ("linked it with", *other, ""),
        Kind::ConversationUnlinked { other } => ("took the link to", *other, " away"),
        Kind::ConversationMerged { into } => ("merged it into", *into, ""),
        Kind::ConversationTookIn { from } => ("merged", *from, " into it"),
        Kind::ConversationMergeUndone { from } => ("undid the merge with", *from, ""),
        Kind::ConversationSplit { from, .. } => ("split it from", *from, ""),
        _ => return None,
    })
}

/// What concerns promises.
fn promised(kind: &Kind, directory: &Directory, clock: &Clock) -> Option<String> {
    let name = |kind: &str| domain::promise::Kind::parse(kind).unwrap_or_default().label().to_lowercase();
    Some(match kind {
        Kind::PromiseMade { promise_kind, due, .. } => {
            format!("promised: {}, by {}", name(promise_kind), near(*due, clock))
        }
        Kind::PromiseReminded { owner, .. } => {
            format!("reminded {} of what is promised", directory.agent_name(*owner))
        }
        Kind::PromiseReassigned { owner, .. } => {
            format!("gave a promise to {} to keep", directory.agent_name(*owner))
        }
        Kind::PromiseRenegotiated { due, .. } => format!("moved what is promised to {}", near(*due, clock)),
        Kind::PromisePassed { .. } => "noticed that the time of a promise has passed".to_owned(),
        Kind::PromiseKept { late: false, .. } => "kept what was promised".to_owned(),
        Kind::PromiseKept { late: true, .. } => "kept what was promised, late".to_owned(),
        Kind::PromiseBroken { .. } => "could not keep what was promised".to_owned(),
        Kind::PromiseReleased { .. } => "was let off a promise".to_owned(),
        Kind::PromiseUndone { .. } => "took a promise back with its reply".to_owned(),
        _ => return None,
    })
}

/// What concerns messages.
fn written(kind: &Kind, directory: &Directory, clock: &Clock) -> Option<String> {
    Some(match kind {
        Kind::ConversationOpened => "opened it".to_owned(),
        Kind::MessageReceived { automatic: true, .. } => "received an automatic message".to_owned(),
        Kind::MessageReceived { automatic: false, .. } => "received a message".to_owned(),
        Kind::ReplyQueued { send_at } => format!("wrote a reply, to leave {}", clock.words(*send_at)),
        Kind::ReplyUndone => "took a reply back".to_owned(),
        Kind::ReplySent => "sent the reply".to_owned(),
        Kind::ReplyUncertain => "could not see whether a reply arrived, and sends it again".to_owned(),
        Kind::ReplyFailed => "could not send a reply".to_owned(),
        Kind::ReplyResent => "sent a reply again".to_owned(),
        Kind::ReplyBounced { permanent: true } => "noticed that a reply came back for good".to_owned(),
        Kind::ReplyBounced { permanent: false } => "was told that a reply is late".to_owned(),
        Kind::NoteWritten { mentions } if mentions.is_empty() => "wrote a note".to_owned(),
        Kind::NoteWritten { mentions } => {
            let names: Vec<&str> = mentions.iter().map(|agent| directory.agent_name(*agent)).collect();
            format!("wrote a note to {}", names.join(", "))
        }
        _ => return None,
    })
}
