//! Coming in by invitation, what each may change of others, and letting somebody go.

use app::people::{NewAgent, Password};
use axum::http::StatusCode;
use domain::{Actor, Reach, Role};
use testkit::TestHouse;
use testkit::house::PASSWORD;

/// Adds a colleague `{name}@cape.example`.
pub(crate) fn add(house: &TestHouse, name: &str, role: Role, reach: Reach) {
    let moment = house.moment();
    let password = Password::new(PASSWORD, &moment).expect("a password");
    let (name, email) = (name.to_owned(), format!("{name}@cape.example"));
    let new = NewAgent { name, email, role, reach, password };
    house.write(move |tx| app::people::add(tx, &Actor::System, &new, &moment));
}

/// The path in a link that a mail carries.
fn path_in(mail: &str, begins: &str) -> String {
    let mail = mail.replace("=\r\n", "");
    let from = mail.find(begins).unwrap_or_else(|| panic!("{begins} in {mail}"));
    mail[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || "/-".contains(*c)).collect()
}

const INVITATION: [(&str, &str); 5] =
    [("email", "noor@cape.example"), ("name", "Noor"), ("role", "agent"), ("reach", "all"), ("team", "")];

#[tokio::test]
async fn an_invited_colleague_comes_in() {
    let house = TestHouse::founded();
    let owner = house.sign_in("owner@cape.example").await;
    let answer = owner.post("/settings/invitations", &INVITATION).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/settings/people?done=invited"));
    assert!(owner.get("/settings/people").await.text.contains("noor@cape.example"));

    let post = house.post();
    let (to, mail) = post.first().expect("a mail");
    assert_eq!(to, "noor@cape.example");
    assert!(mail.contains("Auto-Submitted: auto-generated"), "{mail}");
    let path = path_in(mail, "/invitations/");

    let nobody = house.nobody();
    assert!(nobody.get(&path).await.text.contains("noor@cape.example"));
    let short = nobody.post(&path, &[("name", "Noor"), ("password", "short")]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let joined = nobody.post(&path, &[("name", "Noor Haddad"), ("password", PASSWORD)]).await;
    assert_eq!((joined.status, joined.location()), (StatusCode::SEE_OTHER, "/"), "{}", joined.text);
    assert_eq!(nobody.get(&path).await.status, StatusCode::NOT_FOUND, "it works once");
    let noor = house.sign_in("noor@cape.example").await;
    assert!(noor.get("/settings/profile").await.text.contains("Noor Haddad"));
    assert_eq!(noor.get("/settings/people").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn invitations_expire_are_sent_again_and_taken_back() {
    let house = TestHouse::founded();
    let owner = house.sign_in("owner@cape.example").await;
    owner.post("/settings/invitations", &INVITATION).await;
    let twice = owner.post("/settings/invitations", &INVITATION).await;
    assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.text.contains("invited already"));
    let first = path_in(&house.post()[0].1, "/invitations/");
    house.pass(jiff::SignedDuration::from_hours(7 * 24 + 1));
    let nobody = house.nobody();
    assert_eq!(nobody.get(&first).await.status, StatusCode::CONFLICT);
    owner.post("/settings/invitations/1/resend", &[]).await;
    let second = path_in(&house.post()[0].1, "/invitations/");
    assert_eq!(nobody.get(&first).await.status, StatusCode::NOT_FOUND, "the old link is dead");
    assert_eq!(nobody.get(&second).await.status, StatusCode::OK);
    owner.post("/settings/invitations/1/withdrawal", &[]).await;
    assert_eq!(nobody.get(&second).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn without_a_mailbox_that_sends_the_link_is_shown() {
    let house = TestHouse::founded_without_sending();
    let owner = house.sign_in("owner@cape.example").await;
    let page = owner.post("/settings/invitations", &INVITATION).await;
    assert_eq!(page.status, StatusCode::OK);
    let path = path_in(&page.text, "/invitations/");
    assert_eq!(house.nobody().get(&path).await.status, StatusCode::OK, "{path}");
}

#[tokio::test]
async fn nobody_climbs_or_falls_by_mistake() {
    let house = TestHouse::founded();
    add(&house, "ada", Role::Admin, Reach::All);
    add(&house, "ben", Role::Agent, Reach::All);
    let [olive, ada, ben] = ["owner", "ada", "ben"].map(|name| house.agent(&format!("{name}@cape.example")));
    let (owner, admin) = (house.sign_in("owner@cape.example").await, house.sign_in("ada@cape.example").await);
    let to = |role: &'static str| [("role", role), ("reach", "all")];
    let person = |id: domain::AgentId| format!("/settings/people/{id}");
    let leaving = |id: domain::AgentId| format!("/settings/people/{id}/deactivation");

    // Who tries, what, and what the page says.
    let tries = [
        (&owner, person(olive), to("admin").to_vec(), "Nobody changes their own role"),
        (&owner, leaving(olive), vec![], "Nobody deactivates themselves"),
        (&admin, person(olive), to("agent").to_vec(), "Only an owner makes or unmakes owners"),
        (&admin, leaving(olive), vec![], "Only an owner removes an owner"),
        (&admin, person(ben), to("owner").to_vec(), "Only an owner makes or unmakes owners"),
        (&admin, person(ada), to("owner").to_vec(), "Nobody changes their own role"),
    ];
    for (browser, path, fields, words) in tries {
        let answer = browser.post(&path, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {fields:?}");
        assert!(answer.text.contains(words), "{path} {fields:?}: {}", answer.text);
    }
    // A second owner may go, the last one may not.
    assert_eq!(owner.post(&person(ada), &to("owner")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(admin.post(&person(olive), &to("lead")).await.status, StatusCode::SEE_OTHER);
    let last = owner.post(&leaving(ada), &[]).await;
    assert_eq!(last.status, StatusCode::FORBIDDEN, "a lead runs no house");
    let roles = house.read(app::people::Directory::read);
    assert_eq!(roles.agent(olive).map(|agent| agent.role), Some(Role::Lead));
}

#[tokio::test]
async fn who_goes_is_signed_out_and_what_they_had_goes_on() {
    let house = TestHouse::founded();
    add(&house, "ben", Role::Agent, Reach::All);
    add(&house, "cleo", Role::Agent, Reach::All);
    house.mail(crate::conversation::MAIL);
    let owner = house.sign_in("owner@cape.example").await;
    let ben = house.sign_in("ben@cape.example").await;
    let (ben_id, cleo_id) = (house.agent("ben@cape.example"), house.agent("cleo@cape.example"));
    owner.post("/conversations/1/assignment", &[("assignee", &ben_id.to_string())]).await;
    assert_eq!(ben.get("/settings/profile").await.status, StatusCode::OK);

    let path = format!("/settings/people/{ben_id}/deactivation");
    assert!(owner.get(&path).await.text.contains("Who takes over"));
    let gone = owner.post(&path, &[("heir", &cleo_id.to_string())]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.text);
    assert_eq!(ben.get("/settings/profile").await.status, StatusCode::SEE_OTHER, "signed out");
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, domain::ConversationId(1), None));
    assert_eq!(view.conversation.assignee_id, Some(cleo_id));

    owner.post(&format!("/settings/people/{ben_id}/reactivation"), &[]).await;
    house.sign_in("ben@cape.example").await;
    let freed = owner.post(&format!("/settings/people/{cleo_id}/deactivation"), &[("heir", "")]).await;
    assert_eq!(freed.status, StatusCode::SEE_OTHER);
    let view = house.read(|tx| app::conversation::view(tx, &Actor::System, domain::ConversationId(1), None));
    assert_eq!(view.conversation.assignee_id, None);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_mail() {
    let house = TestHouse::founded();
    let owner = house.sign_in("owner@cape.example").await;
    let nobody = house.nobody();
    let unknown = nobody.post("/forgotten-password", &[("email", "stranger@example.com")]).await;
    assert_eq!(house.post(), []);
    let known = nobody.post("/forgotten-password", &[("email", "owner@cape.example")]).await;
    assert_eq!(unknown.text, known.text, "nobody learns who works here");
    let path = path_in(&house.post()[0].1, "/new-password/");
    assert_eq!(nobody.get(&path).await.status, StatusCode::OK);
    let set = nobody.post(&path, &[("password", "another good horse")]).await;
    assert_eq!((set.status, set.location()), (StatusCode::SEE_OTHER, "/sign-in"));
    assert_eq!(nobody.get(&path).await.status, StatusCode::CONFLICT, "it works once");
    assert_eq!(owner.get("/settings").await.location(), "/sign-in?back=/settings", "all are signed out");
    let fields = [("email", "owner@cape.example"), ("password", "another good horse")];
    assert_eq!(nobody.post("/session", &fields).await.status, StatusCode::SEE_OTHER);

    nobody.post("/forgotten-password", &[("email", "owner@cape.example")]).await;
    let path = path_in(&house.post()[0].1, "/new-password/");
    house.pass(jiff::SignedDuration::from_mins(61));
    assert_eq!(nobody.get(&path).await.status, StatusCode::CONFLICT, "an hour is over");
}
