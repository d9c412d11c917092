//! Promises on the pages: offered while one writes, sent with the answer, kept, seen by the customer, counted.

use crate::company::Company;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use std::net::SocketAddr;
use tower::ServiceExt;

/// What the composer sends with an accepted promise.
const ACCEPTED: [(&str, &str); 9] = [
    ("kind", "reply"),
    ("to", "marta@customer.example"),
    ("body", "I'll call you back tomorrow before noon."),
    ("then", "stay"),
    ("promise_text", "Call you back"),
    ("promise_due", "2026-03-03T12:00"),
    ("promise_zone", "Europe/Stockholm"),
    ("promise_kind", "call_back"),
    ("promise_phrase", "I'll call you back tomorrow before noon"),
];

#[tokio::test]
async fn what_is_read_is_offered_and_stands_again_after_undoing() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    browser.post("/customers/1", &[("time_zone", "Europe/Stockholm")]).await;
    let fields = [("body", "Hello. I'll call you back tomorrow before noon."), ("conversation", "1")];
    let offered = browser.post("/suggest/promises", &fields).await;
    assert!(offered.text.contains("Call you back") && offered.text.contains("Alt P"), "{}", offered.text);
    assert!(offered.text.contains("(Tue 12:00 in Stockholm)"), "on both clocks: {}", offered.text);
    assert!(
        offered.text.contains("2026-03-03T12:00") && offered.text.contains("disabled"),
        "{}",
        offered.text
    );
    let none =
        browser.post("/suggest/promises", &[("body", "Shall I call you back?"), ("conversation", "1")]).await;
    assert_eq!(none.text, "");

    let sent = browser.post("/conversations/1/messages?view=open", &ACCEPTED).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let page = browser.get("/inbox/promised").await;
    assert!(page.text.contains("Nothing is promised for today"), "it is due tomorrow");
    let page = browser.get("/inbox/open/1").await;
    assert!(page.text.contains("What we owe") && page.text.contains("promised: call back"), "{}", page.text);
    browser.post("/messages/4/undo", &[]).await;
    let page = browser.get("/inbox/open/1").await;
    assert!(page.text.contains(r#"data-promise="accepted""#), "it stands in the draft again: {}", page.text);
}

#[tokio::test]
async fn a_promise_is_kept_from_the_list_of_today() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    browser.post("/conversations/1/messages?view=open", &ACCEPTED).await;
    company.house.pass(SignedDuration::from_hours(15));
    let list = browser.get("/inbox/promised").await;
    assert!(list.text.contains("row-1") && list.text.contains("promised "), "{}", list.text);
    let kept = browser.post("/promises/1/ending", &[("how", "keep")]).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    let list = browser.get("/inbox/promised").await;
    assert!(list.text.contains("Nothing is promised for today"), "{}", list.text);
    let customer = browser.get("/customers/1").await;
    assert!(
        customer.text.contains("What we promised") && customer.text.contains("kept"),
        "{}",
        customer.text
    );
    for words in ["Whom they meet", "Usual person", "Bice &amp; Boxerman 1977", "Steinwachs 1979"] {
        assert!(customer.text.contains(words), "{words}");
    }
}

