//! `/customers`: people and companies, and how they are reached.

mod change;

pub(crate) use change::*;

use crate::body::{Create, Id, Query, objects};
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::page::{Cursor, Page, PageQuery};
use crate::problem::{Failure, Result};
use app::customer::{Known, NewCustomer as New};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::CustomerId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// A person or a company.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Customer {
    id: i64,
    /// Their name; may be empty.
    name: String,
    /// BCP 47 language, empty when unknown.
    language: String,
    /// IANA time zone, empty when unknown.
    time_zone: String,
    organization_id: Option<i64>,
    /// Custom fields.
    fields: BTreeMap<String, String>,
    /// How they are reached.
    identities: Vec<Identity>,
    /// The agent who knows them, and to whom their new contacts go.
    ally_id: Option<i64>,
    /// The agent who stands in for the ally.
    backup_id: Option<i64>,
    /// Whether what they write disturbs nobody.
    blocked: bool,
    /// The customer this one was merged into.
    merged_into: Option<i64>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// One address, number, handle or id of a customer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Identity {
    id: i64,
    /// `email`, `phone`, `handle`, `visitor` or `external`.
    kind: String,
    /// As written.
    value: String,
    /// Mail to it came back for good.
    undeliverable: bool,
}

/// What an identity can be.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IdentityKind {
    /// A mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A name in a social network.
    Handle,
    /// An id in another system, such as `shop:4711`.
    External,
}

/// An identity to be given to a customer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "phone", "value": "+46 8 123 456"}))]
pub(crate) struct NewIdentity {
    kind: IdentityKind,
    #[schema(min_length = 1, max_length = 200)]
    value: String,
}

/// A customer to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Bao Tran", "language": "sv", "identities": [{"kind": "email", "value": "bao@customer.example"}]}))]
pub(crate) struct NewCustomer {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// BCP 47 language.
    #[serde(default)]
    #[schema(max_length = 35, pattern = "^[A-Za-z0-9-]*$")]
    language: String,
    #[serde(default, deserialize_with = "objects")]
    #[schema(max_items = 20)]
    identities: Vec<NewIdentity>,
}

/// Bytes of a language tag (RFC 5646, section 4.4.1).
const LANGUAGE_BYTES_MAX: usize = 35;
/// Identities that one request gives a customer.
const IDENTITIES_MAX: usize = 20;

/// The customer meant: by our id, or by how they are reached, who is made if nobody is known so.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum CustomerReference {
    /// A customer by id; one who was merged stands for who they were merged into.
    Id(ById),
    /// Whoever is reached like that.
    Identity(ByIdentity),
}

/// A customer by id.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ById {
    #[schema(minimum = 1)]
    id: i64,
}

/// A customer by an identity.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ByIdentity {
    kind: IdentityKind,
    #[schema(min_length = 1, max_length = 200)]
    value: String,
    /// The name for somebody new.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: String,
}

/// An identity as actions take it.
fn identity(kind: IdentityKind, value: &str) -> app::customer::NewIdentity {
    let kind = match kind {
        IdentityKind::Email => "email",
        IdentityKind::Phone => "phone",
        IdentityKind::Handle => "handle",
        IdentityKind::External => "external",
    };
    app::customer::NewIdentity { kind: kind.to_owned(), value: value.to_owned() }
}

impl From<&CustomerReference> for app::customer::Referred {
    fn from(reference: &CustomerReference) -> Self {
        match reference {
            CustomerReference::Id(by) => Self::Id(CustomerId(by.id)),
            CustomerReference::Identity(by) => {
                Self::Identity { identity: identity(by.kind, &by.value), name: by.name.clone() }
            }
        }
    }
}

impl From<app::customer::Identity> for Identity {
    fn from(identity: app::customer::Identity) -> Self {
        Self {
            id: identity.id.0,
            kind: identity.kind,
            value: identity.value,
            undeliverable: identity.undeliverable_at.is_some(),
        }
    }
}

impl From<Known> for Customer {
    fn from(known: Known) -> Self {
        let customer = known.customer;
        Self {
            id: customer.id.0,
            name: customer.name,
            language: customer.language,
            time_zone: customer.time_zone,
            organization_id: customer.organization_id.map(|id| id.0),
            fields: serde_json::from_str(&customer.fields).unwrap_or_default(),
            identities: known.identities.into_iter().map(Identity::from).collect(),
            ally_id: known.ally.map(|ally| ally.agent_id.0),
            backup_id: known.ally.and_then(|ally| ally.backup_id).map(|id| id.0),
            blocked: customer.blocked_at.is_some(),
            merged_into: customer.merged_into.map(|id| id.0),
            created_at: customer.created_at,
        }
    }
}

