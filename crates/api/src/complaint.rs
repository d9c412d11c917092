//! A conversation's complaint: what happened, what would make it right, who answers for it, how it ends.

use crate::body::{Change, Create, Id};
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::problem::{Failure, Result};
use app::WriteTx;
use app::complaint::{Account, WORDS_CHARACTERS_MAX};
use axum::Json;
use axum::extract::State as Shared;
use axum::http::StatusCode;
use axum::response::Response;
use domain::complaint::Source;
use domain::{Actor, AgentId, ConversationId, Moment};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What would make it right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    Repair,
    Replacement,
    Expedite,
    Refund,
    Credit,
    Compensation,
    WaivedFee,
    FreeProduct,
    Apology,
    Explanation,
    Assurance,
    Hearing,
}

/// Where a complaint stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ComplaintState {
    /// Ours to put right.
    Open,
    /// The customer was asked whether it is done.
    Asked,
    /// Done.
    Closed,
}

/// How a complaint ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// The customer says it is done.
    Agreed,
    /// The customer stays silent although asked a week ago or more.
    Silence,
}

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

same_names!(Wanted, domain::complaint::Wanted: Repair, Replacement, Expedite, Refund, Credit, Compensation, WaivedFee,
    FreeProduct, Apology, Explanation, Assurance, Hearing);
same_names!(ComplaintState, domain::complaint::State: Open, Asked, Closed);
same_names!(Outcome, domain::complaint::Outcome: Agreed, Silence);

/// A complaint.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Complaint {
    id: i64,
    /// The conversation it came about in; of merged conversations the one that went into another.
    conversation_id: i64,
    /// `form`, `agent`, `mail` or `api`.
    source: String,
    happened: String,
    wanted: Vec<Wanted>,
    wanted_words: String,
    also: String,
    /// What is behind it, as colleagues see it. Never to be shown to customers.
    underlying: String,
    #[schema(value_type = Option<String>, format = DateTime)]
    began_at: Option<Timestamp>,
    tries: i64,
    advocate_id: Option<i64>,
    state: ComplaintState,
    /// The first real answer.
    #[schema(value_type = Option<String>, format = DateTime)]
    answered_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    asked_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    closed_at: Option<Timestamp>,
    outcome: Option<Outcome>,
    outcome_words: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<app::complaint::Complaint> for Complaint {
    fn from(row: app::complaint::Complaint) -> Self {
        let account = Account::of(&row);
        Self {
            id: row.id.0,
            conversation_id: row.conversation_id.0,
            source: row.source.name().to_owned(),
            happened: account.happened,
            wanted: account.wanted.into_iter().map(Into::into).collect(),
            wanted_words: account.wanted_words,
            also: account.also,
            underlying: row.underlying,
            began_at: row.began_at,
            tries: row.tries,
            advocate_id: row.advocate_id.map(|id| id.0),
            state: row.state.into(),
            answered_at: row.answered_at,
            asked_at: row.asked_at,
            closed_at: row.closed_at,
            outcome: row.outcome.map(Into::into),
            outcome_words: row.outcome_words,
            created_at: row.created_at,
        }
    }
}

/// A complaint to be taken up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"happened": "The boots came in the wrong size, twice.", "wanted": ["refund", "apology"], "tries": 2}))]
pub(crate) struct NewComplaint {
    #[schema(min_length = 1, max_length = 4_000)]
    happened: String,
    #[serde(default)]
    #[schema(max_items = 12)]
    wanted: Vec<Wanted>,
    #[serde(default)]
    #[schema(max_length = 1_000)]
    wanted_words: String,
    #[serde(default)]
    #[schema(max_length = 1_000)]
    also: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    began_at: Option<Timestamp>,
    #[serde(default)]
    #[schema(minimum = 0, maximum = 100)]
    tries: i64,
}

/// What is to change; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct ComplaintChange {
    #[schema(min_length = 1, max_length = 4_000)]
    happened: Option<String>,
    #[schema(max_items = 12)]
    wanted: Option<Vec<Wanted>>,
    #[schema(max_length = 1_000)]
    wanted_words: Option<String>,
    #[schema(max_length = 1_000)]
    also: Option<String>,
    /// Since when; not in the future.
    #[schema(value_type = Option<String>, format = DateTime)]
    began_at: Option<Timestamp>,
    #[schema(minimum = 0, maximum = 100)]
    tries: Option<i64>,
    #[schema(max_length = 1_000)]
    underlying: Option<String>,
    /// Who answers for it from now on.
    #[schema(minimum = 1)]
    advocate_id: Option<i64>,
    /// `asked` notes that the customer was asked whether it is done; `open` opens a closed one again.
    state: Option<ComplaintState>,
    /// Needed with, and only with, the state `closed`.
    outcome: Option<Outcome>,
    /// What the customer said, or why the silence is an end.
    #[schema(max_length = 1_000)]
    outcome_words: Option<String>,
}

