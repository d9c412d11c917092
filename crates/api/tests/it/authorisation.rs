//! Every route asks whose token it is and what it is for. A route without an entry here fails the test.

use crate::support::{Client, MAIL};
use api::Needs;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::ApiScope;
use testkit::TestHouse;

/// A request that is right in everything but who sends it and, with ids, what there is.
struct Entry {
    method: &'static str,
    path: &'static str,
    body: &'static str,
}

const fn entry(method: &'static str, path: &'static str, body: &'static str) -> Entry {
    Entry { method, path, body }
}

const CUSTOMER: &str = r#"{"name":"Anna Berg"}"#;
const IDENTITY: &str = r#"{"kind":"phone","value":"+46 1 234"}"#;
const CONVERSATION: &str = r#"{"customer":{"id":1},"channel":"call","subject":"Boots"}"#;
const SAID: &str = r#"{"channel":"call","text":"Where are they?"}"#;
const TOUCHPOINT: &str = r#"{"customer":{"id":1},"kind":"visit","title":"Came by","source":"till","external_id":"1","occurred_at":"2026-03-01T10:00:00Z"}"#;
const ORDER: &str = r#"{"customer":{"id":1},"number":"1","state":"paid","total":{"minor":1,"currency":"EUR"},"source":"shop","external_id":"1","placed_at":"2026-03-01T10:00:00Z"}"#;

const PROMISE: &str = r#"{"text":"Call back","due":"2026-03-03T12:00:00Z","owner_id":1}"#;
const REMEDY: &str = r#"{"request_key":"1","agent":1,"kind":"Refund","cost":{"minor":500,"currency":"EUR"},"reason":"late","why":"Three weeks."}"#;
const COMPLAINT: &str = r#"{"happened":"The boots never came.","wanted":["refund"]}"#;

