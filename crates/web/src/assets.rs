//! Style, behaviour, font and icon, served for good under names that change when they do.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};
use std::sync::LazyLock;
use ui::prelude::Assets;

const SCRIPT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/app.js"));
const SCRIPT_HASH: &str = env!("CAPE_SCRIPT_HASH");
const ICON: &[u8] = include_bytes!("icon.svg");

static STYLE_HASH: LazyLock<String> = LazyLock::new(|| {
    let digest = Sha256::digest(ui::stylesheet());
    format!("{:012x}", digest.iter().take(6).fold(0_u64, |start, byte| start << 8 | u64::from(*byte)))
});

/// The addresses of the assets.
pub(crate) fn assets() -> Assets {
    Assets {
        stylesheet: format!("/assets/{}.css", *STYLE_HASH),
        script: if SCRIPT.is_empty() { String::new() } else { format!("/assets/{SCRIPT_HASH}.js") },
        icon: "/assets/icon.svg".to_owned(),
    }
}

/// `GET /assets/{name}`.
pub(crate) async fn show(Path(name): Path<String>) -> Response {
    let (kind, bytes): (_, &'static [u8]) = match name.as_str() {
        "icon.svg" => ("image/svg+xml", ICON),
        name if name.strip_suffix(".css") == Some(&STYLE_HASH) => {
            ("text/css; charset=utf-8", ui::stylesheet().as_bytes())
        }
        name if name.strip_suffix(".js") == Some(SCRIPT_HASH) => ("text/javascript; charset=utf-8", SCRIPT),
        name => match ui::font::FONT_FILES.iter().find(|font| font.name == name) {
            Some(font) => (font.media_type, font.bytes),
            None => return StatusCode::NOT_FOUND.into_response(),
        },
    };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")], bytes)
        .into_response()
}
