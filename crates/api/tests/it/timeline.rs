//! Touchpoints and orders, one by one and in batches.

use crate::support::Client;
use serde_json::{Value, json};
use testkit::TestHouse;

fn visit(external_id: &str, title: &str) -> Value {
    json!({
        "customer": {"kind": "email", "value": "anna@customer.example", "name": "Anna Berg"},
        "kind": "visit", "title": title, "source": "till", "external_id": external_id,
        "occurred_at": "2026-03-01T10:00:00Z", "url": "https://till.example/visits/1",
    })
}

fn order(external_id: &str, state: &str) -> Value {
    json!({
        "customer": {"id": 1}, "number": "CL-1", "state": state, "total": {"minor": 12_900, "currency": "EUR"},
        "source": "shop", "external_id": external_id, "placed_at": "2026-03-01T10:00:00+01:00",
    })
}

#[tokio::test]
async fn the_same_again_replaces_the_earlier_one() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let first = client.make("/touchpoints", &visit("1", "Came by")).await;
    let end = client.get("/events?after=end").await["next"].as_str().expect("a cursor").to_owned();
    let same = client.post("/touchpoints", &visit("1", "Came by")).await;
    assert_eq!((same.status, &same.json), (200, &first));
    assert_eq!(client.get(&format!("/events?after={end}")).await["data"], json!([]), "nothing happened");
    let other = client.post("/touchpoints", &visit("1", "Tried boots on")).await;
    assert_eq!(
        (other.status, &other.json["id"], &other.json["title"]),
        (200, &first["id"], &json!("Tried boots on"))
    );
    assert_eq!(client.get(&format!("/touchpoints/{}", first["id"])).await, other.json);
    let happened = client.get(&format!("/events?after={end}")).await;
    assert_eq!(happened["data"][0]["kind"], "touchpoint_recorded");
    assert_eq!(happened["data"][0]["detail"], json!({"touchpoint": first["id"]}));
    assert_eq!(client.get("/customers").await["data"].as_array().map(Vec::len), Some(1), "one Anna");
}

#[tokio::test]
async fn an_order_goes_its_way() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    client.make("/customers", &json!({"name": "Anna"})).await;
    let paid = client.make("/orders", &order("1", "paid")).await;
    assert_eq!(
        (&paid["total"]["minor"], &paid["placed_at"]),
        (&json!(12_900), &json!("2026-03-01T09:00:00Z"))
    );
    let shipped = client.post("/orders", &order("1", "shipped")).await;
    assert_eq!((shipped.status, &shipped.json["id"]), (200, &paid["id"]));
    assert_eq!(client.get("/customers/1/orders").await["data"], json!([shipped.json]));
    assert_eq!(client.get(&format!("/orders/{}", paid["id"])).await["state"], "shipped");
    let mut wrong = order("2", "paid");
    wrong["total"]["currency"] = json!("euro");
    assert_eq!(client.post("/orders", &wrong).await.status, 422);
}

#[tokio::test]
async fn a_batch_is_taken_whole_or_not_at_all() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let items: Vec<Value> = (0..1_000).map(|number| visit(&number.to_string(), "Came by")).collect();
    let taken = client.post("/touchpoints/batches", &json!({"items": items})).await;
    assert_eq!(taken.status, 200, "{}", taken.answer.text);
    assert_eq!(taken.json["items"].as_array().map(Vec::len), Some(1_000));
    assert!(
        taken.json["items"].as_array().expect("a list").iter().all(|item| item["created"] == json!(true))
    );
    let page = client.get("/customers/1/touchpoints?limit=100").await;
    let next =
        client.get(&format!("/customers/1/touchpoints?after={}", page["next"].as_str().expect("more"))).await;
    assert_ne!(page["data"][99]["id"], next["data"][0]["id"]);

    let broken = json!({"items": [visit("new", "Came by"), visit("1", " "), visit("", "x")]});
    let refused = client.post("/touchpoints/batches", &broken).await;
    let fields: Vec<_> = refused.json["errors"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|error| error["field"].clone())
        .collect();
    assert_eq!((refused.status, fields), (422, vec![json!("items[1].title"), json!("items[2].external_id")]));
    let one_more: Vec<Value> = (0..1_001).map(|number| visit(&number.to_string(), "x")).collect();
    assert_eq!(client.post("/touchpoints/batches", &json!({"items": one_more})).await.status, 422);
    client.make("/touchpoints", &visit("new", "Came by")).await;
}
