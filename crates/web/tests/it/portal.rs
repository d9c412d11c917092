//! The customer's own page: asked whether it is done, they say so there, without an account.

use axum::http::StatusCode;
use domain::complaint::State;
use domain::{Actor, ConversationId};
use jiff::SignedDuration;
use testkit::TestHouse;

/// What is read of the complaint.
fn state(house: &TestHouse) -> State {
    let complaint = house.read(|tx| app::complaint::brief(tx, &Actor::System, ConversationId(1)));
    complaint.expect("a complaint").state
}

#[tokio::test]
async fn the_customer_says_by_a_link_whether_it_is_done() {
    let house = TestHouse::founded();
    let letter = [("name", "Ann"), ("email", "ann@customer.example"), ("happened", "The boots never came.")];
    house.nobody().post("/write-to-us", &letter).await;
    house.work();
    let owner = house.sign_in("owner@cape.example").await;
    owner.post("/conversations/1/assignment", &[("assignee", "1"), ("team", "")]).await;
    let asked = owner.post("/conversations/1/complaint/question", &[("question", "Is it put right?")]).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    house.pass(SignedDuration::from_secs(30));
    let moment = house.moment();
    let outgoing = house.write(move |tx| {
        let next = app::outbox::next(tx, moment.now)?.ok_or(app::Error::NotFound("reply"))?;
        app::outbox::prepare(tx, next, "http://cape.example", &moment)
    });
    let raw =
        String::from_utf8_lossy(&outgoing.expect("a mail").raw).replace("=\r\n", "").replace("=3D", "=");
    assert!(raw.contains("Tell us whether it is done"), "{raw}");
    let (_, rest) = raw.split_once("http://cape.example/p/").expect("a link");
    let link: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let (page, answer) = (format!("/p/{link}"), format!("/p/{link}/complaint"));
    let customer = house.nobody();
    let shown = customer.get(&page).await;
    assert!(shown.text.contains("The boots never came.") && shown.text.contains("Not yet"), "{}", shown.text);

    assert!(shown.text.contains("Test House") && !shown.text.contains("Cape"), "it is the company's page");
    assert!(shown.text.contains("href=\"/write-to-us\""), "and a way to write again");
    assert!(customer.get("/p/nonsense").await.text.contains("href=\"/write-to-us\""));

    let not_yet = [("done", "no"), ("words", "One boot is missing.")];
    assert_eq!(customer.post(&answer, &not_yet).await.location(), page);
    assert_eq!(state(&house), State::Open);
    assert!(
        owner.get("/inbox/open/1").await.text.contains("One boot is missing."),
        "it is a message of theirs"
    );
    assert_eq!(customer.post(&answer, &[("done", "yes")]).await.location(), page);
    assert_eq!(state(&house), State::Closed);
    assert!(customer.get(&page).await.text.contains("This is done."));
    assert_eq!(
        customer.post("/p/nonsense/complaint", &[("done", "yes")]).await.status,
        StatusCode::NOT_FOUND
    );
}
