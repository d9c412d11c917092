//! Conversations and messages: the same as people do on the pages.

use crate::support::{Client, MAIL};
use serde_json::{Value, json};
use testkit::TestHouse;

#[tokio::test]
async fn a_call_is_taken_down_answered_and_closed() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let customer = json!({"kind": "email", "value": "anna@customer.example", "name": "Anna Berg"});
    let call = json!({"customer": customer, "channel": "call", "subject": "Boots", "text": "Where are my boots?", "tags": ["late"]});
    let opened = client.make("/conversations", &call).await;
    assert_eq!(
        (&opened["state"], &opened["channel"], &opened["tags"]),
        (&json!("open"), &json!("call"), &json!(["late"]))
    );
    assert_eq!((&opened["message_count"], &opened["preview"]), (&json!(1), &json!("Where are my boots?")));
    assert_eq!(opened["url"], format!("http://cape.example/conversations/{}", opened["id"]));
    let path = format!("/conversations/{}", opened["id"]);

    client.make(&format!("{path}/notes"), &json!({"markdown": "She sounds tired."})).await;
    let reply = client
        .make(&format!("{path}/replies"), &json!({"markdown": "They come **today**.", "then": "close"}))
        .await;
    assert_eq!(reply["to"], json!([{"name": "Anna Berg", "address": "anna@customer.example"}]));
    assert_eq!(reply["delivery"]["state"], "queued");
    assert_eq!(client.get(&path).await["state"], "closed");

    let said = json!({"channel": "letter", "text": "Thank you!", "said_at": "2026-03-01T10:00:00Z"});
    let letter = client.make(&format!("{path}/messages"), &said).await;
    assert_eq!((&letter["channel"], &letter["direction"]), (&json!("letter"), &json!("inbound")));
    assert_eq!(
        (&letter["from"]["name"], &letter["written_at"]),
        (&json!("Anna Berg"), &json!("2026-03-01T10:00:00Z"))
    );
    assert_eq!(client.get(&path).await["state"], "open", "what the customer says opens it again");
    assert_eq!(client.get(&format!("/messages/{}", letter["id"])).await, letter);

    let page = client.get(&format!("{path}/messages?limit=3")).await;
    let directions = |page: &Value| {
        page["data"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["direction"].to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(directions(&page), r#""inbound" "outbound" "note""#);
    let rest = client.get(&format!("{path}/messages?after={}", page["next"].as_str().expect("more"))).await;
    assert_eq!((directions(&rest).as_str(), &rest["next"]), (r#""inbound""#, &Value::Null));
}

#[tokio::test]
async fn what_is_given_changes_and_the_rest_stays() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let owner = house.agent("owner@cape.example").0;
    let change = |body: Value| {
        let client = &client;
        async move { client.send("PATCH", "/conversations/1", &[], &body.to_string()).await }
    };
    let changed = change(json!({"assignee_id": owner, "priority": "urgent", "tags": ["boots", "late"], "subject": "Late boots"})).await;
    assert_eq!(changed.status, 200, "{}", changed.answer.text);
    assert_eq!((&changed.json["assignee_id"], &changed.json["priority"]), (&json!(owner), &json!("urgent")));
    let changed =
        change(json!({"state": "snoozed", "snoozed_until": "2026-03-09T08:00:00Z", "tags": ["Late"]}))
            .await
            .json;
    assert_eq!(
        (&changed["state"], &changed["tags"], &changed["assignee_id"]),
        (&json!("snoozed"), &json!(["late"]), &json!(owner))
    );
    let changed = change(json!({"assignee_id": null, "state": "waiting"})).await.json;
    assert_eq!(
        (&changed["state"], &changed["assignee_id"], &changed["subject"]),
        (&json!("waiting"), &Value::Null, &json!("Late boots"))
    );

    for (body, status) in [
        (json!({"state": "snoozed"}), 422),
        (json!({"snoozed_until": "2026-03-09T08:00:00Z"}), 422),
        (json!({"assignee_id": 4711}), 404),
        (json!({"priority": "highest"}), 422),
        (json!({"stat": "open"}), 422),
        (json!({"tags": [""], "subject": "Not kept"}), 422),
    ] {
        let reply = change(body.clone()).await;
        assert_eq!(reply.status, status, "{body}: {}", reply.answer.text);
    }
    assert_eq!(client.get("/conversations/1").await["subject"], "Late boots", "all of it or nothing");
}

#[tokio::test]
async fn conversations_are_filtered_and_paged() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    for number in 0..5 {
        let call = json!({"customer": {"kind": "external", "value": format!("shop:{}", number % 2)}, "channel": "call", "subject": format!("Call {number}")});
        client.make("/conversations", &call).await;
    }
    client.send("PATCH", "/conversations/3", &[], r#"{"state":"closed","tags":["done"]}"#).await;
    let subjects = async |path: &str| {
        let page = client.get(path).await;
        page["data"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["subject"].as_str().expect("text").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(subjects("/conversations").await, ["Call 4", "Call 3", "Call 2", "Call 1", "Call 0"]);
    assert_eq!(subjects("/conversations?state=closed").await, ["Call 2"]);
    assert_eq!(subjects("/conversations?tag=done").await, ["Call 2"]);
    assert_eq!(subjects("/conversations?tag=never").await, Vec::<String>::new());
    assert_eq!(subjects("/conversations?customer=2&assignee=none&team=none").await, ["Call 3", "Call 1"]);
    assert_eq!(subjects("/conversations?assignee=1").await, Vec::<String>::new());
    let next = client.get("/conversations?limit=2").await["next"].as_str().expect("more").to_owned();
    assert_eq!(subjects(&format!("/conversations?limit=2&after={next}")).await, ["Call 2", "Call 1"]);
}

#[tokio::test]
async fn a_mail_reads_as_the_pages_show_it() {
    let house = TestHouse::founded();
    house.mail(MAIL.replace(
        "boots?\r\n",
        "boots?\r\n\r\nOn Sun, 1 Mar 2026 at 10:00, Support <support@cape.example> wrote:\r\n> Hello\r\n",
    ));
    let message = Client::new(&house).get("/messages/1").await;
    assert_eq!(message["visible_text"], "Hello, where are my boots?");
    assert!(message["text"].as_str().is_some_and(|text| text.contains("> Hello")), "{message}");
    assert_eq!(message["from"], json!({"name": "Marta Oyelaran", "address": "marta@customer.example"}));
}

#[tokio::test]
async fn what_was_answered_changes_hands_with_words() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    house.mail(MAIL);
    let owner = house.agent("owner@cape.example");
    let ben = house.write(|tx| {
        let email = domain::EmailAddress::parse("ben@cape.example").expect("an address");
        let (role, reach) = (domain::Role::Agent, domain::Reach::All);
        let moment = domain::Moment::new(jiff::Timestamp::UNIX_EPOCH, [0; 32]);
        let password = app::people::Password::new(testkit::house::PASSWORD, &moment)?;
        let new =
            app::people::NewAgent { name: "Ben".into(), email: email.as_str().into(), role, reach, password };
        app::people::add(tx, &domain::Actor::System, &new, &moment)
    });
    client.send("PATCH", "/conversations/1", &[], &json!({"assignee_id": owner.0}).to_string()).await;
    let moment = house.moment();
    house.write(move |tx| {
        let owner = app::people::actor_of(tx, owner)?;
        let to =
            vec![app::addresses::Party { name: String::new(), address: "marta@customer.example".into() }];
        let new = app::conversation::NewReply { to, markdown: "Today.".into(), ..Default::default() };
        app::conversation::reply(tx, &owner, domain::ConversationId(1), &new, &moment)
    });
    let patch = async |body: Value| client.send("PATCH", "/conversations/1", &[], &body.to_string()).await;
    let wordless = patch(json!({"assignee_id": ben.0, "subject": "Other"})).await;
    assert_eq!((wordless.status, wordless.json["errors"][0]["field"].as_str()), (422, Some("handover")));
    assert_ne!(client.get("/conversations/1").await["subject"], "Other", "all of it or nothing");
    assert_eq!(patch(json!({"handover": {"reason": "Holidays"}})).await.status, 422, "to whom?");
    let given = patch(json!({"assignee_id": ben.0, "handover": {"reason": "Holidays"}})).await;
    assert_eq!((given.status, &given.json["assignee_id"]), (200, &json!(ben.0)));
}
