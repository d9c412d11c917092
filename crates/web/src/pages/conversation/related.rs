//! Other conversations: merging this one into one of them, linking, splitting.

use super::act::{InView, act, go_offering};
use crate::body::{Form, back_with, go};
use crate::failure::Result;
use crate::format::Clock;
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::conversation::{Related, Split};
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use domain::{ConversationId, MessageId};
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    q: String,
}

/// `GET /conversations/{conversation}/related?q=`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(typed): Query<Typed>,
) -> Result<Response> {
    let (actor, q) = (viewer.actor.clone(), typed.q.clone());
    let related = house.db.read(move |tx| app::conversation::related(tx, &actor, id, &q)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let page = framed(&viewer, Room::Inbox, "Merge or link", draw(&related, &typed.q, &clock));
    Ok(Html(page.render().into_string()).into_response())
}

fn draw(related: &Related, typed: &str, clock: &Clock) -> Markup {
    let conversation = &related.conversation;
    let head = PageHead::new("Merge or link")
        .under(format!("#{} {}", conversation.id, conversation.subject), format!("/conversations/{}", conversation.id))
        .note("Merged, the messages of this conversation move to the other. Linked, both stay and show each other.");
    let search = html! {
        (Field::new("q", "Number or words").kind("search").value(typed).placeholder("#42 or words of the subject")
            .autocomplete("off").autofocus())
        (Button::new("Find").icon(Icon::Search))
    };
    let columns = vec![
        Column::new("Conversation"),
        Column::new("Customer"),
        Column::new("Stands"),
        Column::new("Last message"),
        Column::hidden("What to do"),
    ];
    let nothing = Empty::new("No other conversation here")
        .words("Type a number such as #42, or words, to find another.")
        .icon(Icon::Talk);
    let mut table = Table::new("Conversations", columns).stacks().empty(nothing);
    for line in &related.candidates {
        let other = &line.conversation;
        let name = if line.customer_name.is_empty() { "Somebody" } else { &line.customer_name };
        let here = format!("/conversations/{}", conversation.id);
        let merge = html! {
            form .line-form method="post" action={(here) "/merge"} {
                input type="hidden" name="into" value=(other.id);
                (Button::new("Merge into it").icon(Icon::Merge).small())
            }
        };
        let link = html! {
            form .line-form method="post" action={(here) "/links"} {
                input type="hidden" name="other" value=(other.id);
                (Button::new("Link").icon(Icon::Link).quiet().small())
            }
        };
        let what = html! {
            @if other.customer_id == conversation.customer_id { (merge) " " }
            @if related.linked.contains(&other.id) { "linked" } @else { (link) }
        };
        table = table.row(vec![
            Cell::new(html! { a href={"/conversations/" (other.id)} { "#" (other.id) " " (other.subject) } }),
            Cell::new(name),
            Cell::new(other.state.name()),
            Cell::new(clock.time(other.active_at)),
            Cell::new(what),
        ]);
    }
    let form =
        ui::prelude::Form::new(format!("/conversations/{}/related", conversation.id), search).get().line();
    content(head, html! { (form) (table) })
}

#[derive(Deserialize)]
pub(crate) struct Into {
    into: ConversationId,
}

/// `POST /conversations/{conversation}/merge`.
pub(crate) async fn merge(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(view): Query<InView>,
    Form(form): Form<Into>,
) -> Result<Response> {
    let (actor, moment, into) = (viewer.actor, house.moment(), form.into);
    let undo = house.db.write(move |tx| app::conversation::merge(tx, &actor, id, into, &moment)).await?;
    Ok(go_offering(&format!("/inbox/{}/{into}", view.name().slug()), undo))
}

#[derive(Deserialize)]
pub(crate) struct Other {
    other: ConversationId,
}

/// `POST /conversations/{conversation}/links`.
pub(crate) async fn link(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<ConversationId>,
    Query(view): Query<InView>,
    Form(form): Form<Other>,
) -> Result<Response> {
    let other = form.other;
    let undo = act(&house, &viewer, id, format!("Linked with #{other}"), move |tx, actor, id, moment| {
        app::conversation::link(tx, actor, id, other, moment)
    })
    .await?;
    Ok(go_offering(&format!("/inbox/{}/{id}", view.name().slug()), undo))
}

/// `POST /conversations/{conversation}/links/{other}/removal`.
pub(crate) async fn unlink(
    State(house): State<House>,
    viewer: Viewer,
    headers: HeaderMap,
    Path((id, other)): Path<(ConversationId, ConversationId)>,
) -> Result<Response> {
    let words = format!("No longer linked with #{other}");
    let undo = act(&house, &viewer, id, words, move |tx, actor, id, moment| {
        app::conversation::unlink(tx, actor, id, other, moment)
    })
    .await?;
    let here = format!("/conversations/{id}");
    Ok(back_with(&headers, &here, undo.map(|undo| ("undo", undo.to_string()))))
}

/// The linked conversations, for the panel beside; nothing when there are none.
pub(super) fn section(
    id: ConversationId,
    linked: &[app::conversation::Conversation],
    may_change: bool,
) -> Option<Markup> {
    if linked.is_empty() {
        return None;
    }
    let list = html! {
        ul .linked {
            @for other in linked {
                li .linked-row {
                    a href={"/conversations/" (other.id)} { "#" (other.id) " " (other.subject) }
                    span .linked-state { (other.state.name()) }
                    @if may_change {
                        (Post::new(
                            format!("/conversations/{id}/links/{}/removal", other.id),
                            Button::new(format!("Take the link to #{} away", other.id)).icon_only(Icon::Close).quiet().small(),
                        ))
                    }
                }
            }
        }
    };
    Some(panel_section("Linked", list))
}

/// `GET /messages/{message}/split`.
pub(crate) async fn ask_split(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let message = house.db.read(move |tx| app::conversation::message(tx, &actor, id)).await?;
    let back = format!("/conversations/{}", message.message.conversation_id);
    let head = PageHead::new("Split off a conversation")
        .under(format!("#{}", message.message.conversation_id), back.clone())
        .note("This message and all that follow it become a conversation of their own.");
    let from = message.addresses.from.as_ref().map(|from| from.address.clone()).unwrap_or_default();
    let fields = html! {
        p .split-said { (message.message.text.chars().take(280).collect::<String>()) }
        (Field::new("subject", "Subject").value(&message.message.subject).hint("What the new conversation is about; empty keeps the old subject."))
        (Field::new("customer", "Whose is it?").kind("email").placeholder("the same customer").autocomplete("off")
            .hint(format!("Empty for the same customer, or the address of another, such as {from}.")))
        (form_actions(html! { (Button::new("Split").primary()) (Button::link("Keep it whole", back).quiet()) }))
    };
    let body = ui::prelude::Form::new(format!("/messages/{id}/split"), fields);
    let page = framed(&viewer, Room::Inbox, "Split off a conversation", content(head, body));
    Ok(Html(page.render().into_string()).into_response())
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct SplitForm {
    subject: String,
    customer: String,
}

/// `POST /messages/{message}/split`.
pub(crate) async fn split(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<MessageId>,
    Form(form): Form<SplitForm>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    let how = Split { subject: form.subject, customer: form.customer };
    let parted = house.db.write(move |tx| app::conversation::split(tx, &actor, id, &how, &moment)).await?;
    let undo = parted.undo.map(|undo| format!("?undo={undo}")).unwrap_or_default();
    Ok(go(&format!("/inbox/open/{}{undo}", parted.conversation)))
}
