//! A QR code as a drawing: dark modules on a white ground in both themes, because cameras want it so.

use maud::{Markup, html};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Modules of white around the code (ISO/IEC 18004 asks for four).
const QUIET: i32 = 4;

/// The code of `text`; `label` says what it is for those who can't see it. Nothing for a text that is too long.
#[must_use]
pub fn qr(text: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::encode_text(text, QrCodeEcc::Medium) else { return Markup::default() };
    let size = code.size() + 2 * QUIET;
    html! {
        svg .qr viewBox={"0 0 " (size) " " (size)} role="img" aria-label=(label) shape-rendering="crispEdges" {
            rect .qr-ground width=(size) height=(size) {}
            path .qr-modules d=(path(&code)) {}
        }
    }
}

/// One square of the path per dark module.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                // Writing into a String can't fail.
                let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    path
}
