//! The same words and filters as on the search page.

use crate::support::{Client, MAIL};
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn what_is_found_comes_with_its_conversation() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let found = client.get("/search?q=boots+from%3Amarta+is%3Aopen").await;
    assert_eq!(found["data"][0]["conversation"]["subject"], "Boots not here");
    assert_eq!(
        (&found["data"][0]["customer_name"], &found["data"][0]["message_id"]),
        (&json!("Marta Oyelaran"), &json!(1))
    );
    assert_eq!(client.get("/search?q=gloves").await["data"], json!([]));
    let puzzled = client.get("/search?q=is%3Apurple+boots").await;
    assert!(puzzled["problems"].as_array().is_some_and(|problems| !problems.is_empty()), "{puzzled}");
}

#[tokio::test]
async fn results_come_in_pages() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    for number in 0..30 {
        let call = json!({"customer": {"kind": "external", "value": "shop:1"}, "channel": "call", "subject": format!("Call {number}"), "text": "boots"});
        client.make("/conversations", &call).await;
    }
    let first = client.get("/search?q=boots").await;
    let second =
        client.get(&format!("/search?q=boots&after={}", first["next"].as_str().expect("more"))).await;
    let ids = |page: &serde_json::Value| {
        page["data"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|hit| hit["conversation"]["id"].as_i64().expect("an id"))
            .collect::<Vec<_>>()
    };
    let mut all = ids(&first);
    all.extend(ids(&second));
    assert_eq!(all, (1..=30).rev().collect::<Vec<_>>());
    assert_eq!(second["next"], json!(null));
}
