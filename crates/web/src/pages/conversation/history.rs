//! Who did what in a conversation, all of it.

use super::meanwhile;
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::conversation::History;
use axum::extract::{Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::ConversationId;
use ui::prelude::*;

/// `GET /conversations/{conversation}/history`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let history = house.db.read(move |tx| app::conversation::history(tx, &actor, id)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let page = framed(&viewer, Room::Inbox, "History", draw(&history, &clock));
    Ok(Html(page.topics([format!("conversation-{id}")]).render().into_string()).into_response())
}

fn draw(history: &History, clock: &Clock) -> Markup {
    let conversation = &history.conversation;
    let head = PageHead::new("History")
        .under(
            format!("#{} {}", conversation.id, conversation.subject),
            format!("/conversations/{}", conversation.id),
        )
        .note("Everything that happened in this conversation, the latest first.");
    let columns = vec![Column::new("When"), Column::new("Who"), Column::new("What")];
    let mut table = Table::new("History", columns).stacks();
    for event in history.events.iter().rev() {
        let words = meanwhile::words(event, &history.directory, clock);
        // The past must be complete: what has no sentence yet is shown by its name.
        let words = words.unwrap_or_else(|| html! { (event.event.kind.name().replace('_', " ")) });
        table = table.row(vec![
            Cell::new(time(&event.at.to_string(), &clock.full(event.at), &clock.full(event.at))),
            Cell::new(meanwhile::who(event, &history.directory)),
            Cell::new(words),
        ]);
    }
    content(head, table)
}
