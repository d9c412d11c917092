//! The real program, its real processes, and the real outside: what holds when things break.

mod disk_full;
mod killed_intake;
mod killed_sending;
mod locked;
mod mail_server;
mod support;
