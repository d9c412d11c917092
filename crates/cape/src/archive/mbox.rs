//! mbox: many mails in one file, each after a line that begins with `From ` (RFC 4155 and its older relatives).
//!
//! Four dialects are about. In *mboxo* and *mboxrd* a body's own `From ` lines are written with `>` before them; in
//! *mboxcl* a `Content-Length` says besides how long the body is; in *mboxcl2* only that does. A length is believed
//! when the body it announces ends where the next mail begins, or the file.

use super::Content;
use app::intake::MAIL_BYTES_MAX;
use std::io::{self, BufRead, ErrorKind, Seek, SeekFrom};

/// Bytes of a line that are looked at together; longer lines are taken in pieces.
const LINE_BYTES_MAX: usize = 64 * 1024;

/// A mail and where the next one begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The mail.
    pub(crate) content: Content,
    /// The offset of the next mail's `From ` line, or of the end.
    pub(crate) next: u64,
}

/// An mbox that is read from a place where a mail begins.
pub(crate) struct Mbox<R> {
    file: R,
    /// Where we are.
    at: u64,
    /// The line that was read last.
    line: Vec<u8>,
}

impl<R: BufRead + Seek> Mbox<R> {
    /// Begins at `offset`: 0, or what an earlier [`Piece::next`] said.
    pub(crate) fn open(mut file: R, offset: u64) -> io::Result<Self> {
        file.seek(SeekFrom::Start(offset))?;
        let mut mbox = Self { file, at: offset, line: Vec::new() };
        // Blank lines may stand before the first mail.
        loop {
            match mbox.read_line()? {
                0 => return Ok(mbox),
                _ if is_blank(&mbox.line) => {}
                _ if mbox.line.starts_with(b"From ") => return Ok(mbox),
                _ => {
                    let what = "this is no mbox: it doesn't begin with a line that starts with “From ”";
                    return Err(io::Error::new(ErrorKind::InvalidData, what));
                }
            }
        }
    }

    /// The next mail; `None` at the end. The `From ` line before it has been read already.
    pub(crate) fn next(&mut self) -> io::Result<Option<Piece>> {
        if self.line.is_empty() {
            return Ok(None);
        }
        let mut mail = Vec::new();
        let length = self.headers(&mut mail)?;
        if let Some(length) = length
            && self.body_of_length(&mut mail, length)?
        {
            return Ok(Some(self.piece(mail)));
        }
        self.body_by_lines(&mut mail)?;
        Ok(Some(self.piece(mail)))
    }

    fn piece(&self, mail: Vec<u8>) -> Piece {
        let next = self.at - self.line.len() as u64;
        Piece { content: Content::new(mail), next }
    }

    /// Takes the headers and the blank line after them; what `Content-Length` says. Where the mail ends already, its
    /// successor's line has been read.
    fn headers(&mut self, mail: &mut Vec<u8>) -> io::Result<Option<u64>> {
        let mut length = None;
        loop {
            if self.read_line()? == 0 {
                return Ok(None);
            }
            if let Some(value) = content_length(&self.line) {
                length = Some(value);
            }
            keep(mail, &self.line);
            if is_blank(&self.line) {
                return Ok(length.filter(|length| *length <= MAIL_BYTES_MAX as u64));
            }
        }
    }

    /// Takes a body of that length if the next mail, or the end, follows it; else goes back and takes nothing.
    fn body_of_length(&mut self, mail: &mut Vec<u8>, length: u64) -> io::Result<bool> {
        let (begin, before) = (self.at, mail.len());
        let mut left = length;
        while left > 0 {
            let buffer = self.file.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
            mail.extend_from_slice(buffer.get(..most).unwrap_or_default());
            self.file.consume(most);
            self.at += most as u64;
            left -= most as u64;
        }
        if left == 0 {
            let at_line_end = length == 0 || mail.ends_with(b"\n");
            let mut blank = at_line_end;
            loop {
                let read = self.read_line()?;
                if read == 0 || (blank && is_postmark(&self.line)) {
                    unquote_unless_bare(mail, before);
                    return Ok(true);
                }
                if !is_blank(&self.line) {
                    break;
                }
                blank = true;
            }
        }
        mail.truncate(before);
        self.file.seek(SeekFrom::Start(begin))?;
        self.at = begin;
        Ok(false)
    }

