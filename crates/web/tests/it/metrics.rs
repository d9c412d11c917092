//! Figures for Prometheus.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use domain::{Actor, ConversationId};
use std::net::SocketAddr;
use testkit::TestHouse;
use web::{House, Settings};

fn request(headers: &[(&str, &str)], peer: Option<&str>) -> Request<Body> {
    let mut request = Request::builder().uri("/metrics");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let mut request = request.body(Body::empty()).expect("a request");
    if let Some(peer) = peer {
        let peer: SocketAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
    }
    request
}

#[tokio::test]
async fn figures_are_for_those_with_the_token() {
    let house = TestHouse::founded();
    house.mail("From: anna@customer.example\r\nTo: support@cape.example\r\nSubject: Boots\r\n\r\nWhere?\r\n");
    let moment = house.moment();
    house.write(move |tx| app::conversation::tag(tx, &Actor::System, ConversationId(1), "late", &moment));
    let page = house.send(request(&[("authorization", "Bearer metrics-token")], None)).await;
    assert_eq!(page.status, StatusCode::OK);
    for line in [
        "cape_database_up 1",
        "cape_mails_taken_total 1",
        "cape_mails_waiting 0",
        "cape_mails_to_look_at 0",
        "cape_live_streams 0",
        "# TYPE cape_request_seconds histogram",
    ] {
        assert!(page.text.lines().any(|found| found == line), "{line}\nis not in\n{}", page.text);
    }
    let behind =
        page.text.lines().find_map(|line| line.strip_prefix("cape_events_behind{follower=\"signal\"} "));
    assert!(behind.is_some_and(|events| events.parse().is_ok_and(|events: i64| events > 0)), "{behind:?}");
    assert!(!page.text.contains('@'), "no addresses");
    let again = house.send(request(&[("authorization", "Bearer metrics-token")], None)).await;
    let counted = "cape_requests_total{method=\"GET\",route=\"/metrics\",status=\"200\"} 1";
    assert!(again.text.contains(counted), "{}", again.text);
    for wrong in
        [vec![], vec![("authorization", "Bearer metrics-toke")], vec![("authorization", "metrics-token")]]
    {
        let refused = house.send(request(&wrong, Some("127.0.0.1:1"))).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{wrong:?}");
    }
}

#[tokio::test]
async fn without_a_token_only_this_machine_may_look() {
    let test = TestHouse::founded();
    let settings = Settings { metrics_token: None, ..(*test.house.settings).clone() };
    let moment = test.moment();
    let router = web::router(&House::new(test.db.clone(), settings, move || moment.clone()));
    let here = ("host", "localhost:8080");
    for (headers, peer, status) in [
        (vec![here], Some("127.0.0.1:1"), StatusCode::OK),
        (vec![("host", "[::1]:8080")], Some("[::1]:1"), StatusCode::OK),
        (vec![here], Some("192.0.2.1:1"), StatusCode::UNAUTHORIZED),
        (vec![here], None, StatusCode::UNAUTHORIZED),
        (vec![here, ("x-forwarded-for", "192.0.2.1")], Some("127.0.0.1:1"), StatusCode::UNAUTHORIZED),
        (vec![("host", "help.example.com")], Some("127.0.0.1:1"), StatusCode::UNAUTHORIZED),
    ] {
        let answer =
            tower::ServiceExt::oneshot(router.clone(), request(&headers, peer)).await.expect("an answer");
        assert_eq!(answer.status(), status, "{headers:?} from {peer:?}");
    }
}
