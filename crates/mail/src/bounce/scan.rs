//! Small scanners for the texts of bounces: addresses, codes, fields.

/// Longest text of a server that is kept.
const SAID_BYTES_MAX: usize = 1_000;

/// On one line, blanks folded, not too long.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() + word.len() > SAID_BYTES_MAX {
            break;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The addresses in a text, in order.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| letter.is_whitespace() || "<>()[]\"',;|=".contains(letter))
        .flat_map(|word| word.split("mailto:"))
        .map(|word| word.trim_matches(|letter: char| ".:!?*`".contains(letter)))
        .filter(|word| is_address(word))
}

/// True for something like `name@host`.
pub(super) fn is_address(word: &str) -> bool {
    let Some((local, host)) = word.rsplit_once('@') else { return false };
    !local.is_empty()
        && word.len() <= 254
        && !local.contains(['@', '/'])
        && !host.is_empty()
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte) || byte >= 0x80)
}

/// The first enhanced status code (RFC 3463) in a text, not one inside of an IP address or a version.
pub(super) fn status(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        if !matches!(byte, b'2' | b'4' | b'5') || bytes.get(at + 1) != Some(&b'.') {
            continue;
        }
        let before = at.checked_sub(1).and_then(|index| bytes.get(index)).copied().unwrap_or(b' ');
        if before.is_ascii_alphanumeric() || matches!(before, b'.' | b'-' | b'/' | b'_') {
            continue;
        }
        if let Some(length) = status_length(&bytes[at..]) {
            return text.get(at..at + length).map(str::to_owned);
        }
    }
    None
}

/// How long the code `5.x.y` at the start is.
fn status_length(bytes: &[u8]) -> Option<usize> {
    let digits =
        |from: usize| bytes.get(from..).unwrap_or_default().iter().take_while(|b| b.is_ascii_digit()).count();
    let subject = digits(2);
    let dot = 2 + subject;
    let detail = digits(dot + 1);
    let end = dot + 1 + detail;
    let sound = (1..=3).contains(&subject) && bytes.get(dot) == Some(&b'.') && (1..=3).contains(&detail);
    // Followed by a dot and a digit it is an IP address.
    let address = bytes.get(end) == Some(&b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let joined = bytes.get(end).is_some_and(u8::is_ascii_alphabetic);
    (sound && !address && !joined).then_some(end)
}

/// The first SMTP reply code of a failure (421, 450 to 455, 500 to 556) that stands as a word.
pub(super) fn reply_code(text: &str) -> Option<u16> {
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        if !matches!(byte, b'4' | b'5') {
            continue;
        }
        let before = at.checked_sub(1).and_then(|index| bytes.get(index)).copied().unwrap_or(b' ');
        let after = bytes.get(at + 3).copied().unwrap_or(b' ');
        let stands = !before.is_ascii_alphanumeric()
            && !matches!(before, b'.' | b'-' | b'/' | b'@' | b'#' | b'=')
            && matches!(
                after,
                b' ' | b'-' | b'\t' | b'\n' | b'\r' | b':' | b';' | b',' | b')' | b'\'' | b'"' | b'_'
            );
        let code = text.get(at..at + 3).and_then(|digits| digits.parse::<u16>().ok());
        if let Some(
            code @ (421 | 422 | 431 | 432 | 441 | 442 | 446 | 447 | 449..=455 | 471 | 500..=557 | 571),
        ) = code
            && stands
        {
            return Some(code);
        }
    }
    None
}

/// The value of the first field of this lower-case name in a header-like text, its folded lines joined.
pub(super) fn field<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut at = 0;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |offset| at + offset + 1);
        let line = &text[at..end];
        if let Some((key, value)) = line.split_once(':')
            && key.trim().eq_ignore_ascii_case(name)
        {
            let value_start = end - value.len();
            let mut value_end = end;
            while text[value_end..].starts_with([' ', '\t']) {
                value_end = text[value_end..].find('\n').map_or(text.len(), |offset| value_end + offset + 1);
            }
            return text.get(value_start..value_end).map(str::trim);
        }
        at = end;
    }
    None
}

/// Without angle brackets.
pub(super) fn unbracketed(id: &str) -> &str {
    id.trim().trim_start_matches('<').split('>').next().unwrap_or_default().trim()
}
