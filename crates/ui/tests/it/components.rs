//! What the main components write. A snapshot changes only together with the look.

use crate::written;
use insta::assert_snapshot;
use ui::prelude::*;

#[test]
fn a_button_submits_and_tells_its_key() {
    let button = Button::new("Close").key("e").value("then", "close");
    assert_snapshot!(written(button), @r#"
    <button class="button" type="submit" name="then" value="close" data-key="e" aria-keyshortcuts="e" title="Close (E)">
    <span class="button-label">Close</span>
    <kbd class="kbd" aria-hidden="true">E</kbd>
    </button>
    "#);
}

#[test]
fn a_link_can_look_like_a_button() {
    assert_snapshot!(written(Button::link("Edit", "/customers/7/edit").quiet().small()), @r#"
    <a class="button button--quiet button--small" href="/customers/7/edit">
    <span class="button-label">Edit</span>
    </a>
    "#);
}

#[test]
fn an_icon_button_speaks() {
    assert_snapshot!(written(Button::new("Undo").icon_only(Icon::Undo).key("z")), @r#"
    <button class="button button--icon" type="submit" data-key="z" aria-keyshortcuts="z" title="Undo (Z)">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M8 5 4 9l4 4M4.5 9H14a5 5 0 0 1 0 10h-4">
    </path>
    </svg>
    <span class="hidden">Undo</span>
    </button>
    "#);
}

#[test]
fn one_button_is_a_form() {
    assert_snapshot!(written(Post::new("/conversations/7/closure", Button::new("Close")).field("reason", "done")), @r#"
    <form class="post" method="post" action="/conversations/7/closure">
    <input type="hidden" name="reason" value="done">
    <button class="button" type="submit">
    <span class="button-label">Close</span>
    </button>
    </form>
    "#);
}

#[test]
fn a_mark_says_its_tone_in_words() {
    assert_snapshot!(written(Mark::new("Third contact").tone(Tone::Bad)), @r#"
    <span class="mark tone-bad">
    <span>Third contact</span>
    </span>
    "#);
}

#[test]
fn faces_keep_their_colour() {
    assert_snapshot!(written(Face::new("Marta Oyelaran")), @r#"
    <span class="face face--3" aria-hidden="true">MO</span>
    "#);
    assert_eq!(written(Face::new("Marta").seed("42")), written(Face::new("Max").seed("42")));
}

#[test]
fn initials_come_from_names_and_addresses() {
    let initials = |name| ui::face::initials(name);
    assert_eq!(initials("Marta Oyelaran"), "MO");
    assert_eq!(initials("marta.oyelaran@example.com"), "MO");
    assert_eq!(initials("Šárka"), "Š");
    assert_eq!(initials("Jean-Luc de la Tour"), "JT");
    assert_eq!(initials("山田 太郎"), "山太");
    assert_eq!(initials("  "), "?");
    assert_eq!(initials("@"), "?");
}

#[test]
fn a_row_is_one_link_and_one_checkbox() {
    let row = Row::new(7, "/inbox/7", "Marta")
        .wants("Boots")
        .preview("Hello")
        .when("2 h")
        .unread(true)
        .current(true)
        .messages(3);
    assert_snapshot!(written(row), @r#"
    <li class="row row--unread row--current" id="row-7">
    <a class="row-link" href="/inbox/7" aria-current="true" data-row>
    <span class="row-new">
    <span class="hidden">New: </span>
    </span>
    <span class="face face--5" aria-hidden="true">M</span>
    <span class="row-lines">
    <span class="row-top">
    <span class="row-name">Marta</span>
    <span class="row-count">
    <span class="hidden">messages: </span>3</span>
    <span class="row-when">2 h</span>
    </span>
    <span class="row-wants">Boots</span>
    <span class="row-last">
    <span class="row-preview">Hello</span>
    </span>
    </span>
    </a>
    <label class="row-pick">
    <span class="hidden">Select the conversation with Marta</span>
    <input type="checkbox" name="id" value="7" form="bulk" data-bulk>
    </label>
    </li>
    "#);
}

#[test]
fn a_message_shows_who_and_folds_the_past() {
    let message = Message::new(3, Kind::Inbound, "Marta")
        .to("to support")
        .detail("Cc", "a@example.com")
        .when("8:57")
        .body(plain("Hi"))
        .quoted(plain("Past"));
    assert_snapshot!(written(message), @r#"
    <article class="message message--inbound" id="message-3" data-message tabindex="-1">
    <span class="face face--5" aria-hidden="true">M</span>
    <header class="message-head">
    <span class="message-author">Marta</span>
    <details class="message-details">
    <summary class="message-to">to support</summary>
    <dl class="message-addresses">
    <dt>Cc</dt>
    <dd>a@example.com</dd>
    </dl>
    </details>
    <span class="message-when">8:57</span>
    </header>
    <div class="message-content">
    <div class="message-body">
    <div class="prose prose--plain">
    <p>Hi</p>
    </div>
    <details class="message-quoted">
    <summary title="Show or hide quoted history">
    <span aria-hidden="true">•••</span>
    <span class="hidden">Quoted history</span>
    </summary>
    <div class="message-history">
    <div class="prose prose--plain">
    <p>Past</p>
    </div>
    </div>
    </details>
    </div>
    </div>
    </article>
    "#);
}

#[test]
fn a_failed_delivery_says_what_the_server_said() {
    let delivery = Delivery::failed("Could not be delivered").server_words("550 no such user");
    assert_snapshot!(written(delivery), @r#"
    <div class="delivery delivery--failed">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M12 4 3 19.5h18zM12 10v4.2M12 16.9v.1">
    </path>
    </svg>
    <span class="delivery-words">Could not be delivered</span>
    <q class="delivery-server">550 no such user</q>
    </div>
    "#);
}

#[test]
fn an_automatic_answer_is_one_line() {
    assert_snapshot!(written(Message::new(4, Kind::Automatic, "Away").body(plain("I am away"))), @r#"
    <article class="message message--automatic" id="message-4" data-message>
    <details class="message-automatic">
    <summary>
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M19 12a7 7 0 1 1-2.1-5M19.5 4v4H15.5">
    </path>
    </svg>
    <span class="message-author">Away</span>
    <span class="message-when">
    </span>
    </summary>
    <div class="message-body">
    <div class="prose prose--plain">
    <p>I am away</p>
    </div>
    </div>
    </details>
    </article>
    "#);
}

#[test]
fn a_mail_is_shown_in_a_frame_without_scripts() {
    assert_snapshot!(written(MailFrame::new("/messages/3/html", "Mail from Marta").remote_held_back(true)), @r#"
    <div class="mail" data-controller="mail-frame">
    <div class="mail-remote">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6z">
    </path>
    </svg>
    <span>Pictures from elsewhere are held back, so that the sender doesn’t learn that you read this.</span>
    <a class="button button--small" href="/messages/3/html?remote=1" target="_blank" rel="noopener" data-action="mail-frame#showRemote">Show pictures</a>
    </div>
    <iframe class="mail-frame" src="/messages/3/html" title="Mail from Marta" loading="lazy" sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" data-mail-frame-target="frame">
    </iframe>
    </div>
    "#);
}

#[test]
fn the_composer_is_a_plain_form() {
    let composer = Composer::new(7, "/conversations/7/messages", "Marta")
        .draft_url("/conversations/7/draft")
        .to("marta@example.com")
        .text("\nHello")
        .send_only();
    assert_snapshot!(written(composer), @r#"
    <form class="composer" id="composer-7" method="post" action="/conversations/7/messages" data-controller="composer" data-draft-url="/conversations/7/draft" aria-label="Answer">
    <header class="composer-head">
    <div class="composer-kinds" role="radiogroup" aria-label="What to write">
    <label class="composer-kind">
    <input class="hidden" type="radio" name="kind" value="reply" checked data-key="r" data-composer-target="kind">
    <span>Reply<kbd class="kbd" aria-hidden="true">R</kbd>
    </span>
    </label>
    <label class="composer-kind">
    <input class="hidden" type="radio" name="kind" value="note" data-key="n" data-composer-target="kind">
    <span>Note<kbd class="kbd" aria-hidden="true">N</kbd>
    </span>
    </label>
    </div>
    <details class="composer-addresses">
    <summary class="composer-to" title="Change who gets this">
    <span class="composer-to-words">to marta@example.com</span>
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="m7 10 5 5 5-5">
    </path>
    </svg>
    </summary>
    <div class="composer-lines">
    <div class="composer-line">
    <label for="composer-7-to">To</label>
    <input class="composer-input" type="text" id="composer-7-to" name="to" value="marta@example.com" autocomplete="off" spellcheck="false" data-suggest="/suggest/addresses">
    </div>
    <div class="composer-line">
    <label for="composer-7-cc">Cc</label>
    <input class="composer-input" type="text" id="composer-7-cc" name="cc" value="" autocomplete="off" spellcheck="false" data-suggest="/suggest/addresses">
    </div>
    <div class="composer-line">
    <label for="composer-7-bcc">Bcc</label>
    <input class="composer-input" type="text" id="composer-7-bcc" name="bcc" value="" autocomplete="off" spellcheck="false" data-suggest="/suggest/addresses">
    </div>
    </div>
    </details>
    <p class="composer-aside">Only colleagues see this. Write @ to ask somebody.</p>
    </header>
    <textarea class="composer-text" name="body" rows="3" aria-label="Your text" data-composer-target="text" placeholder="Write to Marta …" data-placeholder-note="Write a note to colleagues …" data-placeholder-reply="Write to Marta …">

    Hello</textarea>
    <div class="composer-suggestions" data-composer-target="suggestions" hidden>
    </div>
    <ul class="composer-files" data-composer-target="files" aria-label="Attachments">
    </ul>
    <footer class="composer-foot">
    <span class="composer-tools" role="toolbar" aria-label="Formatting">
    <button class="button button--quiet button--small button--icon" type="button" data-action="composer#bold" title="Bold (Ctrl B)">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M7.5 5H13a3.3 3.3 0 0 1 0 6.7H7.5zM7.5 11.7h6.3a3.6 3.6 0 0 1 0 7.3H7.5z">
    </path>
    </svg>
    <span class="hidden">Bold</span>
    </button>
    <button class="button button--quiet button--small button--icon" type="button" data-action="composer#italic" title="Italic (Ctrl I)">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M10.5 5H17M7 19h6.5M14 5l-4 14">
    </path>
    </svg>
    <span class="hidden">Italic</span>
    </button>
    <button class="button button--quiet button--small button--icon" type="button" data-action="composer#link" title="Link (Ctrl K)">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M10 14a3.7 3.7 0 0 0 5.5.3l3-3a3.7 3.7 0 0 0-5.3-5.2l-1 1M14 10a3.7 3.7 0 0 0-5.5-.3l-3 3a3.7 3.7 0 0 0 5.3 5.2l1-1">
    </path>
    </svg>
    <span class="hidden">Link</span>
    </button>
    <button class="button button--quiet button--small button--icon" type="button" data-action="composer#bullets" title="List">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M9.5 7H20M9.5 12H20M9.5 17H20M5 7h.01M5 12h.01M5 17h.01">
    </path>
    </svg>
    <span class="hidden">List</span>
    </button>
    <button class="button button--quiet button--small button--icon" type="button" data-action="composer#quote" title="Quote">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M5 5v14M9.5 7H20M9.5 12H20M9.5 17H16">
    </path>
    </svg>
    <span class="hidden">Quote</span>
    </button>
    <button class="button button--quiet button--small" type="button" data-action="composer#canned" title="Canned answers">
    <span class="button-label">Canned</span>
    <kbd class="kbd" aria-hidden="true">/</kbd>
    </button>
    </span>
    <span class="composer-state" role="status" data-composer-target="state">
    </span>
    <span class="composer-send">
    <span class="composer-split">
    <button class="button button--primary" type="submit" name="then" value="stay" data-composer-target="send">
    <span class="button-label">
    <span class="composer-send-reply">Send</span>
    <span class="composer-send-note">Add note</span>
    </span>
    <kbd class="kbd" aria-hidden="true">Ctrl ↵</kbd>
    </button>
    </span>
    </span>
    </footer>
    </form>
    "#);
}

#[test]
fn a_field_is_tied_to_its_words() {
    let field = Field::new("email", "Mail")
        .kind("email")
        .hint("At work")
        .error(Some("Not complete".to_owned()))
        .required();
    assert_snapshot!(written(field), @r#"
    <div class="field field--wrong">
    <label class="field-label" for="field-email">Mail</label>
    <input class="input" type="email" id="field-email" name="email" value="" required aria-describedby="field-email-error field-email-hint" aria-invalid="true">
    <p class="field-error" id="field-email-error">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M12 4 3 19.5h18zM12 10v4.2M12 16.9v.1">
    </path>
    </svg>Not complete</p>
    <p class="field-hint" id="field-email-hint">At work</p>
    </div>
    "#);
}

#[test]
fn a_toast_can_be_undone() {
    assert_snapshot!(written(Toast::new(9, "Closed").undo("/undo/9").seconds(10)), @r#"
    <div class="toast tone-plain" id="toast-9" data-controller="toast" data-seconds="10">
    <p class="toast-words">Closed</p>
    <form class="toast-undo" method="post" action="/undo/9">
    <button class="button button--small" type="submit" data-key="z" aria-keyshortcuts="z">
    <span class="button-label">Undo</span>
    <kbd class="kbd" aria-hidden="true">Z</kbd>
    </button>
    </form>
    <button class="toast-close" type="button" data-action="toast#close" aria-label="Close this message">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M6.5 6.5l11 11M17.5 6.5l-11 11">
    </path>
    </svg>
    </button>
    <span class="toast-time" aria-hidden="true">
    </span>
    </div>
    "#);
}

#[test]
fn command_results_are_options() {
    let group = CommandGroup {
        title: "Customers".to_owned(),
        items: vec![CommandItem::new("Marta", "/customers/7", Icon::Person).note("marta@example.com")],
    };
    assert_snapshot!(written(command_results(&[group])), @r#"
    <div class="command-group" role="group" aria-label="Customers">
    <p class="command-heading" aria-hidden="true">Customers</p>
    <a class="command-item" id="command-0-0" href="/customers/7" role="option" aria-selected="false" tabindex="-1">
    <span class="command-icon">
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d="M15.5 8.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM5.5 19.5c.6-3.6 3.2-5.2 6.5-5.2s5.9 1.6 6.5 5.2">
    </path>
    </svg>
    </span>
    <span class="command-label">Marta</span>
    <span class="command-note">marta@example.com</span>
    </a>
    </div>
    "#);
    assert_snapshot!(written(command_results(&[])), @r#"
    <p class="command-nothing">Nothing found.</p>
    "#);
}

#[test]
fn found_words_stand_out() {
    assert_snapshot!(written(highlighted(&[Segment::plain("new <"), Segment::found("boots")])), @r#"
    new &lt;<mark class="found">boots</mark>
    "#);
}

#[test]
fn a_table_names_its_rows() {
    let table = Table::new("Teams", vec![Column::new("Team"), Column::number("Kept")])
        .row(vec![Cell::new("Orders"), Cell::new("92 %")]);
    assert_snapshot!(written(table), @r#"
    <div class="table-frame" tabindex="0" role="region" aria-label="Teams">
    <table class="table">
    <caption class="hidden">Teams</caption>
    <thead>
    <tr>
    <th class="" scope="col">Team</th>
    <th class="number" scope="col">Kept</th>
    </tr>
    </thead>
    <tbody>
    <tr>
    <th class="" scope="row">Orders</th>
    <td class="number">92 %</td>
    </tr>
    </tbody>
    </table>
    </div>
    "#);
}

#[test]
fn the_page_frames_what_it_is_given() {
    let page = Page::new(
        "Inbox",
        Assets { stylesheet: "/a.css".to_owned(), script: "/a.js".to_owned(), icon: String::new() },
        html! { main #main { "Hi" } },
    )
    .theme(Theme::Dark)
    .room("inbox")
    .topics(["inbox", "conversation:7"])
    .since(12);
    assert_snapshot!(written(page), @r##"
    <!DOCTYPE html>
    <html lang="en" data-theme="dark">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
    <title>Inbox · Cape</title>
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="same-origin">
    <meta name="turbo-refresh-method" content="morph">
    <meta name="turbo-refresh-scroll" content="preserve">
    <meta name="turbo-prefetch" content="false">
    <meta name="turbo-cache-control" content="no-preview">
    <meta name="cape-topics" content="inbox,conversation:7">
    <meta name="cape-since" content="12">
    <link rel="stylesheet" href="/a.css" data-turbo-track="reload">
    <script type="module" src="/a.js" data-turbo-track="reload">
    </script>
    </head>
    <body class="page" data-room="inbox">
    <a class="skip" href="#main" data-turbo="false">Skip to the page</a>
    <div class="page-column">
    <div class="banners" id="banners">
    </div>
    <main id="main">Hi</main>
    </div>
    <div class="toasts" id="toasts" role="status" aria-live="polite" aria-label="Messages">
    </div>
    <div class="hidden" id="announcements" role="status" aria-live="polite">
    </div>
    </body>
    </html>
    "##);
}
