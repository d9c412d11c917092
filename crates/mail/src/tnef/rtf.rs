//! The text of an RTF body: what a reader would read, without its looks.

use crate::{mime::charset, problem::Problems};

/// Groups that hold no text.
const SILENT: [&str; 10] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "listtable",
    "generator",
];

/// Deepest nesting that is told apart; deeper groups are read like their parents.
const DEPTH_MAX: usize = 200;

/// What holds inside of a group.
#[derive(Clone, Copy, Default)]
struct Group {
    silent: bool,
    /// Bytes that stand for a character after `\u` and are skipped.
    skip: usize,
}

/// The text of an RTF document.
pub(super) fn text(rtf: &[u8]) -> String {
    let mut reader = Reader { out: String::new(), bytes: Vec::new(), page: None, pending_skip: 0 };
    let mut groups = vec![Group { silent: false, skip: 1 }];
    let mut at = 0;
    while let Some(&byte) = rtf.get(at) {
        at += 1;
        let group = groups.last().copied().unwrap_or_default();
        match byte {
            b'{' if groups.len() < DEPTH_MAX => groups.push(group),
            b'}' if groups.len() > 1 => {
                groups.pop();
            }
            b'\\' => at += control(rtf.get(at..).unwrap_or_default(), &mut groups, &mut reader),
            b'{' | b'}' | b'\r' | b'\n' | 0 => {}
            byte if !group.silent => reader.byte(byte),
            _ => {}
        }
    }
    reader.flush();
    reader.out
}

struct Reader {
    out: String,
    /// Bytes in the code page, not decoded yet.
    bytes: Vec<u8>,
    page: Option<String>,
    pending_skip: usize,
}

impl Reader {
    fn byte(&mut self, byte: u8) {
        if self.pending_skip > 0 {
            self.pending_skip -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    fn letter(&mut self, letter: char) {
        self.flush();
        self.out.push(letter);
    }

    fn flush(&mut self) {
        if !self.bytes.is_empty() {
            let label = self.page.as_deref().unwrap_or("windows-1252");
            self.out.push_str(&charset::decode(&self.bytes, Some(label), &mut Problems::default()));
            self.bytes.clear();
        }
    }
}

/// Handles the control after a backslash; gives its length.
fn control(rest: &[u8], groups: &mut [Group], reader: &mut Reader) -> usize {
    let silent = groups.last().is_some_and(|group| group.silent);
    let Some(&first) = rest.first() else { return 0 };
    if !first.is_ascii_alphabetic() {
        match first {
            b'\'' => {
                let digits = rest.get(1..3).and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    if !silent {
                        reader.byte(byte);
                    }
                    return 3;
                }
            }
            b'*' => set_silent(groups, true),
            b'~' if !silent => reader.letter('\u{a0}'),
            b'\\' | b'{' | b'}' if !silent => reader.byte(first),
            b'\n' | b'\r' if !silent => reader.letter('\n'),
            _ => {}
        }
        return 1;
    }
    let name_length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let name = std::str::from_utf8(&rest[..name_length]).unwrap_or_default();
    let number_length = rest[name_length..]
        .iter()
        .enumerate()
        .take_while(|(index, byte)| byte.is_ascii_digit() || (*index == 0 && **byte == b'-'))
        .count();
    let end = name_length + number_length;
    let number: Option<i32> =
        std::str::from_utf8(&rest[name_length..end]).ok().and_then(|digits| digits.parse().ok());
    word(name, number, silent, groups, reader);
    end + usize::from(rest.get(end) == Some(&b' '))
}

fn word(name: &str, number: Option<i32>, silent: bool, groups: &mut [Group], reader: &mut Reader) {
    match name {
        name if SILENT.contains(&name) => set_silent(groups, true),
        // HTML packed in RTF marks what is only for readers of RTF ([MS-OXRTFEX]).
        "htmlrtf" => set_silent(groups, number != Some(0)),
        "ansicpg" => reader.page = number.and_then(|page| super::code_page::label(page.unsigned_abs())),
        "uc" => {
            if let Some(group) = groups.last_mut() {
                group.skip = number.unwrap_or(1).clamp(0, 8) as usize;
            }
        }
        _ if silent => {}
        "par" | "line" | "row" | "sect" => reader.letter('\n'),
        "tab" | "cell" => reader.letter('\t'),
        "lquote" => reader.letter('‘'),
        "rquote" => reader.letter('’'),
        "ldblquote" => reader.letter('“'),
        "rdblquote" => reader.letter('”'),
        "bullet" => reader.letter('•'),
        "endash" => reader.letter('–'),
        "emdash" => reader.letter('—'),
        "u" => {
            let code = number.map(|code| (code & 0xffff) as u32);
            reader.letter(code.and_then(char::from_u32).unwrap_or('\u{fffd}'));
            reader.pending_skip = groups.last().map_or(1, |group| group.skip);
        }
        _ => {}
    }
}

fn set_silent(groups: &mut [Group], silent: bool) {
    if let Some(group) = groups.last_mut() {
        group.silent = silent;
    }
}
