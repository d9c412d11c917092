//! Keys of other systems: made, shown once, revoked.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use testkit::TestHouse;

/// The token on a page, which is the only place it ever stands.
fn token_on(page: &str) -> &str {
    let (_, after) = page.split_once(r#"name="token""#).expect("the field");
    let (_, value) = after.split_once(r#"value=""#).expect("its value");
    value.split('"').next().expect("the end of it")
}

async fn ask(house: &TestHouse, token: &str) -> StatusCode {
    let request = Request::get("/api/v1/customers").header("authorization", format!("Bearer {token}"));
    house.send(request.body(Body::empty()).expect("a request")).await.status
}

#[tokio::test]
async fn a_token_is_shown_once_works_and_is_revoked() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    let fields = [("name", "Web shop"), ("scope", "customers:read"), ("scope", "timeline:write")];
    let made = browser.post("/settings/tokens", &fields).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let token = token_on(&made.text).to_owned();
    assert_eq!(ask(&house, &token).await, StatusCode::OK);

    let page = browser.get("/settings/tokens").await.text;
    assert!(page.contains("Web shop") && page.contains("customers:read, timeline:write"), "{page}");
    assert!(page.contains("by Olive Owner") && !page.contains(&token), "shown once: {page}");

    let revoked = browser.post("/settings/tokens/1/revocation", &[]).await;
    assert_eq!(revoked.location(), "/settings/tokens");
    assert_eq!(ask(&house, &token).await, StatusCode::UNAUTHORIZED);
    assert!(browser.get("/settings/tokens").await.text.contains("revoked"));
    assert_eq!(browser.post("/settings/tokens/9/revocation", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_what_was_typed_stays() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    let answer = browser.post("/settings/tokens", &[("name", "Web shop"), ("scope", "house:burn")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("Choose at least one") && answer.text.contains(r#"value="Web shop""#),
        "{}",
        answer.text
    );
}
