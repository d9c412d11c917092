//! A body without its mail, as `cape mail inspect --body-only` is given one.

use crate::mime::charset;
use crate::problem::Problems;
use crate::{Body, fold, limits, sanitise};

/// Understands a bare body, HTML or plain text. The charset is the one the HTML names, else it is guessed.
pub fn body_only(bytes: &[u8], is_html: bool) -> Body {
    let bytes = bytes.get(..limits::TEXT_BYTES_MAX).unwrap_or(bytes);
    let label = if is_html { charset::label_in_html(bytes) } else { None };
    let source = charset::decode(bytes, label.as_deref(), &mut Problems::default());
    if is_html {
        let clean = sanitise::html(&source, &|_| None);
        return Body {
            text: clean.text,
            folds: clean.folds,
            html: Some(clean.html),
            remote_count: clean.remote_count,
            own_colors: clean.own_colors,
        };
    }
    let text = source.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "");
    let folds = fold::text(&text);
    Body { text, folds, ..Body::default() }
}
