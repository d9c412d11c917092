//! What the sanitiser lets through and what not.

use mail::sanitise::{LINKS_MAX, Sanitised};
use mail::{FoldKind, Problem};

fn clean(html: &str) -> Sanitised {
    mail::sanitise::html(html, &|_| None)
}

/// Classic ways to run a script, or to reach outside the mail.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" ONERROR = 'alert(1)'>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=`x` onerror=`alert(1)`>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src=javascript:alert(1)>",
    "<img src=\"jav&#x09;ascript:alert(1)\">",
    "<img src=\" &#14; javascript:alert(1)\">",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;script:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>",
    "<a href=\"file:///etc/passwd\">x</a>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
    "<embed src=\"https://evil.example/x.swf\">",
    "<applet code=x></applet>",
    "<form action=\"https://evil.example\"><input name=password><button formaction=\"javascript:alert(1)\">x</button></form>",
    "<isindex action=\"javascript:alert(1)\">",
    "<base href=\"https://evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=https://evil.example\">",
    "<link rel=stylesheet href=\"https://evil.example/x.css\">",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style>body{background:url(javascript:alert(1))}</style>",
    "<div style=\"background:url(javascript:alert(1))\">x</div>",
    "<div style=\"width:expression(alert(1))\">x</div>",
    "<div style=\"width:e/**/xpression(alert(1))\">x</div>",
    "<div style=\"width:\\65xpression(alert(1))\">x</div>",
    "<div style=\"behavior:url(#default#time2)\">x</div>",
    "<div style=\"-moz-binding:url(https://evil.example/x.xml#x)\">x</div>",
    "<div style=\"position:fixed;top:0;left:0;width:100%;height:100%;z-index:9999\">x</div>",
    "<div style=\"margin-top:-500px\">x</div>",
    "<div style=\"color:red;}body{display:none\">x</div>",
    "<table background=\"javascript:alert(1)\"><tr><td>x</table>",
    "<body onload=alert(1)>",
    "<body background=\"javascript:alert(1)\">",
    "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
    "<audio autoplay src=\"https://evil.example/x.mp3\" onplay=alert(1)></audio>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<input autofocus onfocus=alert(1)>",
    "<select autofocus onfocus=alert(1)><option>x</select>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>",
    "<noembed><img title=\"</noembed><img src onerror=alert(1)>\"></noembed>",
    "<xmp><img title=\"</xmp><img src onerror=alert(1)>\"></xmp>",
    "<plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<!--><script>alert(1)</script>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "<p id=x name=cookie class=modal data-controller=send data-action=click>x</p>",
    "<a href=\"https://a.example\" target=_self rel=opener onclick=alert(1)>x</a>",
    "<img srcset=\"javascript:alert(1) 1x\">",
    "<img src=\"data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+\">",
    "<img src=\"data:image/png;base64,AAAA\" data-remote-src=\"javascript:alert(1)\">",
    "<a href='https://a.example/\" onmouseover=\"alert(1)'>x</a>",
    "<p title='\"><script>alert(1)</script>'>x</p>",
    "<p title=\"`onmouseover=alert(1)\">x</p>",
    "<x-unknown onclick=alert(1)>x</x-unknown>",
    "<a/href=//evil.example onclick=alert(1)>x",
    "</p/onclick=alert(1)><p>x",
    "\u{0}<scr\u{0}ipt>alert(1)</scr\u{0}ipt>",
    "<portal src=\"https://evil.example\"></portal>",
    "<frameset onload=alert(1)><frame src=\"javascript:alert(1)\"></frameset>",
];

#[test]
fn attacks_come_out_harmless() {
    for attack in ATTACKS {
        for html in [
            (*attack).to_owned(),
            format!("<p>before</p>{attack}<p>after</p>"),
            format!("<table><tr><td>{attack}"),
        ] {
            crate::harmless::assert_harmless(&clean(&html).html, &html);
        }
    }
}

/// The judge must be able to say no, or the tests above prove nothing.
#[test]
fn the_judge_finds_what_is_dangerous() {
    for bad in [
        "<script>",
        "<p onclick=x>",
        "<a href=javascript:x>",
        "<img src=https://a.example/x>",
        "<p style=\"position:fixed\">",
    ] {
        assert!(crate::harmless::complaint(bad).is_some(), "{bad} passed");
    }
}

