//! Hostile bodies cost in proportion to their length. Each is read at a size sixteen times, and once at sixteen times
//! that size: linear work takes as long both ways, quadratic work takes sixteen times as long the second way. The tests
//! fail half way between, at four, so that a machine that is busy at the wrong moment does not disturb them.

use std::fmt::Write as _;
use std::time::Instant;

/// How much larger the second body is, and how often the first is read.
const GROWTH: usize = 16;

/// Half way, in powers, between linear (1) and quadratic (16).
const RATIO_MAX: f64 = 4.0;

/// Other work on the machine can slow one measurement; it cannot make a quadratic one fast.
const ATTEMPTS: usize = 6;

fn time(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64().max(1e-6)
}

fn assert_linear(name: &str, make: impl Fn(usize) -> String, read: impl Fn(&str)) {
    const SIZE: usize = 8_000;
    let (small, large) = (make(SIZE), make(SIZE * GROWTH));
    assert!(large.len() > small.len() * GROWTH / 2, "{name} does not grow");
    let mut least = (f64::MAX, f64::MAX);
    for _ in 0..ATTEMPTS {
        least.0 = least.0.min(time(|| (0..GROWTH).for_each(|_| read(&small))));
        least.1 = least.1.min(time(|| read(&large)));
        if least.1 / least.0 < RATIO_MAX / 2.0 {
            break;
        }
    }
    let ratio = least.1 / least.0;
    assert!(
        ratio < RATIO_MAX,
        "{name}: {GROWTH} times the size costs {ratio:.1} times {GROWTH} times as much"
    );
}

fn filled(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

/// So many pieces, each with a number of its own in it.
fn numbered(count: usize, before: &str, after: &str) -> String {
    let mut all = String::new();
    for number in 0..count {
        let _ = write!(all, "{before}{number}{after}");
    }
    all
}

#[test]
fn html_is_cleaned_in_linear_time() {
    let clean = |html: &str| {
        let clean = mail::sanitise::html(html, &|_| None);
        assert!(
            clean.html.len() <= html.len() * 12 + 10_000,
            "{} bytes made of {}",
            clean.html.len(),
            html.len()
        );
    };
    for piece in [
        "<div>",
        "<b>",
        "<p><b>",
        "<font color=a>",
        "<a href=https://a.example>",
        "<table>",
        "<table><tr><td>",
        "<ul><li>",
        "<blockquote>",
        "<blockquote><br>x",
        "</div>",
        "</p>",
        "<p>",
        "<br>",
        "<td>",
        "<!--",
        "<",
        "&",
        "&amp",
        "<div class=gmail_quote>",
        "<div id=Signature>x",
        "<hr>From: a<br>",
        "<span style=\"a:b;",
        "<svg>",
        "<select>",
        "<pre>\n",
        "x\n",
        "On Tue 2025 <a@a> wrote:<br>&gt; x<br>y<br>",
        "<p>x</p><blockquote>y</blockquote>",
        "<details>",
    ] {
        assert_linear(piece, |bytes| filled(piece, bytes), clean);
    }
    assert_linear(
        "formatting tags with attributes of their own",
        |bytes| numbered(bytes / 16, "<font size=", ">x<p>"),
        clean,
    );
    assert_linear("attributes", |bytes| format!("<p {}>", numbered(bytes / 8, "a", "=1 ")), clean);
    assert_linear("one attribute", |bytes| format!("<p title=\"{}\">", filled("x", bytes)), clean);
    assert_linear(
        "a style",
        |bytes| format!("<p style=\"{}\">", filled("color:red;", bytes.min(90_000))),
        clean,
    );
}

#[test]
fn text_is_folded_in_linear_time() {
    let fold = |text: &str| {
        let _ = mail::fold::visible(text, &mail::fold::text(text));
    };
    for piece in [
        "> x\n",
        ">",
        "x:\n",
        "\n",
        "--\n",
        "---\nx\n\n",
        "-----\n",
        "From: a\n",
        "Date: a\n",
        "From: a\n\n",
        "Sent from my iPhone\n",
        "x\n\nSent from my iPhone\n\n\n",
        "wrote:\n",
        "On Tue 2025 a@a wrote:\n",
        "On Tue 2025\na@a\n",
        "x\n> y\n",
        "```\n",
        ">>>>\n",
        "<<<<\n",
        "This email is confidential\n",
        "Regards,\n",
        "-----Original Message-----\n",
        "x ",
        "2025 ",
        "a@a:\n",
    ] {
        assert_linear(piece, |bytes| filled(piece, bytes), fold);
        assert_linear(
            &format!("text, then {piece}"),
            |bytes| format!("words\n{}", filled(piece, bytes)),
            fold,
        );
    }
}

#[test]
fn the_worst_nesting_comes_out() {
    let deep = mail::sanitise::html(&"<div>".repeat(100_000), &|_| None);
    assert!(deep.html.len() < 10_000);
    let formatting = mail::sanitise::html(&"<b><i><font color=red>x".repeat(50_000), &|_| None);
    assert!(formatting.text.len() >= 50_000);
}
