//! What happens with remedies, in words. None of it is ever part of what a customer receives.

use crate::format::money;
use app::people::Directory;
use app::remedy::{Given, Remedy};
use domain::EventKind as Kind;
use domain::remedy::{Reversal, State};

/// What it costs; empty for words.
pub(crate) fn cost(remedy: &Remedy) -> String {
    remedy.cost.map_or_else(String::new, |cost| money(cost.minor(), cost.currency().code()))
}

/// `Refund EUR 20.00`.
pub(crate) fn named(given: &Given) -> String {
    format!("{} {}", given.kind.name, cost(&given.remedy)).trim().to_owned()
}

/// How far it is.
pub(crate) fn state(given: &Given) -> &'static str {
    match given.remedy.state {
        State::Asked => "asked for",
        State::Given if given.remedy.next_attempt_at.is_some() => "given, the shop is told",
        State::Given => "given, to be carried out",
        State::Sending => "given, on its way in the shop",
        State::Done if given.kind.is_carried_out => "carried out",
        State::Done => "given",
        State::Failed => "given, but the shop could not carry it out",
        State::Declined => "declined",
        State::Withdrawn => "withdrawn",
        State::TakenBack => match given.remedy.reversal {
            Reversal::None => "taken back",
            Reversal::Due | Reversal::Sending => "taken back, the shop is told",
            Reversal::Done => "taken back, in the shop as well",
            Reversal::Failed => "taken back, but the shop could not",
        },
    }
}

/// What an event says, after the name of who did it; none for events of other nouns.
pub(crate) fn happened(kind: &Kind, directory: &Directory) -> Option<String> {
    Some(match kind {
        Kind::RemedyAsked { remedy_kind, cost_minor, currency, .. } => {
            format!("asked to give: {}", what(remedy_kind, *cost_minor, currency))
        }
        Kind::RemedyGiven { remedy_kind, cost_minor, currency, at_once, .. } => {
            let how = if *at_once { "gave" } else { "said yes, given:" };
            format!("{how} {}", what(remedy_kind, *cost_minor, currency))
        }
        Kind::RemedyDone { .. } => "noted that it is carried out".to_owned(),
        Kind::RemedyFailed { .. } => "could not have it carried out".to_owned(),
        Kind::RemedyRetried { .. } => "has it carried out once more".to_owned(),
        Kind::RemedyDeclined { .. } => "said no to it".to_owned(),
        Kind::RemedyWithdrawn { .. } => "asks for it no longer".to_owned(),
        Kind::RemedyTakenBack { .. } => "took back what was given".to_owned(),
        Kind::RemedyReversed { .. } => "noted that the shop took it back as well".to_owned(),
        Kind::RemedyReversalFailed { .. } => "could not have it taken back in the shop".to_owned(),
        Kind::ApprovalAsked { approver, .. } => {
            format!("waits for the yes of {}", directory.agent_name(*approver))
        }
        Kind::ApprovalEscalated { .. } => "had no answer in time and asks the next".to_owned(),
        Kind::PolicyMarked { mark_kind, .. } => {
            let words = domain::policy::MarkKind::parse(mark_kind).map_or("was met", |kind| kind.words());
            format!("noted: a policy {words}")
        }
        Kind::PolicyUnmarked { .. } => "took a note about a policy away".to_owned(),
        _ => return None,
    })
}

fn what(kind: &str, minor: i64, currency: &str) -> String {
    if currency.is_empty() { kind.to_owned() } else { format!("{kind} {}", money(minor, currency)) }
}

/// A sentence for the reply, to be edited: what the customer gets, and nothing of how it was decided.
pub(super) fn sentence(given: &Given) -> String {
    let cost = cost(&given.remedy);
    match (given.kind.name.as_str(), cost.as_str()) {
        ("Apology", _) => "I am sorry for what happened.".to_owned(),
        (_, "") => String::new(),
        ("Refund" | "Bank transfer", _) => format!("I have arranged for {cost} to go back to you."),
        ("Waived fee", _) => format!("The fee of {cost} is waived."),
        ("Replacement", _) => "A replacement is on its way to you.".to_owned(),
        ("Expedite", _) => "I am having this sent to you faster, at our cost.".to_owned(),
        ("Gift", _) => "I am adding a small gift for you.".to_owned(),
        (kind, _) => format!("I have arranged a {} of {cost} for you.", kind.to_lowercase()),
    }
}
