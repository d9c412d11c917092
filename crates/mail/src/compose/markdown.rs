//! The two bodies of a letter: plain text, and HTML made from its Markdown.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html::push_html};

use super::Letter;

/// The plain text: the Markdown as written, signature and quoted history below.
pub(super) fn plain(letter: &Letter) -> String {
    let mut text = letter.markdown.trim_end().to_owned();
    if let Some(signature) = signature(letter) {
        text.push_str("\n\n-- \n");
        text.push_str(signature);
    }
    if let Some(quoted) = &letter.quoted {
        text.push_str("\n\n");
        text.push_str(&quoted.attribution);
        for line in quoted.text.trim_end().lines() {
            text.push_str(if line.starts_with('>') { "\n>" } else { "\n> " });
            text.push_str(line);
        }
    }
    text.push('\n');
    text
}

/// The HTML. Simple on purpose: the mail programs of this world agree on little.
pub(super) fn html(letter: &Letter) -> String {
    let mut html = String::with_capacity(letter.markdown.len() * 2 + 256);
    html.push_str("<!DOCTYPE html>\n<html><body>\n");
    push_markdown(&letter.markdown, &mut html);
    if let Some(signature) = signature(letter) {
        html.push_str("<div class=\"signature\">\n<p>-- </p>\n");
        push_markdown(signature, &mut html);
        html.push_str("</div>\n");
    }
    if let Some(quoted) = &letter.quoted {
        html.push_str("<div class=\"quoted\">\n<p>");
        push_text(&quoted.attribution, &mut html);
        html.push_str("</p>\n<blockquote type=\"cite\">");
        push_text(quoted.text.trim_end(), &mut html);
        html.push_str("</blockquote>\n</div>\n");
    }
    html.push_str("</body></html>\n");
    html
}

fn signature(letter: &Letter) -> Option<&str> {
    letter.signature.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Markdown to HTML in which nothing can run: HTML in it is text, links and images lead only where they may,
/// and every line break is one, because that is what people mean in a mail.
fn push_markdown(markdown: &str, html: &mut String) {
    let mut dropped_links = 0_usize;
    let mut dropped_images = 0_usize;
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES;
    let events = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::SoftBreak => Some(Event::HardBreak),
        Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => None,
        Event::Start(Tag::Link { ref dest_url, .. }) if !is_link(dest_url) => {
            dropped_links += 1;
            None
        }
        Event::End(TagEnd::Link) if dropped_links > 0 => {
            dropped_links -= 1;
            None
        }
        Event::Start(Tag::Image { ref dest_url, .. }) if !dest_url.starts_with("cid:") => {
            dropped_images += 1;
            Some(Event::Text(CowStr::Borrowed("")))
        }
        Event::End(TagEnd::Image) if dropped_images > 0 => {
            dropped_images -= 1;
            None
        }
        event => Some(event),
    });
    push_html(html, events);
}

/// True for the schemes a link in a letter may have.
fn is_link(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else { return false };
    ["http", "https", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
}

fn push_text(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' => html.push_str("<br>\n"),
            '\r' => {}
            letter => html.push(letter),
        }
    }
}
