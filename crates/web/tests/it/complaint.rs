//! Complaints on pages: the customer's form, the colleagues' page, the owner's figures.

use super::people::add;
use axum::http::StatusCode;
use domain::{Reach, Role};
use jiff::SignedDuration;
use testkit::TestHouse;

const LETTER: [(&str, &str); 7] = [
    ("name", "Ann Fictional"),
    ("email", "ann@customer.example"),
    ("happened", "The boots never came."),
    ("wanted", "refund"),
    ("wanted", "apology"),
    ("began", "2026-02-20"),
    ("tries", "2"),
];

fn with(name: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields: Vec<_> = LETTER.into_iter().filter(|(other, _)| *other != name).collect();
    fields.push((name, value));
    fields
}

#[tokio::test]
async fn anybody_may_write_to_us_and_a_colleague_takes_it_from_there() {
    let house = TestHouse::founded();
    let customer = house.nobody();
    let form = customer.get("/write-to-us").await;
    for words in
        ["<h1 class=\"portal-heading\">Write to Test House", "What happened?", "My money back", "Since when?"]
    {
        assert!(form.text.contains(words), "{words} is missing: {}", form.text);
    }
    let thanks = customer.post("/write-to-us", &LETTER).await;
    assert_eq!(thanks.status, StatusCode::OK);
    assert!(thanks.text.contains("Thank you, we have it"));
    for internal in ["complaint", "advocate", "conversation", "Cape<"] {
        assert!(
            !thanks.text.to_lowercase().contains(internal),
            "{internal} is a word of ours: {}",
            thanks.text
        );
    }
    house.work();
    let owner = house.sign_in("owner@cape.example").await;
    let list = owner.get("/inbox/open").await;
    assert!(list.text.contains("title=\"A complaint that is ours to put right\""), "the list marks it");
    let page = owner.get("/inbox/open/1").await;
    for words in ["The boots never came.", "Would make it right", "My money back", "nobody yet"] {
        assert!(page.text.contains(words), "{words} is missing: {}", page.text);
    }
    let complaint = owner.get("/conversations/1/complaint").await;
    assert!(complaint.text.contains("value=\"2026-02-20\""), "{}", complaint.text);
}

