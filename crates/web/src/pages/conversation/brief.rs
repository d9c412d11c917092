//! The brief on top of a conversation that changes hands.

use super::draw::Talk;
use crate::format::{Clock, age_words};
use crate::pages::promise::when;
use app::conversation::View;
use app::handover::{Brief as Known, HandoverState};
use app::promise::Owed;
use domain::handover::FELT_FREELY_MAX;
use domain::promise::Outcome;
use ui::prelude::*;

/// The brief; nothing when nothing is handed over.
pub(super) fn brief(talk: &Talk) -> Option<Brief> {
    let (view, clock) = (&talk.view, &talk.clock);
    let known = view.brief.as_ref()?;
    let handover = &known.handover;
    let from = view.directory.agent_name(handover.from_agent_id);
    let mut brief = Brief::new(title(view, known, from)).reason(&handover.reason);
    brief = brief.fact("Who", who(view, clock));
    if !known.wants.is_empty() {
        brief = brief.fact("Wants", &known.wants);
    }
    brief = brief.fact("Tried", tried(view, known));
    brief = brief.fact("We owe", owed(talk));
    for (label, value) in super::glance::facts(talk) {
        brief = brief.fact(label, value);
    }
    brief = brief.summary(&handover.summary);
    let id = handover.id;
    if known.may_take {
        let accept = Button::new("Accept").primary().icon(Icon::Check);
        brief = brief
            .action(Post::new(format!("/handovers/{id}/acceptance"), accept))
            .action(Post::new(format!("/handovers/{id}/return"), Button::new("Hand back").quiet()));
    }
    if known.may_decide {
        let decision = |verdict: &str, button: Button| {
            Post::new(format!("/handovers/{id}/decision"), button).field("verdict", verdict)
        };
        brief = brief
            .action(decision("allow", Button::new("Allow it").primary()))
            .action(decision("take", Button::new("Take it myself")))
            .action(decision("refuse", Button::new("Leave it where it is").quiet()));
    } else if handover.state == HandoverState::Asked {
        let promise = format!("/conversations/{}/promises/new", view.conversation.id);
        let call_back = Button::link("Promise a call back", promise).opens(crate::pages::promise::SHEET);
        brief = brief.action(call_back.icon(Icon::Clock));
    }
    Some(brief)
}

fn title(view: &View, known: &Known, from: &str) -> String {
    let handover = &known.handover;
    let to = match (handover.to_agent_id, handover.to_team_id) {
        (Some(agent), _) => view.directory.agent_name(agent),
        (None, Some(team)) => view.directory.team_name(team),
        (None, None) => "whoever takes it",
    };
    match handover.state {
        HandoverState::Asked => format!(
            "{from} would hand this to {to}. It changed hands {} times already, so a lead decides; {FELT_FREELY_MAX} are free.",
            known.felt
        ),
        HandoverState::Accepted => format!("Taken over from {from}"),
        _ if known.may_take && handover.to_agent_id.is_some() => format!("{from} hands this over to you"),
        _ => format!("{from} hands this over to {to}"),
    }
}

fn who(view: &View, clock: &Clock) -> Markup {
    let customer = &view.customer;
    let known = age_words(clock.now.as_second() - customer.created_at.as_second());
    html! {
        a href={"/customers/" (customer.id)} { (super::who::name(view)) }
        @if known != "now" { ", known for " (known) }
        @if let Some(ally) = &view.ally { ", ally " (view.directory.agent_name(ally.agent_id)) }
        @if let Some(words) = &view.retold { ". Told it again: “" (words) "”" }
    }
}

/// What is promised and not done, each with its time.
fn owed(talk: &Talk) -> Markup {
    let is_open = |owed: &&Owed| matches!(owed.outcome, Outcome::Open | Outcome::Passed);
    let open: Vec<String> = talk
        .promises
        .iter()
        .filter(is_open)
        .map(|owed| {
            let due = when(owed.promise.due_at, &owed.promise.time_zone, &talk.clock);
            let by = if owed.outcome == Outcome::Passed { "was due" } else { "by" };
            format!("{} {by} {due}", owed.promise.text)
        })
        .collect();
    if open.is_empty() {
        html! { "nothing that is written down" }
    } else {
        html! { (open.join("; ")) }
    }
}

fn tried(view: &View, known: &Known) -> String {
    if known.tried.is_empty() {
        return "nobody has answered yet".to_owned();
    }
    let each = known.tried.iter().map(|teller| {
        let name = view.directory.agent_name(teller.agent_id);
        match teller.answers {
            1 => format!("{name} answered once"),
            2 => format!("{name} answered twice"),
            many => format!("{name} answered {many} times"),
        }
    });
    each.collect::<Vec<_>>().join(", ")
}
