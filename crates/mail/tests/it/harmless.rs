//! The judge of cleaned HTML: reads it with the tokenizer alone and knows nothing of how it was made.
//!
//! No tag it lets pass switches the tokenizer to raw text or to foreign content, so what it sees is what a
//! browser sees.

#![expect(clippy::panic, reason = "a judge of tests fails them")]

use html5gum::{Token, Tokenizer};

const TAGS: &str = " a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark q rp rt ruby s samp small span strike strong sub sup \
    time tt u var div center address article aside section header footer main nav figure figcaption fieldset legend details summary dl dt dd \
    caption blockquote p h1 h2 h3 h4 h5 h6 pre ul ol menu dir li table tbody thead tfoot tr td th br hr img wbr col ";

const ATTRIBUTES: &str = " align alt bgcolor border cellpadding cellspacing class color colspan data-cid data-fold data-remote-background \
    data-remote-src dir face height href lang nowrap rel reversed rowspan size src start style target title type valign width ";

/// Fails if the cleaned HTML holds anything that runs, loads or leaves its place.
pub(crate) fn assert_harmless(html: &str, source: &str) {
    if let Some(complaint) = complaint(html) {
        panic!("{complaint}\nin  {html}\nfrom {source}");
    }
}

/// What is wrong with the HTML, if anything is.
pub(crate) fn complaint(html: &str) -> Option<String> {
    for token in Tokenizer::new(html).flatten() {
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                if !TAGS.contains(&format!(" {name} ")) {
                    return Some(format!("the tag {name}"));
                }
                for (key, value) in &tag.attributes {
                    let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
                    if let Some(complaint) = attribute(&name, &key, &value) {
                        return Some(complaint);
                    }
                }
            }
            Token::Comment(_) | Token::Doctype(_) => return Some("a comment or doctype".to_owned()),
            _ => {}
        }
    }
    None
}

fn attribute(tag: &str, key: &str, value: &str) -> Option<String> {
    let fine = match key {
        "href" => {
            tag == "a"
                && ["http://", "https://", "mailto:", "tel:", "sms:"]
                    .iter()
                    .any(|scheme| value.to_lowercase().starts_with(scheme))
        }
        "src" => {
            value.starts_with("part:")
                || ["png", "gif", "jpeg", "webp"]
                    .iter()
                    .any(|kind| value.starts_with(&format!("data:image/{kind};base64,")))
        }
        "data-remote-src" | "data-remote-background" => {
            let value = value.to_lowercase();
            value.starts_with("http://") || value.starts_with("https://")
        }
        "class" => value == "fold",
        "data-fold" => value == "quote" || value == "signature",
        "target" => value == "_blank",
        "rel" => value == "noopener noreferrer nofollow",
        "style" => {
            let style = value.to_lowercase();
            ![
                "url",
                "expression",
                "position",
                "z-index",
                "behavior",
                "binding",
                "import",
                "javascript",
                "transform",
                "\\",
                "/*",
                "{",
                "<",
            ]
            .iter()
            .any(|bad| style.contains(bad))
                && !style.split(';').any(|part| part.trim().starts_with("margin") && part.contains(":-"))
        }
        _ => ATTRIBUTES.contains(&format!(" {key} ")),
    };
    (!fine).then(|| format!("{key}={value:?} on {tag}"))
}