    /// Takes lines up to the next mail's `From ` line.
    fn body_by_lines(&mut self, mail: &mut Vec<u8>) -> io::Result<()> {
        // The blank line that ends the headers counts: a mail may have no body.
        let (mut after_blank, mut begins_line) = (true, true);
        let mut held_back: Vec<u8> = Vec::new();
        while self.read_line()? > 0 {
            if begins_line && after_blank && is_postmark(&self.line) {
                // The blank line before it belongs to the archive, not to the mail.
                return Ok(());
            }
            keep(mail, &held_back);
            held_back.clear();
            if begins_line && is_blank(&self.line) {
                after_blank = true;
                held_back.extend_from_slice(&self.line);
            } else {
                let line = if begins_line { unquoted(&self.line) } else { &self.line };
                keep(mail, line);
                after_blank = false;
            }
            begins_line = self.line.ends_with(b"\n");
        }
        Ok(())
    }

    /// Reads the next line, or a piece of a very long one; its length, 0 at the end.
    fn read_line(&mut self) -> io::Result<usize> {
        self.line.clear();
        while self.line.len() < LINE_BYTES_MAX {
            let buffer = self.file.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let room = LINE_BYTES_MAX - self.line.len();
            let end = buffer.iter().take(room).position(|byte| *byte == b'\n').map(|end| end + 1);
            let most = end.unwrap_or_else(|| room.min(buffer.len()));
            self.line.extend_from_slice(buffer.get(..most).unwrap_or_default());
            self.file.consume(most);
            if end.is_some() {
                break;
            }
        }
        self.at += self.line.len() as u64;
        Ok(self.line.len())
    }
}

/// Keeps bytes up to one more than a mail may have, which tells that it is too large.
fn keep(mail: &mut Vec<u8>, bytes: &[u8]) {
    let room = (MAIL_BYTES_MAX + 1).saturating_sub(mail.len());
    mail.extend_from_slice(bytes.get(..room.min(bytes.len())).unwrap_or_default());
}

fn is_blank(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

/// Whether this is the line before a mail and not a sentence that begins with “From”: it ends with a time and a year,
/// `From anna@example.com Mon Mar  2 08:00:00 2026`, maybe with a zone.
fn is_postmark(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let words: Vec<&[u8]> = rest.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    let is_time = |word: &&[u8]| {
        let parts: Vec<&[u8]> = word.split(|byte| *byte == b':').collect();
        (2..=3).contains(&parts.len())
            && parts.iter().all(|part| (1..=2).contains(&part.len()) && part.iter().all(u8::is_ascii_digit))
    };
    let is_year = |word: &&[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    words.iter().any(is_time) && words.iter().any(is_year)
}

/// A line without one `>` before its `>`s and `From `.
fn unquoted(line: &[u8]) -> &[u8] {
    let bare = line.iter().position(|byte| *byte != b'>').and_then(|start| line.get(start..));
    match line.split_first() {
        Some((b'>', rest)) if bare.is_some_and(|bare| bare.starts_with(b"From ")) => rest,
        _ => line,
    }
}

/// Undoes the quoting of a body that was taken by its length, unless it has a bare `From ` line: then its dialect
/// doesn't quote.
fn unquote_unless_bare(mail: &mut Vec<u8>, begin: usize) {
    let body = mail.split_off(begin.min(mail.len()));
    let lines = || body.split_inclusive(|byte| *byte == b'\n');
    if lines().any(|line| line.starts_with(b"From ")) {
        mail.extend_from_slice(&body);
    } else {
        lines().for_each(|line| mail.extend_from_slice(unquoted(line)));
    }
}

fn content_length(line: &[u8]) -> Option<u64> {
    let (name, value) = line.split_at_checked(b"content-length:".len())?;
    if !name.eq_ignore_ascii_case(b"content-length:") {
        return None;
    }
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

#[cfg(test)]
mod tests;
