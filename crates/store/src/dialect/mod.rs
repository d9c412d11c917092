//! What truly differs between the engines, in files named after them.

pub(crate) mod postgres;
pub(crate) mod sqlite;
