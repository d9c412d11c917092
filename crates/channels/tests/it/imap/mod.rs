//! IMAP: mail comes in.

mod bad_mails;
mod bad_servers;
mod catch_up;
mod folders;
mod idle;
mod login;
mod only_new;
mod security;
