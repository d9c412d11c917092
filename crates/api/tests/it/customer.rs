//! Customers and how they are reached.

use crate::support::Client;
use serde_json::json;
use testkit::TestHouse;

#[tokio::test]
async fn a_customer_is_made_and_found_again() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let identities = json!([{"kind": "email", "value": "Anna.Berg@customer.example"}, {"kind": "external", "value": "shop:7"}]);
    let anna = client
        .make("/customers", &json!({"name": "Anna Berg", "language": "sv", "identities": identities}))
        .await;
    assert_eq!(
        (&anna["name"], &anna["language"], &anna["blocked"]),
        (&json!("Anna Berg"), &json!("sv"), &json!(false))
    );
    assert_eq!(anna["identities"][1]["value"], "shop:7");
    let path = format!("/customers/{}", anna["id"]);
    assert_eq!(client.get(&path).await, anna);
    assert_eq!(client.get("/customers?email=ANNA.berg%40customer.example").await["data"], json!([anna]));
    assert_eq!(client.get("/customers?email=nobody%40customer.example").await["data"], json!([]));
    let phone =
        client.make(&format!("{path}/identities"), &json!({"kind": "phone", "value": "+46 8 123"})).await;
    assert_eq!(phone["value"], "+46 8 123");
    let found = client.get("/search/customers?q=ber").await;
    assert_eq!(found["data"][0]["identities"][2], phone);
    let again =
        client.make(&format!("{path}/identities"), &json!({"kind": "phone", "value": "+468123"})).await;
    assert_eq!(again, phone, "the one she has already");
}

#[tokio::test]
async fn an_identity_belongs_to_one_customer() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let email = json!([{"kind": "email", "value": "anna@customer.example"}]);
    client.make("/customers", &json!({"name": "Anna", "identities": email})).await;
    let reply = client.post("/customers", &json!({"name": "Other Anna", "identities": email})).await;
    assert_eq!(reply.status, 409, "{}", reply.answer.text);
    assert_eq!(client.get("/customers").await["data"].as_array().map(Vec::len), Some(1), "nothing half done");
    let reply = client
        .post("/customers", &json!({"name": "B", "identities": [{"kind": "email", "value": "not one"}]}))
        .await;
    assert_eq!((reply.status, reply.json["errors"][0]["field"].as_str()), (422, Some("value")));
}

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let email = json!([{"kind": "email", "value": "anna@customer.example"}]);
    let anna =
        client.make("/customers", &json!({"name": "Anna", "language": "sv", "identities": email})).await;
    let path = format!("/customers/{}", anna["id"]);
    let change = async |change: serde_json::Value| {
        let json = [("content-type", "application/json")];
        client.send("PATCH", &path, &json, &change.to_string()).await
    };
    let changed = change(json!({"name": "Anna Berg", "fields": {"size": "44", "shoe": "left"}})).await;
    assert_eq!(changed.status, 200, "{}", changed.answer.text);
    let changed = change(json!({"fields": {"shoe": null}, "organization": "Berg & Co"})).await.json;
    assert_eq!((&changed["name"], &changed["language"]), (&json!("Anna Berg"), &json!("sv")));
    assert_eq!(changed["fields"], json!({"size": "44"}));
    assert!(changed["organization_id"].is_i64(), "{changed}");
    let refused = change(json!({"name": "Somebody", "time_zone": "Mars/Olympus"})).await;
    assert_eq!((refused.status, refused.json["errors"][0]["field"].as_str()), (422, Some("time_zone")));
    assert_eq!(client.get(&path).await["name"], "Anna Berg", "all of it or nothing");

    let identity = format!("/identities/{}", anna["identities"][0]["id"]);
    for _ in 0..2 {
        assert_eq!(client.send("DELETE", &identity, &[], "").await.status, 204);
    }
    assert_eq!(client.get(&path).await["identities"], json!([]));
}

#[tokio::test]
async fn customers_come_in_pages() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    for number in 0..5 {
        client.make("/customers", &json!({"name": format!("Customer {number}")})).await;
    }
    let (mut names, mut path) = (Vec::new(), "/customers?limit=2".to_owned());
    loop {
        let page = client.get(&path).await;
        names.extend(page["data"].as_array().expect("a list").iter().map(|one| one["name"].to_string()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/customers?limit=2&after={next}");
    }
    assert_eq!(names.len(), 5);
    assert_eq!(names[4], "\"Customer 4\"");
}

#[tokio::test]
async fn a_customer_has_an_ally() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let made = client.make("/customers", &json!({"name": "Anna Berg"})).await;
    assert_eq!((&made["ally_id"], &made["backup_id"]), (&json!(null), &json!(null)));
    let owner = house.agent("owner@cape.example").0;
    let patch = async |body: serde_json::Value| {
        client.send("PATCH", &format!("/customers/{}", made["id"]), &[], &body.to_string()).await
    };
    assert_eq!(patch(json!({"ally_id": owner})).await.json["ally_id"], owner);
    assert_eq!(patch(json!({"backup_id": owner})).await.status, 422, "nobody stands in for themselves");
    assert_eq!(patch(json!({"ally_id": 77})).await.status, 404);
    assert_eq!(patch(json!({"ally_id": null})).await.json["ally_id"], json!(null));
}