fn read(tx: &app::Tx<'_>, actor: &Actor, id: ConversationId) -> app::Result<Complaint> {
    let found = app::complaint::brief(tx, actor, id)?;
    found.map(Into::into).ok_or(app::Error::NotFound("complaint"))
}

/// Take a conversation up as a complaint.
#[utoipa::path(post, path = "/conversations/{conversation}/complaint", tag = "Complaints", operation_id = "open_complaint",
    params(("conversation" = i64, Path, minimum = 1)), request_body = NewComplaint,
    responses((status = 201, description = "The new complaint", body = Complaint)))]
pub(crate) async fn open(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    asked: Create<NewComplaint>,
) -> Result<Response> {
    create(&house, caller, asked, move |tx, actor, new: &NewComplaint, moment| {
        let account = Account {
            happened: new.happened.clone(),
            wanted: new.wanted.iter().copied().map(Into::into).collect(),
            wanted_words: new.wanted_words.clone(),
            also: new.also.clone(),
            began_at: new.began_at,
            tries: new.tries,
        };
        app::complaint::open(tx, actor, id, &account, Source::Api, moment)?;
        Ok((StatusCode::CREATED, read(tx, actor, id)?))
    })
    .await
}

/// Show a conversation's complaint.
#[utoipa::path(get, path = "/conversations/{conversation}/complaint", tag = "Complaints", operation_id = "show_complaint",
    params(("conversation" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The complaint", body = Complaint)))]
pub(crate) async fn show(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
) -> Result<Json<Complaint>> {
    Ok(Json(house.db.read(move |tx| read(tx, &caller.actor, id)).await?))
}

/// Change a complaint, ask, close it as the customer says, or open it again.
#[utoipa::path(patch, path = "/conversations/{conversation}/complaint", tag = "Complaints", operation_id = "change_complaint",
    params(("conversation" = i64, Path, minimum = 1)), request_body = ComplaintChange,
    responses((status = 200, description = "The complaint as it is now", body = Complaint)))]
pub(crate) async fn change(
    Shared(house): Shared<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    Change(change): Change<ComplaintChange>,
) -> Result<Json<Complaint>> {
    if change.outcome.is_some() != (change.state == Some(ComplaintState::Closed)) {
        return Err(Failure::unusable(
            "outcome",
            "Give an outcome with the state closed, and with no other.",
        ));
    }
    if change.outcome_words.as_ref().is_some_and(|words| words.chars().count() > WORDS_CHARACTERS_MAX) {
        let words = format!("At most {WORDS_CHARACTERS_MAX} characters.");
        return Err(Failure::unusable("outcome_words", words));
    }
    let moment = house.moment();
    let changed = house.db.write(move |tx| {
        apply(tx, &caller.actor, id, &change, &moment)?;
        read(tx, &caller.actor, id)
    });
    Ok(Json(changed.await?))
}

fn apply(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: ConversationId,
    change: &ComplaintChange,
    moment: &Moment,
) -> app::Result<()> {
    let known = app::complaint::brief(tx, actor, id)?.ok_or(app::Error::NotFound("complaint"))?;
    let known = Account::of(&known);
    let account = Account {
        happened: change.happened.clone().unwrap_or_else(|| known.happened.clone()),
        wanted: change
            .wanted
            .as_ref()
            .map_or_else(|| known.wanted.clone(), |all| all.iter().copied().map(Into::into).collect()),
        wanted_words: change.wanted_words.clone().unwrap_or_else(|| known.wanted_words.clone()),
        also: change.also.clone().unwrap_or_else(|| known.also.clone()),
        began_at: change.began_at.or(known.began_at),
        tries: change.tries.unwrap_or(known.tries),
    };
    if account != known {
        app::complaint::change(tx, actor, id, &account, moment)?;
    }
    if let Some(words) = &change.underlying {
        app::complaint::set_underlying(tx, actor, id, words, moment)?;
    }
    if let Some(advocate) = change.advocate_id {
        app::complaint::set_advocate(tx, actor, id, AgentId(advocate), moment)?;
    }
    let words = change.outcome_words.as_deref().unwrap_or_default();
    match (change.state, change.outcome) {
        (Some(ComplaintState::Open), _) => app::complaint::reopen(tx, actor, id, moment),
        (Some(ComplaintState::Asked), _) => app::complaint::note_asked(tx, actor, id, moment),
        (Some(ComplaintState::Closed), Some(outcome)) => {
            app::complaint::close(tx, actor, id, outcome.into(), words, moment)
        }
        (Some(ComplaintState::Closed) | None, _) => Ok(()),
    }
}
