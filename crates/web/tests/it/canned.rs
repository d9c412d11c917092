//! Canned answers: written by leads, filled in for a conversation, removed and brought back.

use crate::company::{Company, undo_in};
use axum::http::StatusCode;

#[tokio::test]
async fn written_filled_in_and_brought_back() {
    let company = Company::new();
    let owner = company.sign_in("owner").await;
    let fields = [
        ("name", "Late parcel"),
        ("body", "Hi {{ customer.first_name }}, about #{{ conversation.number }}.\n\n{{ agent.name }}"),
    ];
    assert_eq!(owner.post("/settings/canned", &fields).await.location(), "/settings/canned");
    let rita = company.sign_in("rita").await;
    let found = rita.get("/suggest/canned?q=late&conversation=1").await;
    assert!(found.text.contains("Hi marta, about #1.") && found.text.contains("Rita"), "{}", found.text);
    assert!(rita.get("/suggest/canned?q=nothing&conversation=1").await.text.is_empty());

    let changed = [("name", "Late"), ("body", "Soon.")];
    assert_eq!(owner.post("/settings/canned/1", &changed).await.location(), "/settings/canned");
    let removed = owner.post("/settings/canned/1/removal", &[]).await;
    let page = owner.get(removed.location()).await;
    assert!(page.text.contains("Canned answer Late removed") && page.text.contains("back=/settings/canned"));
    assert!(rita.get("/suggest/canned?q=late").await.text.is_empty());
    let undo = undo_in(removed.location());
    let undone = owner.post(&format!("/undo/{undo}?back=/settings/canned"), &[]).await;
    assert_eq!(undone.location(), "/settings/canned?undone=0");
    assert!(rita.get("/suggest/canned?q=late").await.text.contains("Soon."));
}

#[tokio::test]
async fn mistakes_are_named_and_nothing_is_lost() {
    let company = Company::new();
    let owner = company.sign_in("owner").await;
    let wrong = owner
        .post("/settings/canned", &[("name", "Late"), ("body", "Hi {{ custmer.name }}, long text")])
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("doesn’t know") && wrong.text.contains("long text"), "{}", wrong.text);
    owner.post("/settings/canned", &[("name", "Late"), ("body", "x")]).await;
    let twice = owner.post("/settings/canned", &[("name", "LATE"), ("body", "y")]).await;
    assert!(twice.text.contains("already"), "{}", twice.text);
}

#[tokio::test]
async fn only_leads_write_and_only_what_is_seen_is_filled_in() {
    let company = Company::new();
    company.give(1, None, Some(company.orders));
    let owner = company.sign_in("owner").await;
    owner.post("/settings/canned", &[("name", "Hi"), ("body", "About {{ conversation.subject }}")]).await;
    let rita = company.sign_in("rita").await;
    assert_eq!(rita.get("/settings/canned").await.status, StatusCode::FORBIDDEN);
    for path in ["/settings/canned", "/settings/canned/1", "/settings/canned/1/removal"] {
        assert_eq!(
            rita.post(path, &[("name", "x"), ("body", "y")]).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    let hidden = rita.get("/suggest/canned?q=hi&conversation=1").await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    assert!(!hidden.text.contains("Boots"));
    assert!(rita.get("/suggest/canned?q=hi&conversation=2").await.text.contains("About Parcel"));
}
