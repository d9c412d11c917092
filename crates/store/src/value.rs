//! Values on their way into a statement and out of a row, the same for both engines.

use crate::error::{Error, Result};
use std::borrow::Cow;

/// A value for a `$n` of a statement.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value<'a> {
    /// No value.
    Null,
    /// True or false (1 or 0 in SQLite).
    Bool(bool),
    /// A 64-bit number: ids, counts, milliseconds, minor units of money.
    Integer(i64),
    /// A 64-bit float.
    Real(f64),
    /// Text.
    Text(Cow<'a, str>),
    /// Bytes.
    Blob(Cow<'a, [u8]>),
    /// Several numbers, for `IN LIST($n)`.
    List(&'a [i64]),
}

/// What can be bound to a `$n`.
pub(crate) trait Bind {
    /// The value to bind.
    fn value(&self) -> Value<'_>;
}

/// What can be read from a column.
pub(crate) trait Column: Sized {
    /// The value in the cell, or what was found instead.
    fn read(cell: Value<'_>) -> Result<Self, &'static str>;
}

macro_rules! scalar {
    ($($type:ty: $variant:ident, $name:literal;)+) => {$(
        impl Bind for $type {
            fn value(&self) -> Value<'_> {
                Value::$variant((*self).into())
            }
        }
    )+};
}

scalar! {
    bool: Bool, "boolean";
    i64: Integer, "integer";
    i32: Integer, "integer";
    u32: Integer, "integer";
    f64: Real, "real";
}

impl Bind for str {
    fn value(&self) -> Value<'_> {
        // PostgreSQL's text can't hold U+0000, and mails contain everything: what can't be kept by one engine
        // becomes the replacement character in both.
        Value::Text(if self.contains('\0') {
            Cow::Owned(self.replace('\0', "\u{FFFD}"))
        } else {
            Cow::Borrowed(self)
        })
    }
}

impl Bind for String {
    fn value(&self) -> Value<'_> {
        self.as_str().value()
    }
}

impl Bind for [u8] {
    fn value(&self) -> Value<'_> {
        Value::Blob(Cow::Borrowed(self))
    }
}

impl Bind for Vec<u8> {
    fn value(&self) -> Value<'_> {
        Value::Blob(Cow::Borrowed(self))
    }
}

impl<const N: usize> Bind for [u8; N] {
    fn value(&self) -> Value<'_> {
        Value::Blob(Cow::Borrowed(self))
    }
}

impl Bind for jiff::Timestamp {
    fn value(&self) -> Value<'_> {
        Value::Integer(domain::millis(*self))
    }
}

impl Bind for [i64] {
    fn value(&self) -> Value<'_> {
        Value::List(self)
    }
}

impl Bind for Vec<i64> {
    fn value(&self) -> Value<'_> {
        Value::List(self)
    }
}

impl<T: Bind + ?Sized> Bind for &T {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}

impl<T: Bind> Bind for Option<T> {
    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, Bind::value)
    }
}

impl Column for i64 {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Integer(number) => Ok(number),
            _ => Err("expected an integer"),
        }
    }
}

impl Column for u32 {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        i64::read(cell)?.try_into().map_err(|_| "expected a small positive integer")
    }
}

impl Column for f64 {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Real(number) => Ok(number),
            Value::Integer(number) => Ok(number as Self),
            _ => Err("expected a real number"),
        }
    }
}

impl Column for bool {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Bool(truth) => Ok(truth),
            Value::Integer(number @ (0 | 1)) => Ok(number == 1),
            _ => Err("expected a boolean"),
        }
    }
}

impl Column for String {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Text(text) => Ok(text.into_owned()),
            _ => Err("expected text"),
        }
    }
}

impl Column for Vec<u8> {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Blob(bytes) => Ok(bytes.into_owned()),
            _ => Err("expected bytes"),
        }
    }
}

impl<const N: usize> Column for [u8; N] {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Blob(bytes) => bytes.as_ref().try_into().map_err(|_| "expected another number of bytes"),
            _ => Err("expected bytes"),
        }
    }
}

