//! What a conversation's page shows of the power to act.

use super::form::{Fields, form, room, usual};
use super::words::{named, state};
use crate::format::{Clock, money};
use crate::guard::Viewer;
use app::policy::{Mark as PolicyMark, Policy};
use app::remedy::{Allowance, Given};
use domain::remedy::{ApprovalState, Reversal, State};
use domain::{Actor, ConversationId, Moment, Permission};
use jiff::Timestamp;
use ui::prelude::*;

/// The dialog's id.
const SHEET: &str = "give-sheet";

/// What was given, what may be given, and the policies in force.
pub(crate) struct Power {
    given: Vec<Given>,
    allowance: Option<Allowance>,
    policies: Vec<Policy>,
    marks: Vec<PolicyMark>,
}

impl Power {
    /// Reads it.
    pub(crate) fn read(
        tx: &app::Tx<'_>,
        actor: &Actor,
        id: ConversationId,
        now: Timestamp,
    ) -> app::Result<Self> {
        let may_give = actor.may(Permission::Answer) && actor.agent_id().is_some();
        let allowance = may_give.then(|| app::remedy::allowance(tx, actor, id, now)).transpose()?;
        let mut policies = app::policy::all(tx, actor)?;
        policies.retain(|policy| policy.retired_at.is_none());
        Ok(Self {
            given: app::remedy::of_conversation(tx, actor, id)?,
            allowance,
            policies,
            marks: app::policy::marks(tx, actor, id)?,
        })
    }

    /// What the actor may give right now without asking; none for who gives nothing.
    pub(crate) fn may_give(&self) -> Option<String> {
        let most = self.allowance.as_ref().and_then(|allowance| allowance.most)?;
        Some(match most.minor() {
            0 => "Words. Above that somebody is asked.".to_owned(),
            minor => format!("Up to {}, without asking.", money(minor, most.currency().code())),
        })
    }

    /// What the customer got here, in words.
    pub(crate) fn got(&self) -> Vec<String> {
        let stands = |given: &&Given| {
            !matches!(
                given.remedy.state,
                State::Asked | State::Declined | State::Withdrawn | State::TakenBack
            )
        };
        self.given.iter().filter(stands).map(named).collect()
    }

    /// The sections of the panel beside the conversation.
    pub(crate) fn sections(&self, viewer: &Viewer, clock: &Clock) -> Vec<Markup> {
        let mut sections = Vec::new();
        if !self.given.is_empty() {
            let lines = html! { @for given in &self.given { (line(given, clock)) } };
            sections.push(panel_section("Given", lines));
        }
        if !self.marks.is_empty() {
            let lines = html! { @for mark in &self.marks { (marked(mark, viewer)) } };
            sections.push(panel_section("Policies met", lines));
        }
        sections
    }

    /// The dialog with the sheet.
    pub(crate) fn dialog(&self, id: ConversationId, moment: &Moment) -> Option<Dialog> {
        let allowance = self.allowance.as_ref()?;
        let body = html! {
            p .panel-note { (room(allowance)) }
            (usual(id, allowance, moment))
            (form(id, allowance, &Fields::default(), None, moment))
        };
        Some(Dialog::new(SHEET, "Put it right", body))
    }

    /// The button that opens it.
    pub(crate) fn button() -> Button {
        Button::new("Give")
            .quiet()
            .small()
            .icon(Icon::Star)
            .opens(SHEET)
            .key("y")
            .title("Give something to put it right (Y)")
    }

    /// The policies, to be marked in one gesture.
    pub(crate) fn policy_menu(&self, id: ConversationId) -> Option<Menu> {
        if self.policies.is_empty() {
            return None;
        }
        let url = format!("/conversations/{id}/policies");
        let mut menu = Menu::new("In the way").icon(Icon::Block).quiet().small().at_start().key("w");
        menu = menu.heading("This policy got in the way");
        for policy in &self.policies {
            let item = MenuItem::post(&policy.name, &url);
            menu = menu.item(item.field("policy", policy.id.to_string()).field("kind", "in_the_way"));
        }
        Some(menu.line().item(MenuItem::link("A refusal or an exception …", url)))
    }
}

fn line(given: &Given, clock: &Clock) -> Owe {
    let remedy = &given.remedy;
    let tone = match remedy.state {
        State::Done => Tone::Good,
        State::Failed => Tone::Bad,
        State::TakenBack if remedy.reversal == Reversal::Failed => Tone::Bad,
        State::Declined | State::Withdrawn | State::TakenBack => Tone::Plain,
        _ => Tone::Warn,
    };
    let waiting = given.approvals.iter().find(|(one, _)| one.state == ApprovalState::Waiting);
    let detail = match waiting {
        Some((approval, name)) => format!("{name} decides by {}", clock.words(approval.deadline_at)),
        None => match &given.order {
            Some(order) => format!("{}, by {}, for order {}", state(given), given.by, order.number),
            None => format!("{}, by {}", state(given), given.by),
        },
    };
    let href = format!("/remedies/{}", remedy.id);
    Owe::new(named(given)).detail(detail).tone(tone).action(Button::link("Look", href).small().quiet())
}

fn marked(mark: &PolicyMark, viewer: &Viewer) -> Markup {
    let cause = mark.mark.cause.map(|cause| format!(" ({})", cause.words())).unwrap_or_default();
    let own = viewer.actor.agent_id() == Some(mark.mark.agent_id);
    html! {
        (Owe::new(&mark.policy).tone(Tone::Plain).detail(format!("{}{cause}, {}", mark.mark.kind.words(), mark.by))
            .action(html! {
                @if own || viewer.actor.may(Permission::Oversee) {
                    (Post::new(format!("/policy-marks/{}/removal", mark.mark.id), Button::new("Remove").small().quiet()))
                }
            }))
    }
}
