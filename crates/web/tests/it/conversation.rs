//! The main job: a customer writes, somebody answers, the list moves on.

use axum::http::StatusCode;
use testkit::TestHouse;

pub(crate) const MAIL: &str = "From: Marta Oyelaran <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots not here\r\n\
Message-ID: <1@customer.example>\r\nDate: Mon, 2 Mar 2026 08:00:00 +0000\r\n\r\nHello, where are my boots?\r\n";

#[tokio::test]
async fn a_mail_is_answered_and_the_answer_can_be_undone() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let browser = house.sign_in("owner@cape.example").await;

    let list = browser.get("/inbox/unassigned").await;
    assert!(list.text.contains("Marta Oyelaran") && list.text.contains("Boots not here"), "{}", list.text);

    let page = browser.get("/inbox/unassigned/1").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("where are my boots?"));

    let fields = [
        ("kind", "reply"),
        ("to", "marta@customer.example"),
        ("body", "They come **today**."),
        ("then", "stay"),
    ];
    let sent = browser.post("/conversations/1/messages?view=open", &fields).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, "/inbox/open/1?sent=2"));
    let page = browser.get(sent.location()).await;
    assert!(page.text.contains("<strong>today</strong>") && page.text.contains("Undo"), "{}", page.text);

    let undone = browser.post("/messages/2/undo", &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    let page = browser.get("/inbox/open/1").await;
    assert!(page.text.contains("They come **today**."), "the text is a draft again: {}", page.text);
    assert!(!page.text.contains("<strong>today</strong>"), "the reply is gone: {}", page.text);
}

#[tokio::test]
async fn what_cannot_be_sent_is_kept_in_the_composer() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let browser = house.sign_in("owner@cape.example").await;
    let fields = [("kind", "reply"), ("to", "nobody at all"), ("body", "Never lose this."), ("then", "stay")];
    let answer = browser.post("/conversations/1/messages", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("Never lose this.") && answer.text.contains("is no mail address"),
        "{}",
        answer.text
    );
}
