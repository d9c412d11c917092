//! How mail programs mark history and signature in their HTML: ids, classes and a few styles.

use crate::fold::Hint;
use crate::html::{Element, Tag};

/// Classes and ids of containers that hold only history. Those with a `blockquote` in them are read by their text,
/// since people write answers between the quotes.
const QUOTES: &[&str] = &[
    "gmail_quote",
    "gmail_quote_container",
    "yahoo_quoted",
    "protonmail_quote",
    "zmail_extra",
    "zmail_extra_hr",
    "front-blockquote",
    "missive_quote",
    "freshdesk_quote",
    "quoted-content",
    "messagereplysection",
    "mail-quote-collapse",
    "tutanota_quote",
    "ox-quote",
    "reply-quote",
    "isreplycontent",
    "qt",
    "mcntmcntmcnt",
    "ymail_quoted",
    "ntes-mailmaster-quote",
    "yandex-quote",
    "foxmail_quote",
    "__quoted_text__",
];

/// Classes and ids from which on everything is history.
const HISTORIES: &[&str] = &[
    "divrplyfwdmsg",
    "appendonsend",
    "olk_src_body_section",
    "stopspelling",
    "zwchr",
    "outlookmessageheader",
    "moz-forward-container",
    "mail-editor-reference-message-container",
    "replymessagebegin",
    "origbody",
    "__divider__",
    "originalmessage",
    "js-readmsg-msg",
];

/// Classes of the line above a quote.
const ATTRIBUTIONS: &[&str] =
    &["gmail_attr", "moz-cite-prefix", "moz-email-headers-table", "airmail_on", "ms-reply-intro"];

/// Classes and ids of signatures.
const SIGNATURES: &[&str] = &[
    "gmail_signature",
    "moz-signature",
    "signature",
    "applemailsignature",
    "apple-mail-signature",
    "ms-outlook-mobile-signature",
    "ms-outlook-ios-signature",
    "ms-outlook-mobile-body-separator-line",
    "protonmail_signature_block",
    "io-ox-signature",
    "ymail_android_signature",
    "messagesignaturesection",
    "signature_old",
    "mobile-signature",
    "mobile_signature",
    "composer_signature",
    "__sig_post__",
    "__sig_pre__",
    "email-signature",
    "email_signature",
    "mail-signature",
    "tutanota-signature",
    "yahoo-signature",
    "samsung_signature",
    "front-signature",
    "bloop_sign",
    "edo-signature",
    "mailbird-signature",
    "zoho_signature",
    "x-apple-signature",
    "id_bloop_sign",
    "spark_signature",
    "airmail_signature",
];

/// What the element says about the text in it.
pub(crate) fn hint(element: &Element) -> Option<Hint> {
    for attribute in ["id", "class", "name", "data-marker", "data-smartmail"] {
        let Some(value) = element.attribute(attribute) else { continue };
        for word in value.split_ascii_whitespace() {
            if let Some(hint) = named(word, element, attribute) {
                return Some(hint);
            }
        }
    }
    if element.attribute("data-signatureblock").is_some() {
        return Some(Hint::Signature);
    }
    (element.tag == Tag::Div && element.attribute("style").is_some_and(is_outlook_line))
        .then_some(Hint::History)
}

fn named(word: &str, element: &Element, attribute: &str) -> Option<Hint> {
    // Outlook on the web puts "x_" before every name it passes on, once a passage.
    let mut word = word.to_ascii_lowercase();
    while let Some(rest) = word.strip_prefix("x_") {
        word = rest.to_owned();
    }
    let word = word.as_str();
    let numbered = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '-');
    let any = |words: &[&str]| words.contains(&word) || words.contains(&numbered);
    if any(SIGNATURES) {
        return Some(Hint::Signature);
    }
    if any(ATTRIBUTIONS) {
        return Some(Hint::Attribution);
    }
    if any(HISTORIES) {
        return Some(Hint::History);
    }
    // GMX and WEB.DE name the container "quote".
    let quote = any(QUOTES) || (attribute == "name" && word == "quote");
    (quote && !element.holds_quote && element.tag != Tag::Blockquote).then_some(Hint::Quote)
}

/// The thin line that Outlook and Windows Mail draw above the mail they quote.
fn is_outlook_line(style: &str) -> bool {
    if !style.contains("border-top") {
        return false;
    }
    let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let drawn = [
        "border-top:solid#b5c4df1.0pt",
        "border-top:solid#e1e1e11.0pt",
        "border-top:1ptsolid#e1e1e1",
        "border-top:1.0ptsolid#e1e1e1",
        "border-top:1ptsolid#b5c4df",
    ];
    let windows_mail =
        style.contains("border-top-color:rgb(229,229,229)") && style.contains("border-top-style:solid");
    windows_mail || drawn.iter().any(|line| style.contains(line))
}
