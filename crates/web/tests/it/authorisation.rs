//! Every route asks who it is. A route without an entry here fails the test.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use testkit::TestHouse;
use web::Needs;

/// A path with something in every hole.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').expect("a closed hole");
        filled.push_str(before);
        filled.push_str(if name == "view" { "open" } else { "1" });
        rest = after;
    }
    filled + rest
}

fn request(method: &str, path: &str) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "cape.example")
        .header("origin", "http://cape.example")
        .body(Body::empty())
        .expect("a request")
}

#[tokio::test]
async fn nobody_gets_in_without_signing_in() {
    let house = TestHouse::founded();
    for route in web::route::routes() {
        let path = filled(route.path);
        let answer = house.send(request(route.method, &path)).await;
        match route.needs {
            Needs::Nobody => assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{} {path}", route.method),
            Needs::Permission(_) if route.method == "GET" => {
                assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
                assert!(
                    answer.location().starts_with("/sign-in?back="),
                    "{path} leads to {}",
                    answer.location()
                );
            }
            Needs::Permission(_) | Needs::Secret => {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{} {path}", route.method);
            }
        }
    }
}

#[tokio::test]
async fn other_websites_change_nothing() {
    let house = TestHouse::founded();
    for route in web::route::routes() {
        if route.method == "GET" || route.needs == Needs::Secret {
            continue;
        }
        let mut forged = request(route.method, &filled(route.path));
        forged.headers_mut().insert("origin", "https://evil.example".parse().expect("a value"));
        let answer = house.send(forged).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{} {}", route.method, route.path);
    }
}
