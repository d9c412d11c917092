//! Following what happens.

use crate::support::{Client, MAIL};
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn a_reader_that_keeps_its_cursor_misses_nothing() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let start = client.get("/events?after=end").await;
    assert_eq!(start["data"], json!([]));
    house.mail(MAIL);
    client.send("PATCH", "/conversations/1", &[], r#"{"state":"closed"}"#).await;
    let (mut kinds, mut after) = (Vec::new(), start["next"].as_str().expect("a cursor").to_owned());
    loop {
        let page = client.get(&format!("/events?limit=1&after={after}")).await;
        let Some(event) = page["data"].get(0) else { break };
        assert_eq!(event["cursor"], page["next"]);
        kinds.push(event["kind"].as_str().expect("a name").to_owned());
        page["next"].as_str().expect("a cursor").clone_into(&mut after);
    }
    let expected =
        ["customer_created", "conversation_opened", "message_received", "conversation_state_changed"];
    assert_eq!(kinds, expected);
    let all = client.get("/events").await;
    let last = &all["data"].as_array().expect("a list")[all["data"].as_array().map_or(0, Vec::len) - 1];
    assert_eq!(last["detail"], json!({"from": "open", "to": "closed", "until": null}));
    assert_eq!((&last["conversation_id"], &last["customer_id"]), (&json!(1), &json!(1)));
    assert_eq!(
        client.get(&format!("/events?after={after}")).await["next"],
        json!(after),
        "nothing new, same place"
    );
}
