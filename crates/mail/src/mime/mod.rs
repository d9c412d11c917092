//! The form of a mail (RFC 2045 to 2047, 2231, 5322): header, parts, encodings; with repairs.
//!
//! Addresses, dates and the regular transfer encodings are read by the crate `mail-parser`. The cut into parts is
//! ours, because it must stay linear and bounded on hostile mails and must survive broken boundaries; so are
//! encoded words, parameters and charsets, because there the broken mails are the common ones.

mod addresses;
mod base64;
pub(crate) mod charset;
mod date;
mod header;
pub(crate) mod ids;
pub(crate) mod media;
mod parameters;
mod quoted_printable;
pub(crate) mod transfer;
mod tree;
pub(crate) mod uuencode;
mod words;

pub(crate) use addresses::addresses_in;
pub(crate) use date::date_in;
pub(crate) use header::Header;
pub(crate) use media::Media;
pub(crate) use tree::Part;
