//! What mail programs make of a text: their signatures, their quotes, their HTML.

use super::part::{Coding, Part};
use crate::{
    calendar::Calendar,
    chance::Chance,
    company::AGENTS,
    people::Program,
    talk::{Act, Thread},
    words,
};

/// The message a mail answers, as its quote shows it.
pub(super) struct Quote {
    /// "On 3 March …, Noreen wrote:".
    intro: String,
    /// The block office programs put above a quote: pairs of label and value.
    block: Vec<(String, String)>,
    text: String,
}

/// The quote of turn number `turn`, worded again.
pub(super) fn quote(thread: &Thread, turn: usize) -> Quote {
    let words = &words::common(thread.facts.language()).client;
    let at = Calendar::posix(thread.customer.clock).local(thread.turns[turn].at);
    let date = words::quoted_date(thread.facts.language(), at);
    let (name, address, text) = match &thread.turns[turn].act {
        Act::Answer(answer) => {
            let name = format!("{} (Carrick & Lark)", AGENTS[answer.agent].name);
            (name, thread.mailbox, words::reply(thread, turn))
        }
        _ => {
            (thread.customer.name.clone(), thread.customer.email.as_str(), words::letter(thread, turn, false))
        }
    };
    let intro = words.wrote.replace("%d", &date).replace("%n", &name).replace("%a", address);
    let subject = format!("{}: {}", words.reply_prefix, words::subject(thread));
    let block = vec![
        (words.from.clone(), format!("{name} <{address}>")),
        (words.sent.clone(), date),
        (words.to.clone(), thread.customer.email.clone()),
        (words.subject.clone(), subject),
    ];
    Quote { intro, block, text }
}

/// The body of a mail as `program` sends it.
pub(super) fn body(
    program: Program,
    language: &str,
    chance: &mut Chance,
    text: &str,
    quote: Option<&Quote>,
) -> Part {
    let words = &words::common(language).client;
    match program {
        Program::Phone => {
            let mut out = text.to_owned();
            if chance.percent(55) {
                out.push_str("\n\n");
                out.push_str(&words.sent_from[chance.below(words.sent_from.len())]);
            }
            Part::text("plain", &with_quote(&out, quote), Coding::Quoted)
        }
        Program::Desktop => {
            let out = match quote {
                // Some still answer below what they quote, as it was taught once.
                Some(quote) if chance.percent(50) => {
                    format!("{}\n{}\n\n{text}", quote.intro, arrows(&quote.text))
                }
                _ => with_quote(text, quote),
            };
            Part::text("plain", &out, Coding::Eight)
        }
        Program::Webmail => {
            let plain = Part::text("plain", &with_quote(text, quote), Coding::Quoted);
            let html = Part::text("html", &webmail(text, quote), Coding::Base64);
            Part::several("alternative", &boundary(chance), &[plain, html])
        }
        Program::Office => {
            let plain = Part::text("plain", &office_plain(text, quote, &words.original), Coding::Base64);
            let html = Part::text("html", &office(text, quote), Coding::Quoted);
            let boundary = format!("----=_NextPart_{:03X}_{}", chance.below(4096), boundary(chance));
            Part::several("alternative", &boundary, &[plain, html])
        }
        Program::Portal => Part::text("html", &portal(text, quote), Coding::Western),
    }
}

/// A boundary no text contains.
pub(super) fn boundary(chance: &mut Chance) -> String {
    format!("{:016x}{:08x}", chance.bits(), chance.below(1 << 32))
}

fn with_quote(text: &str, quote: Option<&Quote>) -> String {
    quote.map_or_else(
        || text.to_owned(),
        |quote| format!("{text}\n\n{}\n\n{}", quote.intro, arrows(&quote.text)),
    )
}

fn arrows(text: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

fn office_plain(text: &str, quote: Option<&Quote>, original: &str) -> String {
    let Some(quote) = quote else { return text.to_owned() };
    let block: Vec<String> = quote.block.iter().map(|(label, value)| format!("{label}: {value}")).collect();
    format!("{text}\n\n-----{original}-----\n{}\n\n{}", block.join("\n"), quote.text)
}

fn webmail(text: &str, quote: Option<&Quote>) -> String {
    let mut out = String::from("<div dir=\"ltr\">");
    for (index, line) in text.lines().enumerate() {
        if index > 0 {
            out.push_str(if line.is_empty() { "<div><br></div>" } else { "" });
        }
        if !line.is_empty() {
            push(&mut out, format_args!("<div>{}</div>", escape(line)));
        }
    }
    out.push_str("</div>");
    if let Some(quote) = quote {
        push(
            &mut out,
            format_args!(
                "<br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">{}<br></div>\
             <blockquote class=\"gmail_quote\" style=\"margin:0px 0px 0px 0.8ex;border-left:1px solid \
             rgb(204,204,204);padding-left:1ex\">{}</blockquote></div>",
                escape(&quote.intro),
                paragraphs(&quote.text, "<p>")
            ),
        );
    }
    out.push('\n');
    out
}

fn office(text: &str, quote: Option<&Quote>) -> String {
    let mut out = String::from(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head>\n<style><!--\np.MsoNormal {margin:0cm; \
         font-size:11.0pt; font-family:\"Calibri\",sans-serif;}\n--></style>\n</head>\n<body lang=\"EN-GB\">\n\
         <div class=\"WordSection1\">\n",
    );
    for line in text.lines() {
        let line = if line.is_empty() { "<o:p>&nbsp;</o:p>".to_owned() } else { escape(line) };
        push(&mut out, format_args!("<p class=\"MsoNormal\">{line}</p>\n"));
    }
    if let Some(quote) = quote {
        out.push_str(
            "<div>\n<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm\">\n\
             <p class=\"MsoNormal\">",
        );
        for (label, value) in &quote.block {
            push(&mut out, format_args!("<b>{}:</b> {}<br>\n", escape(label), escape(value)));
        }
        out.push_str("</p>\n</div>\n</div>\n");
        out.push_str(&paragraphs(&quote.text, "<p class=\"MsoNormal\">"));
    }
    out.push_str("</div>\n</body>\n</html>\n");
    out
}

fn portal(text: &str, quote: Option<&Quote>) -> String {
    let mut out = format!(
        "<html><head></head><body><div style=\"font-family: Verdana;font-size: 12.0px;\">{}",
        escape(text).replace('\n', "<br/>\n")
    );
    if let Some(quote) = quote {
        out.push_str(
            "<div>&nbsp;<div name=\"quote\" style=\"margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; ",
        );
        out.push_str("border-left:2px solid #C3D9E5;\"><div style=\"margin:0 0 10px 0;\">");
        for (label, value) in &quote.block {
            push(&mut out, format_args!("<b>{}:</b> {}<br/>", escape(label), escape(value)));
        }
        push(
            &mut out,
            format_args!(
                "</div><div name=\"quoted-content\">{}</div></div></div>",
                paragraphs(&quote.text, "<p>")
            ),
        );
    }
    out.push_str("</div></body></html>\n");
    out
}

/// Appends; writing to a String can't fail.
fn push(out: &mut String, arguments: std::fmt::Arguments<'_>) {
    let _: std::fmt::Result = std::fmt::Write::write_fmt(out, arguments);
}

/// Text as HTML paragraphs, each opened with `open`.
pub(super) fn paragraphs(text: &str, open: &str) -> String {
    let mut out = String::new();
    for paragraph in text.split("\n\n") {
        push(&mut out, format_args!("{open}{}</p>\n", escape(paragraph).replace('\n', "<br>\n")));
    }
    out
}

/// Text that can't be mistaken for markup.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