#[tokio::test]
async fn breaking_one_drafts_a_message_that_waits_for_its_writer() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    browser.post("/conversations/1/messages?view=open", &ACCEPTED).await;
    let broken = browser.post("/promises/1/ending", &[("how", "break")]).await;
    assert_eq!(broken.location(), "/conversations/1?broken=1");
    let page = browser.get("/inbox/open/1?broken=1").await;
    for words in
        ["we promised you “Call you back”", "Instead: “Call you back” by", "the customer knows nothing yet"]
    {
        assert!(page.text.contains(words), "{words}");
    }
    assert!(page.text.contains(r#"data-promise="accepted""#), "with the new time, to be corrected");
    assert_eq!(page.text.matches("Call you back · by").count(), 0, "nothing is promised by that");
}

#[tokio::test]
async fn one_by_hand_is_asked_for_in_front_of_the_conversation() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let page = browser.get("/inbox/open/1").await;
    assert!(
        page.text.contains(r#"id="promise-sheet""#) && page.text.contains(r#"data-opens="promise-sheet""#)
    );
    assert!(page.text.contains(r#"href="/conversations/1/promises/new""#), "without scripts it is a page");
    let fields = [
        ("text", "Send the label"),
        ("due", "2026-03-03T12:00"),
        ("zone", "UTC"),
        ("promised", "send"),
        ("beside", "1"),
    ];
    let made = browser.post("/conversations/1/promises", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    assert!(browser.get("/inbox/open/1").await.text.contains("Send the label · by"));
    let late = fields.map(|(name, value)| (name, if name == "due" { "2026-02-03T12:00" } else { value }));
    let refused = browser.post("/conversations/1/promises", &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("That time is over") && refused.text.contains("Send the label"),
        "nothing is lost"
    );
}

#[tokio::test]
async fn what_can_not_be_promised_is_said_and_nothing_is_lost() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let late =
        ACCEPTED.map(|(name, value)| (name, if name == "promise_due" { "2026-02-03T12:00" } else { value }));
    let refused = browser.post("/conversations/1/messages", &late).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("That time is over") && refused.text.contains("tomorrow before noon"),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("2026-02-03T12:00"), "the promise can be mended");
    let by_hand =
        [("text", "Send the label"), ("due", "2026-02-03T12:00"), ("zone", "UTC"), ("kind", "send")];
    let refused = browser.post("/conversations/1/promises", &by_hand).await;
    assert!(
        refused.text.contains("That time is over") && refused.text.contains("Send the label"),
        "{}",
        refused.text
    );
}

#[tokio::test]
async fn a_time_that_the_clocks_jump_over_is_moved_and_said() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let gap =
        ACCEPTED.map(|(name, value)| (name, if name == "promise_due" { "2026-03-29T02:30" } else { value }));
    let sent = browser.post("/conversations/1/messages?view=open", &gap).await;
    let page = browser.get(sent.location()).await;
    assert!(page.text.contains("The clocks jump over the time you promised"), "{}", sent.location());
    let by_hand =
        [("text", "Send it"), ("due", "2026-03-29T02:30"), ("zone", "Europe/Stockholm"), ("kind", "send")];
    let made = browser.post("/conversations/1/promises", &by_hand).await;
    assert!(browser.get(made.location()).await.text.contains("The clocks jump over"), "{}", made.location());
}

#[tokio::test]
async fn another_time_goes_out_with_a_message() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let by_hand =
        [("text", "Send the label"), ("due", "2026-03-03T12:00"), ("zone", "UTC"), ("kind", "send")];
    browser.post("/conversations/1/promises", &by_hand).await;
    assert!(browser.get("/promises/1/renegotiation").await.text.contains("The new time"));
    let moved = [("due", "2026-03-04T12:00"), ("zone", "UTC"), ("body", "")];
    let refused = browser.post("/promises/1/renegotiation", &moved).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "without a message it doesn't hold");
    let moved = [("due", "2026-03-04T12:00"), ("zone", "UTC"), ("body", "It takes a day longer, sorry.")];
    let sent = browser.post("/promises/1/renegotiation", &moved).await;
    assert!(sent.location().contains("sent="), "{}", sent.text);
    let page = browser.get("/inbox/open/1").await;
    assert!(
        page.text.contains("by Wed 12:00") && page.text.contains("It takes a day longer"),
        "{}",
        page.text
    );
    assert!(browser.get("/promises/1/reassignment").await.text.contains("Rita"));
    let rita = company.rita.to_string();
    browser.post("/promises/1/reassignment", &[("owner", &rita)]).await;
    assert!(browser.get("/inbox/open/1").await.text.contains("Rita keeps it"));
}

