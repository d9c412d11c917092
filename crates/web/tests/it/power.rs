//! The power to act as people use it: giving, asking, deciding, and what customers never see.

use super::people::add;
use axum::http::StatusCode;
use domain::{Reach, Role};
use testkit::{Browser, TestHouse};

pub(crate) fn house() -> TestHouse {
    let house = TestHouse::founded();
    add(&house, "ben", Role::Agent, Reach::All);
    add(&house, "lea", Role::Lead, Reach::All);
    house.mail(
        "From: Marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots\r\n\
         Message-ID: <1@customer.example>\r\n\r\nThe lace tore.\r\n",
    );
    house
}

pub(crate) fn kind(house: &TestHouse, name: &'static str) -> String {
    let kinds = house.read(|tx| app::remedy::kinds(tx, &domain::Actor::System));
    kinds.iter().find(|kind| kind.name == name).expect("the kind").id.to_string()
}

pub(crate) async fn give(browser: &Browser<'_>, kind: &str, amount: &str, key: &str) -> testkit::Answer {
    let fields = [
        ("request_key", key),
        ("kind", kind),
        ("amount", amount),
        ("currency", "EUR"),
        ("for_what", "A lace"),
        ("reason", "damaged"),
        ("why", "It tore on day one."),
    ];
    browser.post("/conversations/1/remedies", &fields).await
}

