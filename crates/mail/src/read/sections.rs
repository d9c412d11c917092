//! The stretches of a body, each as plain text, HTML or both, and how they become one body.

use std::cell::RefCell;

use crate::problem::Problems;
use crate::{Attachment, Body, Fold, sanitise};

/// One stretch of the body.
pub(super) struct Section {
    text: Option<String>,
    html: Option<String>,
}

impl Section {
    pub(super) fn text(text: String) -> Self {
        Self { text: Some(text), html: None }
    }

    pub(super) fn html(html: String) -> Self {
        Self { text: None, html: Some(html) }
    }

    pub(super) fn is_html(&self) -> bool {
        self.html.is_some()
    }

    pub(super) fn is_blank(&self) -> bool {
        let blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        blank(&self.text) && blank(&self.html)
    }

    /// The versions of a `multipart/alternative` as one: all its plain text beside all its HTML.
    pub(super) fn merged(versions: Vec<Self>) -> Option<Self> {
        let mut merged: Option<Self> = None;
        for version in versions {
            let Some(known) = &mut merged else {
                merged = Some(version);
                continue;
            };
            join(&mut known.text, version.text);
            join(&mut known.html, version.html);
        }
        merged
    }
}

fn join(known: &mut Option<String>, more: Option<String>) {
    match (known.as_mut(), more) {
        (Some(known), Some(more)) => {
            known.push('\n');
            known.push_str(&more);
        }
        (None, more) => *known = more,
        (_, None) => {}
    }
}

/// One body of all sections. Files that the HTML shows and those in `in_body` are marked inline, all others not.
pub(super) fn body_of(
    sections: Vec<Section>,
    attachments: &mut [Attachment],
    in_body: &[usize],
    problems: &mut Problems,
) -> Body {
    let shown: RefCell<Vec<usize>> = RefCell::default();
    let resolve = |cid: &str| {
        let index = find_cid(attachments, cid)?;
        shown.borrow_mut().push(index);
        Some(format!("part:{}", attachments.get(index)?.part))
    };
    let has_html = sections.iter().any(|section| section.html.is_some());
    let mut body = Body::default();
    let mut html = String::new();
    for section in sections {
        let plain = section.text.filter(|text| !text.trim().is_empty());
        let Some(source) = section.html else {
            if let Some(text) = plain {
                if has_html {
                    push_escaped(&text, &mut html);
                }
                append_plain(&mut body, text);
            }
            continue;
        };
        let clean = sanitise::html(&source, &resolve);
        // Markup around nothing is no body.
        if !clean.text.trim().is_empty() || clean.html.contains("<img") {
            html.push_str(&clean.html);
        }
        body.remote_count += clean.remote_count;
        body.own_colors |= clean.own_colors;
        clean.problems.iter().for_each(|problem| problems.note(*problem));
        match plain {
            Some(text) => append_plain(&mut body, text),
            None => append(&mut body, &clean.text, clean.folds),
        }
    }
    let shown = shown.into_inner();
    for (index, file) in attachments.iter_mut().enumerate() {
        file.inline = in_body.contains(&index) || (file.inline && shown.contains(&index));
    }
    body.html = Some(html).filter(|html| !html.is_empty());
    body
}

fn find_cid(attachments: &[Attachment], cid: &str) -> Option<usize> {
    let cid = cid.trim_matches(['<', '>', ' ']);
    attachments
        .iter()
        .position(|file| file.content_id.as_deref() == Some(cid))
        .or_else(|| attachments.iter().position(|file| file.inline && file.name == cid))
}

fn append_plain(body: &mut Body, text: String) {
    let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let folds = crate::fold::text(&text);
    append(body, &text, folds);
}

fn append(body: &mut Body, text: &str, folds: Vec<Fold>) {
    if !body.text.is_empty() && !body.text.ends_with('\n') {
        body.text.push('\n');
    }
    let offset = body.text.len();
    body.text.push_str(text);
    body.folds.extend(folds.into_iter().map(|fold| Fold {
        start: fold.start + offset,
        end: fold.end + offset,
        kind: fold.kind,
    }));
}

/// Plain text between HTML sections, as HTML.
fn push_escaped(text: &str, html: &mut String) {
    html.push_str("<div>");
    for letter in text.trim_end().chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>"),
            '\r' => {}
            letter => html.push(letter),
        }
    }
    html.push_str("</div>");
}
