//! Remedies: given in a colleague's name, carried out elsewhere, told once.

use crate::support::{Client, MAIL};
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn given_once_and_reported_once() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let order = json!({"customer": {"id": 1}, "number": "1004", "state": "paid", "total": {"minor": 12900, "currency": "EUR"},
        "source": "shop", "external_id": "1004", "placed_at": "2026-03-01T10:00:00Z"});
    let order = client.make("/orders", &order).await["id"].clone();
    let new = json!({"request_key": "shop-1", "agent": 1, "kind": "refund", "cost": {"minor": 1999, "currency": "EUR"},
        "reason": "late", "why": "Three weeks late.", "order": order});
    let given = client.make("/conversations/1/remedies", &new).await;
    assert_eq!((&given["order_id"], given["reversal"].as_str()), (&order, Some("")));
    assert_eq!((given["state"].as_str(), given["kind"].as_str()), (Some("given"), Some("Refund")));
    assert!(given.get("why").is_none(), "why is the company's own business");
    let again = client.make("/conversations/1/remedies", &new).await;
    assert_eq!(given["id"], again["id"]);
    let path = format!("/remedies/{}/outcome", given["id"]);
    let done = json!({"state": "done", "external_id": "re_1"});
    for _ in 0..2 {
        let reply = client.post(&path, &done).await;
        assert_eq!((reply.status, reply.json["external_id"].as_str()), (200, Some("re_1")));
    }
    let failed = client.post(&path, &json!({"state": "failed", "problem": "late"})).await;
    assert_eq!(failed.status, 409, "what was done stays done: {}", failed.answer.text);
    assert_eq!(client.get("/remedies").await["data"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn wrong_requests_are_told_by_their_field() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let new = json!({"request_key": "1", "agent": 1, "kind": "Refund", "cost": {"minor": 5, "currency": "EUR"},
        "reason": "late", "why": "Late."});
    for (field, value, status) in [
        ("cost", json!({"minor": -5, "currency": "EUR"}), 422),
        ("order", json!(999), 422),
        ("cost", json!({"minor": 5, "currency": "euro"}), 422),
        ("kind", json!("Castle"), 422),
        ("reason", json!("whim"), 422),
        ("why", json!(""), 422),
        ("agent", json!(4711), 404),
    ] {
        let mut wrong = new.clone();
        wrong[field] = value.clone();
        let reply = client.post("/conversations/1/remedies", &wrong).await;
        assert_eq!(reply.status, status, "{field} {value}: {}", reply.answer.text);
    }
    assert_eq!(client.get("/remedies").await["data"], json!([]));
}
