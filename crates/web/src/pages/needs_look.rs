//! Mails that could not be understood: shown raw, kept, and processed again on request.

use crate::body::go;
use crate::failure::Result;
use crate::format::Clock;
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::settings::{Said, room_page};
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::InboundId;
use ui::prelude::*;

/// `GET /needs-a-look`.
pub(crate) async fn show(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let actor = viewer.actor.clone();
    let mails = house.db.read(move |tx| app::intake::needing_look(tx, &actor)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let body = html! {
        @if mails.is_empty() {
            (Empty::new("Every mail was understood").words("A mail that can’t be put on a timeline is kept here until somebody looks.").icon(Icon::Check))
        }
        @for mail in &mails {
            section .look {
                h2 { (mail.problem) }
                p { "Came " (clock.time(mail.received_at)) " by " (mail.source) ", tried " (mail.attempts) " times." }
                pre .raw { (mail.beginning) }
                (Post::new(format!("/needs-a-look/{}/again", mail.id), Button::new("Try again").small()))
            }
        }
    };
    let head = PageHead::new("Needs a look");
    let page = room_page(&viewer, "Needs a look", "Needs a look", head, &Said::default(), body);
    Ok(Html(page.topics(["house"]).render().into_string()).into_response())
}

/// `POST /needs-a-look/{inbound}/again`.
pub(crate) async fn again(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<InboundId>,
) -> Result<Response> {
    let actor = viewer.actor;
    house.db.write(move |tx| app::intake::look_again(tx, &actor, id)).await?;
    Ok(go("/needs-a-look"))
}
