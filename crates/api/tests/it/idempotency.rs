//! Nothing happens twice, however often it is asked for.

use crate::support::Client;
use domain::ApiScope;
use jiff::SignedDuration;
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn the_same_key_gets_the_same_answer() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let key = [("idempotency-key", "order-7")];
    let body = json!({"name": "Anna"}).to_string();
    let first = client.send("POST", "/customers", &key, &body).await;
    assert_eq!((first.status, first.answer.header("idempotent-replayed")), (201, ""));
    house.pass(SignedDuration::from_hours(23));
    let again = client.send("POST", "/customers", &key, &body).await;
    assert_eq!((again.status, again.answer.header("idempotent-replayed")), (201, "true"));
    assert_eq!(again.answer.text, first.answer.text);
    assert_eq!(client.get("/customers").await["data"].as_array().map(Vec::len), Some(1));

    let other = client.send("POST", "/customers", &key, &json!({"name": "Bert"}).to_string()).await;
    assert_eq!((other.status, other.json["errors"][0]["field"].as_str()), (422, Some("Idempotency-Key")));
    let elsewhere = client.send("POST", "/customers/1/identities", &key, &body).await;
    assert_eq!(elsewhere.status, 422, "{}", elsewhere.answer.text);

    let somebody_else =
        Client::with(&house, &[ApiScope::CustomersWrite]).send("POST", "/customers", &key, &body).await;
    assert_ne!(somebody_else.json["id"], first.json["id"], "each token has its own keys");
    house.pass(SignedDuration::from_hours(2));
    let later = client.send("POST", "/customers", &key, &body).await;
    assert_eq!(
        (later.status, later.answer.header("idempotent-replayed")),
        (201, ""),
        "forgotten after a day"
    );
}

#[tokio::test]
async fn what_failed_may_be_tried_again() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let key = [("idempotency-key", "1")];
    let call = json!({"customer": {"id": 1}, "channel": "call", "subject": "Boots"}).to_string();
    assert_eq!(client.send("POST", "/conversations", &key, &call).await.status, 404);
    client.make("/customers", &json!({"name": "Anna"})).await;
    assert_eq!(client.send("POST", "/conversations", &key, &call).await.status, 201);
}

#[tokio::test]
async fn a_key_is_plain_and_short() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    for key in ["", "two words", &"x".repeat(256)] {
        let reply =
            client.send("POST", "/customers", &[("idempotency-key", key)], r#"{"name":"Anna"}"#).await;
        assert_eq!(reply.status, 422, "{key}");
    }
}
