//! Effort and rage on pages: seen with their reasons, corrected with one click, never shown to the customer.

use super::people::add;
use axum::http::StatusCode;
use domain::{Reach, Role};
use jiff::SignedDuration;
use testkit::TestHouse;

/// A house in which Marta asked three times.
fn house() -> TestHouse {
    let house = TestHouse::founded();
    for (number, text) in
        [(1, "Where are my boots?"), (2, "Hello?"), (3, "Third time I ask. I want my money back!")]
    {
        house.mail(format!(
            "From: Marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n\
             In-Reply-To: <1@customer.example>\r\nMessage-ID: <{number}@customer.example>\r\n\r\n{text}\r\n"
        ));
        house.pass(SignedDuration::from_hours(26));
    }
    house.work();
    house
}

#[tokio::test]
async fn a_mark_shows_its_reasons_and_one_click_takes_it_back() {
    let house = house();
    let owner = house.sign_in("owner@cape.example").await;
    let inbox = owner.get("/inbox/open").await;
    assert!(inbox.text.contains("upset"), "the line is marked: {}", inbox.text);
    let page = owner.get("/inbox/open/1").await;
    for words in [
        "third try",
        "Third time",
        "I want my money back",
        "Had to try",
        "My money back",
        "nothing yet",
        "You may give",
        "Felt lately",
        "Not upset",
    ] {
        assert!(page.text.contains(words), "{words} is missing: {}", page.text);
    }
    let answer = owner.post("/messages/3/signal", &[("level", "calm")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(!owner.get("/inbox/open").await.text.contains("upset"));
    assert!(owner.get("/inbox/open/1").await.text.contains("corrected it"));
    let undone = owner.post("/messages/3/signal/undo", &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert!(owner.get("/inbox/open").await.text.contains("upset"), "it counts again");
    let wrong = owner.post("/messages/3/signal", &[("level", "livid")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn leads_see_how_it_goes_and_others_only_who_looked_at_them() {
    let house = house();
    add(&house, "ben", Role::Agent, Reach::All);
    let owner = house.sign_in("owner@cape.example").await;
    let page = owner.get("/insights/effort").await;
    assert!(
        page.text.contains("1 of 1 conversations") && page.text.contains("How is this counted?"),
        "{}",
        page.text
    );
    // Down to the messages behind a figure.
    for (address, words) in [
        ("what=rage", "I want my money back"),
        ("what=rage&team=0", "no team: very or extremely upset; one message"),
        ("what=tried", "had to try three times"),
        ("what=judged", "No message of this time fits"),
        ("what=rage&week=0", "No message of this time fits"),
    ] {
        let list = owner.get(&format!("/insights/effort/messages?{address}")).await;
        assert!(list.text.contains(words), "{address}: {}", list.text.len());
    }
    assert!(page.text.contains("/insights/effort/messages?days=91&amp;what=rage&amp;team=0"));
    assert_eq!(owner.get("/insights/effort/messages?tag=99").await.status, StatusCode::NOT_FOUND);
    let file = owner.get("/insights/effort/file").await;
    assert!(file.header("content-type").starts_with("text/csv"));
    assert!(file.text.contains("Marta") && file.text.contains("third try"), "{}", file.text);
    let ben = house.sign_in("ben@cape.example").await;
    assert_eq!(ben.get("/insights/effort").await.status, StatusCode::FORBIDDEN);
    assert_eq!(ben.get("/insights").await.location(), "/insights/promises", "one’s own");
    assert!(ben.get("/insights/looks").await.text.contains("Nobody has looked"));
}
