//! Signatures: the `--` line, drawn lines, "Sent from my …", closings with contact data, legal notices.

use std::sync::LazyLock;

use super::line::{Kind, Line};
use super::phrases::Beginnings;
use super::phrases::signature::{CLOSINGS, DEVICES, DISCLAIMERS, SENT_FROM, SENT_FROM_ENDS};

static SENT: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(SENT_FROM));
static NOTICES: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::new(DISCLAIMERS));

/// Bytes of a "Sent from …" line; with a long link in it.
const SENT_FROM_BYTES_MAX: usize = 200;

/// Words of a "Sent from …" line; a longer one is a sentence.
const SENT_FROM_WORDS_MAX: usize = 16;

/// Lines of a signature; what is longer is a letter that happens to have a line drawn through it.
pub(super) const LINES_MAX: usize = 12;

/// Lines of names and contact data below a closing.
const CONTACT_LINES_MAX: usize = 10;

/// Bytes of a line of contact data.
const CONTACT_BYTES_MAX: usize = 80;

/// What a drawn line is, or `None` if the line is not drawn.
pub(super) fn rule(text: &str) -> Option<Kind> {
    let first = text.chars().next()?;
    if text.starts_with("Hash: SHA") {
        return Some(Kind::Signature);
    }
    if !matches!(first, '-' | '_' | '=' | '*' | '~' | '#' | '+' | '–' | '—' | '―' | '─' | '━')
        || !text.chars().all(|c| c == first)
    {
        return pgp(text);
    }
    match (first, text.chars().take(4).count()) {
        ('-' | '_', 2) | ('–' | '—' | '―', 1 | 2) => Some(Kind::SignatureMark),
        (_, 3..) => Some(Kind::Rule),
        _ => None,
    }
}

/// The lines that PGP writes around a signed text.
fn pgp(text: &str) -> Option<Kind> {
    if text.starts_with("-----BEGIN PGP SIGNATURE-----") {
        return Some(Kind::SignatureMark);
    }
    text.starts_with("-----BEGIN PGP SIGNED MESSAGE-----").then_some(Kind::Signature)
}

/// Whether the line opens a signature by its words: "Sent from my …" or a legal notice.
pub(super) fn opening(text: &str, lower: &mut String) -> Option<Kind> {
    let text = text.trim_start_matches(['(', '<', '[', '*', '_', '"', '-', ' ', '\u{2022}']);
    let head = text.get(..text.floor_char_boundary(SENT_FROM_BYTES_MAX))?;
    lower.clear();
    if head.is_ascii() {
        lower.push_str(head);
        lower.make_ascii_lowercase();
    } else {
        let plain = |c| if c == '’' { '\'' } else { c };
        lower.extend(head.chars().flat_map(char::to_lowercase).map(plain));
    }
    if text.len() <= SENT_FROM_BYTES_MAX && is_sent_from(lower, text) {
        return Some(Kind::SentFrom);
    }
    NOTICES.begin(lower).then_some(Kind::Disclaimer)
}

fn is_sent_from(lower: &str, original: &str) -> bool {
    if is_english_sent_from(lower, original) {
        return true;
    }
    let short = || lower.split_whitespace().count() <= SENT_FROM_WORDS_MAX;
    // The languages below name the device, so a sentence that only begins alike has a full stop or a comma.
    let named = || short() && !lower.contains(", ") && !lower.trim_end().ends_with('?');
    if SENT.begin(lower)
        && named()
        && (names_device(lower, original) || lower.split_whitespace().count() <= 6)
    {
        return true;
    }
    let bare = lower.trim_end_matches(['.', ')', '>', ']', '*', '。', ' ']);
    SENT_FROM_ENDS.iter().any(|end| bare.ends_with(end)) && short() && names_device(lower, original)
}

/// "Sent from my phone", "Sent via Mailbox", "Get Outlook for iOS", "(sent from a tablet)".
fn is_english_sent_from(lower: &str, original: &str) -> bool {
    if lower.starts_with("get ") {
        return lower.starts_with("get outlook for")
            || lower.starts_with("get [outlook for")
            || lower.starts_with("get bluemail for");
    }
    if lower.starts_with("from my ") {
        return lower.split_whitespace().count() <= 5 && names_device(lower, original);
    }
    let Some(rest) = lower.strip_prefix("sent ") else { return false };
    let Some(rest) = ["from ", "via ", "with ", "by ", "using ", "on the go"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
    else {
        return false;
    };
    if lower.split_whitespace().count() > SENT_FROM_WORDS_MAX {
        return false;
    }
    if let Some(own) = rest.strip_prefix("my ") {
        return names_thing(own, original);
    }
    let proper = lower.split_whitespace().count() <= 6
        && original
            .split_whitespace()
            .nth(2)
            .is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || c == '['));
    proper || names_device(rest, original)
}

