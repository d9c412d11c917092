//! Stand-ins until the quote folder and the sanitiser arrive.

use crate::Fold;

pub(crate) fn fold_text(_text: &str) -> Vec<Fold> {
    Vec::new()
}

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
