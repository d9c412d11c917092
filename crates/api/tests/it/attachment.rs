//! Files: uploaded, named in what goes out, fetched so that nothing in them can run.

use crate::support::{Client, MAIL};
use domain::ApiScope;
use serde_json::json;
use testkit::TestHouse;

const PAGE: &str = "<script>alert(1)</script>";

/// Uploads a file and gives what came back.
async fn upload(client: &Client<'_>, name: &str, media_type: &str, bytes: &str) -> serde_json::Value {
    let path = format!("/attachments?name={name}");
    let sent = client.send("POST", &path, &[("content-type", media_type)], bytes).await;
    assert_eq!(sent.status, 201, "{}", sent.answer.text);
    sent.json
}

#[tokio::test]
async fn a_file_goes_along_with_a_reply_and_comes_back_as_it_was() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let file = upload(&client, "folder%2Fm%C3%A4rke.html", "text/html; charset=utf-8", PAGE).await;
    assert_eq!((&file["name"], &file["media_type"]), (&json!("märke.html"), &json!("text/html")));
    assert_eq!((&file["size"], &file["message_id"]), (&json!(PAGE.len()), &json!(null)));
    let id = &file["id"];
    let reply = json!({"markdown": "Your label.", "attachments": [id]});
    let reply = client.make("/conversations/1/replies", &reply).await;
    assert_eq!(reply["attachments"][0]["name"], "märke.html");
    let shown = client.get(&format!("/attachments/{id}")).await;
    assert_eq!(shown["message_id"], reply["id"]);

    let fetched = client.send("GET", &format!("/attachments/{id}/content"), &[], "").await.answer;
    assert_eq!((fetched.status.as_u16(), fetched.text.as_str()), (200, PAGE));
    assert_eq!(fetched.header("content-type"), "application/octet-stream", "whatever it says it is");
    assert_eq!(fetched.header("content-disposition"), "attachment; filename*=UTF-8''m%C3%A4rke.html");
    assert_eq!(fetched.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(fetched.header("x-content-type-options"), "nosniff");

    let again = json!({"markdown": "Once more.", "attachments": [id]});
    let again = client.post("/conversations/1/replies", &again).await;
    assert_eq!((again.status, again.json["errors"][0]["field"].as_str()), (422, Some("attachments")));
}

#[tokio::test]
async fn a_note_may_be_nothing_but_a_picture_that_its_text_shows() {
    let house = TestHouse::founded();
    house.mail(MAIL);
    let client = Client::new(&house);
    let alone = upload(&client, "till.png", "image/png", "PNG").await;
    let note = client.make("/conversations/1/notes", &json!({"attachments": [alone["id"]]})).await;
    assert_eq!(note["attachments"][0]["inline"], false);
    let shown = upload(&client, "till.png", "image/png", "PNG").await;
    let cid = shown["content_id"].as_str().unwrap_or_default();
    let body = json!({"markdown": format!("![till](cid:{cid})"), "attachments": [shown["id"]]});
    let note = client.make("/conversations/1/notes", &body).await;
    assert_eq!(note["attachments"][0]["inline"], true);
    assert_eq!(client.post("/conversations/1/notes", &json!({})).await.status, 422, "nothing at all");
    let many: Vec<i64> = (1..=51).collect();
    assert_eq!(client.post("/conversations/1/notes", &json!({"attachments": many})).await.status, 422);
}

#[tokio::test]
async fn the_same_upload_twice_under_one_key_is_one_file() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let send = async |path: &str, media_type: &str, bytes: &str| {
        let headers = [("idempotency-key", "label-1"), ("content-type", media_type)];
        client.send("POST", path, &headers, bytes).await
    };
    let first = send("/attachments?name=a.txt", "text/plain", "A").await;
    let again = send("/attachments?name=a.txt", "text/plain", "A").await;
    assert_eq!((first.status, &first.json["id"]), (201, &again.json["id"]));
    assert_eq!(again.answer.header("idempotent-replayed"), "true");
    for (path, media_type, bytes) in [
        ("/attachments?name=b.txt", "text/plain", "A"),
        ("/attachments?name=a.txt", "text/html", "A"),
        ("/attachments?name=a.txt", "text/plain", "B"),
    ] {
        assert_eq!(send(path, media_type, bytes).await.status, 422, "{path} {media_type} {bytes}");
    }
}

#[tokio::test]
async fn what_is_too_large_or_has_no_name_is_refused() {
    let house = TestHouse::founded();
    let client = Client::new(&house);
    let large = "x".repeat(app::attachment::UPLOAD_BYTES_MAX + 1);
    assert_eq!(client.send("POST", "/attachments?name=a", &[], &large).await.status, 413);
    assert_eq!(client.send("POST", "/attachments", &[], "A").await.status, 400);
    assert_eq!(client.send("POST", "/attachments?name=", &[], "A").await.status, 422);
    let empty = [("content-type", "text/plain")];
    assert_eq!(client.send("POST", "/attachments?name=a", &empty, "").await.status, 422);
    let odd = upload(&client, "a", "no type at all", "A").await;
    assert_eq!(odd["media_type"], "application/octet-stream");
}

#[tokio::test]
async fn what_a_colleague_has_not_sent_yet_is_theirs() {
    let house = TestHouse::founded();
    let (owner, moment) = (house.agent("owner@cape.example"), house.moment());
    let file = house.write(move |tx| {
        let owner = app::people::actor_of(tx, owner)?;
        app::attachment::upload(tx, &owner, "draft.txt", "text/plain", &app::blob(b"Draft"), &moment)
    });
    let client = Client::with(&house, &[ApiScope::ConversationsRead, ApiScope::ConversationsWrite]);
    for path in [format!("/attachments/{}", file.id), format!("/attachments/{}/content", file.id)] {
        assert_eq!(client.send("GET", &path, &[], "").await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_file_inside_a_received_mail_is_fetched_out_of_it() {
    let house = TestHouse::founded();
    house.mail(
        "From: marta@customer.example\r\nTo: support@cape.example\r\nSubject: Boots\r\nMessage-ID: <2@customer.example>\r\n\
MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n\
--b\r\nContent-Type: text/csv; name=sizes.csv\r\nContent-Transfer-Encoding: base64\r\n\
Content-Disposition: attachment; filename=sizes.csv\r\n\r\nYSwzOA==\r\n--b--\r\n",
    );
    let client = Client::with(&house, &[ApiScope::ConversationsRead]);
    let messages = client.get("/conversations/1/messages").await;
    let id = &messages["data"][0]["attachments"][0]["id"];
    let fetched = client.send("GET", &format!("/attachments/{id}/content"), &[], "").await;
    assert_eq!(fetched.answer.text, "a,38");
}
