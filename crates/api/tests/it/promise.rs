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

#[tokio::test]
async fn a_reply_gives_promises_and_other_times_or_nothing_at_all() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let owner = house.agent("owner@cape.example").0;
    let replies = "/conversations/1/replies";
    let promise =
        json!({"text": "Send the label", "kind": "send", "due": "2026-03-03T12:00:00Z", "owner_id": owner});
    let reply = json!({"markdown": "We will send the label.", "promises": [promise]});
    let sent = client.make(replies, &reply).await;
    let given = client.get("/conversations/1/promises").await;
    let one = &given["data"][0];
    assert_eq!(
        (&one["message_id"], &one["kind"], &one["outcome"]),
        (&sent["id"], &json!("send"), &json!("open"))
    );
    // Another time holds with a message that says so.
    let later = json!({"promise_id": one["id"], "due": "2026-03-05T12:00", "time_zone": "Europe/Malta"});
    client.make(replies, &json!({"markdown": "It takes until Thursday.", "renegotiations": [later]})).await;
    let moved = client.get("/conversations/1/promises").await;
    assert_eq!(
        (&moved["data"][0]["due_at"], &moved["data"][0]["first_due_at"]),
        (&json!("2026-03-05T11:00:00Z"), &json!("2026-03-03T12:00:00Z"))
    );
    let messages = client.get("/conversations/1/messages").await["data"].as_array().map(Vec::len);
    for wrong in [
        json!({"markdown": "Soon.", "promises": [{"text": "Call", "due": "2026-03-01T12:00:00Z", "owner_id": owner}]}),
        json!({"markdown": "Soon.", "promises": [{"text": "Call", "due": "2026-03-04T12:00", "owner_id": owner}]}),
        json!({"markdown": "Soon.", "promises": [{"text": "Call", "due": "2026-03-04T12:00:00Z", "owner_id": 99}]}),
        json!({"markdown": "Soon.", "promises": [["Call"]]}),
        json!({"markdown": "Soon.", "renegotiations": [{"promise_id": one["id"], "due": "2026-03-01T12:00:00Z"}]}),
    ] {
        assert_eq!(client.post(replies, &wrong).await.status, 422, "{wrong}");
    }
    let nobody =
        json!({"markdown": "Soon.", "renegotiations": [{"promise_id": 99, "due": "2026-03-05T12:00:00Z"}]});
    assert_eq!(client.post(replies, &nobody).await.status, 404);
    assert_eq!(
        client.get("/conversations/1/messages").await["data"].as_array().map(Vec::len),
        messages,
        "what is refused sends nothing"
    );
}
