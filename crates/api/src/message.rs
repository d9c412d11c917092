//! `/conversations/{conversation}/messages` and what goes into it: replies, notes, and what customers said elsewhere.

use crate::attachment::{Attachment, few, ids};
use crate::body::{Create, Id, Query, objects, objects_or_null};
use crate::conversation::Channel;
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::page::{Cursor, Page, PageQuery};
use crate::problem::Result;
use crate::promise::NewPromise;
use app::conversation::{MessageView, NewNote as New, NewReply as Reply, Said};
use app::promise::{Renegotiation as Anew, read_due};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::conversation::AfterReply;
use domain::{ConversationId, MessageId, PromiseId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A mail, a call, a reply or a note.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Message {
    id: i64,
    conversation_id: i64,
    /// `inbound` from the customer, `outbound` to them, or a `note` between ourselves.
    direction: String,
    /// How it came or went: `mail`, `call`, `letter`, `form`, `api`, `note`.
    channel: String,
    /// `message`, or what a machine wrote: `auto_reply`, `bounce`, `feedback_report`, `bulk`.
    nature: String,
    /// Who of us wrote it.
    agent_id: Option<i64>,
    from: Option<Party>,
    to: Vec<Party>,
    cc: Vec<Party>,
    subject: String,
    /// The whole text; of replies and notes, the Markdown as written.
    text: String,
    /// The text without quoted history and signature.
    visible_text: String,
    /// Sanitised HTML, if it came with HTML.
    html: Option<String>,
    attachments: Vec<Attachment>,
    /// How far a reply has come.
    delivery: Option<Delivery>,
    /// When its sender says it was written.
    #[schema(value_type = Option<String>, format = DateTime)]
    written_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// A name with an address.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Party {
    #[serde(default)]
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 254)]
    address: String,
}

/// How far a reply has come.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Delivery {
    /// `queued`, `sending`, `sent`, `failed`, `bounced` or `cancelled`.
    state: String,
    /// When it leaves or left.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What the mail server said.
    words: String,
}

/// What a customer said elsewhere.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessage {
    /// In their words, as plain text.
    #[schema(min_length = 1, max_length = 100_000)]
    text: String,
    channel: Channel,
    /// When they said it, if not now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    said_at: Option<Timestamp>,
}

/// A reply to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"markdown": "They come **today**.", "then": "wait"}))]
pub(crate) struct NewReply {
    /// What it says; may be empty where a file goes along. `![name](cid:…)` shows a picture that goes along.
    #[serde(default)]
    #[schema(max_length = 100_000)]
    markdown: String,
    /// Uploaded files that go along, by id.
    #[serde(default)]
    #[schema(max_items = 50)]
    attachments: Vec<i64>,
    /// Recipients; whoever wrote last, if not given.
    #[serde(default, deserialize_with = "objects_or_null")]
    #[schema(min_items = 1, max_items = 50)]
    to: Option<Vec<Party>>,
    #[serde(default, deserialize_with = "objects")]
    #[schema(max_items = 50)]
    cc: Vec<Party>,
    #[serde(default, deserialize_with = "objects")]
    #[schema(max_items = 50)]
    bcc: Vec<Party>,
    /// When to send; at once, if not given.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    send_at: Option<Timestamp>,
    /// What happens to the conversation.
    #[serde(default)]
    then: Then,
    /// What it promises; recorded with it, or not at all.
    #[serde(default, deserialize_with = "objects")]
    #[schema(max_items = 10)]
    promises: Vec<NewPromise>,
    /// Other times it names for what was promised before, in this conversation and not over yet.
    #[serde(default, deserialize_with = "objects")]
    #[schema(max_items = 10)]
    renegotiations: Vec<Renegotiation>,
}

/// Another time for a promise, as a reply names it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Renegotiation {
    /// Which.
    #[schema(minimum = 1)]
    promise_id: i64,
    /// Until when now: a time with an offset, or a time on the clocks of `time_zone`.
    #[schema(min_length = 1, max_length = 100)]
    due: String,
    /// The zone in which the time is meant (IANA name).
    #[serde(default)]
    #[schema(max_length = 100)]
    time_zone: Option<String>,
}

impl Renegotiation {
    fn read(&self) -> app::Result<Anew> {
        let due = read_due(&self.due, self.time_zone.as_deref())?;
        Ok(Anew { promise: PromiseId(self.promise_id), due })
    }
}

/// What happens to a conversation once a reply is on its way.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Then {
    /// It is the customer's turn.
    #[default]
    Wait,
    /// The matter is done.
    Close,
    /// More will follow from us.
    StayOpen,
}

/// A note between ourselves.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewNote {
    /// What it says; `@name` calls a colleague. May be empty where a file goes along.
    #[serde(default)]
    #[schema(max_length = 100_000)]
    markdown: String,
    /// Uploaded files that go along, by id.
    #[serde(default)]
    #[schema(max_items = 50)]
    attachments: Vec<i64>,
}

impl From<&app::addresses::Party> for Party {
    fn from(party: &app::addresses::Party) -> Self {
        Self { name: party.name.clone(), address: party.address.clone() }
    }
}

impl From<&Party> for app::addresses::Party {
    fn from(party: &Party) -> Self {
        Self { name: party.name.clone(), address: party.address.clone() }
    }
}

