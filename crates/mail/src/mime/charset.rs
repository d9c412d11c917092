//! Bytes to text, whatever charset is named.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, Encoding, GB18030, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use mail_parser::decoders::charsets::map::charset_decoder;

use crate::{Problem, problem::Problems};

/// The text of `bytes`, believing `label` as far as the bytes allow.
pub(crate) fn decode(bytes: &[u8], label: Option<&str>, problems: &mut Problems) -> String {
    let label = label.map(|label| label.trim_matches(|c: char| c.is_whitespace() || c == '"' || c == '\''));
    let Some(label) = label.filter(|label| !label.is_empty()) else {
        return unlabelled(bytes, problems);
    };
    if let Some(encoding) = encoding_for(label) {
        return labelled(bytes, encoding, is_ascii_label(label), problems);
    }
    if let Some(decoder) = charset_decoder(label.as_bytes()) {
        return decoder(bytes);
    }
    if !is_placeholder(label) {
        problems.note(Problem::UnknownCharset);
    }
    guess(bytes)
}

/// The charset of a label, with the supersets that senders really use (as the WHATWG table does for most), and
/// labels with the wrong punctuation (`iso8859_1`, `utf_8`, `cp-1252`).
fn encoding_for(label: &str) -> Option<&'static Encoding> {
    let known = Encoding::for_label_no_replacement(label.as_bytes()).or_else(|| {
        let plain: String =
            label.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let rewritten = match plain.as_str() {
            plain if plain.starts_with("utf8") => "utf-8".to_owned(),
            "cp936" | "ms936" | "xgbk" => "gbk".to_owned(),
            "cp932" | "ms932" | "windows932" => "shift_jis".to_owned(),
            "cp949" | "ms949" | "uhc" => "euc-kr".to_owned(),
            "cp950" | "ms950" => "big5".to_owned(),
            plain => {
                if let Some(number) = plain.strip_prefix("iso8859") {
                    format!("iso-8859-{}", number.trim_end_matches(|c: char| !c.is_ascii_digit()))
                } else if let Some(page) = plain.strip_prefix("cp").or_else(|| plain.strip_prefix("windows"))
                {
                    format!("windows-{page}")
                } else {
                    return None;
                }
            }
        };
        Encoding::for_label_no_replacement(rewritten.as_bytes())
    })?;
    Some(if known.name() == "GBK" { GB18030 } else { known })
}

fn is_ascii_label(label: &str) -> bool {
    let label = label.to_ascii_lowercase();
    matches!(label.as_str(), "us-ascii" | "ascii" | "ansi_x3.4-1968" | "us" | "646" | "iso-ir-6")
}

/// Labels that say "I don't know" (RFC 1428 and habit); guessing is no repair then.
fn is_placeholder(label: &str) -> bool {
    ["unknown-8bit", "x-unknown", "unknown", "default", "default_charset", "8bit", "binary", "none"]
        .iter()
        .any(|known| label.eq_ignore_ascii_case(known))
}

fn labelled(bytes: &[u8], encoding: &'static Encoding, ascii: bool, problems: &mut Problems) -> String {
    // A byte-order mark says more than the label.
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return marked.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    if is_plain_ascii(bytes) && encoding.is_ascii_compatible() {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    if encoding == UTF_8 {
        return match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => broken_utf8(bytes, problems),
        };
    }
    if ascii {
        if !is_plain_ascii(bytes) {
            problems.note(Problem::WrongCharset);
        }
        return guess(bytes);
    }
    if encoding.is_single_byte() && looks_like_utf8(bytes) {
        problems.note(Problem::WrongCharset);
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if !broken {
        return text.into_owned();
    }
    problems.note(Problem::WrongCharset);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return guess(bytes);
    }
    relative_of(bytes, encoding).unwrap_or_else(|| text.into_owned())
}

/// Text of another charset of the same script: senders in Japan write one and name the other.
fn relative_of(bytes: &[u8], named: &'static Encoding) -> Option<String> {
    const FAMILIES: [&[&Encoding]; 2] = [&[ISO_2022_JP, SHIFT_JIS, EUC_JP], &[GB18030, BIG5]];
    let family = FAMILIES.iter().find(|family| family.contains(&named))?;
    family.iter().filter(|relative| **relative != named).find_map(|relative| {
        let (text, broken) = relative.decode_without_bom_handling(bytes);
        (!broken).then(|| text.into_owned())
    })
}

/// Text labelled UTF-8 that isn't all: if some of it is, each line is decoded by itself (a quoted answer in
/// another charset is common); a cut at the very end is only a cut; otherwise the label is simply wrong.
fn broken_utf8(bytes: &[u8], problems: &mut Problems) -> String {
    if let Err(error) = std::str::from_utf8(bytes)
        && error.error_len().is_none()
    {
        problems.note(Problem::WrongCharset);
        return String::from_utf8_lossy(&bytes[..error.valid_up_to()]).into_owned();
    }
    let real = bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii());
    if !real {
        problems.note(Problem::WrongCharset);
        return guess(bytes);
    }
    problems.note(Problem::MixedCharsets);
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) if line.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) => {
                text.push_str(&String::from_utf8_lossy(line));
            }
            Err(_) => text.push_str(&guess(line)),
        }
    }
    text
}

fn unlabelled(bytes: &[u8], problems: &mut Problems) -> String {
    if let Some((marked, length)) = Encoding::for_bom(bytes) {
        return marked.decode_without_bom_handling(&bytes[length..]).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if !bytes.contains(&0x1b) => text.to_owned(),
        _ => {
            problems.note(Problem::WrongCharset);
            guess(bytes)
        }
    }
}

/// How many bytes are enough to guess a charset.
const GUESS_BYTES_MAX: usize = 16 * 1024;

/// The text of bytes whose charset nobody names.
pub(crate) fn guess(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.contains(&0x1b)
    {
        return text.to_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(GUESS_BYTES_MAX)], true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The text of UTF-16 in little-endian order, as Windows keeps strings.
pub(crate) fn utf_16(bytes: &[u8]) -> String {
    UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// The charset an HTML text names in its own `<meta>`, if it does so near its start.
pub(crate) fn label_in_html(html: &[u8]) -> Option<String> {
    let head = &html[..html.len().min(2_048)];
    let at = memchr::memmem::find(&head.to_ascii_lowercase(), b"charset=")?;
    let label: String = head[at + 8..]
        .iter()
        .skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '))
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .map(|byte| char::from(*byte))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// ASCII without the escapes that ISO-2022 and UTF-7 would hide in it.
fn is_plain_ascii(bytes: &[u8]) -> bool {
    bytes.is_ascii() && !bytes.contains(&0x1b)
}

/// Well-formed UTF-8 with characters beyond ASCII: by chance that happens to hardly any text in another charset.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}
