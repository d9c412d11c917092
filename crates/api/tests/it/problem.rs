//! Every error is a problem of RFC 9457, those of the router too.

use crate::support::{Client, serve};
use axum::body::Body;
use axum::http::Request;
use domain::ApiScope;
use jiff::SignedDuration;
use serde_json::json;
use std::sync::{Arc, Mutex};
use testkit::TestHouse;
use tower::ServiceExt;

#[tokio::test]
async fn whatever_is_wrong_is_told_the_same_way() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let huge = format!(r#"{{"name":"{}"}}"#, "x".repeat(1024 * 1024));
    let json_type = [("content-type", "text/plain")];
    for (method, path, headers, body, status, name) in [
        ("GET", "/nowhere", &[][..], "", 404, "not-found"),
        ("GET", "/customers/anna", &[], "", 404, "not-found"),
        ("DELETE", "/customers", &[], "", 405, "wrong-method"),
        ("POST", "/customers", &[], "{", 400, "malformed"),
        ("POST", "/customers", &[], "[]", 422, "unusable"),
        ("POST", "/customers", &[], r#"["Anna"]"#, 422, "unusable"),
        (
            "POST",
            "/customers",
            &[],
            r#"{"name":"Anna","identities":[["phone","+46 8 123"]]}"#,
            422,
            "unusable",
        ),
        ("POST", "/customers", &[], r#"{"name":"Anna","language":"not a tag"}"#, 422, "unusable"),
        ("GET", "/conversations?team=0", &[], "", 400, "malformed"),
        ("GET", "/conversations?customer=0", &[], "", 400, "malformed"),
        ("POST", "/customers", &[], r#"{"name":"A\u0000"}"#, 422, "unusable"),
        ("POST", "/customers", &[], &huge, 413, "too-large"),
        ("POST", "/customers", &json_type, "", 415, "not-json"),
        ("GET", "/customers?limit=0", &[], "", 400, "malformed"),
        ("GET", "/customers?limit=many", &[], "", 400, "malformed"),
        ("GET", "/customers?after=x", &[], "", 400, "malformed"),
        ("GET", "/search", &[], "", 400, "malformed"),
        ("GET", "/search?q=%00", &[], "", 400, "malformed"),
    ] {
        let reply = client.send(method, path, headers, body).await;
        let text = reply.answer.text.chars().take(300).collect::<String>();
        assert_eq!(reply.status, status, "{method} {path}: {text}");
        assert_eq!(reply.answer.header("content-type"), "application/problem+json", "{method} {path}");
        assert_eq!(reply.json["type"], format!("/api/v1/problems/{name}"), "{text}");
        assert_eq!(reply.json["status"], status);
        assert!(
            reply.json["title"].is_string()
                && reply.json["detail"].as_str().is_some_and(|words| words.len() > 5)
        );
    }
    let wrong = client.send("DELETE", "/customers", &[], "").await;
    assert_eq!(wrong.answer.header("allow"), "GET,HEAD,POST");
}

#[tokio::test]
async fn pages_keep_their_own_way_of_saying_it() {
    let house = TestHouse::founded();
    let answer = house.send(Request::get("/nowhere").body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8", "outside of the API it is a page");
}

#[tokio::test]
async fn who_asks_too_often_waits() {
    let house = TestHouse::founded();
    let token = house.token(&[ApiScope::CustomersRead]);
    let begin = house.moment().now;
    let clock = Arc::new(Mutex::new(begin));
    let ticking = Arc::clone(&clock);
    let api = api::House::new(house.db.clone(), "http://cape.example", move || {
        domain::Moment::new(*ticking.lock().expect("a time"), [7; 32])
    });
    let router = api::router(&api.requests_per_minute(2));
    let ask = async || {
        let request = Request::get("/api/v1/customers").header("authorization", format!("Bearer {token}"));
        let response =
            router.clone().oneshot(request.body(Body::empty()).expect("a request")).await.expect("an answer");
        let header = |name| {
            response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or("").to_owned()
        };
        (
            response.status().as_u16(),
            header("ratelimit-remaining"),
            header("retry-after"),
            header("ratelimit-limit"),
        )
    };
    let told = |status, remaining: &str, retry: &str| {
        (status, remaining.to_owned(), retry.to_owned(), "2".to_owned())
    };
    assert_eq!(ask().await, told(200, "1", ""));
    assert_eq!(ask().await, told(200, "0", ""));
    assert_eq!(ask().await, told(429, "0", "60"));
    *clock.lock().expect("a time") = begin.checked_add(SignedDuration::from_secs(60)).expect("a time");
    assert_eq!(ask().await, told(200, "1", ""));
}

#[tokio::test]
async fn the_description_needs_no_token_and_knows_every_route() {
    let house = TestHouse::founded();
    let address = serve(house.router()).await;
    assert!(address.ip().is_loopback());
    let description = Client::new(&house).get("/openapi.json").await;
    assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")));
    for route in api::route::routes() {
        let operation = &description["paths"][route.path()][route.method().to_lowercase()];
        assert!(operation["operationId"].is_string(), "{} {}", route.method(), route.path());
        let security = match route.needs {
            api::Needs::Scope(scope) => json!([{"token": [scope.name()]}]),
            api::Needs::Nobody => json!(null),
        };
        assert_eq!(operation["security"], security);
    }
}
