//! Running text: mails as plain text, and the Markdown that we write ourselves.
//!
//! Both are built element by element, so no text can ever become markup that its writer did not have.

mod markdown;
mod plain;

pub use markdown::markdown;
pub use plain::plain;

/// The longest address that is made into a link, in bytes; longer ones are tracking, and nobody reads them.
const LINK_BYTES_MAX: usize = 2_000;

/// Whether an address may be a link: the web, mail, telephone, or a page of ours.
fn is_safe_link(url: &str) -> bool {
    let lower = url.trim_start().to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme));
    url.len() <= LINK_BYTES_MAX && (known || is_ours(url))
}

/// Whether an address is a path on this server, and can't be read as another host.
fn is_ours(url: &str) -> bool {
    url.starts_with('/') && !url.starts_with("//") && !url.contains('\\')
}