#[test]
fn pictures_from_elsewhere_wait() {
    let clean = clean(
        "<img src=\"https://shop.example/a.png\" alt=A width=10><img src=//shop.example/b.png><img srcset=\"https://shop.example/c.png 2x\">\
         <table background=\"http://shop.example/d.png\"><tr><td style=\"background:url('https://shop.example/e.png');color:red\">x</table>\
         <img src=\"ftp://shop.example/f.png\"><img src=g.png>",
    );
    assert_eq!(clean.remote_count, 5);
    assert!(
        clean.html.contains(r#"<img data-remote-src="https://shop.example/a.png" alt="A" width="10">"#)
            || clean.html.contains(r#"data-remote-src="https://shop.example/a.png""#)
    );
    assert_eq!(clean.html.matches("data-remote-src").count(), 3);
    assert_eq!(clean.html.matches("data-remote-background").count(), 2);
    assert!(!clean.html.contains(" src="));
    assert!(clean.html.contains(r#"style="color:red""#));
}

#[test]
fn pictures_of_the_mail_are_found() {
    let clean = mail::sanitise::html("<img src=\"cid:a@x\"><img src=\"CID:b@x\">", &|cid| {
        (cid == "a@x").then(|| "part:1.2".to_owned())
    });
    assert_eq!(clean.html, r#"<img src="part:1.2"><img data-cid="b@x">"#);
    assert_eq!(clean.remote_count, 0);
}

#[test]
fn small_pictures_in_the_html_stay() {
    let small = "<img src=\"data:image/PNG;base64,iVBORw0KGgo=\">";
    assert_eq!(clean(small).html, r#"<img src="data:image/png;base64,iVBORw0KGgo=">"#);
    let large = format!("<img src=\"data:image/png;base64,{}\">", "A".repeat(90_000));
    assert_eq!(clean(&large).html, "<img>");
}

#[test]
fn links_open_elsewhere_and_know_nothing_of_us() {
    let html = clean("<a href=\"https://a.example/?a=1&amp;b=2\">x</a><a href=www.b.example>y</a><a href=\"#top\">z</a><a href=mailto:c@c.example>c</a>").html;
    assert!(html.contains(
        r#"<a href="https://a.example/?a=1&amp;b=2" rel="noopener noreferrer nofollow" target="_blank">x</a>"#
    ));
    assert!(html.contains(r#"href="https://www.b.example""#));
    assert!(html.contains("<a>z</a>"));
    assert!(html.contains(r#"href="mailto:c@c.example""#));
}

#[test]
fn too_many_links_become_words_and_it_is_said() {
    let clean = clean(&"<a href=https://a.example>x</a>".repeat(LINKS_MAX + 10));
    assert_eq!(clean.html.matches("href").count(), LINKS_MAX);
    assert_eq!(clean.problems, [Problem::TooManyLinks]);
}

#[test]
fn styles_keep_how_a_mail_looks() {
    let html = clean("<p style=\"Color: #1F497D; font-family: 'Segoe UI', sans-serif !important; position: absolute; margin: 0 0 8px; display:flex\">x</p>").html;
    assert_eq!(
        html,
        r#"<p style="color:#1F497D;font-family:&#39;Segoe UI&#39;, sans-serif;margin:0 0 8px">x</p>"#
    );
}

#[test]
fn own_colors_are_noticed() {
    for html in [
        "<p style=color:black>x",
        "<body bgcolor=white>x",
        "<font color=red>x</font>",
        "<td style=\"background-color:#fff\">x",
        "<body text=black>x",
    ] {
        assert!(clean(html).own_colors, "{html}");
    }
    for html in ["<p>x", "<p style=\"color:inherit;background:none\">x", "<p style=\"font-size:12px\">x"] {
        assert!(!clean(html).own_colors, "{html}");
    }
}

#[test]
fn history_and_signature_open_without_a_script() {
    let clean =
        clean("<div>Thanks!</div><div class=gmail_signature>Ann</div><blockquote>Old words</blockquote>");
    assert_eq!(
        clean.html,
        "<div>Thanks!</div><details class=\"fold\" data-fold=\"signature\"><summary>Signature</summary><div><div>Ann</div></div></details>\
         <details class=\"fold\" data-fold=\"quote\"><summary>Quoted text</summary><div><blockquote>Old words</blockquote></div></details>"
    );
    assert_eq!(
        clean.folds.iter().map(|fold| fold.kind).collect::<Vec<_>>(),
        [FoldKind::Signature, FoldKind::Quote]
    );
}

#[test]
fn a_fold_splits_the_element_it_begins_in() {
    let html = clean(
        "<div><p>Thanks!<br>-----Original Message-----<br>Old <b>words</b></p><p>More old words</p></div>",
    )
    .html;
    assert_eq!(
        html,
        "<div><p>Thanks!<br></p><details class=\"fold\" data-fold=\"quote\"><summary>Quoted text</summary><div>\
         <p>-----Original Message-----<br>Old <b>words</b></p><p>More old words</p></div></details></div>"
    );
}

#[test]
fn nothing_is_lost_when_the_mail_is_only_a_forward() {
    let clean = clean(
        "<div>-------- Forwarded Message --------<br>Subject: A<br>From: b@b.example<br><br>Words</div>",
    );
    assert!(clean.folds.is_empty() && !clean.html.contains("<details"));
}

#[test]
fn deep_nesting_is_flattened_and_said() {
    let clean = clean(&format!("{}deep{}after", "<div>".repeat(100_000), "</div>".repeat(100_000)));
    assert_eq!(clean.problems, [Problem::HtmlTooDeep]);
    assert!(clean.text.contains("deep") && clean.text.contains("after"));
    assert!(clean.html.len() < 10_000, "{} bytes", clean.html.len());
}

#[test]
fn cleaning_twice_changes_nothing_that_matters() {
    let once = clean("<p style=\"color:red\">a <a href=https://a.example>b</a><img src=https://a.example/x.png></p><table><tr><td>c</table>").html;
    let twice = clean(&once).html;
    assert_eq!(once.replace(r#" data-remote-src="https://a.example/x.png""#, ""), twice);
}