impl Column for jiff::Timestamp {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        i64::read(cell).map(domain::timestamp)
    }
}

impl<T: Column> Column for Option<T> {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Null => Ok(None),
            other => T::read(other).map(Some),
        }
    }
}

macro_rules! id_values {
    ($($name:ident),+ $(,)?) => {$(
        impl Bind for domain::$name {
            fn value(&self) -> Value<'_> {
                Value::Integer(self.0)
            }
        }
        impl Column for domain::$name {
            fn read(cell: Value<'_>) -> Result<Self, &'static str> {
                i64::read(cell).map(Self)
            }
        }
    )+};
}

id_values! {
    AgentId, ApiTokenId, AttachmentId, CannedAnswerId, ConversationId, CustomerId, CustomerImportId, CustomerMergeId,
    CustomerNoteId, IdentityId, InboundId, InvitationId, JobId, MailboxId, MessageId, NotificationId, OrderId,
    OrganizationId, SavedViewId, TagId, TeamId, TouchpointId, UndoId,
    PromiseId, HandoverId, RemedyId, RemedyKindId, AuthorityId, ApprovalId, BudgetId, LedgerPostingId, PolicyId,
    PolicyMarkId, ComplaintId, CustomerStepId,
}

/// Names stored as text: an enum of the domain and its `name`/`parse` pair.
macro_rules! named_values {
    ($($type:ty),+ $(,)?) => {$(
        impl Bind for $type {
            fn value(&self) -> Value<'_> {
                Value::Text(Cow::Borrowed(self.name()))
            }
        }
        impl Column for $type {
            fn read(cell: Value<'_>) -> Result<Self, &'static str> {
                match cell {
                    Value::Text(name) => Self::parse(&name).ok_or(concat!("expected the name of a ", stringify!($type))),
                    _ => Err("expected text"),
                }
            }
        }
    )+};
}

named_values! {
    domain::complaint::Outcome, domain::complaint::Source, domain::complaint::State,
    domain::conversation::Priority, domain::conversation::State, domain::HandoverState, domain::message::Delivery,
    domain::message::Direction, domain::notification::MailReply, domain::notification::Notice,
    domain::promise::Kind, domain::promise::State, domain::Reach, domain::Role, domain::ledger::Account,
    domain::ledger::PostingKind, domain::policy::MarkKind, domain::remedy::ApprovalState, domain::remedy::Reason,
    domain::remedy::Reversal, domain::remedy::Risk, domain::remedy::State,
}

pub(crate) use named_values;

impl Bind for domain::Token {
    fn value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self.as_str()))
    }
}

impl Column for domain::Token {
    fn read(cell: Value<'_>) -> Result<Self, &'static str> {
        match cell {
            Value::Text(text) => Self::parse(&text).ok_or("expected a token"),
            _ => Err("expected text"),
        }
    }
}

/// The cells of a row, taken from left to right in the order of the `SELECT`.
pub(crate) struct Columns<'r> {
    cells: Cells<'r>,
    next: usize,
}

/// A row of either engine.
pub(crate) enum Cells<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl<'r> Columns<'r> {
    pub(crate) fn new(cells: Cells<'r>) -> Self {
        Self { cells, next: 0 }
    }

    /// The next cell to the right.
    pub(crate) fn next<T: Column>(&mut self) -> Result<T> {
        let index = self.next;
        self.next += 1;
        let cell = match &self.cells {
            Cells::Sqlite(row) => crate::dialect::sqlite::cell(row, index)?,
            Cells::Postgres(row) => crate::dialect::postgres::cell(row, index)?,
        };
        T::read(cell).map_err(|what| Error::Column { index, what: what.to_owned() })
    }
}

/// The only cell of a row, as a function to hand to a query.
pub(crate) fn only<T: Column>(columns: &mut Columns<'_>) -> Result<T> {
    columns.next()
}
