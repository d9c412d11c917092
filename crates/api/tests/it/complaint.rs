//! Complaints of other systems: taken up, changed, asked, closed as the customer says.

use crate::support::{Client, MAIL};
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn a_complaint_from_taking_up_to_the_end() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let path = "/conversations/1/complaint";
    assert_eq!(client.send("GET", path, &[], "").await.status, 404);
    let new = json!({"happened": "The boots never came.", "wanted": ["refund", "apology"], "tries": 2});
    let made = client.make(path, &new).await;
    assert_eq!((&made["source"], &made["state"]), (&json!("api"), &json!("open")));
    assert_eq!((&made["advocate_id"], &made["outcome"]), (&json!(null), &json!(null)));
    assert_eq!(client.get(path).await, made);
    assert_eq!(client.post(path, &new).await.status, 409, "one for each matter");
    let patch = async |body: serde_json::Value| client.send("PATCH", path, &[], &body.to_string()).await;
    let owner = house.agent("owner@cape.example").0;
    let changed = patch(json!({"underlying": "A wedding", "advocate_id": owner, "state": "asked"})).await;
    assert_eq!(changed.status, 200, "{}", changed.answer.text);
    assert_eq!((&changed.json["underlying"], &changed.json["state"]), (&json!("A wedding"), &json!("asked")));
    assert_eq!(changed.json["happened"], made["happened"], "what is left out stays");
    let dated = patch(json!({"began_at": "2026-02-20T10:00:00+01:00"})).await;
    assert_eq!(dated.json["began_at"], "2026-02-20T09:00:00Z", "{}", dated.answer.text);
    assert_eq!(
        patch(json!({"tries": 3})).await.json["began_at"],
        "2026-02-20T09:00:00Z",
        "left out, it stays"
    );
    let future = patch(json!({"began_at": "2026-03-02T09:00:01Z"})).await;
    assert_eq!(future.status, 422, "{}", future.answer.text);
    assert!(future.answer.text.contains("began_at") && future.answer.text.contains("still to come"));
    assert_eq!(client.get(path).await["began_at"], "2026-02-20T09:00:00Z", "nothing was changed");
    for wrong in [
        json!({"began_at": "yesterday"}),
        json!({"began_at": "2026-02-30T00:00:00Z"}),
        json!({"state": "closed"}),
        json!({"outcome": "agreed"}),
        json!({"tries": -1}),
        json!({"happened": ""}),
        json!({"wanted": ["revenge"]}),
        json!({"advocate_id": 4711}),
        json!({"state": "closed", "outcome": "agreed"}),
    ] {
        assert_eq!(patch(wrong.clone()).await.status, 422, "{wrong}");
    }
    let early = json!({"state": "closed", "outcome": "silence", "outcome_words": "Gone"});
    assert_eq!(patch(early).await.status, 409);
    let closed = patch(json!({"state": "closed", "outcome": "agreed", "outcome_words": "She said so"})).await;
    assert_eq!((&closed.json["state"], &closed.json["outcome"]), (&json!("closed"), &json!("agreed")));
    assert_eq!(patch(json!({"state": "open"})).await.json["state"], "open");
}
