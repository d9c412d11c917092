//! What usually comes next, beside the conversation.

use super::insights::range;
use crate::body::{Form, back_to};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::advice::{Advice, WINDOW_DAYS};
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::{ConversationId, TagId};
use serde::Deserialize;
use ui::prelude::*;

/// The section of the customer's panel; nothing while there is nothing to say.
pub(crate) fn section(id: ConversationId, advice: &[Advice], may_answer: bool) -> Option<Markup> {
    if advice.is_empty() {
        return None;
    }
    let line = |one: &Advice| {
        let share = one.share;
        let words = format!(
            "{:.0} % of {} came with it within {WINDOW_DAYS} days ({}); usual is {:.0} %.",
            share.value() * 100.0,
            share.base,
            range(share),
            one.usual * 100.0
        );
        let take = Post::new(
            format!("/conversations/{id}/advice"),
            Button::new(format!("Put “{}” into the reply", one.tag)).small().quiet(),
        );
        html! {
            li {
                strong { (one.tag) } " "
                @if one.taken_at.is_some() { (Mark::new("told").tone(Tone::Good)) }
                div .panel-note { (words) }
                @if may_answer && one.taken_at.is_none() { (take.field("tag", one.tag_id.to_string())) }
            }
        }
    };
    Some(panel_section(
        "What usually comes next",
        html! { ul .linked { @for one in advice { (line(one)) } } },
    ))
}

#[derive(Deserialize)]
pub(crate) struct Taken {
    tag: TagId,
}

/// `POST /conversations/{conversation}/advice`.
pub(crate) async fn take(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    headers: HeaderMap,
    Form(form): Form<Taken>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| app::advice::take(tx, &actor, id, form.tag, &moment)).await?;
    Ok(back_to(&headers, &format!("/conversations/{id}")))
}
