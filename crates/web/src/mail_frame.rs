//! The document inside a mail's frame: the sanitised HTML, light paper for mails with colours of their own.

use app::conversation::MessageView;

/// Styles of the frame. A mail with its own colours stands on white paper, also in the dark: colours chosen for
/// white can't be read on anything else. One without follows the reader's theme.
const STYLE: &str = "html{margin:0}body{margin:0;padding:12px 16px;font:14px/1.5 Inter,ui-sans-serif,system-ui,sans-serif;\
    overflow-wrap:anywhere}img{max-width:100%;height:auto}pre{white-space:pre-wrap}blockquote{margin:0 0 0 .6em;padding-left:.8em;\
    border-left:2px solid #8885}table{max-width:100%}details.fold>summary{cursor:pointer;color:#888;font-size:12px;\
    list-style:none;display:inline-block;padding:0 8px;border-radius:9px;background:#8882}a{color:inherit}";
const PAPER: &str = ":root{color-scheme:light}body{background:#fff;color:#1f1d1a}";
const LIGHT: &str = ":root{color-scheme:light}body{color:#1f1d1a}";
const DARK: &str = ":root{color-scheme:dark}body{color:#eeebe6}";

/// The document; with `remote`, pictures from elsewhere are named so that the browser loads them.
pub(crate) fn document(view: &MessageView, theme: &str, remote: bool) -> String {
    let message = &view.message;
    let colors = match theme {
        _ if message.own_colors => PAPER.to_owned(),
        "light" => LIGHT.to_owned(),
        "dark" => DARK.to_owned(),
        _ => format!("{LIGHT}@media(prefers-color-scheme:dark){{{DARK}}}"),
    };
    let mut html = with_own_pictures(view);
    if remote {
        html = html.replace(" data-remote-src=\"", " src=\"");
    }
    format!(
        "<!doctype html><html><head><meta charset=\"utf-8\"><title>Mail</title><base target=\"_blank\"><style>{STYLE}{colors}</style></head><body>{html}</body></html>"
    )
}

/// Pictures that came with the mail are fetched from their own route.
fn with_own_pictures(view: &MessageView) -> String {
    let mut html = view.message.html.clone();
    for file in view.attachments.iter().filter(|file| !file.content_id.is_empty()) {
        let escaped = file.content_id.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        html =
            html.replace(&format!(" data-cid=\"{escaped}\""), &format!(" src=\"/attachments/{}\"", file.id));
    }
    html
}
