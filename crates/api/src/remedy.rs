//! `/remedies`: what is given to put things right, and what the shop says came of it.

use crate::body::{Create, Id, Query};
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::order::Money;
use crate::page::{Cursor, Page, PageQuery};
use crate::problem::Result;
use app::remedy::{Given, NewRemedy as New, Outcome as Ended};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::remedy::{ApprovalState, Reason};
use domain::{Actor, AgentId, ConversationId, OrderId, RemedyId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Something given, or asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Remedy {
    id: i64,
    conversation_id: i64,
    /// Its kind by name, as the settings of the house have it: `Refund`.
    kind: String,
    /// What it costs the company; null for words.
    cost: Option<Money>,
    for_what: String,
    /// For which order.
    order_id: Option<i64>,
    /// `our_mistake`, `late`, `damaged`, `billing`, `goodwill` or `delight`.
    reason: String,
    agent_id: i64,
    /// `asked`, `given`, `sending`, `done`, `failed`, `declined`, `withdrawn` or `taken_back`.
    state: String,
    /// Who decides, while it is asked for.
    approver_id: Option<i64>,
    /// By when, or the next one is asked.
    #[schema(value_type = Option<String>, format = DateTime)]
    decide_by: Option<Timestamp>,
    external_id: String,
    problem: String,
    /// Of what was taken back after your system was told of it: `due`, `sending`, `done` or `failed`; else empty.
    reversal: String,
    /// Why that could not be.
    reversal_problem: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    given_at: Option<Timestamp>,
}

/// Something to be given in a colleague's name and within their authority; above it their lead is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRemedy {
    /// Your own name of this request: the same again gives once, for ever.
    #[schema(min_length = 1, max_length = 100)]
    request_key: String,
    /// In whose name: the id of a colleague.
    #[schema(minimum = 1)]
    agent: i64,
    /// Which kind, by name.
    #[schema(min_length = 1, max_length = 60)]
    kind: String,
    /// What it costs; left out for words.
    #[serde(default)]
    cost: Option<Money>,
    /// What it makes good.
    #[serde(default)]
    #[schema(max_length = 500)]
    for_what: String,
    /// For which order of the customer: its id here.
    #[serde(default)]
    #[schema(minimum = 1)]
    order: Option<i64>,
    /// The class of the reason.
    #[schema(pattern = "^(our_mistake|late|damaged|billing|goodwill|delight)$")]
    reason: String,
    /// Why, in words.
    #[serde(default)]
    #[schema(max_length = 500)]
    why: String,
}

/// What came of carrying it out.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    /// `done` or `failed`.
    #[schema(pattern = "^(done|failed)$")]
    state: String,
    /// What it is called in your system.
    #[serde(default)]
    #[schema(max_length = 200)]
    external_id: String,
    /// Of a failure: why, for people.
    #[serde(default)]
    #[schema(max_length = 500)]
    problem: String,
}

impl From<Given> for Remedy {
    fn from(given: Given) -> Self {
        let waiting = given.approvals.iter().map(|(one, _)| one);
        let waiting = waiting.filter(|one| one.state == ApprovalState::Waiting).min_by_key(|one| one.id);
        let remedy = given.remedy;
        Self {
            id: remedy.id.0,
            conversation_id: remedy.conversation_id.0,
            kind: given.kind.name,
            cost: remedy.cost.map(|cost| Money::new(cost.minor(), cost.currency().code())),
            for_what: remedy.for_what,
            order_id: remedy.order_id.map(|order| order.0),
            reason: remedy.reason.name().to_owned(),
            agent_id: remedy.agent_id.0,
            state: remedy.state.name().to_owned(),
            approver_id: waiting.map(|one| one.approver_id.0),
            decide_by: waiting.map(|one| one.deadline_at),
            external_id: remedy.external_id,
            problem: remedy.problem,
            reversal: remedy.reversal.name().to_owned(),
            reversal_problem: remedy.reversal_problem,
            created_at: remedy.created_at,
            given_at: remedy.given_at,
        }
    }
}

