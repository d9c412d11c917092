//! Why an action was not done. The edge turns each into a page, a JSON problem (RFC 9457) or a retry.

/// What actions return when they don't do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The actor lacks the permission.
    #[error("you may not do this")]
    Forbidden,
    /// There is no such thing, or the actor may not see it, which is the same to them.
    #[error("{0} not found")]
    NotFound(&'static str),
    /// The input can't be used.
    #[error("{message}")]
    Invalid {
        /// The field it is about.
        field: &'static str,
        /// What is wrong and what would be right, in plain words.
        message: String,
    },
    /// Things have changed meanwhile, in a way that matters.
    #[error("{0}")]
    Conflict(String),
    /// The database failed; nothing was done.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// Input that can't be used, and why.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}

impl store::Fault for Error {
    fn store(&self) -> Option<&store::Error> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// What actions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
