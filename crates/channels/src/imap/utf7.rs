//! Folder names on the wire: modified UTF-7 (RFC 3501 section 5.1.3), quoted.

use base64::{
    Engine,
    alphabet::IMAP_MUTF7,
    engine::general_purpose::{GeneralPurpose, NO_PAD},
};

const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// A folder's name as a quoted string in modified UTF-7. Control characters were refused by the settings' check.
pub(super) fn quoted_folder(name: &str) -> String {
    let mut encoded = String::new();
    let mut wide: Vec<u8> = Vec::new();
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            flush(&mut wide, &mut encoded);
            encoded.push(c);
            if c == '&' {
                encoded.push('-');
            }
        } else {
            let mut units = [0; 2];
            wide.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
        }
    }
    flush(&mut wide, &mut encoded);
    quoted(&encoded)
}

/// A quoted string (RFC 3501 section 4.3).
pub(super) fn quoted(words: &str) -> String {
    format!("\"{}\"", words.replace('\\', "\\\\").replace('"', "\\\""))
}

fn flush(wide: &mut Vec<u8>, encoded: &mut String) {
    if !wide.is_empty() {
        encoded.push('&');
        encoded.push_str(&BASE64.encode(&*wide));
        encoded.push('-');
        wide.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_the_rfc_shows() {
        assert_eq!(quoted_folder("INBOX"), r#""INBOX""#);
        assert_eq!(quoted_folder("~peter/mail/台北/日本語"), r#""~peter/mail/&U,BTFw-/&ZeVnLIqe-""#);
        assert_eq!(quoted_folder("Entwürfe & \"mehr\""), r#""Entw&APw-rfe &- \"mehr\"""#);
    }
}
