//! Settings, search, sign-in, an error, and everything that lies in front of a page.

use crate::{alone, framed};
use ui::prelude::*;

/// A settings form.
pub(crate) fn settings() -> Page {
    let head = PageHead::new("Mailbox")
        .under("Settings", "#")
        .note("Where mail comes in, and from which address answers leave.");
    let fields = html! {
        (form_section("Address", "What customers write to.", html! {
            (Field::new("name", "Name").value("Alder support").hint("Stands before the address in every answer."))
            (Field::new("address", "Address").kind("email").value("support@alder").error(Some("This is not a complete mail address.".to_owned())))
        }))
        (form_section("Coming in", "Cape fetches mail from here and leaves it there.", html! {
            (Field::new("host", "Server").placeholder("imap.example.com"))
            (Select::new("security", "Security").option("tls", "TLS", true).option("starttls", "STARTTLS", false))
            (Checkbox::new("fetch_all", "on", "Also take in mail that is already there").hint("Up to a year back."))
        }))
        (form_section("Answers", "", html! {
            (Switch::new("tracking", "Tell the customer that we have the mail", true).hint("Never to automatic mail."))
            (Switch::new("reopen", "A late answer reopens the conversation", false))
            (TextArea::new("signature", "Signature").value("Kind regards\nAlder Boots").rows(3))
            (FileField::new("logo", "Logo"))
        }))
        (form_actions(html! { (Button::new("Save").primary()) (Button::link("Back", "#").quiet()) }))
    };
    let body = Card::new(Form::new("#", fields));
    framed("Mailbox", "Settings", content(head, body))
}

/// Search results.
pub(crate) fn search() -> Page {
    let head = PageHead::new("Search");
    let row = |name: &str, title: &[Segment]| {
        SearchRow::new("#", Face::new(name), title)
            .who(name)
            .excerpt(&[
                Segment::plain("… a second pair of "),
                Segment::found("boots"),
                Segment::plain(" in her size is in the Lund shop. @Noor can you hold it?"),
            ])
            .when("3 Nov")
            .mark(Mark::new("closed"))
    };
    let found = html! {
        ul {
            (row("Marta Oyelaran", &[Segment::found("Boots"), Segment::plain(" not here, wedding on Saturday")]))
            (row("Anselm Roy", &[Segment::plain("Strap of my "), Segment::found("boots")]))
        }
    };
    let form = Form::new("/search", html! { (Field::new("q", "Search").kind("search").value("boots from:marta").label_hidden()) (Button::new("Search")) }).get().line();
    framed("Search", "Inbox", content(head, html! { (form) br; (Card::new(found).flush()) }))
}

/// The way in.
pub(crate) fn sign_in() -> Page {
    let form = Form::new(
        "/session",
        html! {
            (Field::new("email", "Mail address").kind("email").autocomplete("username").required())
            (Field::new("password", "Password").kind("password").autocomplete("current-password").required())
            (form_actions(Button::new("Sign in").primary()))
        },
    );
    let page = SignIn::new("Sign in", form)
        .words("Alder Boots")
        .error(Some("This address and password don’t belong together.".to_owned()))
        .foot(html! { a href="#" { "Forgot your password?" } });
    alone("Sign in", page)
}

/// Something went wrong.
pub(crate) fn problem() -> Page {
    let problem = Problem::new("That took too long")
        .kept("Your answer was saved as a draft before it happened. Nothing was sent.")
        .next(Button::link("Back to the conversation", "#").primary())
        .reference("7f3c-0192");
    framed("That took too long", "Inbox", problem)
}

/// Dialogs and menus, opened.
pub(crate) fn overlays() -> Page {
    let results = command_results(&[
        CommandGroup {
            title: "Customers".to_owned(),
            items: vec![
                CommandItem::new(
                    highlighted(&[Segment::found("Mar"), Segment::plain("ta Oyelaran")]),
                    "#",
                    Face::new("Marta Oyelaran").size(Size::Small),
                )
                .note("marta.o@example.com"),
            ],
        },
        CommandGroup {
            title: "Actions".to_owned(),
            items: vec![
                CommandItem::post("Mark as unread", "#", Icon::Mail).key("i"),
                CommandItem::new("Settings: mailboxes", "#", Icon::Settings),
            ],
        },
    ]);
    let suggested = suggestions(
        "Canned answers",
        &[
            Suggestion::new("Late parcel", "We are sorry").note("We are sorry that your parcel …"),
            Suggestion::new("Return label", "Here is").note("Here is your label …"),
        ],
    );
    let buttons = html! {
        p { (Button::new("Primary").primary().key("e")) " " (Button::new("Plain").icon(Icon::Clock)) " " (Button::new("Quiet").quiet()) " "
            (Button::new("Delete").danger()) " " (Button::new("Small").small()) " " (Button::new("Off").disabled(true)) " " (Button::new("More").icon_only(Icon::More)) }
        br;
        p { (Mark::new("plain")) " " (Mark::new("good").tone(Tone::Good)) " " (Mark::new("warn").tone(Tone::Warn)) " " (Mark::new("bad").tone(Tone::Bad)) " " (Mark::new("accent").tone(Tone::Accent).icon(Icon::Star)) }
        br;
        p { @for name in ["Ada Lovelace", "Bo Ek", "Cy Young", "Di Prima", "Ed Wood", "Flo Rida", "Gil Evans", "Hal Roach", "Ida Lupino", "Jo March"] { (Face::new(name)) " " (Face::new(name).ours()) " " } }
    };
    let body = html! {
        (Card::new(buttons).title("Buttons, marks and faces"))
        (Card::new(html! { div .command-results role="listbox" aria-label="Results" { (results) } }).title("Command results").flush())
        (Card::new(suggested).title("Suggestions").flush())
        (Card::new(html! { div .dialog-body { (keys_inside()) } }).title("Keys").flush())
    };
    framed("Overlays", "Settings", content(PageHead::new("Overlays"), body))
        .toast(Toast::new("a", "Closed 3 conversations").undo("#"))
        .toast(Toast::new("b", "The file is too large: 31 MB of 25 MB").tone(Tone::Bad))
        .banner(Banner::new("A new version is installed. Reload when it suits you.").tone(Tone::Plain))
}

fn keys_inside() -> Markup {
    html! { div .keys { section .keys-group { h3 .keys-heading { "Conversation" } dl {
        div .keys-line { dt { "Reply" } dd { kbd .kbd { "R" } } }
        div .keys-line { dt { "Inbox" } dd { kbd .kbd { "G" } kbd .kbd { "I" } } }
    } } } }
}
