//! What the columns of a file are: guessed from their names, corrected by people.

use crate::{Error, Result};
use serde::{Deserialize, Serialize};

/// What a column is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The whole name.
    Name,
    /// Given name; stands before the family name.
    FirstName,
    /// Family name.
    LastName,
    /// Mail addresses, several with `;` between them.
    Email,
    /// Phone numbers, several with `;` between them.
    Phone,
    /// Handles, several with `;` between them.
    Handle,
    /// The customer's id in another system.
    External,
    /// The company.
    Organization,
    /// BCP 47 language.
    Language,
    /// IANA time zone.
    TimeZone,
    /// A custom field of this name.
    Field(String),
    /// Nothing to us.
    Ignore,
}

/// Names by which columns are known, without case, spaces and marks, in the languages of common exports.
const NAMES: [(&str, Column); 40] = [
    ("name", Column::Name),
    ("fullname", Column::Name),
    ("customer", Column::Name),
    ("customername", Column::Name),
    ("displayname", Column::Name),
    ("kunde", Column::Name),
    ("nom", Column::LastName),
    ("nombre", Column::Name),
    ("firstname", Column::FirstName),
    ("givenname", Column::FirstName),
    ("vorname", Column::FirstName),
    ("prenom", Column::FirstName),
    ("lastname", Column::LastName),
    ("surname", Column::LastName),
    ("familyname", Column::LastName),
    ("nachname", Column::LastName),
    ("email", Column::Email),
    ("emailaddress", Column::Email),
    ("mail", Column::Email),
    ("emails", Column::Email),
    ("correo", Column::Email),
    ("phone", Column::Phone),
    ("phonenumber", Column::Phone),
    ("telephone", Column::Phone),
    ("telefon", Column::Phone),
    ("mobile", Column::Phone),
    ("tel", Column::Phone),
    ("handle", Column::Handle),
    ("username", Column::Handle),
    ("externalid", Column::External),
    ("customerid", Column::External),
    ("organization", Column::Organization),
    ("organisation", Column::Organization),
    ("company", Column::Organization),
    ("firma", Column::Organization),
    ("language", Column::Language),
    ("locale", Column::Language),
    ("timezone", Column::TimeZone),
    // What our own export says for its reader only.
    ("knownsince", Column::Ignore),
    ("blockedsince", Column::Ignore),
];

impl Column {
    /// The column that a name in the first line stands for: one we know, else a custom field.
    pub fn guess(header: &str) -> Self {
        let bare = domain::words::words(header).concat();
        if bare.is_empty() || bare == "id" {
            return Self::Ignore;
        }
        let known = NAMES.iter().find(|(name, _)| *name == bare).map(|(_, column)| column.clone());
        known.unwrap_or_else(|| Self::Field(header.trim().to_owned()))
    }

    /// The choice as a form sends it; `field` means a custom field named like the column.
    pub fn parse(choice: &str, header: &str) -> Option<Self> {
        if choice == "field" {
            return Some(Self::Field(header.trim().to_owned()));
        }
        serde_json::from_value(serde_json::Value::String(choice.to_owned())).ok()
    }

    /// The choice as a form sends it.
    pub fn name(&self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => "field".to_owned(),
        }
    }
}

/// What each column of a file is, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping(pub Vec<Column>);

impl Mapping {
    /// Guessed from the first line.
    pub fn guess<'h>(headers: impl IntoIterator<Item = &'h str>) -> Self {
        Self(headers.into_iter().map(Column::guess).collect())
    }

    /// Whether rows can become customers: something must say who they are.
    pub(super) fn check(&self) -> Result<()> {
        use Column::{Email, External, FirstName, Handle, LastName, Name, Phone};
        let says_who = |column: &Column| {
            matches!(column, Name | FirstName | LastName | Email | Phone | Handle | External)
        };
        if self.0.iter().any(says_who) {
            return Ok(());
        }
        Err(Error::invalid(
            "columns",
            "Say which column has the name or the address: without one, nobody can be told apart.",
        ))
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned())
    }

    pub(super) fn parse(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Column::{Email, Field, FirstName, Ignore, Organization, TimeZone};
    use super::*;

    #[test]
    fn names_of_columns_as_exports_write_them() {
        let guessed =
            Mapping::guess(["E-Mail", "First Name", "Prénom", "Company", "Time zone", "Shoe size", "Id", ""]);
        let expected =
            [Email, FirstName, FirstName, Organization, TimeZone, Field("Shoe size".into()), Ignore, Ignore];
        assert_eq!(guessed.0, expected);
        assert_eq!(Mapping::parse(&guessed.to_json()), guessed);
    }

    #[test]
    fn choices_read_back() {
        for column in [Email, FirstName, Field("Size".into()), Ignore] {
            assert_eq!(Column::parse(&column.name(), "Size"), Some(column));
        }
        assert_eq!(Column::parse("everything", ""), None);
    }
}