#[tokio::test]
async fn the_customer_follows_it_by_a_link_and_sees_nothing_else() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    browser.post("/conversations/1/notes", &[("body", "secret note")]).await;
    browser.post("/conversations/1/messages?view=open", &ACCEPTED).await;
    company.house.pass(SignedDuration::from_secs(11));
    let moment = company.house.moment();
    let outgoing = company.house.write(move |tx| {
        let next = app::outbox::next(tx, moment.now)?.ok_or(app::Error::NotFound("reply"))?;
        app::outbox::prepare(tx, next, "http://cape.example", &moment)
    });
    let raw =
        String::from_utf8_lossy(&outgoing.expect("a mail").raw).replace("=\r\n", "").replace("=3D", "=");
    let (_, rest) = raw.split_once("http://cape.example/p/").expect("a link");
    let token: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let page = company.house.nobody().get(&format!("/p/{token}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert_eq!(page.header("x-robots-tag"), "noindex, nofollow");
    assert!(page.text.contains("Call you back") && page.text.contains("We are on it."), "{}", page.text);
    assert!(
        page.text.contains("Tuesday, 3 March 2026, 12:00") && page.text.contains("Stockholm time"),
        "{}",
        page.text
    );
    for hidden in ["Olive", "secret note", "owner@", "Returns", "/inbox", "/settings"] {
        assert!(!page.text.contains(hidden), "{hidden} is not for customers");
    }
    let missing = company.house.nobody().get("/p/nonsense").await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(missing.text.contains("Just answer that mail"), "{}", missing.text);
}

#[tokio::test]
async fn who_guesses_links_must_wait() {
    let company = Company::new();
    let router = company.house.router();
    let guess = async || {
        let mut request = Request::get("/p/nonsense").body(Body::empty()).expect("a request");
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 4_000))));
        router.clone().oneshot(request).await.expect("routers don't fail").status()
    };
    for _ in 0..50 {
        assert_eq!(guess().await, StatusCode::NOT_FOUND);
    }
    assert_eq!(guess().await, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn the_owner_sees_how_well_we_keep_our_word() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    for (text, due) in [("One", "2026-03-02T12:00"), ("Two", "2026-03-02T13:00")] {
        let rita = company.rita.to_string();
        let by_hand =
            [("text", text), ("due", due), ("zone", "UTC"), ("kind", "send"), ("owner", rita.as_str())];
        browser.post("/conversations/1/promises", &by_hand).await;
    }
    browser.post("/promises/1/ending", &[("how", "keep")]).await;
    company.house.pass(SignedDuration::from_hours(24));
    let page = browser.get("/insights/promises").await;
    assert!(page.text.contains("50 %") && page.text.contains("1 of 2 promises"), "{}", page.text);
    let list = browser.get("/insights/promises/list?outcome=passed").await;
    assert!(list.text.contains("Two") && !list.text.contains("One<"), "{}", list.text);
    let file = browser.get("/insights/promises/file").await;
    assert_eq!(file.text.lines().count(), 3, "{}", file.text);
    let people = browser.get("/insights/promises/people").await;
    assert!(people.text.contains("Rita"), "{}", people.text);
    let rita = company.sign_in("rita").await;
    assert!(rita.get("/insights/looks").await.text.contains("Olive Owner"), "she sees who looked");
    assert!(rita.get("/insights/promises").await.text.contains("1 of 2 promises"), "hers are hers");
    assert_eq!(rita.get("/insights/promises/people").await.status, StatusCode::FORBIDDEN);
    let sol = company.sign_in("sol").await;
    assert!(sol.get("/insights/promises").await.text.contains("nothing to count yet"));
    let id = company.rita.to_string();
    assert_eq!(sol.get(&format!("/insights/promises/list?person={id}")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn opening_hours_are_set_as_people_write_them() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let week = [
        ("time_zone", "Europe/Dublin"),
        ("monday", "9-12, 13:00–17:30"),
        ("tuesday", "9-17"),
        ("closed", "2026-12-25"),
    ];
    let saved = browser.post("/settings/opening-hours", &week).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let page = browser.get("/settings/opening-hours").await;
    assert!(
        page.text.contains("09:00–12:00, 13:00–17:30") && page.text.contains("2026-12-25"),
        "{}",
        page.text
    );
    let wrong = browser.post("/settings/opening-hours", &[("time_zone", "UTC"), ("monday", "all day")]).await;
    assert!(wrong.text.contains("Monday: write a span") && wrong.text.contains("all day"), "{}", wrong.text);
}
