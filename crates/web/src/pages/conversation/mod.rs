//! One conversation: its flow of messages, the composer, the customer beside it.

mod act;
mod brief;
mod draw;
mod flow;
mod glance;
pub(crate) mod handover;
mod head;
pub(crate) mod history;
mod meanwhile;
pub(crate) mod new;
mod owner;
pub(crate) mod related;
pub(crate) mod signal;
mod who;
pub(crate) mod write;

pub(crate) use act::{
    InView, assign, be_present, close, follow, go_offering, next_in_view, reopen, set_priority, set_subject,
    snooze, tag, unfollow, untag,
};
pub(crate) use draw::{Talk, page};
pub(crate) use head::snooze_choices;
pub(crate) use owner::{choose_customer, confirm_customer, move_back, move_to_customer};
pub(crate) use signal::level_words;
pub(crate) use write::path_part;

use super::inbox::Asked;
use crate::body::go;
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::inbox::Name;
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::ConversationId;
use ui::prelude::Render;

/// `GET /inbox/{view}/{conversation}`.
pub(crate) async fn show(
    State(house): State<House>,
    mut viewer: Viewer,
    Path((view, id)): Path<(String, ConversationId)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let name = Name::parse(&view).ok_or(app::Error::NotFound("view"))?;
    let talk = Talk::read(&house, &viewer, name, id, asked.after(), asked.before).await?;
    if let Some(into) = talk.view.conversation.merged_into {
        return Ok(go(&format!("/inbox/{}/{into}", name.slug())));
    }
    crate::presence::enter(&house, &viewer, id, false);
    if viewer.unseen > 0 {
        let (actor, moment) = (viewer.actor.clone(), house.moment());
        let seen = house.db.write(move |tx| app::notification::see(tx, &actor, id, &moment)).await?;
        viewer.unseen = (viewer.unseen - seen as i64).max(0);
    }
    let page = page(&house, &viewer, &talk, None);
    let toast = asked.toast(&house, &viewer, name).await?;
    let page = toast.map_or(page.clone(), |toast| page.toast(toast));
    Ok(Html(page.render().into_string()).into_response())
}

/// `GET /conversations/{conversation}`: the same in the view of its state, for links from elsewhere.
pub(crate) async fn find(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    let actor = viewer.actor;
    let view = house.db.read(move |tx| app::conversation::view(tx, &actor, id, None)).await?;
    let name = match view.conversation.state {
        domain::conversation::State::Open => Name::Open,
        domain::conversation::State::Waiting => Name::Waiting,
        domain::conversation::State::Snoozed => Name::Snoozed,
        domain::conversation::State::Closed => Name::Closed,
    };
    Ok(go(&format!("/inbox/{}/{id}", name.slug())))
}