impl From<MessageView> for Message {
    fn from(view: MessageView) -> Self {
        let visible_text = visible(&view);
        let MessageView { message, addresses, attachments, delivery, .. } = view;
        let parties = |list: &[app::addresses::Party]| list.iter().map(Party::from).collect();
        Self {
            id: message.id.0,
            conversation_id: message.conversation_id.0,
            direction: message.direction.name().to_owned(),
            channel: message.channel,
            nature: message.nature,
            agent_id: message.agent_id.map(|id| id.0),
            from: addresses.from.as_ref().map(Party::from),
            to: parties(&addresses.to),
            cc: parties(&addresses.cc),
            subject: message.subject,
            text: message.text,
            visible_text,
            html: Some(message.html).filter(|html| !html.is_empty()),
            attachments: attachments.into_iter().map(Attachment::from).collect(),
            delivery: delivery.map(|delivery| Delivery {
                state: delivery.state.name().to_owned(),
                at: delivery.at,
                words: delivery.words,
            }),
            written_at: message.written_at,
            created_at: message.created_at,
        }
    }
}

/// The text without what is folded.
fn visible(view: &MessageView) -> String {
    let text = &view.message.text;
    let (mut visible, mut from) = (String::new(), 0);
    for (range, _) in &view.folds {
        visible.push_str(text.get(from..range.start).unwrap_or_default());
        from = from.max(range.end);
    }
    visible.push_str(text.get(from..).unwrap_or_default());
    visible.trim().to_owned()
}

/// List the messages of a conversation, latest first.
#[utoipa::path(get, path = "/conversations/{conversation}/messages", tag = "Messages", operation_id = "list_messages",
    params(("conversation" = i64, Path, minimum = 1), PageQuery),
    responses((status = 200, description = "A page of messages", body = Page<Message>)))]
pub(crate) async fn list(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Message>>> {
    let (limit, before) = (page.limit()?, page.after()?.map(|cursor| MessageId(cursor.id)));
    let (mut messages, earlier) =
        house.db.read(move |tx| app::conversation::messages(tx, &caller.actor, id, before, limit)).await?;
    let oldest =
        messages.first().filter(|_| earlier).map(|oldest| Cursor { sort: 0, id: oldest.message.id.0 });
    messages.reverse();
    let next = oldest.map(|cursor| format!("{}.{}", cursor.sort, cursor.id));
    Ok(Json(Page { data: messages.into_iter().map(Message::from).collect(), next }))
}

/// Show a message.
#[utoipa::path(get, path = "/messages/{message}", tag = "Messages", operation_id = "show_message",
    params(("message" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The message", body = Message)))]
pub(crate) async fn show(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<MessageId>,
) -> Result<Json<Message>> {
    Ok(Json(house.db.read(move |tx| app::conversation::message(tx, &caller.actor, id)).await?.into()))
}

/// Take down what the customer said on the telephone, in a letter, in a form.
#[utoipa::path(post, path = "/conversations/{conversation}/messages", tag = "Messages", operation_id = "take_down_message",
    params(("conversation" = i64, Path, minimum = 1)), request_body = NewMessage,
    responses((status = 201, description = "The message", body = Message)))]
pub(crate) async fn take_down(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    asked: Create<NewMessage>,
) -> Result<Response> {
    create(&house, caller, asked, move |tx, actor, new: &NewMessage, moment| {
        let said = Said { text: new.text.clone(), channel: new.channel.into(), at: new.said_at };
        let message = app::conversation::take_down(tx, actor, id, &said, moment)?;
        Ok((StatusCode::CREATED, Message::from(app::conversation::message(tx, actor, message)?)))
    })
    .await
}

/// Reply to the customer by mail.
#[utoipa::path(post, path = "/conversations/{conversation}/replies", tag = "Messages", operation_id = "reply",
    params(("conversation" = i64, Path, minimum = 1)), request_body = NewReply,
    responses((status = 201, description = "The reply, on its way", body = Message)))]
pub(crate) async fn reply(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    asked: Create<NewReply>,
) -> Result<Response> {
    few(&asked.value.attachments)?;
    create(&house, caller, asked, move |tx, actor, new: &NewReply, moment| {
        let parties = |list: &[Party]| list.iter().map(app::addresses::Party::from).collect::<Vec<_>>();
        let to = match &new.to {
            Some(to) => parties(to),
            None => app::conversation::view(tx, actor, id, None)?.answer_to,
        };
        let then = match new.then {
            Then::Wait => AfterReply::Wait,
            Then::Close => AfterReply::Close,
            Then::StayOpen => AfterReply::StayOpen,
        };
        let reply = Reply {
            to,
            cc: parties(&new.cc),
            bcc: parties(&new.bcc),
            markdown: new.markdown.clone(),
            attachments: ids(&new.attachments),
            send_at: new.send_at,
            then,
            promises: new.promises.iter().map(NewPromise::read).collect::<app::Result<_>>()?,
            renegotiations: new.renegotiations.iter().map(Renegotiation::read).collect::<app::Result<_>>()?,
            ..Reply::default()
        };
        let message = app::conversation::reply(tx, actor, id, &reply, moment)?;
        Ok((StatusCode::CREATED, Message::from(app::conversation::message(tx, actor, message)?)))
    })
    .await
}

/// Write a note that only colleagues see.
#[utoipa::path(post, path = "/conversations/{conversation}/notes", tag = "Messages", operation_id = "write_note",
    params(("conversation" = i64, Path, minimum = 1)), request_body = NewNote,
    responses((status = 201, description = "The note", body = Message)))]
pub(crate) async fn note(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    asked: Create<NewNote>,
) -> Result<Response> {
    few(&asked.value.attachments)?;
    create(&house, caller, asked, move |tx, actor, new: &NewNote, moment| {
        let note = New { markdown: new.markdown.clone(), attachments: ids(&new.attachments) };
        let message = app::conversation::note(tx, actor, id, &note, moment)?;
        Ok((StatusCode::CREATED, Message::from(app::conversation::message(tx, actor, message)?)))
    })
    .await
}
