//! `/conversations`: stretches of a customer's timeline about one matter.

mod change;
mod list;
mod open;

pub(crate) use change::*;
pub(crate) use list::*;
pub(crate) use open::*;

use crate::house::House;
use app::conversation::Tagged;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A stretch of a customer's timeline about one matter.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Conversation {
    id: i64,
    /// Where people look at it.
    url: String,
    customer_id: i64,
    /// How it came: `mail`, `call`, `letter`, `form`, `api`.
    channel: String,
    subject: String,
    /// The beginning of the latest message.
    preview: String,
    state: State,
    priority: Priority,
    assignee_id: Option<i64>,
    team_id: Option<i64>,
    mailbox_id: Option<i64>,
    tags: Vec<String>,
    /// Messages in it, notes too.
    message_count: i64,
    /// When it comes back.
    #[schema(value_type = Option<String>, format = DateTime)]
    snoozed_until: Option<Timestamp>,
    /// Since when the customer waits for us.
    #[schema(value_type = Option<String>, format = DateTime)]
    waiting_since: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// The last message.
    #[schema(value_type = String, format = DateTime)]
    active_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    first_reply_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    /// The conversation this one went into.
    merged_into: Option<i64>,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    /// Ours: the customer waits for us.
    Open,
    /// The customer's: we answered.
    Waiting,
    /// Nobody's until a time.
    Snoozed,
    /// Done.
    Closed,
}

/// How it stands in line.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Priority {
    /// Can wait.
    Low,
    /// As usual.
    Normal,
    /// Before others.
    High,
    /// Now.
    Urgent,
}

/// How a customer reached us other than by mail.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Channel {
    /// On the telephone.
    Call,
    /// On paper.
    Letter,
    /// In a form on a website.
    Form,
    /// In another system.
    Api,
}

impl Conversation {
    pub(crate) fn new(house: &House, (conversation, tags): Tagged) -> Self {
        Self {
            id: conversation.id.0,
            url: format!("{}/conversations/{}", house.public_url, conversation.id),
            customer_id: conversation.customer_id.0,
            channel: conversation.channel,
            subject: conversation.subject,
            preview: conversation.preview,
            state: conversation.state.into(),
            priority: conversation.priority.into(),
            assignee_id: conversation.assignee_id.map(|id| id.0),
            team_id: conversation.team_id.map(|id| id.0),
            mailbox_id: conversation.mailbox_id.map(|id| id.0),
            tags,
            message_count: conversation.message_count,
            snoozed_until: conversation.snoozed_until,
            waiting_since: conversation.waiting_since,
            created_at: conversation.created_at,
            active_at: conversation.active_at,
            first_reply_at: conversation.first_reply_at,
            closed_at: conversation.closed_at,
            merged_into: conversation.merged_into.map(|id| id.0),
        }
    }
}

/// Ours and the domain's, which may change without the other.
macro_rules! same_names {
    ($ours:ty, $theirs:ty: $($name:ident),+) => {
        impl From<$ours> for $theirs {
            fn from(ours: $ours) -> Self {
                match ours { $(<$ours>::$name => Self::$name),+ }
            }
        }
        impl From<$theirs> for $ours {
            fn from(theirs: $theirs) -> Self {
                match theirs { $(<$theirs>::$name => Self::$name),+ }
            }
        }
    };
}

same_names!(State, domain::conversation::State: Open, Waiting, Snoozed, Closed);
same_names!(Priority, domain::conversation::Priority: Low, Normal, High, Urgent);
same_names!(Channel, domain::conversation::Channel: Call, Letter, Form, Api);
