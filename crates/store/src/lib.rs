//! The only SQL: one seam over SQLite and PostgreSQL.
