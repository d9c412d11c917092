//! MIME parts, and how they are put together.

use super::encode::{base64, header_text, quoted_printable, windows_1252};

/// One MIME part: its header fields and its encoded body.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

/// How a program encodes text that isn't ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    /// UTF-8, quoted-printable.
    Quoted,
    /// UTF-8, base64.
    Base64,
    /// UTF-8 as it is.
    Eight,
    /// Windows-1252, quoted-printable, where the letters allow.
    Western,
}

impl Part {
    /// A text part. `kind` is `plain` or `html`; `text` has `\n` line ends.
    pub(super) fn text(kind: &str, text: &str, coding: Coding) -> Self {
        let (charset, transfer, body) = encode(text, coding);
        let flowed = if kind == "plain" && coding == Coding::Eight { "; format=flowed" } else { "" };
        let head = format!(
            "Content-Type: text/{kind}; charset={charset}{flowed}\r\nContent-Transfer-Encoding: {transfer}\r\n"
        );
        Self { head, body }
    }

    /// A file. Names are encoded as most programs do, which is not what RFC 2231 asks for.
    pub(super) fn file(name: &str, media_type: &str, bytes: &[u8]) -> Self {
        let mut body = Vec::with_capacity(bytes.len() * 4 / 3 + 64);
        base64(bytes, &mut body);
        let name = header_text(name);
        let head = format!(
            "Content-Type: {media_type}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\
             Content-Transfer-Encoding: base64\r\n"
        );
        Self { head, body }
    }

    /// Several parts as one. `kind` is what follows `multipart/`.
    pub(super) fn several(kind: &str, boundary: &str, parts: &[Self]) -> Self {
        let head = format!("Content-Type: multipart/{kind};\r\n boundary=\"{boundary}\"\r\n");
        let mut body = Vec::new();
        for part in parts {
            body.extend_from_slice(format!("--{boundary}\r\n{}\r\n", part.head).as_bytes());
            body.extend_from_slice(&part.body);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Self { head, body }
    }

    /// The whole mail under `head`.
    pub(super) fn mail(self, mut head: String) -> Vec<u8> {
        head.push_str("MIME-Version: 1.0\r\n");
        head.push_str(&self.head);
        head.push_str("\r\n");
        let mut raw = head.into_bytes();
        raw.extend_from_slice(&self.body);
        raw
    }
}

fn encode(text: &str, coding: Coding) -> (&'static str, &'static str, Vec<u8>) {
    let mut body = Vec::with_capacity(text.len() + text.len() / 8);
    // RFC 5322 allows 998 octets in a line.
    let short = text.split('\n').all(|line| line.len() < 990);
    if short && text.is_ascii() {
        crlf(text, &mut body);
        return ("us-ascii", "7bit", body);
    }
    match (coding, windows_1252(text)) {
        (Coding::Western, Some(bytes)) => {
            quoted_printable(&bytes, &mut body);
            ("windows-1252", "quoted-printable", body)
        }
        (Coding::Base64, _) => {
            let mut lines = Vec::new();
            crlf(text, &mut lines);
            base64(&lines, &mut body);
            ("utf-8", "base64", body)
        }
        (Coding::Eight, _) if short => {
            crlf(text, &mut body);
            ("utf-8", "8bit", body)
        }
        _ => {
            quoted_printable(text.as_bytes(), &mut body);
            ("utf-8", "quoted-printable", body)
        }
    }
}

fn crlf(text: &str, out: &mut Vec<u8>) {
    for line in text.split('\n') {
        out.extend_from_slice(line.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
}
