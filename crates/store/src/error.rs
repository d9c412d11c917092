//! What can go wrong between the rules and the disk.

use std::fmt;

/// A failure of the database or of what it holds.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The embedded database refused.
    #[error("SQLite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The database server refused.
    #[error("PostgreSQL: {}", Words(.0))]
    Postgres(#[from] postgres::Error),
    /// TLS to the database server can't be set up on this machine.
    #[error("no root certificates for TLS to PostgreSQL: {0}")]
    Certificates(String),
    /// A row holds something that can't be; somebody else wrote into our tables, or a migration is wrong.
    #[error("table {table}: {what}")]
    Nonsense {
        /// The table.
        table: &'static str,
        /// What is wrong with which row.
        what: String,
    },
    /// A value has another type than the code expects: code and schema disagree.
    #[error("column {index} of the result: {what}")]
    Column {
        /// Counted from zero.
        index: usize,
        /// What was expected and found.
        what: String,
    },
    /// Files beside the database.
    #[error("blob storage: {0}")]
    Blob(#[from] std::io::Error),
    /// The database is shutting down; nothing was done.
    #[error("the database is closed")]
    Closed,
    /// The code running inside a transaction panicked; nothing was written.
    #[error("a transaction panicked; nothing was written")]
    Panicked,
    /// A statement failed and the code inside the transaction went on regardless; nothing was written.
    /// Pass such an error on, and decide outside of the transaction what to do about it.
    #[error("a failure inside a transaction was passed over; nothing was written")]
    PassedOver,
    /// A transaction lost against others too many times; nothing was written.
    #[error("the database was too busy; nothing was written")]
    Contended,
    /// The database was made by a newer version of Cape.
    #[error(
        "the database has migration {found}, this version of Cape knows only {known}: run the newer version"
    )]
    Newer {
        /// What the database has.
        found: i64,
        /// The latest that this program has.
        known: i64,
    },
}

/// A server's message with its code; the client library's own text leaves both out.
struct Words<'a>(&'a postgres::Error);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_db_error() {
            Some(error) => write!(f, "{} ({})", error.message(), error.code().code()),
            None => match std::error::Error::source(self.0) {
                Some(cause) => write!(f, "{}: {cause}", self.0),
                None => self.0.fmt(f),
            },
        }
    }
}

impl Error {
    /// Whether another row already has a value that must be unique.
    pub fn is_duplicate(&self) -> bool {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) => matches!(
                failure.extended_code,
                rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE | rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            ),
            Self::Postgres(error) => error.code() == Some(&postgres::error::SqlState::UNIQUE_VIOLATION),
            _ => false,
        }
    }

    /// Whether a row can't go because another row names it.
    pub fn is_named_elsewhere(&self) -> bool {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) => {
                failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY
            }
            Self::Postgres(error) => error.code() == Some(&postgres::error::SqlState::FOREIGN_KEY_VIOLATION),
            _ => false,
        }
    }

    /// Whether the transaction lost against another one.
    pub(crate) fn is_conflict(&self) -> bool {
        use postgres::error::SqlState;
        match self {
            Self::Postgres(error) => error.code().is_some_and(|code| {
                *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED
            }),
            _ => false,
        }
    }

    /// Whether the connection to the server is gone.
    fn is_disconnected(&self) -> bool {
        use postgres::error::SqlState;
        match self {
            Self::Postgres(error) => {
                error.is_closed()
                    || error.code().is_some_and(|code| {
                        *code == SqlState::ADMIN_SHUTDOWN || *code == SqlState::CRASH_SHUTDOWN
                    })
            }
            _ => false,
        }
    }

    /// Whether the same transaction may succeed when simply run again. Not to be asked of a failed commit: when
    /// the connection breaks there, nobody knows whether it was done.
    pub(crate) fn may_pass(&self) -> bool {
        self.is_conflict() || self.is_disconnected()
    }

    /// The same failure for another transaction of the group; the libraries' errors cannot be cloned.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(failure, words)) => {
                Self::Sqlite(rusqlite::Error::SqliteFailure(*failure, words.clone()))
            }
            Self::Contended => Self::Contended,
            other => Self::Nonsense { table: "commit", what: other.to_string() },
        }
    }

    /// Whether the fault lies with the disk, the file or the server rather than with what was to be written: the same
    /// may succeed later, unchanged.
    pub fn is_of_the_surroundings(&self) -> bool {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseLocked, FileLockingProtocolFailed, OutOfMemory, ReadOnly,
            SystemIoFailure,
        };
        match self {
            Self::Closed | Self::Contended | Self::Blob(_) => true,
            Self::Sqlite(error) => error.sqlite_error_code().is_some_and(|code| {
                matches!(
                    code,
                    CannotOpen
                        | DatabaseBusy
                        | DatabaseLocked
                        | FileLockingProtocolFailed
                        | OutOfMemory
                        | ReadOnly
                        | SystemIoFailure
                ) || self.is_disk_full()
            }),
            _ => self.is_disk_full() || self.may_pass(),
        }
    }

    /// Whether there is no room left on the disk.
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            Self::Postgres(error) => error.code() == Some(&postgres::error::SqlState::DISK_FULL),
            Self::Blob(error) => error.kind() == std::io::ErrorKind::StorageFull,
            _ => false,
        }
    }
}

/// What a transaction's own error type must tell, so that the database knows when to run it again.
pub trait Fault: From<Error> + Send + 'static {
    /// The database failure behind this error, if one is.
    fn store(&self) -> Option<&Error>;
}

impl Fault for Error {
    fn store(&self) -> Option<&Error> {
        Some(self)
    }
}

/// What store functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
