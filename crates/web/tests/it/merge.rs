//! Merging, splitting and linking conversations, and back.

use crate::company::{Company, mail, undo_in};
use axum::http::StatusCode;

#[tokio::test]
async fn two_conversations_become_one_and_two_again() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    browser.post("/conversations/2/tags", &[("tag", "wet")]).await;
    browser
        .post("/conversations/2/draft", &[("kind", "reply"), ("to", "m@x.example"), ("body", "Second draft")])
        .await;
    browser
        .post("/conversations/1/draft", &[("kind", "reply"), ("to", "m@x.example"), ("body", "First draft")])
        .await;
    let before = (company.whole(1), company.whole(2));

    let found = browser.get("/conversations/2/related?q=%231").await;
    assert!(found.text.contains("Boots not here") && found.text.contains("Merge into it"), "{}", found.text);
    let merged = browser.post("/conversations/2/merge?view=open", &[("into", "1")]).await;
    assert!(merged.location().starts_with("/inbox/open/1?undo="), "{}", merged.text);
    let page = browser.get(merged.location()).await;
    assert!(page.text.contains("The parcel is wet.") && page.text.contains("Where are my boots?"));
    assert!(page.text.contains("First draft") && page.text.contains("Second draft"), "no draft is lost");
    let one = company.whole(1);
    assert_eq!((one.row.message_count, one.tags), (2, vec!["wet".to_owned()]));
    assert_eq!(browser.get("/inbox/open/2").await.location(), "/inbox/open/1", "the old number leads there");
    let list = browser.get("/inbox/open").await;
    assert!(!list.text.contains("row-2"), "it is in no list");

    // Mail to the merged one arrives in the other.
    let answer = mail("marta", "Re: Parcel", "Still wet.")
        .replace("Date:", "In-Reply-To: <Parcel@customer.example>\r\nDate:");
    let undone = browser.post(&format!("/undo/{}?view=open", undo_in(merged.location())), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
    assert_eq!((company.whole(1), company.whole(2)), before, "everything is as it was");
    let page = browser.get("/inbox/open/2").await;
    assert!(page.text.contains("Second draft") && !page.text.contains("First draft"), "drafts too");

    let merged = browser.post("/conversations/2/merge?view=open", &[("into", "1")]).await;
    company.house.mail(answer);
    assert_eq!(company.whole(1).messages.len(), 3);
    browser.post(&format!("/undo/{}?view=open", undo_in(merged.location())), &[]).await;
    let (one, two) = (company.whole(1), company.whole(2));
    assert_eq!(two.messages, before.1.messages);
    assert_eq!((one.messages.len(), one.row.message_count), (2, 2), "what came since stays where it came");
}

#[tokio::test]
async fn customers_are_not_mixed() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let before = (company.whole(1), company.whole(3));
    let refused = browser.post("/conversations/3/merge", &[("into", "1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("two customers"), "{}", refused.text);
    let itself = browser.post("/conversations/1/merge", &[("into", "1")]).await;
    assert_eq!(itself.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((company.whole(1), company.whole(3)), before);
    let page = browser.get("/conversations/3/related?q=boots").await;
    assert!(page.text.contains("Boots not here") && !page.text.contains("Merge into it"), "{}", page.text);
}

#[tokio::test]
async fn a_conversation_is_split_and_made_whole_again() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    for text in ["And another matter.", "Please answer both."] {
        company.house.pass(jiff::SignedDuration::from_secs(60));
        let subject = format!("Re: {text}");
        let next = mail("marta", &subject, text)
            .replace("Date:", "In-Reply-To: <Boots-not-here@customer.example>\r\nDate:");
        company.house.mail(next);
    }
    let before = company.whole(1);
    assert_eq!(before.messages.len(), 3);
    let ask = browser.get("/messages/4/split").await;
    assert!(ask.text.contains("And another matter."), "{}", ask.text);
    let parted = browser.post("/messages/4/split", &[("subject", "The other"), ("customer", "")]).await;
    assert!(parted.location().starts_with("/inbox/open/4?undo="), "{} {}", parted.status, parted.text);
    let (one, four) = (company.whole(1), company.whole(4));
    assert_eq!(one.messages.len(), 1);
    assert_eq!((four.messages.len(), four.row.message_count, four.row.subject.as_str()), (2, 2, "The other"));
    assert_eq!((one.linked[0].0, four.linked[0].0), (4, 1), "they show each other");
    assert_eq!(four.row.customer_id, one.row.customer_id);
    let page = browser.get("/inbox/open/1").await;
    assert!(page.text.contains("/conversations/1/links/4/removal"), "{}", page.text);

    browser.post(&format!("/undo/{}", undo_in(parted.location())), &[]).await;
    assert_eq!(company.whole(1), before, "as it was");
    assert_eq!(browser.get("/inbox/open/4").await.location(), "/inbox/open/1");

    let parted = browser.post("/messages/5/split", &[("customer", "carla@customer.example")]).await;
    assert_eq!(parted.status, StatusCode::SEE_OTHER, "{}", parted.text);
    assert_ne!(company.whole(5).row.customer_id, before.row.customer_id, "another customer's");
    let first = browser.post("/messages/1/split", &[]).await;
    assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY, "nothing would be left");
}

#[tokio::test]
async fn history_tells_who_did_what() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    browser.post("/conversations/1/priority", &[("priority", "high")]).await;
    browser.post("/conversations/2/merge", &[("into", "1")]).await;
    let one = browser.get("/conversations/1/history").await;
    for words in ["received a message", "Olive Owner", "set the priority to high", "/conversations/2/history"]
    {
        assert!(one.text.contains(words), "{words}: {}", one.text);
    }
    let two = browser.get("/conversations/2/history").await;
    assert_eq!(two.status, StatusCode::OK, "the merged one keeps its own");
    assert!(two.text.contains("merged it into"));
}

#[tokio::test]
async fn what_one_may_not_see_cannot_be_touched() {
    let company = Company::new();
    company.give(1, None, Some(company.orders));
    let before = (company.whole(1), company.whole(2));
    let rita = company.sign_in("rita").await;
    for path in ["/conversations/1/history", "/conversations/1/related", "/messages/1/split", "/inbox/open/1"]
    {
        assert_eq!(rita.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let posts: [(&str, &[(&str, &str)]); 10] = [
        ("/conversations/1/subject", &[("subject", "x")]),
        ("/conversations/1/following", &[]),
        ("/conversations/1/following/end", &[]),
        ("/conversations/1/tags", &[("tag", "x")]),
        ("/conversations/1/merge", &[("into", "2")]),
        ("/conversations/2/merge", &[("into", "1")]),
        ("/conversations/1/links", &[("other", "2")]),
        ("/conversations/2/links", &[("other", "1")]),
        ("/conversations/2/links/1/removal", &[]),
        ("/messages/1/split", &[]),
    ];
    for (path, fields) in posts {
        assert_eq!(rita.post(path, fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!((company.whole(1), company.whole(2)), before);
    let found = rita.get("/conversations/2/related?q=%231").await;
    assert!(!found.text.contains("Boots not here"), "nor found by its number");
}
