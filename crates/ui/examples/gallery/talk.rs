//! One conversation and the customer beside it.

use ui::prelude::*;

/// A newsletter-like mail, shown in the sandboxed frame.
pub(crate) const HTML_MAIL: &str = "<!doctype html><meta charset=utf-8><style>body{margin:0;padding:16px;font:14px/1.5 Georgia,serif}table{border-collapse:collapse;margin-top:8px}td{border:1px solid #ccc;padding:4px 10px}</style><p>Hello, my order <b>55-20917</b> was promised for Monday. The tracking page has said <i>label created</i> for four days.</p><table><tr><td>Mon</td><td>label created</td></tr><tr><td>Thu</td><td>label created</td></tr></table>";

const LINK: &str =
    "I need them for Saturday, it is my sister’s wedding.\n\nhttps://parcel.example/track/55-20917-AX";

fn head() -> ConversationHead {
    let assignee =
        Menu::new("Ines").text().at_start().heading("Assign to").item(MenuItem::post("Noor Haddad", "#"));
    let snooze = Menu::new("Snooze")
        .icon(Icon::Snooze)
        .key("h")
        .item(MenuItem::post("Later today", "#").note("15:00"))
        .item(MenuItem::post("Tomorrow", "#").note("Thu 9:00"))
        .item(MenuItem::post("Next week", "#").note("Mon 9:00"));
    let more = Menu::new("More")
        .icon_only(Icon::More)
        .quiet()
        .item(MenuItem::opens("Merge with another", "keys").icon(Icon::Merge))
        .item(MenuItem::post("Block this sender", "#").icon(Icon::Block).danger());
    ConversationHead::new("Boots not here, wedding on Saturday")
        .back("#", "Waiting longest")
        .fact("#10428")
        .fact(html! { "Orders" })
        .fact(assignee)
        .fact("open since Tuesday")
        .mark(Mark::new("late parcel").remove("#", "Remove tag late parcel"))
        .action(snooze)
        .action(Post::new("#", Button::new("Close").icon(Icon::Check).key("e")))
        .action(more)
        .customer(Face::new("Marta Oyelaran"))
}

/// The whole conversation.
pub(crate) fn talk(mode: Mode) -> Markup {
    let shop = Attachment::new("tracking.png", "#", "184 kB");
    let flow = html! {
        (Message::new(1, Kind::Inbound, "Marta Oyelaran")
            .when("Tue 18:40").to("to support@alder.example").detail("From", "marta.o@example.com").detail("To", "support@alder.example")
            .body(MailFrame::new("mail.html", "Mail from Marta Oyelaran").remote_held_back(true))
            .file(shop).file(Attachment::new("Order confirmation 55-20917.pdf", "#", "61 kB")))
        (Message::new(2, Kind::Automatic, "Alder answered by itself").when("Tue 18:41").body(plain("We have your mail and answer within a day.")))
        (Message::new(3, Kind::Outbound, "Dele Adeyemi").when("Wed 9:12").to("to Marta")
            .body(markdown("Hello Marta,\n\nI asked the warehouse and will tell you **by noon**.\n\n- parcel AX, label made on Monday\n- not seen at the depot yet"))
            .delivery(Delivery::sent("Delivered 9:12")))
        (meanwhile_at(html! { b { "Dele" } " promised an answer by noon · " b { "not kept" } " · handed to Returns, handed back" }, "Wed 16:20"))
        (rest())
    };
    ui::panes::talk(10_428, head(), flow, composer(mode))
}

/// The conversation without its beginning.
pub(crate) fn short(mode: Mode) -> Markup {
    ui::panes::talk(10_428, head(), rest(), composer(mode))
}

fn rest() -> Markup {
    html! {
        (Message::new(4, Kind::Inbound, "Marta Oyelaran").when("today 8:57").to("to support@alder.example")
            .warning("This mail came from an address that was not in the conversation before.", Button::new("It’s her").small())
            .body(plain(&format!("I have now written three times and nobody seems to read what the person before me was told. Please just tell me: will I have the boots on Friday or not?\n\n{LINK}")))
            .quoted(plain("On Wednesday Dele wrote:\nI asked the warehouse and will tell you by noon.")))
        (Message::new(5, Kind::Note, "Ines Kovač").when("9:15")
            .body(markdown("Warehouse: parcel lost at the depot. A second pair in her size is in the Lund shop. @Noor can you hold it?")))
        (meanwhile_at(html! { b { "Noor" } " holds a pair in Lund until 18:00" }, "9:22"))
        (Message::new(6, Kind::Outbound, "Ines Kovač").when("9:31").to("to Marta, cc lund@alder.example").body(plain("A new pair is on its way."))
            .delivery(Delivery::failed("Could not be delivered").server_words("550 5.1.1 <marta.o@example.com>: recipient rejected, mailbox unknown").action(Button::new("Send again").small())))
    }
}

fn composer(mode: Mode) -> Composer {
    Composer::new(10_428, "#", "Marta")
        .draft_url("/draft")
        .upload_url("/upload")
        .presence_url("/presence")
        .mode(mode)
        .to("marta.o@example.com")
        .signature("Ines · Alder Boots")
        .saved("Draft saved 9:40")
        .text(if mode == Mode::Note { "" } else { "Hi Marta, you shouldn’t have had to write three times, and I’m sorry. Your parcel was lost at the depot, so I’m sending you a second pair by courier today." })
        .file(DraftFile { id: "7".to_owned(), name: "courier label.pdf".to_owned(), size: "42 kB".to_owned(), href: "#".to_owned() })
        .send_later(vec![Choice { note: "Thu 8:00".to_owned(), ..Choice::new("1", "Tomorrow morning") }])
}

/// The customer panel.
pub(crate) fn who() -> Panel {
    Panel::new("Marta Oyelaran")
        .href("#")
        .note("with us 4 years · Malmö, 10:04 there")
        .menu(
            Menu::new("More")
                .icon_only(Icon::More)
                .quiet()
                .item(MenuItem::link("Merge with another customer", "#")),
        )
        .section(panel_section(
            "What we owe her",
            Owe::new("Call back by 11:30").detail("promised by you, 9:16 today"),
        ))
        .section(panel_section(
            "This matter",
            Facts::new()
                .fact("She asked for", "boots by Friday")
                .fact("She got so far", "nothing")
                .fact("Contacts", "3, with 3 of us")
                .fact("Her time so far", "1 h 25 min"),
        ))
        .section(panel_section(
            "Customer",
            Facts::new()
                .fact("Mail", "marta.o@example.com")
                .fact("Phone", "+46 40 555 01 20")
                .fact("Orders", "11")
                .fact("Value, next 3 years", html! { "€410 " small { "(€240–€640)" } }),
        ))
        .section(panel_section(
            "Lately",
            Timeline::new().compact().entries(vec![
                Entry::new(EntryKind::Touchpoint, "Order 55-20917 late")
                    .when("Mon")
                    .note("from the shop")
                    .tone(Tone::Warn),
                Entry::new(EntryKind::Order, "Bought Alder boots, €189").when("3 Nov"),
                Entry::new(EntryKind::Conversation, "“Fixed in one mail, thank you!”")
                    .when("12 Aug")
                    .note("survey, 5 of 5")
                    .href("#"),
            ]),
        ))
}