#[tokio::test]
async fn a_letter_that_cannot_be_used_comes_back_as_typed() {
    let house = TestHouse::founded();
    let customer = house.nobody();
    let wrong = [
        ("email", "nowhere"),
        ("happened", " "),
        ("tries", "often"),
        ("began", "2030-01-01"),
        ("wanted", "revenge"),
        ("name", ""),
    ];
    for (name, value) in wrong {
        let answer = customer.post("/write-to-us", &with(name, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}={value}");
        let kept = if name == "name" { "ann@customer.example" } else { "Ann Fictional" };
        assert!(answer.text.contains(kept), "{name}: {}", answer.text);
    }
    let huge = "a".repeat(200_000);
    let answer = customer.post("/write-to-us", &[("happened", &huge)]).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
    let machine = customer.post("/write-to-us", &with("website", "https://spam.example")).await;
    assert_eq!(machine.status, StatusCode::OK, "a machine learns nothing");
    house.work();
    let owner = house.sign_in("owner@cape.example").await;
    assert!(!owner.get("/inbox/open").await.text.contains("boots never"), "nothing was taken in");
}

#[tokio::test]
async fn one_address_cannot_flood_the_house() {
    let house = TestHouse::founded();
    let customer = house.nobody();
    for _ in 0..5 {
        assert_eq!(customer.post("/write-to-us", &LETTER).await.status, StatusCode::OK);
    }
    assert_eq!(customer.post("/write-to-us", &LETTER).await.status, StatusCode::TOO_MANY_REQUESTS);
    let other = with("email", "ben@customer.example");
    assert_eq!(customer.post("/write-to-us", &other).await.status, StatusCode::OK, "others still can");
    house.pass(SignedDuration::from_mins(6));
    assert_eq!(customer.post("/write-to-us", &LETTER).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_colleague_takes_it_up_asks_and_closes_it_as_the_customer_says() {
    let house = TestHouse::founded();
    house.mail(
        "From: Marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n\
         Message-ID: <1@customer.example>\r\n\r\nWhere are my boots? I want my money back!\r\n",
    );
    let owner = house.sign_in("owner@cape.example").await;
    let page = owner.get("/conversations/1/complaint").await;
    assert!(page.text.contains("Take it up as a complaint") && page.text.contains("Where are my boots?"));
    let refund = "value=\"refund\" checked";
    assert!(page.text.contains(refund), "what she asks for is ticked: {}", page.text);
    let here = "/conversations/1/complaint";
    let fields =
        [("happened", "Boots are late"), ("wanted", "refund"), ("underlying", "A wedding on Saturday")];
    assert_eq!(owner.post(here, &fields).await.location(), here);
    let wrong = owner.post(here, &[("happened", ""), ("wanted", "refund")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Say in a sentence or two what happened."));
    let page = owner.get(here).await;
    assert!(
        page.text.contains("A wedding on Saturday") && page.text.contains("Olive Owner"),
        "{}",
        page.text
    );
    let step = [("did", "On hold"), ("minutes", "12")];
    assert_eq!(owner.post("/conversations/1/customer-steps", &step).await.location(), here);
    assert!(owner.get(here).await.text.contains("On hold"));
    assert_eq!(owner.post("/customer-steps/1/removal", &[]).await.location(), here);
    let early = [("outcome", "silence"), ("reason", "Gone")];
    let end = "/conversations/1/complaint/end";
    assert_eq!(owner.post(end, &early).await.status, StatusCode::CONFLICT);
    let asked = owner.post("/conversations/1/complaint/question", &[("question", "Is it done?")]).await;
    assert!(asked.location().contains("?sent="), "{}", asked.location());
    let done = [("outcome", "agreed"), ("reason", "She said so on the telephone")];
    assert_eq!(owner.post(end, &done).await.location(), here);
    assert!(owner.get(here).await.text.contains("She said so on the telephone"));
    assert_eq!(owner.post("/conversations/1/complaint/reopening", &[]).await.location(), here);
    let history = owner.get("/conversations/1/history").await;
    for words in [
        "took it up as a complaint",
        "asked whether it is done",
        "as the customer said",
        "opened the complaint again",
    ] {
        assert!(history.text.contains(words), "{words} is missing: {}", history.text);
    }
}

#[tokio::test]
async fn leads_see_what_was_asked_and_given_and_others_do_not() {
    let house = TestHouse::founded();
    add(&house, "ben", Role::Agent, Reach::All);
    add(&house, "lea", Role::LightAgent, Reach::All);
    house.nobody().post("/write-to-us", &LETTER).await;
    house.work();
    let owner = house.sign_in("owner@cape.example").await;
    let page = owner.get("/insights/complaints").await;
    for words in ["nothing to count yet", "My money back", "Still without one: 1", "1, the oldest first"] {
        assert!(page.text.contains(words), "{words} is missing: {}", page.text);
    }
    let file = owner.get("/insights/complaints/file").await;
    assert!(file.text.contains("Ann Fictional") && file.text.contains("apology; refund"), "{}", file.text);
    let ben = house.sign_in("ben@cape.example").await;
    assert_eq!(ben.get("/insights/complaints").await.status, StatusCode::FORBIDDEN);
    let lea = house.sign_in("lea@cape.example").await;
    let seen = lea.get("/conversations/1/complaint").await;
    assert!(
        seen.text.contains("How it stands") && !seen.text.contains("Close the complaint"),
        "{}",
        seen.text
    );
    assert_eq!(lea.post("/conversations/1/complaint", &LETTER).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_complaint_that_waits_stands_under_its_advocates_bell() {
    let house = TestHouse::founded();
    house.nobody().post("/write-to-us", &LETTER).await;
    house.work();
    let owner = house.sign_in("owner@cape.example").await;
    owner.post("/conversations/1/assignment", &[("assignee", "1"), ("team", "")]).await;
    house.work();
    house.pass(SignedDuration::from_hours(48));
    let moment = house.moment();
    house.write(move |tx| app::timer::tick(tx, &moment));
    house.work();
    let owner = house.sign_in("owner@cape.example").await;
    let bell = owner.get("/notifications").await;
    assert!(bell.text.contains("The complaint of Ann Fictional waits"), "it is told");
    assert!(owner.get("/inbox/open").await.text.contains("complaint overdue"));
    let ways = owner.get("/settings/notifications").await;
    assert!(
        ways.text.contains("value=\"complaint_waits\"") && ways.text.contains("value=\"complaint_answered\"")
    );
}
