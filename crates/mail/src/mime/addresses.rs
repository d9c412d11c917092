//! Address fields (RFC 5322, 3.4), also broken ones.

use mail_parser::{Address as Parsed, HeaderValue, parsers::MessageStream};

use super::{header, words};
use crate::{Address, Problem, problem::Problems};

/// The addresses in a field's value; groups are flattened. Encoded words are decoded here, inside quotes, before
/// the crate looks at the structure, so that a comma in a decoded name splits nothing.
pub(crate) fn addresses_in(value: &[u8], problems: &mut Problems) -> Vec<Address> {
    let text = header::raw_text(value.trim_ascii(), problems);
    if text.is_empty() {
        return Vec::new();
    }
    let mut text = if text.contains("=?") { names_quoted(&text, problems) } else { text.into_owned() };
    text.push('\n');
    let mut all = Vec::new();
    match MessageStream::new(text.as_bytes()).parse_address() {
        HeaderValue::Address(Parsed::List(list)) => {
            all.extend(list.into_iter().filter_map(|one| address_of(one.name, one.address, problems)));
        }
        HeaderValue::Address(Parsed::Group(groups)) => {
            for one in groups.into_iter().flat_map(|group| group.addresses) {
                all.extend(address_of(one.name, one.address, problems));
            }
        }
        _ => {}
    }
    all
}

/// Replaces each run of encoded words by its text, in quotes where it would be taken for structure.
fn names_quoted(text: &str, problems: &mut Problems) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Whether the place reached stands inside of quotes, kept along so that long fields cost no more than short.
    let mut quotes = Quotes::default();
    while let Some(start) = rest.find("=?") {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        quotes.pass(before);
        let run = words::run_length(from);
        if run == 0 {
            out.push_str("=?");
            rest = &from[2..];
            continue;
        }
        let decoded = words::words_decoded(&from[..run], problems);
        let inside_quotes = quotes.open;
        let quoted = !inside_quotes
            && decoded.contains(['(', ')', '<', '>', '[', ']', ':', ';', '@', '\\', ',', '.', '"']);
        if quoted {
            // The blank goes inside, where the crate keeps it.
            out.push_str("\" ");
        }
        for letter in decoded.chars().filter(|letter| !letter.is_control()) {
            if (quoted || inside_quotes) && matches!(letter, '"' | '\\') {
                out.push('\\');
            }
            out.push(letter);
        }
        if quoted {
            out.push('"');
        }
        if !inside_quotes {
            out.push(' ');
        }
        rest = &from[run..];
    }
    out.push_str(rest);
    out
}

/// Follows the quotes of a field (RFC 5322, 3.2.4).
#[derive(Default)]
struct Quotes {
    open: bool,
    escaped: bool,
}

impl Quotes {
    fn pass(&mut self, text: &str) {
        for byte in text.bytes() {
            self.open ^= byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
        }
    }
}

fn address_of<S: AsRef<str>>(
    name: Option<S>,
    address: Option<S>,
    problems: &mut Problems,
) -> Option<Address> {
    let name = name.map(|name| clean(name.as_ref())).unwrap_or_default();
    let address = address.map(|address| clean(address.as_ref())).unwrap_or_default();
    let (name, address) =
        if address.contains('@') { (name, address) } else { repaired(name, address, problems)? };
    let address = address.trim_matches(['<', '>', '\'', '"', ' ']).to_owned();
    let name = Some(name).filter(|name| !name.is_empty() && *name != address);
    Some(Address { name, address })
}

/// Finds the address where it does not belong: in the comment, in the quoted name, after a bare name. Without
/// any, what stands there is the name of someone who can't be reached.
fn repaired(name: String, address: String, problems: &mut Problems) -> Option<(String, String)> {
    let whole = match (name.is_empty(), address.is_empty()) {
        (true, true) => return None,
        (false, true) => name,
        (true, false) => address,
        (false, false) => format!("{address} {name}"),
    };
    problems.note(Problem::BrokenAddress);
    let found = whole.split([' ', '<', '>', '(', ')']).find(|word| word.contains('@')).map(str::to_owned);
    let Some(found) = found else { return Some((whole, String::new())) };
    let name = clean(&whole.replacen(&found, " ", 1));
    Some((name.trim_matches(['<', '>', '(', ')', ' ']).to_owned(), found))
}

/// One line, trimmed, without control characters.
fn clean(text: &str) -> String {
    text.split(|letter: char| letter.is_ascii_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
