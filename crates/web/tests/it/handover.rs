//! Handing over on pages: words are asked for, the receiver sees the brief, a lead decides on the third.

use crate::company::{Company, mail, undo_in};
use app::conversation::NewReply;
use axum::http::StatusCode;
use domain::{Actor, AgentId, ConversationId};

impl Company {
    /// Somebody answers conversation 1.
    fn answer(&self, who: AgentId) {
        let moment = self.house.moment();
        self.house.write(move |tx| {
            let who: Actor = app::people::actor_of(tx, who)?;
            let to =
                vec![app::addresses::Party { name: String::new(), address: "marta@customer.example".into() }];
            let new = NewReply { to, markdown: "We look into it.".into(), ..NewReply::default() };
            app::conversation::reply(tx, &who, ConversationId(1), &new, &moment)
        });
    }

    fn holder(&self) -> Option<AgentId> {
        self.whole(1).row.assignee_id
    }
}

/// Conversation 1 is Rita's, and she has answered.
fn told() -> Company {
    let company = Company::new();
    company.give(1, Some(company.rita), None);
    company.answer(company.rita);
    company
}

#[tokio::test]
async fn a_reason_is_asked_for_and_the_receiver_sees_the_brief() {
    let company = told();
    let rita = company.sign_in("rita").await;
    let sol = company.sol.to_string();
    let asked = rita.post("/conversations/1/assignment", &[("assignee", &sol), ("team", "")]).await;
    assert_eq!(asked.location(), format!("/conversations/1/handover?to={sol}&team="));
    let page = rita.get(asked.location()).await;
    for words in ["Hand over to Sol", "About: Boots not here", "Rita answered once", "Where are my boots?"] {
        assert!(page.text.contains(words), "{words} in {}", page.text);
    }
    let fields = |reason: &'static str| {
        [
            ("to", sol.clone()),
            ("team", String::new()),
            ("reason", reason.to_owned()),
            ("summary", "She wants <b>boots</b>.".to_owned()),
        ]
    };
    let send = async |reason| {
        let fields = fields(reason);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        rita.post("/conversations/1/handover", &fields).await
    };
    let refused = send(" ").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("Say in a sentence") && refused.text.contains("She wants &lt;b&gt;boots"),
        "nothing is lost"
    );
    let given = send("Knows boots").await;
    assert_eq!(given.status, StatusCode::SEE_OTHER, "{}", given.text);
    assert_eq!(company.holder(), Some(company.sol));
    let receiver = company.sign_in("sol").await;
    let page = receiver.get("/inbox/mine/1").await;
    for words in [
        "Rita hands this over to you",
        "Knows boots",
        "She wants &lt;b&gt;boots",
        "Rita answered once",
        "We owe",
        "Had to try",
        "You may give",
        "Accept",
        "Hand back",
    ] {
        assert!(page.text.contains(words), "{words} in {}", page.text);
    }
    let accepted = receiver.post("/handovers/1/acceptance", &[]).await;
    assert_eq!(accepted.location(), "/inbox/mine/1");
    let page = receiver.get("/inbox/mine/1").await;
    assert!(
        page.text.contains("Taken over from Rita")
            && page.text.contains("handed it over to Sol: Knows boots"),
        "{}",
        page.text
    );
    let again = receiver.post("/handovers/1/return", &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    // Undoing is too late for what was taken up, and takes the conversation back.
    let undone = rita.post(&format!("/undo/{}", undo_in(given.location())), &[]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER);
    assert_eq!(company.holder(), Some(company.rita));
}

