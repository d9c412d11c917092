//! One row: read into a customer, then added, or put on one we know.

use super::column::{Column, Mapping};
use super::{Known, Problem};
use crate::customer::change::{self, Change};
use crate::customer::identity::{NewIdentity, add_row, append};
use crate::customer::{NewCustomer, create, index};
use crate::sheet::original;
use crate::{Error, Result};
use domain::{Actor, CustomerId, EventKind, Moment};
use store::WriteTx;

/// Addresses or numbers in one cell.
const PARTS_MAX: usize = 20;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Became {
    Created,
    Updated,
    Skipped,
}

/// Reads the cells of a row; a cell that can't be used is a problem with its column.
pub(super) fn read(
    mapping: &Mapping,
    headers: &[String],
    cells: &[String],
    line: u64,
) -> std::result::Result<NewCustomer, Problem> {
    let problem = |column: usize, words: String| Problem {
        line,
        column: headers.get(column).cloned().unwrap_or_else(|| format!("{}", column + 1)),
        words,
    };
    let mut new = NewCustomer::default();
    let (mut first, mut last) = (String::new(), String::new());
    for (number, cell) in cells.iter().enumerate() {
        let cell = original(cell.trim());
        let Some(column) = mapping.0.get(number) else {
            if cell.is_empty() {
                continue;
            }
            return Err(problem(
                number,
                "There are more cells in this row than columns in the first line.".to_owned(),
            ));
        };
        if cell.is_empty() {
            continue;
        }
        match column {
            Column::Name => cell.clone_into(&mut new.name),
            Column::FirstName => cell.clone_into(&mut first),
            Column::LastName => cell.clone_into(&mut last),
            Column::Email => new.emails = parts(cell),
            Column::Phone => new.phones = parts(cell),
            Column::Handle => new.identities.extend(identities("handle", cell)),
            Column::External => new.identities.extend(identities("external", cell)),
            Column::Organization => cell.clone_into(&mut new.organization),
            Column::Language => cell.clone_into(&mut new.language),
            Column::TimeZone => cell.clone_into(&mut new.time_zone),
            Column::Field(name) => {
                new.fields.insert(name.clone(), cell.to_owned());
            }
            Column::Ignore => {}
        }
        for identity in identities_of(column, cell) {
            identity.written_and_key().map_err(|error| problem(number, error.to_string()))?;
        }
    }
    if new.name.is_empty() {
        new.name = [first, last].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    }
    if new.name.is_empty() && new.emails.is_empty() && new.phones.is_empty() && new.identities.is_empty() {
        return Err(problem(0, "This row has neither a name nor an address.".to_owned()));
    }
    Ok(new)
}

fn parts(cell: &str) -> Vec<String> {
    cell.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .take(PARTS_MAX)
        .map(str::to_owned)
        .collect()
}

fn identities(kind: &str, cell: &str) -> Vec<NewIdentity> {
    parts(cell).into_iter().map(|value| NewIdentity { kind: kind.to_owned(), value }).collect()
}

fn identities_of(column: &Column, cell: &str) -> Vec<NewIdentity> {
    match column {
        Column::Email => identities("email", cell),
        Column::Phone => identities("phone", cell),
        Column::Handle => identities("handle", cell),
        Column::External => identities("external", cell),
        _ => Vec::new(),
    }
}

/// Takes a row in. A problem of the row is the inner error; the outer one is the database's.
pub(super) fn take(
    tx: &WriteTx<'_>,
    actor: &Actor,
    new: &NewCustomer,
    known: Known,
    moment: &Moment,
) -> Result<std::result::Result<Became, String>> {
    let emails = new.emails.iter().map(NewIdentity::email);
    let phones = new.phones.iter().map(NewIdentity::phone);
    let identities: Vec<NewIdentity> = emails.chain(phones).chain(new.identities.iter().cloned()).collect();
    let owners = match owners(tx, &identities) {
        Ok(owners) => owners,
        Err(error) => return inner(error),
    };
    let owner = match owners.as_slice() {
        [] => {
            // Everything is looked at before the first row is written: a problem leaves nothing half done.
            if let Err(error) = change::check(&change_of(new)) {
                return inner(error);
            }
            return match create(tx, actor, new, moment) {
                Ok(_) => Ok(Ok(Became::Created)),
                Err(error) => inner(error),
            };
        }
        [owner] => *owner,
        several => {
            let ids: Vec<String> = several.iter().map(|id| format!("#{id}")).collect();
            return Ok(Err(format!(
                "Its addresses belong to several customers: {}. Merge them first.",
                ids.join(", ")
            )));
        }
    };
    if known == Known::Skip {
        return Ok(Ok(Became::Skipped));
    }
    match update(tx, actor, owner, new, &identities, moment) {
        Ok(()) => Ok(Ok(Became::Updated)),
        Err(error) => inner(error),
    }
}

/// What a person can mend in the file stands in the list of problems; everything else stops the batch.
fn inner(error: Error) -> Result<std::result::Result<Became, String>> {
    match error {
        Error::Invalid { .. } | Error::Conflict(_) => Ok(Err(error.to_string())),
        other => Err(other),
    }
}

/// Who has these addresses and numbers already.
fn owners(tx: &WriteTx<'_>, identities: &[NewIdentity]) -> Result<Vec<CustomerId>> {
    let mut owners = Vec::new();
    for identity in identities {
        let (_, key) = identity.written_and_key()?;
        if let Some(known) = store::identity::find_by_key(tx, &identity.kind, &key)?
            && !owners.contains(&known.customer_id)
        {
            owners.push(known.customer_id);
        }
    }
    Ok(owners)
}

/// What a row says of a customer; an empty cell says nothing.
fn change_of(new: &NewCustomer) -> Change {
    let said = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    Change {
        name: said(&new.name),
        organization: said(&new.organization),
        language: said(&new.language),
        time_zone: said(&new.time_zone),
        fields: new.fields.clone(),
    }
}

fn update(
    tx: &WriteTx<'_>,
    actor: &Actor,
    owner: CustomerId,
    new: &NewCustomer,
    identities: &[NewIdentity],
    moment: &Moment,
) -> Result<()> {
    let mut customer = crate::lookup::customer(tx, owner)?;
    let mut changed = change::apply(tx, &mut customer, &change_of(new), moment)?;
    for identity in identities {
        if add_row(tx, customer.id, identity, moment)?.is_some() {
            changed.push("identities".to_owned());
        }
    }
    if !changed.is_empty() {
        store::customer::update(tx, &customer)?;
        index(tx, &customer)?;
        append(tx, actor, customer.id, EventKind::CustomerChanged { fields: changed }, moment)?;
    }
    Ok(())
}
