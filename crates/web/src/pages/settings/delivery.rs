//! What could not be sent, and what else was given up; each with a way to try again.

use super::{Said, room};
use crate::body::go;
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use app::outbox::Failed;
use app::post::GivenUp;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use domain::{JobId, MessageId, Permission};
use ui::prelude::*;

/// `GET /settings/delivery`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(said): Query<Said>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let (failed, given_up) = house
        .db
        .read(move |tx| {
            let failed = app::outbox::failed(tx, &actor)?;
            let may = actor.may(Permission::Administer);
            let given_up = if may { app::post::given_up(tx, &actor)? } else { Vec::new() };
            Ok::<_, app::Error>((failed, given_up))
        })
        .await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let well = Empty::new("Everything was delivered")
        .words("An answer that no server takes, and other work that fails for good, is kept here.")
        .icon(Icon::Check);
    let body = html! {
        @if failed.is_empty() && given_up.is_empty() { (well) }
        @if !failed.is_empty() { (Card::new(answers(&failed)).title("Answers").flush()) }
        @if !given_up.is_empty() { (Card::new(work(&given_up, &clock)).title("Other mail and work").flush()) }
    };
    Ok(room(&viewer, "Delivery", "What could not be sent is kept here.", &said, body))
}

fn answers(failed: &[Failed]) -> Markup {
    let columns = vec![Column::new("Answer"), Column::new("Why"), Column::hidden("Do")];
    let table = failed.iter().fold(Table::new("Answers", columns).stacks(), |table, answer| {
        let what = html! {
            a href={"/conversations/" (answer.conversation.id)} { (answer.conversation.subject) }
            div .panel-note { "to " (answer.to.join(", ")) }
        };
        let why = html! { (answer.words) div .panel-note { "tried " (answer.attempts) " times" } };
        let again = Post::new(
            format!("/settings/delivery/answers/{}/again", answer.message),
            Button::new("Send again").small(),
        );
        table.row(vec![Cell::new(what), Cell::new(why), Cell::new(again)])
    });
    table.render()
}

fn work(given_up: &[GivenUp], clock: &Clock) -> Markup {
    let columns = vec![Column::new("What"), Column::new("Why"), Column::hidden("Do")];
    let table = given_up.iter().fold(Table::new("Work", columns).stacks(), |table, job| {
        let what = html! { (job.what) div .panel-note { (clock.time(job.created_at)) ", tried " (job.attempts) " times" } };
        let path = |what: &str| format!("/settings/delivery/jobs/{}/{what}", job.id);
        let actions = html! {
            div .form-actions {
                (Post::new(path("again"), Button::new("Try again").small()))
                (Button::link("Forget…", path("removal")).small().quiet())
            }
        };
        table.row(vec![Cell::new(what), Cell::new(&job.problem), Cell::new(actions)])
    });
    table.render()
}

/// `POST /settings/delivery/answers/{message}/again`.
pub(crate) async fn send_again(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
) -> Result<Response> {
    let moment = house.moment();
    house.db.write(move |tx| app::conversation::resend(tx, &viewer.actor, id, &moment)).await?;
    Ok(go("/settings/delivery?done=again"))
}

/// `POST /settings/delivery/jobs/{job}/again`.
pub(crate) async fn try_again(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<JobId>,
) -> Result<Response> {
    let moment = house.moment();
    house.db.write(move |tx| app::post::try_again(tx, &viewer.actor, id, &moment)).await?;
    Ok(go("/settings/delivery?done=again"))
}

/// `GET /settings/delivery/jobs/{job}/removal`.
pub(crate) async fn ask(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<JobId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let given_up = house.db.read(move |tx| app::post::given_up(tx, &actor)).await?;
    let job = given_up.into_iter().find(|job| job.id == id).ok_or(app::Error::NotFound("work"))?;
    let path = format!("/settings/delivery/jobs/{id}/removal");
    let buttons =
        html! { (Button::new("Forget it").danger()) (Button::link("Keep it", "/settings/delivery").quiet()) };
    let form = Form::new(path, form_actions(buttons));
    let words = format!("{}. It is never tried again, and nothing of it is kept.", job.what);
    let body = super::question("Forget this?", words, form);
    Ok(room(&viewer, "Delivery", "", &Said::default(), body))
}

/// `POST /settings/delivery/jobs/{job}/removal`.
pub(crate) async fn forget(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<JobId>,
) -> Result<Response> {
    house.db.write(move |tx| app::post::forget(tx, &viewer.actor, id)).await?;
    Ok(go("/settings/delivery?done=forgotten"))
}
