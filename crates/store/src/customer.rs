//! Customers: who they are. Their addresses stand in [`crate::identity`].

use crate::error::Result;
use crate::sql::{Tx, WriteTx};
use crate::value::{Columns, only};
use domain::{CustomerId, OrganizationId};
use jiff::Timestamp;

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Id.
    pub id: CustomerId,
    /// Name as they or we wrote it; may be empty.
    pub name: String,
    /// The company they belong to.
    pub organization_id: Option<OrganizationId>,
    /// BCP 47 language, empty when unknown.
    pub language: String,
    /// IANA time zone, empty when unknown.
    pub time_zone: String,
    /// Custom fields, a JSON object of strings.
    pub fields: String,
    /// First known since.
    pub created_at: Timestamp,
    /// Their mail is taken but disturbs nobody, since.
    pub blocked_at: Option<Timestamp>,
    /// The customer this one was merged into.
    pub merged_into: Option<CustomerId>,
}

const COLUMNS: &str =
    "id, name, organization_id, language, time_zone, fields, created_at, blocked_at, merged_into";

fn customer(columns: &mut Columns<'_>) -> Result<Customer> {
    Ok(Customer {
        id: columns.next()?,
        name: columns.next()?,
        organization_id: columns.next()?,
        language: columns.next()?,
        time_zone: columns.next()?,
        fields: columns.next()?,
        created_at: columns.next()?,
        blocked_at: columns.next()?,
        merged_into: columns.next()?,
    })
}

/// Adds a customer who is only known by name.
pub fn add(tx: &WriteTx<'_>, name: &str, now: Timestamp) -> Result<CustomerId> {
    tx.insert(
        "INSERT INTO customer (name, name_key, created_at) VALUES ($1, $2, $3) RETURNING id",
        &[&name, &domain::words::normalize(name), &now],
    )
}

/// Saves everything of the customer but its id and its beginning.
pub fn update(tx: &WriteTx<'_>, customer: &Customer) -> Result<()> {
    tx.execute(
        "UPDATE customer SET name = $2, name_key = $3, organization_id = $4, language = $5, time_zone = $6,
         fields = $7, blocked_at = $8, merged_into = $9 WHERE id = $1",
        &[
            &customer.id,
            &customer.name,
            &domain::words::normalize(&customer.name),
            &customer.organization_id,
            &customer.language,
            &customer.time_zone,
            &customer.fields,
            &customer.blocked_at,
            &customer.merged_into,
        ],
    )?;
    Ok(())
}

/// The customer with that id, merged or not.
pub fn find(tx: &Tx<'_>, id: CustomerId) -> Result<Option<Customer>> {
    tx.first(&format!("SELECT {COLUMNS} FROM customer WHERE id = $1"), &[&id], customer)
}

/// A page of customers by name, after the given name key and id.
pub fn page(tx: &Tx<'_>, after: Option<(&str, CustomerId)>, limit: i64) -> Result<Vec<Customer>> {
    let (name, id) = after.unwrap_or(("", CustomerId(0)));
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM customer WHERE merged_into IS NULL AND (name_key, id) > ($1, $2)
             ORDER BY name_key, id LIMIT $3"
        ),
        &[&name, &id, &limit],
        customer,
    )
}

/// A page of customers of an organization, by id, after the given one.
pub fn of_organization(
    tx: &Tx<'_>,
    organization: OrganizationId,
    after: CustomerId,
    limit: i64,
) -> Result<Vec<Customer>> {
    tx.query(
        &format!(
            "SELECT {COLUMNS} FROM customer WHERE organization_id = $1 AND merged_into IS NULL AND id > $2 ORDER BY id LIMIT $3"
        ),
        &[&organization, &after, &limit],
        customer,
    )
}

/// All customers that are not merged into others, by id, after the given one: for exports.
pub fn all_after(tx: &Tx<'_>, after: CustomerId, limit: i64) -> Result<Vec<Customer>> {
    tx.query(
        &format!("SELECT {COLUMNS} FROM customer WHERE merged_into IS NULL AND id > $1 ORDER BY id LIMIT $2"),
        &[&after, &limit],
        customer,
    )
}

/// Those who were merged into this customer, directly or through others, by id.
pub fn merged_into(tx: &Tx<'_>, id: CustomerId) -> Result<Vec<CustomerId>> {
    tx.query(
        "WITH RECURSIVE merged (id) AS (
           SELECT id FROM customer WHERE merged_into = $1
           UNION SELECT customer.id FROM customer JOIN merged ON customer.merged_into = merged.id
         ) SELECT id FROM merged ORDER BY id",
        &[&id],
        only,
    )
}
