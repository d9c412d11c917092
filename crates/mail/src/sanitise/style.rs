//! Inline styles: which properties and values stay.

use super::target;

/// Bytes of one value; longer ones are no style but data.
const VALUE_BYTES_MAX: usize = 256;

/// Properties that change how words look and where they flow, and nothing else: none can leave its place on the page.
const PROPERTIES: &[&str] = &[
    "background",
    "background-color",
    "border",
    "border-bottom",
    "border-bottom-color",
    "border-bottom-left-radius",
    "border-bottom-right-radius",
    "border-bottom-style",
    "border-bottom-width",
    "border-collapse",
    "border-color",
    "border-left",
    "border-left-color",
    "border-left-style",
    "border-left-width",
    "border-radius",
    "border-right",
    "border-right-color",
    "border-right-style",
    "border-right-width",
    "border-spacing",
    "border-style",
    "border-top",
    "border-top-color",
    "border-top-left-radius",
    "border-top-right-radius",
    "border-top-style",
    "border-top-width",
    "border-width",
    "box-sizing",
    "caption-side",
    "clear",
    "color",
    "direction",
    "display",
    "empty-cells",
    "float",
    "font",
    "font-family",
    "font-size",
    "font-style",
    "font-variant",
    "font-weight",
    "height",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-position",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "overflow",
    "overflow-wrap",
    "overflow-x",
    "padding",
    "padding-bottom",
    "padding-left",
    "padding-right",
    "padding-top",
    "table-layout",
    "text-align",
    "text-decoration",
    "text-decoration-color",
    "text-decoration-line",
    "text-indent",
    "text-transform",
    "unicode-bidi",
    "vertical-align",
    "visibility",
    "white-space",
    "width",
    "word-break",
    "word-spacing",
    "word-wrap",
];

/// Values of `display`; the others (`flex`, `grid`, `contents`) let parts change places.
const DISPLAYS: &[&str] = &[
    "block",
    "inline",
    "inline-block",
    "none",
    "table",
    "table-cell",
    "table-row",
    "list-item",
    "inline-table",
];

/// Parts of values that reach outside, run code, or hide one of these from us.
const FORBIDDEN: &[&str] = &[
    "expression",
    "javascript",
    "vbscript",
    "behavio",
    "binding",
    "import",
    "url",
    "image",
    "attr(",
    "var(",
    "env(",
    "element(",
    "data:",
    "\\",
    "/*",
    "*/",
    "<",
    ">",
    "@",
    "{",
    "}",
    "&",
];

/// A clean style.
#[derive(Debug, Default)]
pub(super) struct Clean {
    /// Its text.
    pub(super) css: String,
    /// The address of a background picture from elsewhere.
    pub(super) remote: Option<String>,
    /// It sets a colour.
    pub(super) colors: bool,
}

/// What stays of a style. Linear in its length.
pub(super) fn clean(style: &str) -> Clean {
    let mut clean = Clean::default();
    for (name, value) in declarations(style) {
        let name = name.trim().to_ascii_lowercase();
        let value = value.trim().trim_end_matches("!important").trim_end();
        if PROPERTIES.binary_search(&name.as_str()).is_err() && name != "background-image" {
            continue;
        }
        let lower = value.to_ascii_lowercase();
        if name.starts_with("background") && lower.contains("url") {
            clean.remote = clean.remote.or_else(|| picture(value));
            continue;
        }
        if name == "background-image" || !is_safe(&name, &lower) {
            continue;
        }
        clean.colors |= sets_color(&name, &lower);
        if !clean.css.is_empty() {
            clean.css.push(';');
        }
        clean.css.push_str(&name);
        clean.css.push(':');
        clean.css.push_str(value);
    }
    clean
}

/// Splits at `;`, except within quotes and brackets.
pub(super) fn declarations(style: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = style;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = end_of_declaration(rest);
        let (declaration, behind) = rest.split_at(end);
        rest = behind.get(1..).unwrap_or_default();
        Some(declaration)
    })
    .filter_map(|declaration| declaration.split_once(':'))
}

fn end_of_declaration(style: &str) -> usize {
    let mut quote = None;
    let mut depth = 0usize;
    for (at, byte) in style.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b';') if depth == 0 => return at,
            _ => {}
        }
    }
    style.len()
}

fn is_safe(name: &str, lower: &str) -> bool {
    let quotes = |quote: char| lower.matches(quote).count().is_multiple_of(2);
    let brackets = lower.matches('(').count() == lower.matches(')').count();
    if lower.is_empty()
        || lower.len() > VALUE_BYTES_MAX
        || lower.chars().any(char::is_control)
        || !quotes('"')
        || !quotes('\'')
        || !brackets
    {
        return false;
    }
    if FORBIDDEN.iter().any(|part| lower.contains(part)) {
        return false;
    }
    match name {
        "display" => DISPLAYS.contains(&lower),
        // Negative lengths pull text out of its place and over other text.
        _ if name.starts_with("margin") || name.starts_with("text-indent") || name.ends_with("spacing") => {
            !is_negative(lower)
        }
        _ => true,
    }
}

fn is_negative(value: &str) -> bool {
    value.contains("calc")
        || value.as_bytes().windows(2).any(|pair| matches!(pair, [b'-', b'0'..=b'9' | b'.']))
}

/// The web address in `url(…)`.
fn picture(value: &str) -> Option<String> {
    let at = value.find('(')?;
    let inside = value.get(at + 1..)?.split(')').next()?;
    target::remote(inside.trim_matches(['"', '\'', ' ']))
}

fn sets_color(name: &str, lower: &str) -> bool {
    matches!(name, "color" | "background" | "background-color")
        && !["inherit", "initial", "unset", "transparent", "currentcolor", "none", "windowtext"]
            .contains(&lower)
}

/// Whether a style makes its element invisible, as for the "preheaders" of newsletters.
pub(super) fn hides(style: &str) -> bool {
    let mut shut = false;
    let mut empty = false;
    for (name, value) in declarations(style) {
        let name = name.trim();
        let value = value.trim().trim_end_matches("!important").trim_end();
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        let zero = || {
            value
                .trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%')
                .trim_matches(['0', '.', ' '])
                .is_empty()
                && value.starts_with('0')
        };
        if is("display") && value.eq_ignore_ascii_case("none")
            || is("visibility") && value.eq_ignore_ascii_case("hidden")
            || is("mso-hide") && value.eq_ignore_ascii_case("all")
            || is("font-size") && zero() && !style.contains("line-height")
        {
            return true;
        }
        shut |= is("overflow") && value.eq_ignore_ascii_case("hidden");
        empty |= (is("max-height") || is("height")) && zero();
    }
    shut && empty
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order() {
        assert!(PROPERTIES.is_sorted());
    }
}