const ENTRIES: [Entry; 42] = [
    entry("GET", "/openapi.json", ""),
    entry("GET", "/customers", ""),
    entry("POST", "/customers", CUSTOMER),
    entry("GET", "/customers/{customer}", ""),
    entry("PATCH", "/customers/{customer}", r#"{"language":"sv"}"#),
    entry("POST", "/customers/{customer}/identities", IDENTITY),
    entry("GET", "/conversations", ""),
    entry("POST", "/conversations", CONVERSATION),
    entry("GET", "/conversations/{conversation}", ""),
    entry("PATCH", "/conversations/{conversation}", r#"{"priority":"high"}"#),
    entry("POST", "/conversations/{conversation}/complaint", COMPLAINT),
    entry("GET", "/conversations/{conversation}/complaint", ""),
    entry("PATCH", "/conversations/{conversation}/complaint", r#"{"tries":2}"#),
    entry("GET", "/conversations/{conversation}/messages", ""),
    entry("POST", "/conversations/{conversation}/messages", SAID),
    entry("POST", "/conversations/{conversation}/replies", r#"{"markdown":"Soon."}"#),
    entry("POST", "/conversations/{conversation}/notes", r#"{"markdown":"Poor Marta."}"#),
    entry("POST", "/attachments?name=size.txt", "\"38\""),
    entry("GET", "/attachments/{attachment}", ""),
    entry("GET", "/attachments/{attachment}/content", ""),
    entry("GET", "/conversations/{conversation}/promises", ""),
    entry("POST", "/conversations/{conversation}/promises", PROMISE),
    entry("PATCH", "/promises/{promise}", r#"{"ending":"keep"}"#),
    entry("GET", "/messages/{message}", ""),
    entry("POST", "/touchpoints", TOUCHPOINT),
    entry("POST", "/touchpoints/batches", r#"{"items":[]}"#),
    entry("GET", "/touchpoints/{touchpoint}", ""),
    entry("GET", "/customers/{customer}/touchpoints", ""),
    entry("POST", "/orders", ORDER),
    entry("POST", "/orders/batches", r#"{"items":[]}"#),
    entry("GET", "/orders/{order}", ""),
    entry("GET", "/customers/{customer}/orders", ""),
    entry("POST", "/conversations/{conversation}/remedies", REMEDY),
    entry("GET", "/remedies", ""),
    entry("GET", "/remedies/{remedy}", ""),
    entry("POST", "/remedies/{remedy}/outcome", r#"{"state":"done"}"#),
    entry("GET", "/agents", ""),
    entry("GET", "/teams", ""),
    entry("GET", "/search?q=boots", ""),
    entry("GET", "/search/customers?q=marta", ""),
    entry("GET", "/events", ""),
    entry("DELETE", "/identities/{identity}", ""),
];

impl Entry {
    /// The path with this id in every hole.
    fn with(&self, id: i64) -> String {
        let mut filled = String::new();
        let mut rest = self.path;
        while let Some((before, after)) = rest.split_once('{') {
            let (_, after) = after.split_once('}').expect("a closed hole");
            filled = filled + before + &id.to_string();
            rest = after;
        }
        filled + rest
    }

    fn needs(&self) -> Needs {
        let path = self.path.split('?').next().unwrap_or_default();
        let route = api::route::routes()
            .into_iter()
            .find(|route| route.method() == self.method && route.path() == path);
        route.unwrap_or_else(|| panic!("{} {} is no route", self.method, self.path)).needs
    }
}

#[test]
fn every_route_has_an_entry() {
    for route in api::route::routes() {
        let (method, path) = (route.method(), route.path());
        let entered =
            |entry: &Entry| entry.method == method && entry.path.split('?').next() == Some(path.as_str());
        assert!(ENTRIES.iter().any(entered), "{method} {path} has no entry");
    }
    assert_eq!(ENTRIES.len(), api::route::routes().len());
}

#[tokio::test]
async fn nobody_gets_in_without_a_good_token() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let revoked = house.token(&ApiScope::ALL);
    let (owner, moment) = (house.agent("owner@cape.example"), house.moment());
    house.write(move |tx| {
        let owner = app::people::actor_of(tx, owner)?;
        let id = app::token::all(tx, &owner)?[0].id;
        app::token::revoke(tx, &owner, id, &moment)
    });
    let unknown = "Bearer 00000000000000000000000000".to_owned();
    for entry in ENTRIES {
        for given in [
            None,
            Some("Basic b3duZXI6cHc=".to_owned()),
            Some(unknown.clone()),
            Some(format!("Bearer {revoked}")),
        ] {
            let mut request =
                Request::builder().method(entry.method).uri(format!("/api/v1{}", entry.with(1)));
            if let Some(given) = &given {
                request = request.header("authorization", given);
            }
            let answer = house.send(request.body(Body::empty()).expect("a request")).await;
            let expected =
                if entry.needs() == Needs::Nobody { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
            assert_eq!(answer.status, expected, "{} {} with {given:?}", entry.method, entry.path);
            if expected == StatusCode::UNAUTHORIZED {
                assert!(answer.header("www-authenticate").starts_with("Bearer"), "{}", entry.path);
            }
        }
    }
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_nothing_else() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    client.make("/touchpoints", &serde_json::from_str(TOUCHPOINT).expect("JSON")).await;
    client.make("/orders", &serde_json::from_str(ORDER).expect("JSON")).await;
    for entry in ENTRIES {
        let Needs::Scope(scope) = entry.needs() else { continue };
        let others: Vec<ApiScope> = ApiScope::ALL.into_iter().filter(|other| *other != scope).collect();
        let wrong = Client::with(&house, &others).send(entry.method, &entry.with(1), &[], entry.body).await;
        assert_eq!(wrong.status, 403, "{} {} without {}", entry.method, entry.path, scope.name());
        assert!(
            wrong.answer.text.contains(scope.name()),
            "it says which scope is needed: {}",
            wrong.answer.text
        );
        let right = Client::with(&house, &[scope]).send(entry.method, &entry.with(1), &[], entry.body).await;
        let refused_for_what_it_says = entry.body == r#"{"items":[]}"# && right.status == 422;
        let done = (200..300).contains(&right.status) || refused_for_what_it_says;
        assert!(done, "{} {}: {}", entry.method, entry.path, right.answer.text);
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    for entry in ENTRIES.into_iter().filter(|entry| entry.path.contains('{')) {
        for id in [4711, 0, -1] {
            let reply = client.send(entry.method, &entry.with(id), &[], entry.body).await;
            assert_eq!(reply.status, 404, "{} {} {id}: {}", entry.method, entry.path, reply.answer.text);
            assert_eq!(reply.json["type"], "/api/v1/problems/not-found");
        }
    }
}
