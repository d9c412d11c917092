//! What the page of a complaint shows.

use super::fields::{Fields, questions};
use super::panel::state_mark;
use crate::format::Clock;
use crate::guard::Viewer;
use app::complaint::{Account, Complaint, QUESTION, View};
use app::conversation::Conversation;
use app::people::Directory;
use domain::Permission;
use domain::complaint::{Outcome, SILENCE_DAYS_MIN, State};
use jiff::Timestamp;
use ui::prelude::*;

/// Everything the page shows.
pub(super) struct Seen {
    pub(super) conversation: Conversation,
    pub(super) complaint: View,
    /// The answers, or what the record knows of them.
    pub(super) known: Account,
    pub(super) directory: Directory,
}

/// The page's cards.
pub(super) fn body(viewer: &Viewer, seen: &Seen, failed: Option<(Fields, String)>, now: Timestamp) -> Markup {
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let may_answer = viewer.actor.may(Permission::Answer);
    html! {
        (cards(
            html! {
                @if let Some(complaint) = &seen.complaint.complaint { (standing(seen, complaint, &clock, may_answer)) }
                @if may_answer { (account(seen, failed)) }
            },
            time(seen, viewer.actor.may(Permission::Note)),
        ))
    }
}

fn account(seen: &Seen, failed: Option<(Fields, String)>) -> Card {
    let (fields, error) = match failed {
        Some((fields, error)) => (fields, Some(error)),
        None => (Fields::of(&seen.known), None),
    };
    let complaint = seen.complaint.complaint.as_ref();
    let underlying = complaint.map(|complaint| complaint.underlying.clone()).unwrap_or_default();
    let label = if complaint.is_some() { "Save" } else { "Take it up as a complaint" };
    let form = html! {
        @if let Some(error) = error { (Banner::new(error).tone(Tone::Bad).inline()) }
        (questions(&fields, false))
        (TextArea::new("underlying", "What is behind it?").value(underlying).rows(2)
            .hint("What they may need beyond what they say. Only colleagues see this."))
        @if let Some(complaint) = complaint { (advocates(seen, complaint)) }
        (form_actions(Button::new(label).primary()))
    };
    let url = format!("/conversations/{}/complaint", seen.conversation.id);
    let title = if complaint.is_some() { "What the customer says" } else { "What we know already" };
    Card::new(Form::new(url, form)).title(title)
}

fn advocates(seen: &Seen, complaint: &Complaint) -> Select {
    let named = complaint.advocate_id.is_some();
    let select = Select::new("advocate", "Who answers for it")
        .hint("Stays until it is done. To change it, name somebody else.");
    let select = if named { select } else { select.option("", "Nobody yet", true) };
    seen.directory.assignable().fold(select, |select, agent| {
        select.option(agent.id.to_string(), &agent.name, complaint.advocate_id == Some(agent.id))
    })
}

fn standing(seen: &Seen, complaint: &Complaint, clock: &Clock, may_answer: bool) -> Card {
    let at = |at: Option<Timestamp>| at.map_or_else(|| html! { "not yet" }, |at| clock.time(at));
    let facts = Facts::new()
        .wide()
        .fact("Since", clock.time(complaint.created_at))
        .fact(
            "Answers for it",
            complaint.advocate_id.map_or("nobody yet", |id| seen.directory.agent_name(id)),
        )
        .fact("First real answer", at(complaint.answered_at))
        .fact("Asked whether it is done", at(complaint.asked_at));
    let facts = match complaint.outcome {
        Some(Outcome::Agreed) => facts.fact("The customer said", &complaint.outcome_words),
        Some(Outcome::Silence) => facts.fact("Silent, because", &complaint.outcome_words),
        None => facts,
    };
    let body = html! { div .form { (facts) @if may_answer { (ways_on(seen, complaint)) } } };
    Card::new(body).title("How it stands").action(state_mark(complaint.state))
}

fn ways_on(seen: &Seen, complaint: &Complaint) -> Markup {
    let url = |what: &str| format!("/conversations/{}/complaint/{what}", seen.conversation.id);
    if complaint.state == State::Closed {
        let again = Post::new(url("reopening"), Button::new("It isn’t done after all").small());
        return form_actions(again);
    }
    let ask = html! {
        (TextArea::new("question", "Ask whether it is done").value(QUESTION).rows(3).required()
            .hint("Leaves as a reply, and can be taken back for some seconds."))
        (form_actions(Button::new(if complaint.state == State::Asked { "Ask again" } else { "Ask" }).primary()))
    };
    let noted = Post::new(url("question"), Button::new("I asked in another way").small().quiet());
    let end = html! {
        (Select::new("outcome", "How did it end?")
            .option("agreed", "The customer says it is done", true)
            .option("silence", format!("Silent for {SILENCE_DAYS_MIN} days or more since we asked"), false))
        (TextArea::new("reason", "In which words, or why?").rows(2).required())
        (form_actions(Button::new("Close the complaint")))
    };
    html! {
        (Form::new(url("question"), ask).id("ask"))
        (noted.field("noted", "true"))
        (Form::new(url("end"), end).id("end"))
    }
}

/// The customer's own time, each line to be checked.
fn time(seen: &Seen, may_note: bool) -> Card {
    let time = &seen.complaint.time;
    let columns = vec![Column::new("What"), Column::number("Minutes")];
    let table = Table::new("The customer’s own time", columns);
    let table = time.lines.iter().fold(table, |table, line| {
        table.row(vec![Cell::new(&line.words), Cell::new(format!("{:.1}", line.minutes))])
    });
    let table =
        table.row(vec![Cell::new("In all"), Cell::new(html! { b { (format!("{:.1}", time.minutes)) } })]);
    let definition = "Characters at 180 a minute, one minute of attention for each day it is open, and what is written \
                      down by hand. What was said on the telephone counts only when written down. Waiting for us is shown, and counts no minutes.";
    let waited = format!(
        "Contacts: {}. Waits for us: {}, {:.0} hours in all.",
        time.contacts, time.waits, time.waited_hours
    );
    let url = format!("/conversations/{}/customer-steps", seen.conversation.id);
    let step = html! {
        (Field::new("did", "What did they do?").placeholder("On hold, at the counter, …").length_max(200).required())
        (Field::new("minutes", "Minutes").kind("number").required())
        (Button::new("Add").small())
    };
    let body = html! {
        p .panel-note { (waited) }
        (table)
        @for step in seen.complaint.steps.iter().filter(|_| may_note) {
            (Post::new(
                format!("/customer-steps/{}/removal", step.id),
                Button::new(format!("Take “{}” back", step.words)).small().quiet(),
            ))
        }
        @if may_note { (Form::new(url, step).line()) }
        (counted(definition))
    };
    Card::new(body).title("The customer’s own time")
}
