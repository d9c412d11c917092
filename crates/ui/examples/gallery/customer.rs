//! A customer's own page, and the list of customers.

use crate::framed;
use ui::prelude::*;

/// One customer.
pub(crate) fn page() -> Page {
    let head = PageHead::new("Marta Oyelaran")
        .under("Customers", "#")
        .face(Face::new("Marta Oyelaran").size(Size::Large))
        .note("with us 4 years · Malmö, 10:04 there")
        .action(Button::link("Write to her", "#").icon(Icon::Mail).primary())
        .action(Button::link("Edit", "#"))
        .action(
            Menu::new("More")
                .icon_only(Icon::More)
                .item(MenuItem::link("Merge with another customer", "#").icon(Icon::Merge)),
        );
    let timeline = Timeline::new()
        .group(
            "This week",
            vec![
                Entry::new(EntryKind::Conversation, "Boots not here, wedding on Saturday")
                    .href("#")
                    .mark(Mark::new("open").tone(Tone::Warn))
                    .note("5 messages · with Ines")
                    .body("I have now written three times and nobody seems to read what the person before me was told.")
                    .when("today 8:57"),
                Entry::new(EntryKind::Touchpoint, "Order 55-20917 is late").note("from the shop").tone(Tone::Warn).when("Mon 7:00"),
            ],
        )
        .group(
            "Earlier in November",
            vec![
                Entry::new(EntryKind::Order, "Order 55-20917 · €189.00").note("Alder boots 38, brown").href("#").when("3 Nov"),
                Entry::new(EntryKind::Note, "Prefers calls before ten").note("Dele").when("2 Nov"),
                Entry::new(EntryKind::Change, "The address marta.oye@example.com was added").note("by Ines").when("2 Nov"),
            ],
        );
    let side = html! {
        (Card::new(Owe::new("Call back by 11:30").detail("promised by you, 9:16 today")).title("What we owe her"))
        (Card::new(Facts::new().fact("Mail", "marta.o@example.com").fact("", "marta.oye@example.com").fact("Phone", "+46 40 555 01 20").fact("Organization", "none")).title("Reach her").action(html! { a href="#" { "Add" } }))
        (Card::new(Facts::new().fact("Orders", "11").fact("Shoe size", "38").fact("Language", "Swedish")).title("Facts"))
    };
    let body = html! {
        (tabs("Parts of this customer", &[
            Tab { count: Some("42".to_owned()), ..Tab::new("Timeline", "#", true) },
            Tab { count: Some("6".to_owned()), ..Tab::new("Conversations", "#", false) },
            Tab::new("Orders", "#", false),
            Tab::new("History", "#", false),
        ]))
        (cards(Card::new(timeline), side))
    };
    framed("Marta Oyelaran", "Customers", content(head, body))
}

/// All customers.
pub(crate) fn list() -> Page {
    let head = PageHead::new("Customers")
        .note("Everybody who ever wrote to us or bought from us.")
        .action(Button::link("Import", "#"))
        .action(Button::link("Export", "#"))
        .action(Button::link("New customer", "#").primary().icon(Icon::Plus));
    let columns = vec![
        Column::new("Name").sort("#", Some("ascending")),
        Column::new("Mail"),
        Column::number("Conversations").sort("#", None),
        Column::number("Orders"),
        Column::new("Last heard of"),
    ];
    let mut table = Table::new("Customers", columns);
    for (name, mail, conversations, orders, last) in [
        ("Anselm Roy", "anselm@example.org", "4", "2", "today"),
        ("Lucía Fernández", "lucia@empresa.example", "12", "31", "today"),
        ("Marta Oyelaran", "marta.o@example.com", "6", "11", "today"),
        ("Priya Lindqvist", "priya@example.net", "1", "1", "yesterday"),
        ("Šárka Dvořáková", "sarka@example.cz", "1,204", "5", "3 Nov"),
    ] {
        let who =
            html! { span .gallery-who { (Face::new(name).size(Size::Small)) " " a href="#" { (name) } } };
        table = table.row(vec![
            Cell::new(who),
            Cell::new(mail),
            Cell::new(conversations),
            Cell::new(orders),
            Cell::new(last),
        ]);
    }
    let body = html! {
        (Progress::new("Import of customers.csv", 1204, Some(8000)).note("1,204 of 8,000 · about 2 minutes"))
        br;
        (Card::new(html! { (table) (Pagination::new().older(Some("#".to_owned()))) }).flush())
    };
    framed("Customers", "Customers", content(head, body))
}
