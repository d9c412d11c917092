//! One thing done to many conversations: all or none, undone together, within what one may see.

use crate::company::{Company, mail, undo_in};
use axum::http::StatusCode;
use domain::conversation::State;

fn picked(ids: &[&'static str], rest: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    let ids = ids.iter().map(|id| ("id", (*id).to_owned()));
    ids.chain(rest.iter().map(|(name, value)| (*name, (*value).to_owned()))).collect()
}

async fn post(browser: &testkit::Browser<'_>, fields: &[(&'static str, String)]) -> testkit::Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.post("/bulk?view=open", &fields).await
}

#[tokio::test]
async fn everything_goes_back_to_exactly_where_it_was() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    // Three that stand differently.
    company.give(1, Some(company.rita), Some(company.returns));
    browser.post("/conversations/2/tags", &[("tag", "late")]).await;
    browser.post("/conversations/3/snooze", &[("until", "2026-03-05T09:00:00Z")]).await;
    let before: Vec<_> = (1..=3).map(|id| company.whole(id)).collect();
    let sol = company.sol.to_string();
    let assign = format!("assign {sol}");
    let team = format!("team {}", company.orders);
    for what in ["close", "reopen", &assign, &team, "assign", "snooze 2026-03-09T09:00:00Z"] {
        let done = post(&browser, &picked(&["1", "2", "3", "2"], &[("do", what)])).await;
        assert!(done.location().starts_with("/inbox/open?undo="), "{what}: {} {}", done.status, done.text);
        let undone = browser.post(&format!("/undo/{}", undo_in(done.location())), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.text);
        let after: Vec<_> = (1..=3).map(|id| company.whole(id)).collect();
        assert_eq!(after, before, "{what} was undone");
    }
    let tagged = post(&browser, &picked(&["1", "2"], &[("do", "tag"), ("tag", "Late")])).await;
    let page = browser.get(tagged.location()).await;
    assert!(page.text.contains("1 conversation tagged Late"), "the other had it already");
    assert_eq!((company.whole(1).tags, company.whole(2).tags), (vec!["late".into()], vec!["late".into()]));
    browser.post(&format!("/undo/{}", undo_in(tagged.location())), &[]).await;
    assert_eq!((company.whole(1), company.whole(2)), (before[0].clone(), before[1].clone()));
}

#[tokio::test]
async fn what_one_may_not_see_is_not_there() {
    let company = Company::new();
    company.give(1, None, Some(company.orders));
    let hidden = company.whole(1);
    let rita = company.sign_in("rita").await;
    let done = post(&rita, &picked(&["1", "2", "77"], &[("do", "close")])).await;
    let page = rita.get(done.location()).await;
    assert!(page.text.contains("1 conversation closed"), "{}", page.text);
    assert_eq!(company.whole(1), hidden, "another team's is untouched");
    assert_eq!(company.whole(2).row.state, State::Closed);
    let nothing = post(&rita, &picked(&["1"], &[("do", "close")])).await;
    assert_eq!(nothing.location(), "/inbox/open", "nothing was done, nothing is offered");
}

#[tokio::test]
async fn one_refusal_refuses_all_and_too_many_are_refused() {
    let company = Company::new();
    let browser = company.sign_in("owner").await;
    let before = company.whole(1);
    let refused = post(&browser, &picked(&["1", "2"], &[("do", "assign 999")])).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let refused = post(&browser, &picked(&["1"], &[("do", "dance")])).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let many: Vec<(&str, String)> =
        (1..=201).map(|id| ("id", id.to_string())).chain([("do", "close".to_owned())]).collect();
    let refused = post(&browser, &many).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("At most 200"), "{}", refused.text);
    assert_eq!(company.whole(1), before);
}

#[tokio::test]
async fn the_list_offers_it_to_those_who_answer() {
    let company = Company::new();
    company.house.mail(mail("ben", "More", "And another thing."));
    let page = company.sign_in("owner").await.get("/inbox/open").await;
    assert!(
        page.text.contains("action=\"/bulk?view=open\"") && page.text.contains("data-bulk"),
        "{}",
        page.text
    );
}
