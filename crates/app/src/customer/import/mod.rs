//! Customers from a CSV file: looked at first, then taken in row by row, by a worker that can stop anywhere.
//!
//! The file is kept in pieces, so its size costs no memory. How far an import has come moves in the transaction of
//! the rows it did: a crash, a restart or a second worker neither loses nor doubles a row.

mod column;
mod file;
mod look;
mod row;
mod work;

pub use column::{Column, Mapping};
pub use look::{Look, SampleRow, imports, look};
pub use store::customer_import::{CustomerImport, State};
pub use work::{Problem, problems, work};

use crate::{Error, Result, permit};
use domain::{Actor, CustomerImportId, Event, EventKind, Moment, Permission};
use store::blob::Blob;
use store::{Tx, WriteTx};

/// Bytes of a file: more than a million customers; larger ones can be cut in two.
pub const FILE_BYTES_MAX: i64 = 250_000_000;
/// Bytes of one piece of it: what one request or transaction holds in memory.
pub const PIECE_BYTES: usize = 1024 * 1024;
/// Bytes of a file's name that are kept.
const NAME_BYTES_MAX: usize = 200;

/// Begins an import; its file follows in pieces.
pub fn begin(tx: &WriteTx<'_>, actor: &Actor, name: &str, moment: &Moment) -> Result<CustomerImportId> {
    permit(actor, Permission::CurateCustomers)?;
    let agent = actor.agent_id().ok_or(Error::Forbidden)?;
    let name: String = name.chars().filter(|c| !c.is_control()).take(NAME_BYTES_MAX / 4).collect();
    let name = if name.trim().is_empty() { "customers.csv" } else { name.trim() };
    Ok(store::customer_import::add(tx, agent, name, moment.now)?)
}

/// Adds the next piece of the file.
pub fn add_piece(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerImportId,
    number: i64,
    piece: &Blob,
) -> Result<()> {
    let import = found(tx, actor, id)?;
    if import.state != State::Draft {
        return Err(Error::Conflict("This import has begun; its file can't grow.".to_owned()));
    }
    let size = piece.size() as i64;
    if import.size + size > FILE_BYTES_MAX {
        let words = format!("The file is larger than {} MB. Cut it in two.", FILE_BYTES_MAX / 1_000_000);
        return Err(Error::invalid("file", words));
    }
    store::blob::put(tx, piece)?;
    Ok(store::customer_import::add_piece(tx, id, number, &piece.hash, size)?)
}

/// What happens to customers we know already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// They get what the file says and they lack or have otherwise.
    #[default]
    Update,
    /// They stay as they are.
    Skip,
}

impl Known {
    /// The name as stored and as forms send it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Update => "update",
            Self::Skip => "skip",
        }
    }

    /// What that name means; updating unless told otherwise.
    pub fn parse(name: &str) -> Self {
        if name == "skip" { Self::Skip } else { Self::Update }
    }
}

/// Lets an import begin, with what each column is.
pub fn start(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerImportId,
    mapping: &Mapping,
    known: Known,
    moment: &Moment,
) -> Result<()> {
    let mut import = found(tx, actor, id)?;
    mapping.check()?;
    import.columns = mapping.to_json();
    known.name().clone_into(&mut import.known);
    import.state = State::Running;
    advance(tx, &import, State::Draft, import.position, moment)
}

/// Ends an import; what is done stays.
pub fn stop(tx: &WriteTx<'_>, actor: &Actor, id: CustomerImportId, moment: &Moment) -> Result<()> {
    let mut import = found(tx, actor, id)?;
    let from = import.state;
    if !matches!(from, State::Draft | State::Running) {
        return Ok(());
    }
    import.state = State::Stopped;
    import.finished_at = Some(moment.now);
    advance(tx, &import, from, import.position, moment)
}

/// The import with that id.
pub fn found(tx: &Tx<'_>, actor: &Actor, id: CustomerImportId) -> Result<CustomerImport> {
    permit(actor, Permission::CurateCustomers)?;
    store::customer_import::find(tx, id)?.ok_or(Error::NotFound("import"))
}

/// Saves how far it has come and tells the pages that show it.
fn advance(
    tx: &WriteTx<'_>,
    import: &CustomerImport,
    state: State,
    position: i64,
    moment: &Moment,
) -> Result<()> {
    if !store::customer_import::advance(tx, import, state, position)? {
        return Err(Error::Conflict("This import has gone on meanwhile.".to_owned()));
    }
    let done = matches!(import.state, State::Done | State::Stopped);
    let event =
        Event::new(EventKind::CustomersImported { import: import.id, done }).by(Some(import.agent_id));
    Ok(store::event::append(tx, &event, moment.now)?)
}
