//! Promises: the same as people give and end them on the pages.

use crate::support::{Client, MAIL};
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn a_promise_is_recorded_once_and_kept() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let owner = house.agent("owner@cape.example").0;
    let path = "/conversations/1/promises";
    let call = json!({"text": "Call back", "kind": "call_back", "due": "2026-03-03T12:00", "time_zone": "Europe/Malta", "owner_id": owner});
    let made = client.make(path, &call).await;
    assert_eq!(
        (&made["outcome"], &made["due_at"], &made["made_by"]),
        (&json!("open"), &json!("2026-03-03T11:00:00Z"), &json!(null))
    );
    assert_eq!(client.get(path).await["data"][0]["id"], made["id"]);
    let gap = json!({"text": "Call back", "due": "2026-03-29T02:30", "time_zone": "Europe/Malta", "owner_id": owner});
    let moved = client.make(path, &gap).await;
    assert_eq!((&moved["time_moved"], &moved["due_at"]), (&json!(true), &json!("2026-03-29T01:30:00Z")));
    for (due, zone) in
        [("2026-03-03T12:00", json!(null)), ("2026-03-01T12:00:00Z", json!(null)), ("tomorrow", json!("UTC"))]
    {
        let wrong = json!({"text": "Call back", "due": due, "time_zone": zone, "owner_id": owner});
        assert_eq!(client.post(path, &wrong).await.status, 422, "{due}");
    }
    let patch =
        async |path: &str, body: serde_json::Value| client.send("PATCH", path, &[], &body.to_string()).await;
    let one = format!("/promises/{}", made["id"]);
    let kept = patch(&one, json!({"ending": "keep"})).await;
    assert_eq!((kept.status, kept.json["outcome"].clone()), (200, json!("in_time")));
    assert_eq!(patch(&one, json!({"ending": "break"})).await.status, 409);
    let both = json!({"ending": "keep", "owner_id": owner});
    assert_eq!(patch(&one, both).await.status, 422);
    assert_eq!(patch("/promises/99", json!({"ending": "keep"})).await.status, 404);
}
