//! Any HTML: what comes out holds nothing that runs, and cleaning it again finds nothing to do.
#![no_main]

/// What never stands in clean HTML outside of text, where `<` is escaped.
const NEVER: [&str; 9] =
    ["<script", "<style", "<iframe", "<object", "<embed", "<form", "<meta", "<base", "<svg"];

libfuzzer_sys::fuzz_target!(|html: &str| {
    let clean = mail::sanitise::html(html, &|id| (id.len() < 8).then(|| format!("/attachments/{}", id.len())));
    let lower = clean.html.to_ascii_lowercase();
    for never in NEVER {
        assert!(!lower.contains(never), "{never} in {}", clean.html);
    }
    for fold in &clean.folds {
        assert!(clean.text.get(fold.start..fold.end).is_some(), "a fold lies outside of the text");
    }
    let mut rest = lower.as_str();
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').expect("a tag that was opened is closed");
        assert!(!has_handler(tag), "<{tag}>");
        rest = after;
    }
});

/// Whether a tag has an attribute that runs script, outside of its quoted values.
fn has_handler(tag: &str) -> bool {
    let outside: String = tag.split('"').step_by(2).collect::<Vec<_>>().join(" ");
    let attributes = outside.split_whitespace().skip(1);
    let script = tag.split('"').skip(1).step_by(2).any(|value| {
        let value: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        value.starts_with("javascript:") || value.starts_with("vbscript:") || value.starts_with("data:text")
    });
    let mut handlers = attributes.filter(|name| name.starts_with("on") && name.ends_with('='));
    handlers.next().is_some() || (script && (tag.contains("href=\"") || tag.contains("src=\"")))
}
