//! The page of a conversation.

use super::head::head;
use super::{brief, flow, who, write};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed, with_alarms};
use crate::guard::Viewer;
use crate::house::House;
use crate::pages::inbox::{list_pane, title, views_pane};
use crate::pages::remedy::Power;
use app::conversation::View;
use app::inbox::{Name, Next, Page as ListPage, Views};
use app::promise::Owed;
use domain::{ConversationId, MessageId, Permission};
use ui::prelude::*;

/// Everything the page shows.
pub(crate) struct Talk {
    pub(crate) view: View,
    /// What was promised in it.
    pub(crate) promises: Vec<Owed>,
    /// What was given, and what may be given.
    pub(crate) power: Power,
    /// What usually comes next.
    pub(crate) advice: Vec<app::advice::Advice>,
    /// The matter as a complaint, if it is one.
    pub(crate) complaint: Option<app::complaint::Complaint>,
    pub(crate) list: ListPage,
    pub(crate) views: Views,
    pub(crate) name: Name,
    pub(crate) clock: Clock,
    /// The messages shown are those before this one.
    pub(crate) before: Option<MessageId>,
}

impl Talk {
    /// Reads it in one transaction.
    pub(crate) async fn read(
        house: &House,
        viewer: &Viewer,
        name: Name,
        id: ConversationId,
        after: Option<Next>,
        before: Option<MessageId>,
    ) -> Result<Self> {
        let (actor, now) = (viewer.actor.clone(), house.moment().now);
        let (view, promises, power, advice, complaint, list, views) = house
            .db
            .read(move |tx| {
                let view = app::conversation::view(tx, &actor, id, before)?;
                Ok::<_, app::Error>((
                    view,
                    app::promise::of_conversation(tx, &actor, id, now)?,
                    Power::read(tx, &actor, id, now)?,
                    app::advice::of_conversation(tx, &actor, id)?,
                    app::complaint::brief(tx, &actor, id)?,
                    app::inbox::page(tx, &actor, name, after, now)?,
                    app::inbox::views(tx, &actor, now)?,
                ))
            })
            .await?;
        let clock = Clock::new(&viewer.agent.time_zone, now);
        Ok(Self { view, promises, power, advice, complaint, list, views, name, clock, before })
    }
}

/// The page; with an error, what was typed is kept in the composer.
pub(crate) fn page(
    house: &House,
    viewer: &Viewer,
    talk: &Talk,
    failed: Option<(write::Typed, String)>,
) -> Page {
    let view = &talk.view;
    let id = view.conversation.id;
    let title = title(talk.name, &talk.views);
    let may_answer = viewer.actor.may(Permission::Answer);
    let list = list_pane(&talk.list, &title, Some(id), &talk.clock, may_answer);
    let composer = write::composer(viewer, talk, failed);
    let flow = flow::flow(talk, may_answer);
    let head = html! {
        div { (head(house, viewer, talk)) @if let Some(brief) = brief::brief(talk) { (brief) } }
    };
    let body = Panes::new(
        views_pane(&talk.views, talk.name),
        &title,
        list,
        ui::panes::talk(id, head, flow, composer),
    )
    .who(who::panel(viewer, talk))
    .showing(Pane::Talk);
    let topics = [
        format!("conversation-{id}"),
        format!("customer-{}", view.customer.id),
        "inbox".into(),
        "house".into(),
    ];
    let page = with_alarms(
        framed(viewer, Room::Inbox, &view.conversation.subject, body),
        viewer,
        &talk.views,
        &talk.clock,
    );
    let mut page = page.topics(topics);
    if let Some(dialog) = talk.power.dialog(id, &house.moment()) {
        page = page.dialog(dialog);
    }
    if may_answer {
        page = page.dialog(crate::pages::promise::dialog(viewer, view, talk.clock.now));
    }
    page
}
