//! Views: saved searches, drafts, mentions.

use crate::company::{Company, undo_in};
use axum::http::StatusCode;

#[tokio::test]
async fn a_search_becomes_a_view() {
    let company = Company::new();
    let owner = company.sign_in("owner").await;
    assert!(owner.get("/search?q=is:open").await.text.contains("Save as a view"));
    let fields = [("name", "Everything open"), ("query", "is:open"), ("shared", "true")];
    let saved = owner.post("/views", &fields).await;
    assert_eq!(saved.location(), "/inbox/view-1", "{}", saved.text);
    owner.post("/views", &[("name", "My boots"), ("query", "boots")]).await;
    let page = owner.get("/inbox/view-1").await;
    assert!(page.text.contains("Boots not here") && page.text.contains("Invoice"), "{}", page.text);
    let count = "<span class=\"view-label\">Everything open</span><span class=\"view-count\">3</span>";
    assert!(page.text.contains(count), "{}", page.text);
    assert!(page.text.contains("<span class=\"view-label\">My boots</span></a>"), "words aren't counted");
    let one = owner.get("/inbox/view-2/1").await;
    assert!(one.text.contains("Where are my boots?") && !one.text.contains("row-3"), "{}", one.text);

    let rita = company.sign_in("rita").await;
    let theirs = rita.get("/inbox/view-1").await;
    assert!(theirs.text.contains("Everything open") && !theirs.text.contains("My boots"));
    assert_eq!(rita.get("/inbox/view-2").await.status, StatusCode::NOT_FOUND, "somebody's own view");
    assert_eq!(rita.post("/views/2/removal", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        rita.post("/views/1/removal", &[]).await.status,
        StatusCode::FORBIDDEN,
        "everybody's is a lead's"
    );
    assert_eq!(rita.post("/views", &fields).await.status, StatusCode::FORBIDDEN);

    let removed = owner.post("/views/2/removal", &[]).await;
    assert_eq!(owner.get("/inbox/view-2").await.status, StatusCode::NOT_FOUND);
    owner.post(&format!("/undo/{}", undo_in(removed.location())), &[]).await;
    assert_eq!(owner.get("/inbox/view-2").await.status, StatusCode::OK, "under its old address");
    for (name, query) in [("", "boots"), ("Nothing", " "), ("Wrong", "is:nonsense"), ("my BOOTS", "boots")] {
        let refused = owner.post("/views", &[("name", name), ("query", query)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {query}");
    }
}

#[tokio::test]
async fn a_view_shows_only_what_its_reader_may_see() {
    let company = Company::new();
    company.give(1, None, Some(company.orders));
    let owner = company.sign_in("owner").await;
    owner.post("/views", &[("name", "Open"), ("query", "is:open"), ("shared", "true")]).await;
    let page = company.sign_in("rita").await.get("/inbox/view-1").await;
    assert!(!page.text.contains("Boots not here") && page.text.contains("Invoice"));
    let count = "<span class=\"view-label\">Open</span><span class=\"view-count\">2</span>";
    assert!(page.text.contains(count), "{}", page.text);
}

#[tokio::test]
async fn drafts_and_mentions() {
    let company = Company::new();
    let (owner, rita) = (company.sign_in("owner").await, company.sign_in("rita").await);
    owner.post("/conversations/1/draft", &[("kind", "reply"), ("to", "m@x.example"), ("body", "Well")]).await;
    owner.post("/conversations/2/messages", &[("kind", "note"), ("body", "@Rita please look")]).await;
    let drafts = owner.get("/inbox/drafts").await;
    assert!(drafts.text.contains("row-1") && !drafts.text.contains("row-2"), "{}", drafts.text);
    let mentions = rita.get("/inbox/mentions").await;
    assert!(mentions.text.contains("row-2") && !mentions.text.contains("row-1"), "{}", mentions.text);
    assert!(!owner.get("/inbox/mentions").await.text.contains("row-2"));
}