/// The description promises a pattern; whether such a tag makes sense is for the application to say.
fn check_language(language: &str) -> Result<()> {
    let is_tag = language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if language.len() > LANGUAGE_BYTES_MAX || !is_tag {
        return Err(Failure::unusable("language", "A language is a BCP 47 tag, such as sv or pt-BR."));
    }
    Ok(())
}

/// Which customer.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CustomerQuery {
    /// Only the one with this mail address.
    #[param(max_length = 254)]
    email: Option<String>,
}

/// List customers, in the order in which they became known. Those merged into others are left out.
#[utoipa::path(get, path = "/customers", tag = "Customers", operation_id = "list_customers",
    params(CustomerQuery, PageQuery), responses((status = 200, description = "A page of customers", body = Page<Customer>)))]
pub(crate) async fn list(
    State(house): State<House>,
    caller: Caller,
    Query(query): Query<CustomerQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Page<Customer>>> {
    let (after, limit) = (page.after()?, page.limit()?);
    if let Some(email) = query.email {
        if email.chars().count() > domain::address::ADDRESS_BYTES_MAX {
            return Err(Failure::Malformed("email: This is longer than any address.".into()));
        }
        let email = app::customer::NewIdentity::email(email);
        let found = house.db.read(move |tx| app::customer::by_identity(tx, &caller.actor, &email)).await?;
        let data = found.into_iter().map(Customer::from).collect();
        return Ok(Json(Page { data, next: None }));
    }
    let after = CustomerId(after.map_or(0, |cursor| cursor.id));
    let found = house.db.read(move |tx| app::customer::after(tx, &caller.actor, after, limit + 1)).await?;
    let place = |known: &Known| Cursor { sort: 0, id: known.customer.id.0 };
    Ok(Json(Page::of(found, limit, place, Customer::from)))
}

/// Show a customer.
#[utoipa::path(get, path = "/customers/{customer}", tag = "Customers", operation_id = "show_customer",
    params(("customer" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The customer", body = Customer)))]
pub(crate) async fn show(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<CustomerId>,
) -> Result<Json<Customer>> {
    Ok(Json(house.db.read(move |tx| app::customer::find(tx, &caller.actor, id)).await?.into()))
}

/// Make a customer. An identity that somebody has already is refused with 409.
#[utoipa::path(post, path = "/customers", tag = "Customers", operation_id = "create_customer",
    request_body = NewCustomer, responses((status = 201, description = "The new customer", body = Customer)))]
pub(crate) async fn make(
    State(house): State<House>,
    caller: Caller,
    asked: Create<NewCustomer>,
) -> Result<Response> {
    check_language(&asked.value.language)?;
    if asked.value.identities.len() > IDENTITIES_MAX {
        return Err(Failure::unusable("identities", format!("Send at most {IDENTITIES_MAX}.")));
    }
    create(&house, caller, asked, |tx, actor, new: &NewCustomer, moment| {
        let identities = new.identities.iter().map(|new| identity(new.kind, &new.value)).collect();
        let (name, language) = (new.name.clone(), new.language.clone());
        let new = New { name, language, identities, ..New::default() };
        let id = app::customer::create(tx, actor, &new, moment)?;
        Ok((StatusCode::CREATED, Customer::from(app::customer::find(tx, actor, id)?)))
    })
    .await
}

/// Give a customer another identity. One that somebody else has is refused with 409.
#[utoipa::path(post, path = "/customers/{customer}/identities", tag = "Customers", operation_id = "add_identity",
    params(("customer" = i64, Path, minimum = 1)), request_body = NewIdentity,
    responses((status = 201, description = "The identity", body = Identity)))]
pub(crate) async fn add_identity(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    asked: Create<NewIdentity>,
) -> Result<Response> {
    create(&house, caller, asked, move |tx, actor, new: &NewIdentity, moment| {
        let added = app::customer::add_identity(tx, actor, id, &identity(new.kind, &new.value), moment)?;
        Ok((StatusCode::CREATED, Identity::from(app::customer::find_identity(tx, actor, added)?)))
    })
    .await
}
