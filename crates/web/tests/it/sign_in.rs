//! Guessing passwords: limited by account, and by client.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use jiff::SignedDuration;
use std::net::SocketAddr;
use testkit::TestHouse;
use testkit::house::PASSWORD;
use tower::ServiceExt;
use web::{House, Settings};

const PROXY: &str = "10.0.0.1:443";

/// The pages of a house behind a proxy.
fn behind_a_proxy(test: &TestHouse) -> Router {
    let trusted_proxies = vec!["10.0.0.0/8".parse().expect("a network")];
    let settings = Settings { trusted_proxies, ..(*test.house.settings).clone() };
    let clock = test.clock();
    web::router(&House::new(test.db.clone(), settings, move || clock.moment()))
}

/// One try; what came of it.
async fn sign_in(router: &Router, peer: &str, forwarded: &str, email: &str, password: &str) -> StatusCode {
    let mut request = Request::post("/session")
        .header("host", "cape.example")
        .header("origin", "http://cape.example")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("x-forwarded-for", forwarded)
        .body(Body::from(testkit::house::form(&[("email", email), ("password", password)])))
        .expect("a request");
    let peer: SocketAddr = peer.parse().expect("an address");
    request.extensions_mut().insert(ConnectInfo(peer));
    router.clone().oneshot(request).await.expect("routers don't fail").status()
}

#[tokio::test]
async fn a_client_that_tries_many_accounts_must_wait_and_no_other_client() {
    let test = TestHouse::founded();
    let router = behind_a_proxy(&test);
    for number in 0..50 {
        let email = format!("somebody-{number}@cape.example");
        // What the client writes into the header itself doesn't make it another one.
        let forwarded = format!("192.0.2.{number}, 203.0.113.9");
        let tried = sign_in(&router, PROXY, &forwarded, &email, "spring2026").await;
        assert_eq!(tried, StatusCode::UNPROCESSABLE_ENTITY, "try {number}");
    }
    let owner = "owner@cape.example";
    let again = sign_in(&router, PROXY, "203.0.113.9", owner, PASSWORD).await;
    assert_eq!(again, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(sign_in(&router, PROXY, "203.0.113.10", owner, PASSWORD).await, StatusCode::SEE_OTHER);
    // Not from a proxy of ours: its own address counts, whatever it says.
    let direct = sign_in(&router, "198.51.100.7:1", "203.0.113.9", owner, PASSWORD).await;
    assert_eq!(direct, StatusCode::SEE_OTHER);
    test.pass(SignedDuration::from_secs(301));
    assert_eq!(sign_in(&router, PROXY, "203.0.113.9", owner, PASSWORD).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn an_account_that_is_tried_often_waits_whoever_tries() {
    let test = TestHouse::founded();
    let router = behind_a_proxy(&test);
    let owner = "owner@cape.example";
    for number in 0..10 {
        let tried = sign_in(&router, PROXY, &format!("203.0.113.{number}"), owner, "spring2026").await;
        assert_eq!(tried, StatusCode::UNPROCESSABLE_ENTITY, "try {number}");
    }
    assert_eq!(sign_in(&router, PROXY, "203.0.113.99", owner, PASSWORD).await, StatusCode::TOO_MANY_REQUESTS);
}
