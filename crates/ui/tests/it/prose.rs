//! Running text: paragraphs, links, our own Markdown, and what must never become a link or a picture.

use crate::written;
use insta::assert_snapshot;
use ui::prelude::*;

#[test]
fn plain_text_keeps_its_lines() {
    assert_snapshot!(written(plain("Hello,\nsee https://shop.example/a?b=1&c=2.\n\n\nBye")), @r#"
    <div class="prose prose--plain">
    <p>Hello,<br>see <a href="https://shop.example/a?b=1&amp;c=2" target="_blank" rel="noopener noreferrer nofollow">https://shop.example/a?b=1&amp;c=2</a>.</p>
    <p>Bye</p>
    </div>
    "#);
}

#[test]
fn markdown_is_what_colleagues_write() {
    assert_snapshot!(written(markdown("Hello **Marta**,\nask @noor-h or a@b.example:\n\n- [one](https://x.example)\n- `two`\n\n> said")), @r#"
    <div class="prose">
    <p>Hello <strong>Marta</strong>,<br>ask <span class="mention">@noor-h</span> or a@b.example:</p>
    <ul>
    <li>
    <a href="https://x.example" target="_blank" rel="noopener noreferrer">one</a>
    </li>
    <li>
    <code>two</code>
    </li>
    </ul>
    <blockquote>
    <p>said</p>
    </blockquote>
    </div>
    "#);
}

#[test]
fn raw_html_is_shown_as_text() {
    assert_snapshot!(written(markdown("a <b onclick=x>b</b>\n\n<img src=x onerror=alert(1)>")), @r#"
    <div class="prose">
    <p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>&lt;img src=x onerror=alert(1)&gt;</div>
    "#);
}

#[test]
fn only_our_pictures_and_known_schemes() {
    let links = markdown(
        "[a](javascript:alert(1)) [b](data:text/html,x) [c](//evil.example) [d](/ours) ![e](https://track.example/p.gif) ![f](/attachments/7)",
    );
    assert_snapshot!(written(links), @r#"
    <div class="prose">
    <p>a b c <a href="/ours" target="_blank" rel="noopener noreferrer">d</a> e <a href="/attachments/7" target="_blank" data-lightbox="/attachments/7">
    <img src="/attachments/7" alt="f" loading="lazy">
    </a>
    </p>
    </div>
    "#);
}

#[test]
fn deep_nesting_is_drawn_flat() {
    let deep = markdown(&"> ".repeat(20_000)).into_string();
    assert!(deep.len() < 10_000, "{}", deep.len());
    let text = format!("{}x", "> ".repeat(500));
    let drawn = markdown(&text).into_string();
    assert!(drawn.contains('x'));
    assert!(drawn.matches("<blockquote>").count() <= 16);
}
