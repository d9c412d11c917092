//! The inbox: with a conversation open, with a note begun, as a list only, and empty.

use crate::{framed, talk};
use ui::prelude::*;

/// A conversation is open beside the list and the customer.
pub(crate) fn open() -> Page {
    let panes = Panes::new(views(), "Waiting longest", rows_with_bar(true), talk::talk(Mode::Reply))
        .who(talk::who())
        .showing(Pane::Talk);
    framed("Boots not here, wedding on Saturday", "Inbox", panes)
        .toast(Toast::new("sent", "Sent to Tomasz Brandt").undo("/undo/1"))
}

/// A note is being written.
pub(crate) fn note() -> Page {
    let panes = Panes::new(views(), "Waiting longest", rows_with_bar(true), talk::short(Mode::Note))
        .who(talk::who())
        .showing(Pane::Talk);
    framed("Boots not here, wedding on Saturday", "Inbox", panes).banner(
        Banner::new("Cape can’t reach the mailbox support@alder.example since 9:02: the password was refused. No mail is lost; it waits there.")
            .action(html! { a href="#" { "Check the mailbox" } }),
    )
}

/// Nothing is open.
pub(crate) fn list() -> Page {
    framed("Waiting longest", "Inbox", Panes::new(views(), "Waiting longest", rows_with_bar(false), choose()))
}

/// Nobody waits.
pub(crate) fn empty() -> Page {
    let nobody = Empty::new("Nobody is waiting")
        .words("New conversations appear here by themselves, the longest waiting first.")
        .icon(Icon::Check);
    let list = html! {
        (ListBar::new("Mine"))
        (ConversationList::new(Vec::new()).empty(nobody))
    };
    framed("Mine", "Inbox", Panes::new(views(), "Mine", list, choose()))
}

fn choose() -> Markup {
    Empty::new("No conversation is open")
        .words("Choose one from the list, or press J to take the first.")
        .icon(Icon::Talk)
        .render()
}

fn views() -> Views {
    Views::new("Inbox")
        .links(vec![
            ViewLink::new("Mine", "#").count(14),
            ViewLink::new("Promised today", "#").count(3).due(true),
            ViewLink::new("Waiting longest", "#").count(31).current(true),
            ViewLink::new("Unassigned", "#").count(7),
            ViewLink::new("Mentions", "#").count(1),
            ViewLink::new("Drafts", "#"),
        ])
        .group(
            "Teams",
            vec![
                ViewLink::new("Orders", "#").count(18),
                ViewLink::new("Returns", "#").count(9),
                ViewLink::new("Workshop", "#").count(4),
            ],
        )
        .group(
            "Saved",
            vec![
                ViewLink::new("Third contact", "#").count(2),
                ViewLink::new("Late parcels", "#").count(26),
                ViewLink::new("Closed this week", "#").count(212),
            ],
        )
        .foot(Button::link("New conversation", "#").quiet().small().icon(Icon::Plus).key("c"))
}

fn rows_with_bar(open: bool) -> Markup {
    let sort = Menu::new("longest first")
        .text()
        .item(MenuItem::link("Longest waiting first", "#").current(true))
        .item(MenuItem::link("Newest first", "#"))
        .item(MenuItem::link("Promise due first", "#"));
    let bulk = BulkBar::new("/bulk")
        .button(Button::new("Close").value("do", "close").quiet().small())
        .button(Button::new("Assign").quiet().small())
        .button(Button::new("Tag").quiet().small());
    let bar = ListBar::new("Waiting longest").note("31").control(sort).bulk(bulk);
    let foot = Pagination::new().words("1–50 of 212").older(Some("#".to_owned()));
    html! {
        (bar)
        (ConversationList::new(rows(open)).foot(foot))
    }
}

fn rows(open: bool) -> Vec<Row> {
    let ines = || Face::new("Ines Kovač").ours().size(Size::Small);
    vec![
        Row::new(10428, "#", "Marta Oyelaran")
            .wants("Boots not here, wedding on Saturday")
            .preview(
                "I have now written three times and nobody seems to read what the person before me was told",
            )
            .when("2 h")
            .messages(5)
            .current(open)
            .mark(Mark::new("Call back 11:30").tone(Tone::Warn))
            .mark(Mark::new("Third contact").tone(Tone::Bad))
            .assignee(ines()),
        Row::new(10431, "#", "Tomasz Brandt")
            .wants("Refund of the return label")
            .preview("Thanks, looking forward to hearing from you this week")
            .when("1 h")
            .unread(true)
            .mark(Mark::new("Answer by 14:00").tone(Tone::Warn))
            .mark(Mark::new("Your customer").tone(Tone::Good)),
        Row::new(10433, "#", "Priya Lindqvist")
            .wants("Which resole fits a 2019 Alder?")
            .preview("Photo attached. The left one has a crack near the")
            .when("54 min")
            .presence("Noor is writing"),
        Row::new(10440, "#", "Šárka Dvořáková")
            .wants("Chci vrátit dvě objednávky najednou")
            .preview("Dobrý den, objednala jsem omylem dvakrát, prosím o")
            .when("51 min")
            .unread(true)
            .messages(2),
        Row::new(10441, "#", "returns-bot@parcel.example")
            .wants("Your pickup request 99812 was accepted")
            .preview("This is an automatic message. Please do not reply")
            .when("38 min")
            .mark(Mark::new("automatic")),
        Row::new(10446, "#", "Anselm Roy")
            .wants("Strap still missing")
            .preview("Hello again, the spare strap you sent in October")
            .when("22 min")
            .assignee(Face::new("Dele Adeyemi").ours().size(Size::Small)),
        Row::new(10447, "#", "Lucía Fernández")
            .wants("Invoice for the company, please")
            .preview("Could you send the invoice again with our VAT number")
            .when("9 min")
            .unread(true),
        Row::new(10449, "#", "Yuki Tanaka")
            .wants("Thank you!")
            .preview("They arrived this morning and fit perfectly.")
            .when("3 min"),
    ]
}