/// The request as the action takes it.
fn request(tx: &app::Tx<'_>, actor: &Actor, new: &NewRemedy) -> app::Result<New> {
    let kinds = app::remedy::kinds(tx, actor)?;
    let kind = kinds.iter().find(|kind| kind.name.eq_ignore_ascii_case(new.kind.trim()));
    let kind = kind.ok_or_else(|| app::Error::invalid("kind", "There is no remedy of this name."))?;
    let reason = Reason::parse(&new.reason)
        .ok_or_else(|| app::Error::invalid("reason", "Use one of the classes of reasons."))?;
    let (cost_minor, currency) = new.cost.as_ref().map_or((0, String::new()), Money::parts);
    Ok(New {
        request_key: new.request_key.clone(),
        kind: kind.id,
        cost_minor,
        currency,
        order: new.order.map(OrderId),
        for_what: new.for_what.clone(),
        reason,
        why: new.why.clone(),
        in_name_of: Some(AgentId(new.agent)),
    })
}

/// Give something in a conversation: at once inside the colleague's authority, else their lead is asked.
#[utoipa::path(post, path = "/conversations/{conversation}/remedies", tag = "Remedies", operation_id = "give_remedy",
    params(("conversation" = i64, Path, minimum = 1)), request_body = NewRemedy,
    responses((status = 201, description = "Given, or asked for: see `state`", body = Remedy)))]
pub(crate) async fn give(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<ConversationId>,
    asked: Create<NewRemedy>,
) -> Result<Response> {
    create(&house, caller, asked, move |tx, actor, new: &NewRemedy, moment| {
        let giving = app::remedy::give(tx, actor, id, &request(tx, actor, new)?, moment)?;
        Ok((StatusCode::CREATED, Remedy::from(app::remedy::find(tx, actor, giving.remedy())?)))
    })
    .await
}

/// List remedies, latest first.
#[utoipa::path(get, path = "/remedies", tag = "Remedies", operation_id = "list_remedies", params(PageQuery),
    responses((status = 200, description = "A page of remedies", body = Page<Remedy>)))]
pub(crate) async fn list(
    State(house): State<House>,
    caller: Caller,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Remedy>>> {
    let limit = page.limit()?;
    let before = page.after()?.map(|cursor| RemedyId(cursor.id));
    let found = house.db.read(move |tx| app::remedy::latest(tx, &caller.actor, before, limit + 1)).await?;
    let place = |given: &Given| Cursor { sort: 0, id: given.remedy.id.0 };
    Ok(Json(Page::of(found, limit, place, Remedy::from)))
}

/// Show a remedy.
#[utoipa::path(get, path = "/remedies/{remedy}", tag = "Remedies", operation_id = "show_remedy",
    params(("remedy" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The remedy", body = Remedy)))]
pub(crate) async fn show(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<RemedyId>,
) -> Result<Json<Remedy>> {
    Ok(Json(house.db.read(move |tx| app::remedy::find(tx, &caller.actor, id)).await?.into()))
}

/// Say what came of carrying a remedy out. The same again changes nothing; what was done stays done.
#[utoipa::path(post, path = "/remedies/{remedy}/outcome", tag = "Remedies", operation_id = "report_outcome",
    params(("remedy" = i64, Path, minimum = 1)), request_body = Outcome,
    responses((status = 200, description = "The remedy as it is now", body = Remedy)))]
pub(crate) async fn report(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<RemedyId>,
    asked: Create<Outcome>,
) -> Result<Response> {
    create(&house, caller, asked, move |tx, actor, outcome: &Outcome, moment| {
        let ended = match outcome.state.as_str() {
            "done" => Ended::Done { external_id: outcome.external_id.clone() },
            "failed" => Ended::Failed { problem: outcome.problem.clone() },
            _ => return Err(app::Error::invalid("state", "Say done or failed.")),
        };
        app::remedy::report(tx, actor, id, &ended, moment)?;
        Ok((StatusCode::OK, Remedy::from(app::remedy::find(tx, actor, id)?)))
    })
    .await
}