#[tokio::test]
async fn the_third_waits_for_a_lead_who_finds_it() {
    let company = told();
    let (rita, sol, owner) =
        (company.sign_in("rita").await, company.sign_in("sol").await, company.sign_in("owner").await);
    let give = async |from: &testkit::Browser<'_>, to: AgentId| {
        let to = to.to_string();
        let fields = [("to", to.as_str()), ("team", ""), ("reason", "Again"), ("summary", "")];
        from.post("/conversations/1/handover", &fields).await;
    };
    give(&rita, company.sol).await;
    sol.post("/handovers/1/acceptance", &[]).await;
    company.answer(company.sol);
    give(&sol, company.rita).await;
    rita.post("/handovers/2/acceptance", &[]).await;
    company.answer(company.rita);
    let asks = rita.get(&format!("/conversations/1/handover?to={}&team=", company.sol)).await;
    assert!(
        asks.text.contains("Ask a lead") && asks.text.contains("/conversations/1/promises/new"),
        "{}",
        asks.text
    );
    give(&rita, company.sol).await;
    assert_eq!(company.holder(), Some(company.rita), "it stays");
    company.house.pass(jiff::SignedDuration::from_hours(1));
    let list = owner.get("/insights/continuity").await;
    assert!(list.text.contains("Waits for a lead") && list.text.contains("Boots not here"), "{}", list.text);
    assert!(list.text.contains("Stayed in hand") && list.text.contains("2 felt handovers"), "{}", list.text);
    assert_eq!(rita.get("/insights/continuity").await.status, StatusCode::FORBIDDEN);
    let page = owner.get("/conversations/1").await;
    let page = owner.get(page.location()).await;
    assert!(page.text.contains("Allow it") && page.text.contains("Leave it where it is"), "{}", page.text);
    assert_eq!(
        rita.post("/handovers/3/decision", &[("verdict", "allow")]).await.status,
        StatusCode::FORBIDDEN
    );
    let wrong = owner.post("/handovers/3/decision", &[("verdict", "maybe")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    owner.post("/handovers/3/decision", &[("verdict", "allow")]).await;
    assert_eq!(company.holder(), Some(company.sol));
    let file = owner.get("/insights/continuity/file").await;
    assert!(
        file.header("content-type").starts_with("text/csv") && file.text.contains("Boots not here"),
        "{}",
        file.text
    );
}

#[tokio::test]
async fn many_are_handed_over_for_one_reason() {
    let company = told();
    let rita = company.sign_in("rita").await;
    let assign = format!("assign {}", company.sol);
    let asked = rita.post("/bulk?view=open", &[("id", "1"), ("id", "2"), ("do", &assign)]).await;
    assert!(asked.text.contains("One of them was answered by who has it"), "{} {}", asked.status, asked.text);
    assert_eq!(company.holder(), Some(company.rita));
    rita.post("/bulk?view=open", &[("id", "1"), ("id", "2"), ("do", &assign), ("reason", "Holidays")]).await;
    assert_eq!((company.holder(), company.whole(2).row.assignee_id), (Some(company.sol), Some(company.sol)));
}

#[tokio::test]
async fn a_customer_gets_an_ally_on_her_page() {
    let company = told();
    let rita = company.sign_in("rita").await;
    let page = rita.get("/customers/1").await;
    assert!(
        page.text.contains("Make Rita the ally") && page.text.contains("answered them once"),
        "{}",
        page.text
    );
    let (me, sol) = (company.rita.to_string(), company.sol.to_string());
    let wrong = rita.post("/customers/1/ally", &[("ally", ""), ("backup", &sol)]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let set = rita.post("/customers/1/ally", &[("ally", &me), ("backup", &sol)]).await;
    assert_eq!(set.location(), "/customers/1#ally");
    company.house.mail(mail("marta", "One more thing", "Is the shop open?"));
    let page = rita.get("/inbox/mine/4").await;
    assert!(
        page.text.contains("Rita, backup Sol") && page.text.contains("who knows the customer"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn limits_duty_and_load_are_set_on_pages() {
    let company = Company::new();
    let owner = company.sign_in("owner").await;
    let limits = |low: &'static str| [("urgent", "5"), ("high", "10"), ("normal", "20"), ("low", low)];
    assert_eq!(
        owner.post("/settings/routing", &limits("40")).await.location(),
        "/settings/routing?done=saved"
    );
    assert!(owner.get("/settings/routing").await.text.contains("value=\"40\""));
    for wrong in ["x", "19"] {
        let refused = owner.post("/settings/routing", &limits(wrong)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let person = format!("/settings/people/{}", company.rita);
    owner.post(&format!("{person}/workload"), &[("load_max", "7")]).await;
    assert!(owner.get(&person).await.text.contains("value=\"7\""));
    let refused = owner.post(&format!("{person}/workload"), &[("load_max", "-1")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    owner.post("/duty", &[("duty", "yes")]).await;
    assert!(owner.get("/inbox/open").await.text.contains("I’m off duty"));
    company.house.pass(jiff::SignedDuration::from_hours(24));
    assert!(owner.get("/inbox/open").await.text.contains("Hero on duty today"), "the day is over");
}
