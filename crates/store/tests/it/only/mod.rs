//! What only one engine can do wrong.

mod postgres;
mod sqlite;
