//! Where a link or a picture may point.

use super::DATA_IMAGE_BYTES_MAX;

/// Bytes of an address; browsers and servers stop near it.
const ADDRESS_BYTES_MAX: usize = 8 * 1024;

/// Where a picture comes from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Picture<'a> {
    /// From a server.
    Remote(String),
    /// From the same mail, by its content id.
    File(&'a str),
    /// It stands in the address itself.
    Data(String),
}

/// An address without what browsers ignore in it: white space around, line ends and control characters within.
fn normal(address: &str) -> String {
    address
        .trim_matches(|c: char| c.is_whitespace() || c.is_control())
        .chars()
        .filter(|c| !c.is_control() && !is_joiner(*c))
        .collect()
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{feff}')
}

/// Whether the address begins with the scheme, in any case.
fn has_scheme(address: &str, scheme: &str) -> bool {
    address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme))
}

/// The address of a link, or `None` where it leads nowhere or somewhere dangerous.
pub(super) fn link(address: &str) -> Option<String> {
    if address.len() > ADDRESS_BYTES_MAX {
        return None;
    }
    let address = normal(address);
    if ["http://", "https://", "mailto:", "tel:", "sms:"].iter().any(|scheme| has_scheme(&address, scheme)) {
        return Some(address);
    }
    if address.starts_with("//") {
        return Some(format!("https:{address}"));
    }
    // People write addresses without a scheme; a mail has no other place that they could be relative to.
    has_scheme(&address, "www.").then(|| format!("https://{address}"))
}

/// A web address that a browser would load.
pub(super) fn remote(address: &str) -> Option<String> {
    let address = link(address)?;
    (has_scheme(&address, "http://") || has_scheme(&address, "https://")).then_some(address)
}

/// Where a picture comes from, or `None` if it may not be shown.
pub(super) fn picture(address: &str) -> Option<Picture<'_>> {
    let trimmed = address.trim();
    if has_scheme(trimmed, "cid:") {
        return trimmed.get(4..).map(Picture::File);
    }
    if has_scheme(trimmed, "data:") {
        return data_image(trimmed).map(Picture::Data);
    }
    remote(trimmed).map(Picture::Remote)
}

/// Small pictures of kinds that hold no script.
fn data_image(address: &str) -> Option<String> {
    let (kind, data) = address.get(5..)?.split_once(',')?;
    let (kind, base64) = kind.split_once(';')?;
    let kind = ["image/png", "image/gif", "image/jpeg", "image/webp"]
        .into_iter()
        .find(|known| kind.eq_ignore_ascii_case(known))?;
    if !base64.trim().eq_ignore_ascii_case("base64") || data.len() > DATA_IMAGE_BYTES_MAX / 3 * 4 + 4 {
        return None;
    }
    let data: String = data.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let plain = data.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='));
    plain.then(|| format!("data:{kind};base64,{data}"))
}