#[tokio::test]
async fn inside_it_is_given_without_leaving_the_page() {
    let house = house();
    let (ben, refund) = (house.sign_in("ben@cape.example").await, kind(&house, "Refund"));
    let page = ben.get("/inbox/open/1").await;
    assert!(page.text.contains("give-sheet") && page.text.contains("up to EUR 50.00"), "{}", page.text);
    let given = give(&ben, &refund, "19.99", "one").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    assert!(given.location().contains("given=1"), "{}", given.location());
    give(&ben, &refund, "19.99", "one").await;
    let page = ben.get("/inbox/open/1?given=1").await;
    assert!(page.text.contains("Refund EUR 19.99 is given."), "{}", page.text);
    assert_eq!(
        page.text.matches("I have arranged for EUR 19.99 to go back to you.").count(),
        1,
        "once in the draft"
    );
    assert!(page.text.contains("Up to EUR 30.01, without asking."));
    assert!(page.text.contains("data-key=\"2\""), "the same again with one key");
    assert_eq!(ben.post("/remedies/1/done", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(ben.get("/remedies/1").await.text.contains("carried out"));
}

#[tokio::test]
async fn above_it_a_lead_is_asked_and_decides_with_one_tap() {
    let house = house();
    let (ben, lea) = (house.sign_in("ben@cape.example").await, house.sign_in("lea@cape.example").await);
    let asked = give(&ben, &kind(&house, "Refund"), "120", "one").await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER, "{}", asked.text);
    assert!(ben.get("/inbox/open/1?given=1").await.text.contains("lea is asked, and answers by"));
    assert_eq!(ben.get("/approvals").await.status, StatusCode::FORBIDDEN);
    house.work();
    assert!(lea.get("/notifications").await.text.contains("asks for your yes"));
    let page = lea.get("/approvals").await;
    assert!(
        page.text.contains("Refund EUR 120.00") && page.text.contains("would pass the limit of EUR 50"),
        "{}",
        page.text
    );
    let no = lea.post("/approvals/1", &[("decision", "no"), ("words", "")]).await;
    assert!(no.status == StatusCode::CONFLICT && no.text.contains("why not"));
    assert_eq!(
        lea.post("/approvals/1", &[("decision", "yes"), ("words", "")]).await.status,
        StatusCode::SEE_OTHER
    );
    let late = lea.post("/approvals/1", &[("decision", "yes"), ("words", "")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    house.work();
    assert!(ben.get("/notifications").await.text.contains("lea decided what you asked for"));
    assert!(ben.get("/inbox/open/1").await.text.contains("said yes, given: Refund EUR 120.00"));
}

#[tokio::test]
async fn what_cannot_be_used_is_told_and_kept() {
    let house = house();
    let (ben, refund) = (house.sign_in("ben@cape.example").await, kind(&house, "Refund"));
    for (amount, words) in
        [("-5", "negative"), ("x", "12.50"), ("", "what it costs"), ("99999999999999", "larger")]
    {
        let answer = give(&ben, &refund, amount, "wrong").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{amount}");
        assert!(answer.text.contains(words) && answer.text.contains("It tore on day one."), "{amount}");
    }
    assert!(house.read(|tx| app::remedy::latest(tx, &domain::Actor::System, None, 9)).is_empty());
}

#[tokio::test]
async fn settings_are_kept_and_mistakes_told() {
    let house = house();
    let owner = house.sign_in("owner@cape.example").await;
    let page = owner.get("/settings/power").await;
    assert!(page.text.contains("Agents and above") && page.text.contains("EUR 50.00"), "{}", page.text);
    let kind = [("name", "Flowers"), ("risk", "low"), ("has_cost", "yes")];
    assert_eq!(owner.post("/settings/power/remedies", &kind).await.status, StatusCode::SEE_OTHER);
    let again = owner.post("/settings/power/remedies", &kind).await;
    assert!(
        again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("There is Flowers already")
    );
    let rule = [
        ("role", "agent"),
        ("case", "70"),
        ("customer", "80"),
        ("agent", "900"),
        ("rule_currency", "EUR"),
        ("period_days", "30"),
    ];
    assert_eq!(owner.post("/settings/power/rules", &rule).await.status, StatusCode::SEE_OTHER);
    let budget =
        [("budget_name", "Joys"), ("owner", "agent-1"), ("month", "100"), ("budget_currency", "EUR")];
    assert_eq!(owner.post("/settings/power/budgets", &budget).await.status, StatusCode::SEE_OTHER);
    let page = owner.get("/settings/power").await.text;
    assert!(page.contains("Flowers") && page.contains("EUR 70.00") && page.contains("Joys"));
    let wrong = owner.post("/settings/power", &[("currency", "EURO"), ("approval_minutes", "30")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ben = house.sign_in("ben@cape.example").await;
    assert!(ben.get("/inbox/open/1").await.text.contains("Up to EUR 70.00, without asking."));
}

#[tokio::test]
async fn a_policy_is_written_down_and_marked_in_one_gesture() {
    let house = house();
    let (lea, ben) = (house.sign_in("lea@cape.example").await, house.sign_in("ben@cape.example").await);
    let owner = house.agent("lea@cape.example").to_string();
    let policy = [
        ("name", "Returns within 14 days"),
        ("rule", "Unworn."),
        ("purpose", "Fairness."),
        ("owner", owner.as_str()),
        ("since", "2024-01-01"),
        ("review", "2026-01-01"),
        ("faces_customers", "yes"),
    ];
    assert_eq!(lea.post("/settings/policies", &policy).await.status, StatusCode::SEE_OTHER);
    assert!(lea.get("/settings/policies").await.text.contains("due"));
    assert!(ben.get("/inbox/open/1").await.text.contains("This policy got in the way"));
    let marked = ben.post("/conversations/1/policies", &[("policy", "1"), ("kind", "in_the_way")]).await;
    assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.text);
    let page = ben.get("/inbox/open/1").await.text;
    assert!(page.contains("Policies met") && page.contains("noted: a policy got in the way"), "{page}");
    let refusal = ben.post("/conversations/1/policies", &[("policy", "1"), ("kind", "refused")]).await;
    assert!(
        refusal.status == StatusCode::UNPROCESSABLE_ENTITY && refusal.text.contains("Say why it was refused")
    );
    assert_eq!(ben.post("/policy-marks/1/removal", &[]).await.status, StatusCode::SEE_OTHER);
    assert!(!ben.get("/inbox/open/1").await.text.contains("Policies met"));
    let end = [("replaced_by", ""), ("words", "Thirty days now.")];
    assert_eq!(lea.post("/settings/policies/1/retirement", &end).await.status, StatusCode::SEE_OTHER);
    assert!(lea.get("/settings/policies/1").await.text.contains("Thirty days now."));
}

/// Everything a customer could receive, after a decision with telling words was made about them.
#[tokio::test]
async fn nothing_of_it_reaches_the_customer() {
    let house = house();
    let (ben, lea) = (house.sign_in("ben@cape.example").await, house.sign_in("lea@cape.example").await);
    give(&ben, &kind(&house, "Refund"), "120", "one").await;
    lea.post("/approvals/1", &[("decision", "no"), ("words", "Cheapskate.")]).await;
    give(&ben, &kind(&house, "Gift"), "5", "two").await;
    let body = [("kind", "reply"), ("to", "marta@customer.example"), ("body", "Here you are.")];
    let sent = ben.post("/conversations/1/messages", &body).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    house.pass(jiff::SignedDuration::from_secs(30));
    let moment = house.moment();
    let now = moment.now;
    let next = house.read(move |tx| app::outbox::next(tx, now)).expect("a reply");
    let outgoing = house
        .write(move |tx| app::outbox::prepare(tx, next, "http://cape.example", &moment))
        .expect("a mail");
    let raw = String::from_utf8_lossy(&outgoing.raw).to_lowercase();
    assert!(raw.contains("here you are"));
    for word in ["cheapskate", "approv", "authority", "limit", "tore on day one", "lea", "refund"] {
        assert!(!raw.contains(word), "{word} in {raw}");
    }
}

#[tokio::test]
async fn leads_see_how_it_is_used_and_others_themselves() {
    let house = house();
    let (ben, lea) = (house.sign_in("ben@cape.example").await, house.sign_in("lea@cape.example").await);
    let refund = kind(&house, "Refund");
    give(&ben, &refund, "20", "one").await;
    give(&ben, &refund, "120", "two").await;
    house.pass(jiff::SignedDuration::from_mins(12));
    lea.post("/approvals/1", &[("decision", "yes"), ("words", "")]).await;
    house.pass(jiff::SignedDuration::from_mins(1));
    let page = lea.get("/insights/power").await.text;
    for words in
        ["1 of 2 given", "1 of 1 decided", "12 min", "EUR 140.00", "0 of 2 given", "too few to compare"]
    {
        assert!(page.contains(words), "{words} in {page}");
    }
    let own = ben.get("/insights/power").await.text;
    assert!(own.contains("You gave") && !own.contains("How people give"), "{own}");
    assert!(ben.get("/insights/looks").await.text.contains("lea"), "and Ben sees who looked");
    let file = lea.get("/insights/power/file").await;
    assert!(
        file.text.contains("Refund,EUR,1,1,") && file.header("content-type").contains("csv"),
        "{}",
        file.text
    );
    for path in ["/insights/power/file", "/insights/policies", "/insights/policies/file"] {
        assert_eq!(ben.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn each_policy_shows_its_cases() {
    let house = house();
    let (lea, ben) = (house.sign_in("lea@cape.example").await, house.sign_in("ben@cape.example").await);
    let owner = house.agent("lea@cape.example").to_string();
    let policy = [
        ("name", "Receipt"),
        ("rule", "A receipt."),
        ("purpose", "Against theft."),
        ("owner", owner.as_str()),
    ];
    lea.post("/settings/policies", &policy).await;
    let refusal = [("policy", "1"), ("kind", "refused"), ("cause", "not_allowed"), ("words", "She lost it.")];
    assert_eq!(ben.post("/conversations/1/policies", &refusal).await.status, StatusCode::SEE_OTHER);
    house.pass(jiff::SignedDuration::from_mins(1));
    assert!(lea.get("/insights/policies").await.text.contains("Receipt"));
    let cases = lea.get("/insights/policies/1").await.text;
    assert!(cases.contains("it was the ground of a refusal, not allowed: “She lost it.”"), "{cases}");
    let file = lea.get("/insights/policies/file").await.text;
    assert!(file.contains("Receipt,1,0,1,0,0,–,false"), "{file}");
}
