//! Changing a customer: what is given changes, all of it or nothing (JSON Merge Patch, RFC 7396).

use super::{Customer, check_language};
use crate::body::given;
use crate::body::{Change, Id};
use crate::guard::Caller;
use crate::house::House;
use crate::problem::{Failure, Result};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::{AgentId, CustomerId, IdentityId};
use serde::Deserialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What is to change; what is left out stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({"name": "Bao Tran", "fields": {"size": "44", "newsletter": null}}))]
pub(crate) struct CustomerChange {
    #[schema(max_length = 200)]
    name: Option<String>,
    /// The name of the company they belong to, made if it is new; empty for none.
    #[schema(max_length = 200)]
    organization: Option<String>,
    /// BCP 47 language, empty when unknown.
    #[schema(max_length = 35, pattern = "^[A-Za-z0-9-]*$")]
    language: Option<String>,
    /// IANA time zone, empty when unknown.
    time_zone: Option<String>,
    /// The agent who knows them, and to whom their new contacts go; null for nobody, which takes the backup away too.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 1)]
    ally_id: Option<Option<i64>>,
    /// The agent who stands in for the ally, or null for nobody.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<i64>, minimum = 1)]
    backup_id: Option<Option<i64>>,
    /// Custom fields to set; null takes a field away.
    fields: BTreeMap<String, Option<String>>,
}

/// Change a customer's name, organization, language, time zone or custom fields.
#[utoipa::path(patch, path = "/customers/{customer}", tag = "Customers", operation_id = "change_customer",
    params(("customer" = i64, Path, minimum = 1)), request_body = CustomerChange,
    responses((status = 200, description = "The customer as it is now", body = Customer)))]
pub(crate) async fn change(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    Change(change): Change<CustomerChange>,
) -> Result<Json<Customer>> {
    check_language(change.language.as_deref().unwrap_or_default())?;
    let (ally, backup) = (change.ally_id, change.backup_id);
    for (field, id) in [("ally_id", ally), ("backup_id", backup)] {
        if id.flatten().is_some_and(|id| id < 1) {
            return Err(Failure::unusable(field, "Numbers of agents begin with 1."));
        }
    }
    let change = app::customer::Change {
        name: change.name,
        organization: change.organization,
        language: change.language,
        time_zone: change.time_zone,
        fields: change.fields.into_iter().map(|(name, value)| (name, value.unwrap_or_default())).collect(),
    };
    let moment = house.moment();
    let changed = house.db.write(move |tx| {
        let id = app::customer::change(tx, &caller.actor, id, &change, &moment)?;
        if ally.is_some() || backup.is_some() {
            let now = app::ally::of_customer(tx, &caller.actor, id)?;
            let ally = ally.map_or(now.map(|now| now.agent_id), |id| id.map(AgentId));
            let backup = backup.map_or(now.and_then(|now| now.backup_id), |id| id.map(AgentId));
            let to = app::ally::Allies { ally, backup: backup.filter(|_| ally.is_some()) };
            app::ally::set(tx, &caller.actor, id, to, &moment)?;
        }
        app::customer::find(tx, &caller.actor, id)
    });
    Ok(Json(changed.await?.into()))
}

/// Take an identity away. Mail from it starts somebody new; what came from it stays where it is. One that is
/// taken away already stays so.
#[utoipa::path(delete, path = "/identities/{identity}", tag = "Customers", operation_id = "remove_identity",
    params(("identity" = i64, Path, minimum = 1)), responses((status = 204, description = "It is taken away")))]
pub(crate) async fn remove_identity(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<IdentityId>,
) -> Result<StatusCode> {
    let moment = house.moment();
    house.db.write(move |tx| app::customer::remove_identity(tx, &caller.actor, id, &moment)).await?;
    Ok(StatusCode::NO_CONTENT)
}
