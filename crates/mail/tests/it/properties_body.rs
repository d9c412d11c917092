//! What must hold for any text and any HTML.

use mail::Fold;
use proptest::prelude::*;

fn check_folds(text: &str, folds: &[Fold]) {
    let mut from = 0;
    for fold in folds {
        assert!(
            fold.start >= from && fold.start < fold.end && fold.end <= text.len(),
            "{fold:?} in {} bytes",
            text.len()
        );
        assert!(text.is_char_boundary(fold.start) && text.is_char_boundary(fold.end));
        from = fold.end;
    }
    let visible = mail::fold::visible(text, folds);
    // Only a text that shows nothing at all may have nothing visible.
    assert!(!visible.is_empty() || mail::fold::visible(text, &[]).is_empty(), "all of {text:?} was folded");
}

/// Lines that the folder looks for, and words between them.
fn any_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("> quoted".to_owned()),
        Just(String::new()),
        Just("On Tue, Mar 4, 2025 at 9:12 AM Ann <a@a.example> wrote:".to_owned()),
        Just("<a@a.example> wrote:".to_owned()),
        Just("-----Original Message-----".to_owned()),
        Just("From: Ann <a@a.example>".to_owned()),
        Just("Sent: Tuesday".to_owned()),
        Just("Subject: Lamp".to_owned()),
        Just("-- ".to_owned()),
        Just("--------".to_owned()),
        Just("Sent from my iPhone".to_owned()),
        Just("Confidentiality notice".to_owned()),
        Just("```".to_owned()),
        Just(">>>>".to_owned()),
        Just("<<<<".to_owned()),
        Just("Kind regards,".to_owned()),
        "[ -~]{0,30}",
        "\\PC{0,20}",
    ];
    (prop::collection::vec(line, 0..30), prop_oneof![Just("\n"), Just("\r\n")])
        .prop_map(|(lines, end)| lines.join(end))
}

/// Pieces of HTML, most of them bad.
fn any_html() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "<div>",
            "</div>",
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "<li>",
            "<ul>",
            "</ul>",
            "<a href=\"",
            "\">",
            "'>",
            "<img src=",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<svg>",
            "</svg>",
            "<math>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            " onerror=alert(1) ",
            " style=\"",
            "color:red;",
            "position:fixed",
            "url(https://x.example/)",
            "javascript:alert(1)",
            "data:text/html,x",
            "cid:1",
            "&lt;",
            "&#0;",
            "&#x6a;",
            "<blockquote>",
            "</blockquote>",
            "<div class=gmail_quote>",
            "<div id=Signature>",
            "<hr>",
            "<br>",
            "<pre>",
            "</pre>",
            "<details>",
            "<template>",
            "<title>",
            "<textarea>",
            "<noscript>",
            "<plaintext>",
            "<xmp>",
            "<iframe srcdoc='",
            "\u{0}",
            "<",
            ">",
            "/",
            "\"",
            "'",
            "=",
            "\n",
            "On Tue, Mar 4, 2025 Ann <a@a.example> wrote:<br>",
            "From: Ann<br>",
            "Sent: x<br>",
            "-- <br>",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,12}",
        "\\PC{0,8}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn folds_are_ranges_of_the_text(text in any_text()) {
        check_folds(&text, &mail::fold::text(&text));
    }

    #[test]
    fn cleaned_html_is_harmless(html in any_html()) {
        let clean = mail::sanitise::html(&html, &|_| None);
        crate::harmless::assert_harmless(&clean.html, &html);
        check_folds(&clean.text, &clean.folds);
        // What is clean stays clean, and cleaning it again allows nothing new.
        let again = mail::sanitise::html(&clean.html, &|_| None);
        crate::harmless::assert_harmless(&again.html, &clean.html);
        prop_assert_eq!(again.remote_count, 0);
    }

    #[test]
    fn a_bare_body_is_understood_whatever_it_is(bytes in prop::collection::vec(any::<u8>(), 0..400), html in any::<bool>()) {
        let body = mail::body_only(&bytes, html);
        check_folds(&body.text, &body.folds);
    }
}