/// Whether "my …" is a thing one writes mails with: a device, a name, or the last words of the line; not "my desk,
/// which is easier".
fn names_thing(rest: &str, original: &str) -> bool {
    let clause = rest.split([',', '.', ';']).next().unwrap_or_default();
    let name = original
        .split_whitespace()
        .nth(3)
        .is_some_and(|word| word.contains(|c: char| c.is_uppercase() || c.is_ascii_digit()));
    name || names_device(clause, original)
        || (rest.split_whitespace().count() <= 3 && !rest.contains([',', ':']))
}

/// Whether a word is a device, or carries a link as the programs for telephones like to.
fn names_device(lower: &str, original: &str) -> bool {
    lower.split(|c: char| !(c.is_alphanumeric() || c == '.')).any(|word| {
        DEVICES.iter().any(|device| word == *device || (device.len() > 5 && word.contains(device)))
    }) || original.contains("http")
        || lower.contains("telefon")
        || lower.contains("mobil")
        || lower.contains("móvil")
        || lower.contains("celular")
        || lower.contains("手机")
        || lower.contains("手機")
        || lower.contains("телефон")
}

/// Where a formal signature begins at the end of `lines[..end]`: a closing or a last paragraph, with contact data.
///
/// "Best regards, Ann" is part of the letter and stays; what follows the name (a post, a company, a telephone
/// number) is what gets folded, together with the closing.
pub(super) fn contact_block(lines: &[Line<'_>], begin: usize, end: usize) -> Option<usize> {
    let last = (begin..end).rev().find(|index| !lines[*index].is_blank())?;
    let from = last.saturating_sub(CONTACT_LINES_MAX + 4).max(begin);
    for index in (from..last).rev() {
        if is_closing(lines[index].text)
            && has_text(lines, begin, index)
            && is_contact(lines, index + 1, last + 1, 2)
        {
            return Some(index);
        }
    }
    let paragraph = (begin..=last).rev().take_while(|index| !lines[*index].is_blank()).last()?;
    let above = (begin..paragraph).rev().map(|index| lines[index].text).find(|text| !text.is_empty())?;
    let finished = above.ends_with(['.', '!', '?', ')', ',']);
    (finished && last + 1 - paragraph <= CONTACT_LINES_MAX && is_contact(lines, paragraph, last + 1, 3))
        .then_some(paragraph)
}

fn has_text(lines: &[Line<'_>], begin: usize, end: usize) -> bool {
    lines.iter().take(end).skip(begin).any(|line| line.kind == Kind::Text)
}

fn is_closing(text: &str) -> bool {
    if text.len() > 64 {
        return false;
    }
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    CLOSINGS.contains(&bare.as_str())
}

/// Short lines, at least `least` of them, none a sentence, one with an address, a link or a number to call.
fn is_contact(lines: &[Line<'_>], from: usize, to: usize, least: usize) -> bool {
    let mut count = 0;
    let mut reachable = false;
    for line in lines.iter().take(to).skip(from).filter(|line| !line.is_blank()) {
        let text = line.text;
        let words = text.split_whitespace().count();
        let sentence = words > 9
            || (words > 4 && text.ends_with('.'))
            || (words > 5 && text.ends_with('!'))
            || text.ends_with([':', '?']);
        if text.len() > CONTACT_BYTES_MAX || sentence || text.to_lowercase().starts_with("ps") {
            return false;
        }
        count += 1;
        reachable |=
            text.contains('@') || text.contains("www.") || text.contains("://") || is_telephone(text);
    }
    (least..=CONTACT_LINES_MAX).contains(&count) && reachable
}

fn is_telephone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits >= 7
        && (text.contains(['+', '(', '/']) || text.to_lowercase().contains("tel") || text.contains(' '))
}

/// Words of a text that say the answers stand further down.
pub(super) fn points_below(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "below",
        "inline",
        "in line",
        "unten",
        "ci-dessous",
        "abajo",
        "abaixo",
        "sotto",
        "onder",
        "nedan",
        "nedenfor",
        "poniżej",
        "níže",
        "ниже",
    ]
    .iter()
    .any(|word| lower.contains(word))
}
