//! What we owe, beside the answer and on the customer's page.

use super::ask::SHEET;
use super::{keeper_words, near, when};
use crate::format::Clock;
use crate::guard::Viewer;
use app::people::Directory;
use app::promise::{Owed, Placed, Promise};
use domain::promise::Outcome;
use domain::{ConversationId, Permission};
use ui::prelude::*;

/// Promises that have ended, shown under the open ones.
const ENDED_SHOWN: usize = 3;

/// The section of the panel: what is open with what can be done about it, what ended lately, and the way to another.
pub(crate) fn section(
    viewer: &Viewer,
    conversation: ConversationId,
    owed: &[Owed],
    directory: &Directory,
    clock: &Clock,
) -> Option<Markup> {
    let may = viewer.actor.may(Permission::Answer);
    if owed.is_empty() && !may {
        return None;
    }
    let is_open = |owed: &&Owed| matches!(owed.outcome, Outcome::Open | Outcome::Passed);
    let open: Vec<&Owed> = owed.iter().filter(is_open).collect();
    let ended: Vec<&Owed> = owed.iter().filter(|owed| !is_open(owed)).collect();
    let me = viewer.actor.agent_id();
    let content = html! {
        @for owed in open {
            @let promise = &owed.promise;
            @let line = Owe::new(format!("{} · {}", promise.text, due_words(owed, clock)))
                .detail(format!("{}, promised {}", keeper_words(owed.keeper, me, directory), clock.words(promise.created_at)))
                .tone(if owed.outcome == Outcome::Passed { Tone::Bad } else { Tone::Warn });
            @if may { (line.action(does(owed))) } @else { (line) }
        }
        @for owed in ended.iter().rev().take(ENDED_SHOWN) {
            p .owe-past { (owed.promise.text) " · " (outcome_words(owed.outcome)) " · " (near(owed.promise.due_at, clock)) }
        }
        @if may {
            (form_actions(Button::link("Promise", format!("/conversations/{conversation}/promises/new")).opens(SHEET).icon(Icon::Promise).small().quiet().key("p")))
        }
    };
    Some(panel_section("What we owe", content))
}

fn due_words(owed: &Owed, clock: &Clock) -> String {
    let due = when(owed.promise.due_at, &owed.promise.time_zone, clock);
    if owed.outcome == Outcome::Passed { format!("was due {due}") } else { format!("by {due}") }
}

/// What can be done about an open promise.
fn does(owed: &Owed) -> Markup {
    let url = |what: &str| format!("/promises/{}/{what}", owed.promise.id);
    let end = |how: &str, button: Button| Post::new(url("ending"), button).field("how", how);
    let mut menu = Menu::new("More").icon_only(Icon::More).quiet().small();
    menu = menu.item(MenuItem::link("Give it to a colleague …", url("reassignment")));
    html! {
        div .owe-does {
            (end("keep", Button::new("Kept").small()))
            @if owed.outcome == Outcome::Open { (Button::link("Another time", url("renegotiation")).small().quiet()) }
            (end("break", Button::new("We can’t").small().quiet()))
            (end("release", Button::new("Let off").small().quiet()))
            (menu)
        }
    }
}

/// What came of a promise, in a word.
pub(crate) fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Open => "open",
        Outcome::InTime => "kept",
        Outcome::Late => "kept late",
        Outcome::Passed => "time passed",
        Outcome::Broken => "broken",
        Outcome::Released => "let off",
        Outcome::Undone => "taken back",
    }
}

/// The card of a customer's page: all promises given to them.
pub(crate) fn of_customer(promises: &[Placed], directory: &Directory, clock: &Clock) -> Option<Markup> {
    if promises.is_empty() {
        return None;
    }
    let line = |placed: &Placed| {
        let Promise { due_at, state, ended_at, .. } = placed.promise;
        let outcome = Outcome::of(state, due_at, ended_at, clock.now);
        Entry::new(EntryKind::Conversation, &placed.promise.text)
            .href(format!("/conversations/{}", placed.promise.conversation_id))
            .when(clock.time(due_at))
            .note(format!("{} · {}", outcome_words(outcome), directory.agent_name(placed.promise.owner_id)))
    };
    let entries = promises.iter().map(line).collect();
    Some(
        Card::new(Timeline::new().compact().entries(entries))
            .title("What we promised")
            .id("promises")
            .render(),
    )
}
