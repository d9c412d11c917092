//! Stand-ins until the sanitiser arrives.

use crate::Fold;

pub(crate) struct Sanitised {
    pub(crate) html: String,
    pub(crate) text: String,
    pub(crate) folds: Vec<Fold>,
}

pub(crate) fn sanitise_html(html: &str, _cid: &dyn Fn(&str) -> Option<String>) -> Sanitised {
    Sanitised {
        html: ammonia::clean(html),
        text: mail_parser::decoders::html::html_to_text(html).replace("\r\n", "\n"),
        folds: Vec::new(),
    }
}
