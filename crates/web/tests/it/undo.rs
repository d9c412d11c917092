//! Every destructive click has a way back, which puts things exactly as they were, once, for who did it.

use crate::company::{Company, mail, undo_in};
use axum::http::StatusCode;
use jiff::ToSpan;

/// What is posted, and words that show it was done.
const CLICKS: [(&str, &[(&str, &str)]); 9] = [
    ("closure?view=open", &[]),
    ("snooze?view=open", &[("until", "2026-03-05T09:00:00Z")]),
    ("assignment", &[("assignee", "2"), ("team", "1")]),
    ("priority", &[("priority", "urgent")]),
    ("subject", &[("subject", "Something else")]),
    ("tags", &[("tag", "new")]),
    ("tags/late/removal", &[]),
    ("following", &[]),
    ("links?view=open", &[("other", "3")]),
];

#[tokio::test]
async fn each_click_can_be_undone_exactly() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    browser.post("/conversations/1/tags", &[("tag", "late")]).await;
    let before = company.whole(1);
    for (path, fields) in CLICKS {
        let done = browser.post(&format!("/conversations/1/{path}"), fields).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{path}: {}", done.text);
        assert_ne!(company.whole(1), before, "{path} does something");
        let undo = undo_in(done.location());
        let page = browser.get(&format!("/inbox/open?undo={undo}")).await;
        assert!(page.text.contains(&format!("/undo/{undo}?view=open")), "{path} offers the way back");

        let undone = browser.post(&format!("/undo/{undo}?view=open"), &[]).await;
        assert_eq!(undone.location(), "/inbox/open/1?undone=0", "{path}: {}", undone.text);
        assert_eq!(company.whole(1), before, "{path} was undone");
        let again = browser.post(&format!("/undo/{undo}"), &[]).await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{path} is undone once");
    }
}

#[tokio::test]
async fn only_who_did_it_may_undo_it_and_only_for_a_while() {
    let company = Company::new();
    let (owner, rita) = (company.sign_in("owner").await, company.sign_in("rita").await);
    let undo = undo_in(owner.post("/conversations/1/closure", &[]).await.location());
    let page = rita.get(&format!("/inbox/open?undo={undo}")).await;
    assert!(!page.text.contains("/undo/"), "nobody else is offered it");
    assert_eq!(rita.post(&format!("/undo/{undo}"), &[]).await.status, StatusCode::CONFLICT);
    company.house.pass(jiff::SignedDuration::from_mins(app::undo::UNDO_MINUTES + 1));
    assert_eq!(owner.post(&format!("/undo/{undo}"), &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(company.whole(1).row.state, domain::conversation::State::Closed);
}

#[tokio::test]
async fn what_others_did_meanwhile_stays() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let undo = undo_in(browser.post("/conversations/1/closure", &[]).await.location());
    // The customer answers, which opens it: there is nothing to put back any more.
    let answer = mail("marta", "Re: Boots not here", "Hello?")
        .replace("Date:", "In-Reply-To: <Boots-not-here@customer.example>\r\nDate:");
    company.house.mail(answer);
    let meanwhile = company.whole(1);
    assert_eq!(meanwhile.messages.len(), 2);
    let undone = browser.post(&format!("/undo/{undo}?view=open"), &[]).await;
    assert_eq!(undone.location(), "/inbox/open/1?undone=1");
    assert_eq!(company.whole(1), meanwhile);
    let page = browser.get(undone.location()).await;
    assert!(page.text.contains("one thing had been changed since"), "{}", page.text);
}

#[tokio::test]
async fn giving_away_what_one_then_cannot_see_can_be_undone() {
    let company = Company::new();
    company.give(1, Some(company.sol), None);
    let sol = company.sign_in("sol").await;
    let rita = company.rita.to_string();
    let given = sol.post("/conversations/1/assignment", &[("assignee", &rita)]).await;
    assert!(given.location().starts_with("/inbox/mine?undo="), "{}", given.location());
    assert_eq!(sol.get("/conversations/1").await.status, StatusCode::NOT_FOUND);
    sol.post(&format!("/undo/{}", undo_in(given.location())), &[]).await;
    assert_eq!(company.whole(1).row.assignee_id, Some(company.sol));
}

#[test]
fn old_offers_are_forgotten() {
    let company = Company::new();
    let undo = company.act(|tx, actor, moment| {
        let id = domain::ConversationId(1);
        app::undo::offer(
            tx,
            actor,
            &[id],
            |_| "Closed".into(),
            moment,
            || app::conversation::close(tx, actor, id, moment),
        )
    });
    let undo = undo.expect("a way back");
    let mut later = company.house.moment();
    later.now = later.now.checked_add((app::undo::UNDO_MINUTES + 1).minutes()).expect("a time");
    let (owner, now) = (company.owner(), company.house.moment().now);
    let swept = later.clone();
    company.house.write(move |tx| app::timer::tick(tx, &swept));
    let offered = company.house.read(move |tx| app::undo::offered(tx, &owner, undo, now));
    assert_eq!(offered, None, "even by a clock that went back");
}
