//! The inbox: views at the left, one list, and a conversation when one is open.

mod bulk;
mod list;
mod views;

pub(crate) use bulk::bulk;
pub(crate) use list::list_pane;
pub(crate) use views::{title, views_pane};

use crate::body::go;
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed, with_alarms};
use crate::guard::Viewer;
use crate::house::House;
use app::inbox::{Name, Next};
use axum::extract::{Path, Query, State};
use axum::response::{Html, IntoResponse, Response};
use domain::{MessageId, Permission, UndoId};
use serde::Deserialize;
use ui::prelude::*;

/// Said when the clocks jump over a time that was promised.
const SHIFTED: &str = "The clocks jump over the time you promised; it is due as much later.";

/// Said when a promise was broken.
const BROKEN: &str =
    "A message that says so is drafted below. Correct it and send it: the customer knows nothing yet.";

/// What a page of the inbox is asked for beside the view.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// The list goes on after `time.id`.
    #[serde(default)]
    pub(crate) after: String,
    /// A reply was just queued: offer to undo it.
    pub(crate) sent: Option<i64>,
    /// Something was just done that can be undone.
    pub(crate) undo: Option<i64>,
    /// Something was just undone; how much of it had changed meanwhile and stays.
    pub(crate) undone: Option<usize>,
    /// The clocks jump over a time that was promised, so it is due later than was typed.
    pub(crate) shifted: Option<u8>,
    /// It was just said of a promise that we can't keep it.
    pub(crate) broken: Option<i64>,
    /// A remedy was just given or asked for.
    pub(crate) given: Option<i64>,
    /// The messages before this one are wanted.
    pub(crate) before: Option<MessageId>,
    /// The conversation that was just moved to another customer, and whose it was.
    pub(crate) conversation: Option<i64>,
    pub(crate) from: Option<i64>,
}

impl Asked {
    pub(crate) fn after(&self) -> Option<Next> {
        Next::parse(&self.after)
    }

    /// What was just done, with the way back.
    pub(crate) async fn toast(&self, house: &House, viewer: &Viewer, name: Name) -> Result<Option<Toast>> {
        if let Some(sent) = self.sent.map(MessageId) {
            let words = if self.shifted.is_some() {
                format!("Reply sent. {SHIFTED}")
            } else {
                "Reply sent".to_owned()
            };
            let toast = Toast::new(format!("sent-{sent}"), words).undo(format!("/messages/{sent}/undo"));
            return Ok(Some(toast.seconds(domain::message::UNDO_SECONDS as u32)));
        }
        if self.shifted.is_some() {
            return Ok(Some(Toast::new("shifted", SHIFTED)));
        }
        if let Some(broken) = self.broken {
            return Ok(Some(Toast::new(format!("broken-{broken}"), BROKEN).seconds(10)));
        }
        if let Some(given) = self.given.map(domain::RemedyId) {
            return Ok(Some(crate::pages::remedy::toast(house, viewer, given).await?));
        }
        if let Some(stayed) = self.undone {
            return Ok(Some(crate::pages::undo::undone(stayed)));
        }
        if let (Some(id), Some(from)) = (self.conversation, self.from) {
            let undo = format!("/conversations/{id}/customer/{from}");
            return Ok(Some(Toast::new(format!("moved-{id}"), "Moved to this customer").undo(undo)));
        }
        match self.undo.map(UndoId) {
            Some(undo) => {
                crate::pages::undo::toast(house, viewer, undo, &format!("view={}", name.slug())).await
            }
            None => Ok(None),
        }
    }
}

/// `GET /`: one's own conversations, or the unassigned ones when there are none.
pub(crate) async fn home(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let (actor, now) = (viewer.actor, house.moment().now);
    let mine = house.db.read(move |tx| app::inbox::page(tx, &actor, Name::Mine, None, now)).await?;
    let name = if mine.lines.is_empty() { Name::WaitingLongest } else { Name::Mine };
    Ok(go(&format!("/inbox/{}", name.slug())))
}

/// `GET /inbox/{view}`.
pub(crate) async fn list(
    State(house): State<House>,
    viewer: Viewer,
    Path(view): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let name = Name::parse(&view).ok_or(app::Error::NotFound("view"))?;
    let (actor, after, now) = (viewer.actor.clone(), asked.after(), house.moment().now);
    let (views, page) = house
        .db
        .read(move |tx| {
            Ok::<_, app::Error>((
                app::inbox::views(tx, &actor, now)?,
                app::inbox::page(tx, &actor, name, after, now)?,
            ))
        })
        .await?;
    let clock = Clock::new(&viewer.agent.time_zone, now);
    let title = title(name, &views);
    let nothing = Empty::new("No conversation is open")
        .words("Choose one from the list, or press J to take the first.")
        .icon(Icon::Talk);
    let list = list_pane(&page, &title, None, &clock, viewer.actor.may(Permission::Answer));
    let panes = Panes::new(views_pane(&views, name), &title, list, nothing);
    let page = with_alarms(framed(&viewer, Room::Inbox, &title, panes), &viewer, &views, &clock)
        .topics(["inbox", "house"]);
    let toast = asked.toast(&house, &viewer, name).await?;
    let page = toast.map_or(page.clone(), |toast| page.toast(toast));
    Ok(Html(page.render().into_string()).into_response())
}
