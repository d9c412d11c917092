//! Notifications: under the bell, by mail, and what becomes of an answer to such a mail.

use super::people::add;
use axum::http::StatusCode;
use domain::{Actor, ConversationId, Reach, Role};
use testkit::TestHouse;

const FROM_CUSTOMER: &str =
    "From: Marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n";

fn customer_writes(house: &TestHouse, number: u32, text: &str) {
    let again = if number > 1 { "In-Reply-To: <1@customer.example>\r\n" } else { "" };
    house.mail(format!("{FROM_CUSTOMER}{again}Message-ID: <{number}@customer.example>\r\n\r\n{text}\r\n"));
}

/// A house in which Ben has Marta's conversation and hears of everything by mail.
async fn house() -> TestHouse {
    let house = TestHouse::founded();
    add(&house, "ben", Role::Agent, Reach::All);
    customer_writes(&house, 1, "Where are my boots?");
    let owner = house.sign_in("owner@cape.example").await;
    let ben = house.agent("ben@cape.example").to_string();
    owner.post("/conversations/1/assignment", &[("assignee", &ben)]).await;
    house.work();
    house
}

fn messages(house: &TestHouse) -> Vec<(domain::message::Direction, String)> {
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None));
    view.messages.into_iter().map(|view| (view.message.direction, view.message.text)).collect()
}

#[tokio::test]
async fn the_bell_tells_until_the_conversation_is_opened() {
    let house = house().await;
    let ben = house.sign_in("ben@cape.example").await;
    let page = ben.get("/notifications").await;
    assert!(page.text.contains("Olive Owner gave you this") && page.text.contains("1 new"), "{}", page.text);
    customer_writes(&house, 2, "Hello?");
    let page = ben.get("/notifications").await;
    assert!(page.text.contains("Marta wrote") && page.text.contains("2 new"), "{}", page.text);
    let owner = house.sign_in("owner@cape.example").await;
    assert!(!owner.get("/notifications").await.text.contains("Marta wrote"), "it is none of the owner's");

    let opened = ben.get("/inbox/open/1").await;
    assert!(opened.status == StatusCode::OK && !opened.text.contains("2 new"));
    assert!(!ben.get("/notifications").await.text.contains("new</span>"));
    assert_eq!(house.post(), [], "nobody asked for mail");
}

#[tokio::test]
async fn a_mention_rings_and_a_choice_silences() {
    let house = house().await;
    let (owner, ben) = (house.sign_in("owner@cape.example").await, house.sign_in("ben@cape.example").await);
    ben.post("/notifications/seen", &[]).await;
    owner.post("/conversations/1/messages", &[("kind", "note"), ("body", "@ben please look")]).await;
    house.work();
    assert!(ben.get("/notifications").await.text.contains("Olive Owner mentioned you"));
    ben.post("/settings/notifications", &[("page", "assigned"), ("mail_reply", "note")]).await;
    ben.post("/notifications/seen", &[]).await;
    owner.post("/conversations/1/messages", &[("kind", "note"), ("body", "@ben again")]).await;
    house.work();
    assert!(!ben.get("/notifications").await.text.contains("1 new"));
}

/// Has Ben hear of customers by mail, lets Marta write, and gives the address to answer to.
async fn mailed(house: &TestHouse, becomes: &str) -> String {
    let ben = house.sign_in("ben@cape.example").await;
    let fields = [("page", "customer_wrote"), ("mail", "customer_wrote"), ("mail_reply", becomes)];
    assert_eq!(ben.post("/settings/notifications", &fields).await.status, StatusCode::SEE_OTHER);
    customer_writes(house, 2, "Still no boots.");
    let post = house.post();
    let [(to, mail)] = post.as_slice() else { panic!("one mail: {post:?}") };
    assert_eq!(to, "ben@cape.example");
    assert!(mail.contains("Still no boots.") && mail.contains("Auto-Submitted: auto-generated"), "{mail}");
    let (_, rest) = mail.split_once("support+").expect("a reply address");
    let token: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("support+{token}@cape.example")
}

fn answer(from: &str, to: &str, id: &str, more: &str) -> String {
    format!(
        "From: <{from}>\r\nTo: <{to}>\r\nSubject: Re: Marta wrote\r\nMessage-ID: <{id}@cape.example>\r\n{more}\r\n\
         They arrive on Friday.\r\n\r\nOn Monday, Cape wrote:\r\n> Still no boots.\r\n"
    )
}

#[tokio::test]
async fn an_answer_to_the_mail_becomes_a_note_or_goes_to_the_customer() {
    for (becomes, direction) in
        [("note", domain::message::Direction::Note), ("customer", domain::message::Direction::Outbound)]
    {
        let house = house().await;
        let to = mailed(&house, becomes).await;
        house.mail(answer("ben@cape.example", &to, "a", ""));
        let last = messages(&house).pop();
        assert_eq!(last, Some((direction, "They arrive on Friday.".into())), "{becomes}");
        let count = messages(&house).len();
        house.mail(answer("ben@cape.example", &to, "a", "X-Second-Way: yes\r\n"));
        assert_eq!(messages(&house).len(), count, "the same mail twice is one answer");
    }
}

#[tokio::test]
async fn only_its_owner_uses_the_address_and_machines_are_not_heard() {
    let house = house().await;
    let to = mailed(&house, "customer").await;
    let before = messages(&house);
    let vacation = "Auto-Submitted: auto-replied\r\n";
    house.mail(answer("ben@cape.example", &to, "vacation", vacation));
    assert_eq!(messages(&house), before, "a vacation note is put away");
    let looks = |house: &TestHouse| house.read(app::health::read).mails_needing_look;
    assert_eq!(looks(&house), 0);
    for stranger in ["marta@customer.example", "owner@cape.example"] {
        house.mail(answer(stranger, &to, stranger.split('@').next().unwrap_or_default(), ""));
    }
    assert_eq!((messages(&house), looks(&house)), (before.clone(), 2), "kept for people to see");
    house.mail(answer("ben@cape.example", &to, "really", ""));
    assert_eq!(messages(&house).len(), before.len() + 1, "Ben's own mail is taken");
}

#[tokio::test]
async fn who_left_hears_nothing_and_says_nothing() {
    let house = house().await;
    let to = mailed(&house, "customer").await;
    let owner = house.sign_in("owner@cape.example").await;
    let ben = house.agent("ben@cape.example");
    owner.post(&format!("/settings/people/{ben}/deactivation"), &[("heir", "")]).await;
    let before = messages(&house);
    house.mail(answer("ben@cape.example", &to, "late", ""));
    assert_eq!(messages(&house), before);
    customer_writes(&house, 3, "Anybody there?");
    assert_eq!(house.post(), []);
}
