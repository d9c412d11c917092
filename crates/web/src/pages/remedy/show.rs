//! One remedy: how it came about, and what can still be done with it.

use super::form::named_order;
use super::words::{cost, named, state};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::remedy::Given;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::remedy::{Reversal, State as Stands};
use domain::{Actor, Moment, Permission, RemedyId};
use serde::Deserialize;
use ui::prelude::*;

/// `GET /remedies/{remedy}`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<RemedyId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let given = house.db.read(move |tx| app::remedy::find(tx, &actor, id)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let conversation = given.remedy.conversation_id;
    let head = PageHead::new(named(&given))
        .under("Conversation", format!("/conversations/{conversation}"))
        .note(format!("{}, by {}", state(&given), given.by));
    let body = html! {
        (Card::new(facts(&given, &clock)))
        @if !given.approvals.is_empty() { (Card::new(asked(&given, &clock)).title("Who was asked").flush()) }
        @if viewer.actor.may(Permission::Answer) { (deeds(&given, &viewer)) }
    };
    let page = framed(&viewer, Room::Inbox, &named(&given), content(head, body));
    let page = page.topics([format!("conversation-{conversation}")]);
    Ok(Html(page.render().into_string()).into_response())
}

fn facts(given: &Given, clock: &Clock) -> Facts {
    let remedy = &given.remedy;
    let mut facts = Facts::new().wide();
    if !remedy.for_what.is_empty() {
        facts = facts.fact("For what", &remedy.for_what);
    }
    if remedy.cost.is_some() {
        facts = facts.fact("Costs us", cost(remedy));
    }
    if let Some(order) = &given.order {
        facts = match order.url.as_str() {
            "" => facts.fact("For the order", named_order(order)),
            url => {
                facts.fact("For the order", html! { a href=(url) rel="noreferrer" { (named_order(order)) } })
            }
        };
    }
    facts = facts
        .fact("Because of", remedy.reason.words())
        .fact("Why", if remedy.why.is_empty() { "inside a budget, nobody asked" } else { &remedy.why })
        .fact("Asked for", clock.time(remedy.created_at));
    if let Some(at) = remedy.given_at {
        facts = facts.fact("Given", clock.time(at));
    }
    if !remedy.external_id.is_empty() {
        facts = facts.fact("In the shop", &remedy.external_id);
    }
    if !remedy.problem.is_empty() {
        facts = facts.fact("What was said", &remedy.problem);
    }
    if !remedy.reversal_problem.is_empty() {
        facts = facts.fact("What the shop said", &remedy.reversal_problem);
    }
    facts
}

fn asked(given: &Given, clock: &Clock) -> Markup {
    let columns =
        vec![Column::new("Who"), Column::new("Why asked"), Column::new("Answer"), Column::new("When")];
    let table =
        given.approvals.iter().fold(Table::new("Approvals", columns).stacks(), |table, (one, name)| {
            let answer = html! { (one.state.name()) @if !one.words.is_empty() { ": “" (one.words) "”" } };
            let when = html! {
                @match one.ended_at {
                    Some(at) => (clock.time(at)),
                    None => { "by " (clock.time(one.deadline_at)) },
                }
            };
            table.row(vec![Cell::new(name), Cell::new(&one.clause), Cell::new(answer), Cell::new(when)])
        });
    table.render()
}

/// What can be done now.
fn deeds(given: &Given, viewer: &Viewer) -> Markup {
    let remedy = &given.remedy;
    let url = |what: &str| format!("/remedies/{}/{what}", remedy.id);
    let own = viewer.actor.agent_id() == Some(remedy.agent_id);
    let oversees = viewer.actor.may(Permission::Oversee);
    let with_the_shop = remedy.state == Stands::Sending && remedy.next_attempt_at.is_none();
    let open = with_the_shop || matches!(remedy.state, Stands::Given | Stands::Failed);
    let may_take_back = match remedy.state {
        Stands::Given => own || oversees,
        Stands::Done | Stands::Failed | Stands::Sending => oversees,
        _ => false,
    };
    html! {
        @if open {
            (Card::new(form_actions(html! {
                (Post::new(url("done"), Button::new("I have carried it out").primary()))
                (Post::new(url("again"), Button::new("Tell the shop again")))
            })).title("Carrying it out"))
        }
        @if remedy.reversal == Reversal::Failed {
            (Card::new(html! {
                p { "The shop could not take it back. Try again, or do it there by hand." }
                (form_actions(html! {
                    (Post::new(url("reversal"), Button::new("I have taken it back there").primary()))
                    (Post::new(url("again"), Button::new("Tell the shop again")))
                }))
            }).title("Taking it back in the shop"))
        }
        @if remedy.state == Stands::Asked && (own || oversees) {
            (Card::new(form_actions(Post::new(url("withdrawal"), Button::new("Ask no longer")))))
        }
        @if may_take_back {
            (Card::new(ui::field::Form::new(url("taking-back"), html! {
                (Field::new("words", "Why").required().length_max(500)
                    .hint(if remedy.attempts > 0 || !remedy.external_id.is_empty() { "The shop is told, and takes it back there." }
                        else { "What a person carried out, a person takes back there." }))
                (form_actions(Button::new("Take it back").danger()))
            })).title("Taking it back"))
        }
    }
}

/// Does something with a remedy, and shows it.
async fn act(
    house: &House,
    viewer: Viewer,
    id: RemedyId,
    run: impl Fn(&app::WriteTx<'_>, &Actor, &Moment) -> app::Result<()> + Send + 'static,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| run(tx, &actor, &moment)).await?;
    Ok(go(&format!("/remedies/{id}")))
}

/// `POST /remedies/{remedy}/done`.
pub(crate) async fn mark_done(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<RemedyId>,
) -> Result<Response> {
    act(&house, viewer, id, move |tx, actor, moment| app::remedy::mark_done(tx, actor, id, moment)).await
}

/// `POST /remedies/{remedy}/reversal`.
pub(crate) async fn mark_reversed(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<RemedyId>,
) -> Result<Response> {
    act(&house, viewer, id, move |tx, actor, moment| app::remedy::mark_reversed(tx, actor, id, moment)).await
}

/// `POST /remedies/{remedy}/again`.
pub(crate) async fn try_again(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<RemedyId>,
) -> Result<Response> {
    act(&house, viewer, id, move |tx, actor, moment| app::remedy::try_again(tx, actor, id, moment)).await
}

/// `POST /remedies/{remedy}/withdrawal`.
pub(crate) async fn withdraw(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<RemedyId>,
) -> Result<Response> {
    act(&house, viewer, id, move |tx, actor, moment| app::remedy::withdraw(tx, actor, id, moment)).await
}

#[derive(Deserialize)]
pub(crate) struct Words {
    #[serde(default)]
    words: String,
}

/// `POST /remedies/{remedy}/taking-back`.
pub(crate) async fn take_back(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<RemedyId>,
    Form(form): Form<Words>,
) -> Result<Response> {
    act(&house, viewer, id, move |tx, actor, moment| {
        app::remedy::take_back(tx, actor, id, &form.words, moment)
    })
    .await
}
