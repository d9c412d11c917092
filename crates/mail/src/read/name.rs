//! A file name fit to show and to save, for every part.

use crate::{
    limits,
    mime::{Media, Part, media},
    problem::Problems,
};

/// The name of a part's file, from the field that names it or, failing that, from what it is.
pub(super) fn of(part: &Part<'_>, disposition: Option<&Media>, problems: &mut Problems) -> String {
    let given = given(part, disposition).map(|name| clean(&name)).filter(|name| !name.is_empty());
    match given {
        Some(name) => name,
        None => nameless(part, problems),
    }
}

/// The name the part gives itself.
pub(super) fn given(part: &Part<'_>, disposition: Option<&Media>) -> Option<String> {
    disposition
        .and_then(|media| media.parameter("filename").or_else(|| media.parameter("name")))
        .or_else(|| part.media.parameter("name"))
        .or_else(|| part.media.parameter("filename"))
        .map(str::to_owned)
}

/// A name for a part without one: what its `Content-Description` or, for a mail, its subject says, else its type.
fn nameless(part: &Part<'_>, problems: &mut Problems) -> String {
    let described = part.header.decoded("Content-Description", problems).map(|name| clean(&name));
    if let Some(name) = described.filter(|name| media::type_of_ending(name).is_some()) {
        return name;
    }
    if let Some(subtype) = part.media.value.strip_prefix("message/") {
        return clean(&format!("{subtype}.txt"));
    }
    format!("attachment.{}", media::ending_of(&part.media.value))
}

/// The name of an attached mail without one: its subject.
pub(super) fn of_message(subject: &str) -> String {
    let name = clean(subject);
    if name.is_empty() { "message.eml".to_owned() } else { clean(&format!("{name}.eml")) }
}

/// Without folders, control characters and what file systems or shells take amiss, and not too long.
pub(super) fn clean(name: &str) -> String {
    let name = name.trim();
    // A path of Windows or Unix: the last part is the name (not for a text that merely holds a slash).
    let base = match name.rsplit_once('\\') {
        Some((folders, base)) if folders.contains(':') || folders.contains('\\') => base,
        _ => name,
    };
    let mut clean = String::with_capacity(base.len());
    for letter in base.chars() {
        match letter {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' => {}
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => clean.push('_'),
            letter if letter.is_control() || letter.is_whitespace() => {
                if !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            letter => clean.push(letter),
        }
    }
    shortened(clean.trim().trim_start_matches('.').trim_start())
}

/// Cut in the middle so that the ending stays.
fn shortened(name: &str) -> String {
    if name.len() <= limits::FILE_NAME_BYTES_MAX {
        return name.to_owned();
    }
    let ending_start = name.rfind('.').filter(|at| name.len() - at <= 12).unwrap_or(name.len());
    let ending = &name[ending_start..];
    let end = name.floor_char_boundary(limits::FILE_NAME_BYTES_MAX - ending.len());
    format!("{}{ending}", &name[..end])
}
