//! The words of each language, in lower case. Adding a language means adding its words here, nowhere else.

pub(super) mod attribution;
pub(super) mod header;
pub(super) mod marker;
pub(super) mod signature;
