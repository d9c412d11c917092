//! Opening a conversation.

use super::{Channel, Conversation};
use crate::body::{Create, object};
use crate::customer::CustomerReference;
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::problem::{Failure, Result};
use app::conversation::{NewConversation as New, Said};
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::Response;
use domain::TeamId;
use jiff::Timestamp;
use serde::Deserialize;
use utoipa::ToSchema;

/// Tags that one request puts on a conversation.
pub(crate) const TAGS_MAX: usize = 50;

/// A conversation to be opened.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"customer": {"kind": "email", "value": "ines@customer.example", "name": "Ines Duarte"},
    "channel": "call", "subject": "Left boot too small", "text": "Can I swap it?", "tags": ["exchange"]}))]
pub(crate) struct NewConversation {
    #[serde(deserialize_with = "object")]
    customer: CustomerReference,
    channel: Channel,
    #[schema(min_length = 1, max_length = 500)]
    subject: String,
    /// What the customer said; without it, we write first.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 100_000)]
    text: Option<String>,
    /// When they said it, if not now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    said_at: Option<Timestamp>,
    #[serde(default)]
    #[schema(minimum = 1)]
    team_id: Option<i64>,
    #[serde(default)]
    #[schema(max_items = 50)]
    tags: Vec<String>,
}

/// Open a conversation: a call, a letter, a form, or something we write about first.
#[utoipa::path(post, path = "/conversations", tag = "Conversations", operation_id = "open_conversation",
    request_body = NewConversation, responses((status = 201, description = "The new conversation", body = Conversation)))]
pub(crate) async fn open(
    Shared(house): Shared<House>,
    caller: Caller,
    asked: Create<NewConversation>,
) -> Result<Response> {
    if asked.value.tags.len() > TAGS_MAX {
        return Err(Failure::unusable("tags", format!("Send at most {TAGS_MAX}.")));
    }
    let house_ = house.clone();
    create(&house, caller, asked, move |tx, actor, new: &NewConversation, moment| {
        let opened = New {
            customer: (&new.customer).into(),
            channel: new.channel.into(),
            subject: new.subject.clone(),
            team: new.team_id.map(TeamId),
        };
        let id = app::conversation::open(tx, actor, &opened, moment)?;
        if let Some(text) = &new.text {
            let said = Said { text: text.clone(), channel: new.channel.into(), at: new.said_at };
            app::conversation::take_down(tx, actor, id, &said, moment)?;
        }
        for tag in &new.tags {
            app::conversation::tag(tx, actor, id, tag, moment)?;
        }
        let made = app::conversation::find(tx, actor, id)?;
        Ok((StatusCode::CREATED, Conversation::new(&house_, made)))
    })
    .await
}
