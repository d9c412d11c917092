//! Customers on their pages.

use axum::http::StatusCode;
use testkit::TestHouse;

const MAIL: &str = "From: Marta Oyelaran <marta@customer.example>\r\nTo: support@cape.example\r\n\
    Subject: Boots not here\r\nMessage-ID: <1@customer.example>\r\n\r\nWhere are my boots?\r\n";

#[tokio::test]
async fn somebody_is_added_changed_noted_blocked_and_each_step_has_a_way_back() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    let empty = browser.get("/customers").await;
    assert!(empty.text.contains("Nobody is known yet"), "{}", empty.text);

    let fields = [("name", "Marta Oyelaran"), ("email", "marta@customer.example"), ("organization", "Alder")];
    let added = browser.post("/customers", &fields).await;
    assert_eq!((added.status, added.location()), (StatusCode::SEE_OTHER, "/customers/1?done=created"));
    let twice = browser.post("/customers", &[("name", "M."), ("email", "MARTA@customer.example")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text.contains("belongs to Marta Oyelaran (#1)"), "{}", twice.text);

    let wrong = browser.post("/customers/1", &[("time_zone", "Nowhere")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("is no time zone"));
    browser.post("/customers/1", &[("name", "Marta O."), ("time_zone", "Europe/Stockholm")]).await;
    browser.post("/customers/1/fields", &[("name", "Shoe size"), ("value", "38")]).await;
    browser.post("/customers/1/notes", &[("text", "Prefers calls **before ten**")]).await;
    let page = browser.get("/customers/1").await;
    for words in [
        "Marta O.",
        "Europe/Stockholm",
        "Shoe size",
        "38",
        "<strong>before ten</strong>",
        "Alder",
        "First known",
    ] {
        assert!(page.text.contains(words), "{words} in {}", page.text);
    }

    let removed = browser.post("/customer-notes/1/removal", &[]).await;
    assert_eq!(removed.location(), "/customers/1?done=note-removed&what=1");
    let page = browser.get(removed.location()).await;
    assert!(!page.text.contains("before ten") && page.text.contains("/customer-notes/1/restoration"));
    browser.post("/customer-notes/1/restoration", &[]).await;
    assert!(browser.get("/customers/1").await.text.contains("before ten"));

    let removed = browser.post("/identities/1/removal", &[]).await;
    let page = browser.get(removed.location()).await;
    assert!(
        page.text.contains("No address or number is known")
            && page.text.contains("/identities/1/restoration")
    );
    browser.post("/identities/1/restoration", &[]).await;
    assert!(browser.get("/customers/1").await.text.contains("marta@customer.example"));

    let blocked = browser.post("/customers/1/blocking", &[]).await;
    assert!(browser.get(blocked.location()).await.text.contains("Blocked since"));
    browser.post("/customers/1/unblocking", &[]).await;
    assert!(!browser.get("/customers/1").await.text.contains("Blocked since"));

    let found = browser.get("/customers?q=mart").await;
    assert!(found.text.contains("Marta O."), "{}", found.text);
    assert!(browser.get("/customers?q=nobody").await.text.contains("Nobody was found"));
    assert!(browser.get("/organizations/1").await.text.contains("Marta O."));
}

#[tokio::test]
async fn two_become_one_and_two_again() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let browser = house.sign_in("owner@cape.example").await;
    browser.post("/customers", &[("name", "M. Oyelaran"), ("email", "marta.o@work.example")]).await;
    let who = browser.get("/customers/2/merge?q=marta").await;
    assert!(who.text.contains("/customers/2/merge?other=1"), "{}", who.text);
    let sure = browser.get("/customers/2/merge?other=1").await;
    for words in ["1 conversation moves", "1 address or number moves", "What differs"] {
        assert!(sure.text.contains(words), "{words} in {}", sure.text);
    }
    let merged = browser.post("/customers/2/merge", &[("other", "1")]).await;
    let page = browser.get(merged.location()).await;
    assert!(
        page.text.contains("Boots not here") && page.text.contains("marta@customer.example"),
        "{}",
        page.text
    );
    assert_eq!(browser.get("/customers/1").await.location(), "/customers/2");
    let undone = browser.post("/customer-merges/1/undo", &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/customers/1").await.text.contains("Boots not here"));
    assert!(!browser.get("/customers/2").await.text.contains("Boots not here"));
}

#[tokio::test]
async fn a_conversation_moves_to_whom_it_belongs_and_back() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let browser = house.sign_in("owner@cape.example").await;
    browser.post("/customers", &[("name", "Ben Ode")]).await;
    let choice = browser.get("/conversations/1/customer?q=ben").await;
    assert!(choice.text.contains("Ben Ode"), "{}", choice.text);
    let moved = browser.post("/conversations/1/customer", &[("customer", "2")]).await;
    let page = browser.get(moved.location()).await;
    assert!(
        page.text.contains("Moved to this customer") && page.text.contains("/conversations/1/customer/1")
    );
    assert!(browser.get("/customers/2").await.text.contains("Boots not here"));
    browser.post("/conversations/1/customer/1", &[]).await;
    assert!(browser.get("/customers/1").await.text.contains("Boots not here"));
}

#[tokio::test]
async fn an_export_is_a_file_of_everybody() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let browser = house.sign_in("owner@cape.example").await;
    let file = browser.get("/customers/export").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.text.contains("1,Marta Oyelaran,marta@customer.example,"), "{}", file.text);
}
