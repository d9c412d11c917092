//! One's own settings and the house's.

use super::people::add;
use app::conversation::Assignment;
use app::people::{TotpSecret, code_at, totp_step};
use axum::http::StatusCode;
use domain::{Actor, ConversationId, MailboxId, Reach, Role, TeamId};
use testkit::TestHouse;
use testkit::house::PASSWORD;

#[tokio::test]
async fn each_sees_the_rooms_they_may_enter() {
    let house = TestHouse::founded();
    add(&house, "lea", Role::Lead, Reach::All);
    add(&house, "ben", Role::Agent, Reach::All);
    let rooms = ["/settings/teams", "/settings/delivery", "/settings/people", "/settings/mailboxes"];
    for (name, allowed) in [("ben", 0), ("lea", 2), ("owner", 4)] {
        let browser = house.sign_in(&format!("{name}@cape.example")).await;
        let page = browser.get("/settings/profile").await;
        for (index, room) in rooms.iter().enumerate() {
            let may = index < allowed;
            assert_eq!(page.text.contains(&format!("href=\"{room}\"")), may, "{name} {room}");
            let status = if may { StatusCode::OK } else { StatusCode::FORBIDDEN };
            assert_eq!(browser.get(room).await.status, status, "{name} {room}");
        }
    }
}

#[tokio::test]
async fn a_profile_is_saved_or_kept_as_typed() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    let fields = |zone: &'static str| {
        [("name", "Olive O."), ("signature", "Kind regards\r\nOlive"), ("time_zone", zone)]
    };
    let wrong = browser.post("/settings/profile", &fields("Mars/Olympus")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Kind regards") && wrong.text.contains("is no time zone"), "{}", wrong.text);
    let saved = browser.post("/settings/profile", &fields("Europe/Berlin")).await;
    assert_eq!(saved.location(), "/settings/profile?done=saved");
    let page = browser.get(saved.location()).await;
    assert!(page.text.contains("Europe/Berlin") && page.text.contains("Saved"), "{}", page.text);
}

#[tokio::test]
async fn a_new_password_signs_other_browsers_out() {
    let house = TestHouse::founded();
    let (here, there) =
        (house.sign_in("owner@cape.example").await, house.sign_in("owner@cape.example").await);
    let wrong =
        here.post("/settings/password", &[("current", "no"), ("password", "a longer password")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("not your password"), "{}", wrong.text);
    assert_eq!(there.get("/settings/profile").await.status, StatusCode::OK);
    let fields = [("current", PASSWORD), ("password", "a longer password")];
    assert_eq!(here.post("/settings/password", &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(here.get("/settings/profile").await.status, StatusCode::OK);
    assert_eq!(there.get("/settings/profile").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn other_browsers_are_signed_out_on_request() {
    let house = TestHouse::founded();
    let (here, there) =
        (house.sign_in("owner@cape.example").await, house.sign_in("owner@cape.example").await);
    assert!(here.get("/settings/profile").await.text.contains("Sign out everywhere else"));
    here.post("/settings/sessions/end-others", &[]).await;
    assert!(!here.get("/settings/profile").await.text.contains("Sign out everywhere else"));
    assert_eq!(there.get("/settings/profile").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_second_factor_comes_and_goes() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    let page = browser.get("/settings/second-factor").await;
    assert!(page.text.contains("<svg") && page.text.contains("QR code"), "{}", page.text);
    let (_, rest) = page.text.split_once("name=\"secret\" value=\"").expect("the secret");
    let secret: String = rest.chars().take_while(char::is_ascii_alphanumeric).collect();
    let key = TotpSecret::parse(&secret).expect("a secret");
    let wrong = browser.post("/settings/second-factor", &[("secret", &secret), ("code", "000000")]).await;
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains(&secret),
        "{}",
        wrong.text
    );
    let code = |house: &TestHouse| code_at(&key, totp_step(house.moment().now));
    let set = browser.post("/settings/second-factor", &[("secret", &secret), ("code", &code(&house))]).await;
    assert_eq!(set.location(), "/settings/profile?done=factor");

    let nobody = house.nobody();
    let sign_in = |code: String| {
        vec![("email", "owner@cape.example".to_owned()), ("password", PASSWORD.to_owned()), ("code", code)]
    };
    let send = async |code: String| {
        let fields = sign_in(code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        nobody.post("/session", &fields).await.status
    };
    assert_eq!(send(String::new()).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(send(code(&house)).await, StatusCode::UNPROCESSABLE_ENTITY, "each code works once");
    house.pass(jiff::SignedDuration::from_secs(60));
    assert_eq!(send(code(&house)).await, StatusCode::SEE_OTHER);

    let wrong = browser.post("/settings/second-factor/removal", &[("current", "no")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = browser.post("/settings/second-factor/removal", &[("current", PASSWORD)]).await;
    assert_eq!(gone.location(), "/settings/profile?done=no-factor");
    assert_eq!(send(String::new()).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn teams_and_mailboxes_are_arranged() {
    let house = TestHouse::founded();
    add(&house, "ben", Role::Agent, Reach::All);
    let browser = house.sign_in("owner@cape.example").await;
    let added = browser.post("/settings/teams", &[("name", "Returns")]).await;
    assert!(added.location().starts_with("/settings/teams/"), "{}", added.text);
    let twice = browser.post("/settings/teams", &[("name", "RETURNS")]).await;
    assert!(twice.text.contains("There is a team"), "{}", twice.text);
    let ben = house.agent("ben@cape.example").to_string();
    let saved = browser.post(added.location(), &[("name", "Returns and repairs"), ("members", &ben)]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let page = browser.get("/settings/teams").await;
    assert!(page.text.contains("Returns and repairs") && page.text.contains("ben"), "{}", page.text);

    let mailbox = house.read(app::mailbox::all).first().map(|mailbox| mailbox.id).expect("a mailbox");
    let MailboxId(id) = mailbox;
    let team = added.location().rsplit('/').next().unwrap_or_default();
    let (name, goes, under) = (format!("name-{id}"), format!("team-{id}"), format!("signature-{id}"));
    let fields = [(name.as_str(), "Alder help"), (goes.as_str(), team), (under.as_str(), "Yours, Alder")];
    let saved = browser.post(&format!("/settings/mailboxes/{id}"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.text);
    let moment = house.moment();
    house.write(move |tx| app::mailbox::ensure(tx, "Support", "support@cape.example", &moment));
    let changed = house.read(app::mailbox::all).remove(0);
    assert_eq!((changed.name.as_str(), changed.signature.as_str()), ("Alder help", "Yours, Alder"));
    assert_eq!(changed.team_id.map(|id| id.to_string()).as_deref(), Some(team), "a restart changes nothing");
}

#[tokio::test]
async fn a_team_is_removed_and_its_work_goes_where_it_is_sent() {
    let house = TestHouse::founded();
    add(&house, "lea", Role::Lead, Reach::All);
    add(&house, "ben", Role::Agent, Reach::All);
    house.mail("From: ann@customer.example\r\nTo: support@cape.example\r\nSubject: Boots\r\n\r\nWhere?\r\n");
    let (ben, moment) = (house.agent("ben@cape.example"), house.moment());
    let [returns, orders] = ["Returns", "Orders"].map(|name| {
        let moment = moment.clone();
        house.write(move |tx| app::team::add(tx, &Actor::System, name, &moment))
    });
    let assign = |team: TeamId| {
        let (moment, to) = (moment.clone(), Assignment { assignee: Some(ben), team: Some(team) });
        house.write(move |tx| app::conversation::assign(tx, &Actor::System, ConversationId(1), to, &moment));
    };
    let has = || {
        let view = house
            .read(|tx| app::conversation::view(tx, &Actor::System, ConversationId(1), None))
            .conversation;
        (view.assignee_id, view.team_id)
    };
    assign(returns);
    let removal = format!("/settings/teams/{returns}/removal");
    let lea = house.sign_in("lea@cape.example").await;
    assert_eq!(lea.post(&removal, &[]).await.status, StatusCode::FORBIDDEN);
    let browser = house.sign_in("owner@cape.example").await;
    let page = browser.get(&removal).await;
    assert!(page.text.contains("one open conversation") && page.text.contains("Orders"), "{}", page.text);
    let itself = browser.post(&removal, &[("heir", &returns.to_string())]).await;
    assert_eq!(itself.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", itself.text);
    let removed = browser.post(&removal, &[("heir", &orders.to_string())]).await;
    assert_eq!(removed.location(), "/settings/teams?done=removed", "{}", removed.text);
    assert_eq!(has(), (Some(ben), Some(orders)), "who has it keeps it");
    assert_eq!(browser.get(&removal).await.status, StatusCode::NOT_FOUND);
    let removed = browser.post(&format!("/settings/teams/{orders}/removal"), &[]).await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER, "{}", removed.text);
    assert_eq!(has(), (Some(ben), None));
    assert!(browser.get("/settings/teams").await.text.contains("No teams yet"));
}

#[tokio::test]
async fn days_for_reopening_are_numbers() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    for wrong in ["soon", "-1", "100000"] {
        let answer = browser.post("/settings/conversations", &[("reopen_days", wrong)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    browser.post("/settings/conversations", &[("reopen_days", "14")]).await;
    assert_eq!(house.read(app::setting::conversations).reopen_days, 14);
}

#[tokio::test]
async fn what_was_given_up_is_tried_again_or_forgotten() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    assert!(browser.get("/settings/delivery").await.text.contains("Everything was delivered"));
    let moment = house.moment();
    house.write(move |tx| {
        let mail = app::post::SystemMail {
            to: "ben@cape.example".into(),
            subject: "Hello Ben".into(),
            markdown: "Hello".into(),
            reply_token: None,
        };
        app::post::enqueue(tx, mail, &moment)?;
        let job = app::post::next(tx, &moment)?.expect("the mail");
        app::post::not_sent(tx, &job, "550 no such user", true, &moment)
    });
    let page = browser.get("/settings/delivery").await;
    assert!(page.text.contains("Hello Ben") && page.text.contains("550 no such user"), "{}", page.text);
    browser.post("/settings/delivery/jobs/1/again", &[]).await;
    assert_eq!(house.post().len(), 1);
    assert_eq!(browser.post("/settings/delivery/jobs/1/again", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn people_see_which_mail_of_a_mailbox_is_taken() {
    let house = TestHouse::founded();
    let browser = house.sign_in("owner@cape.example").await;
    let page = browser.get("/settings/mailboxes").await;
    assert!(page.text.contains("Takes all mail in its folders, older mail too."));
    let now = house.moment().now;
    house.write(move |tx| {
        let id = app::mailbox::all(tx)?[0].id;
        let (at, left) = (
            app::mailbox::Position { uid_validity: 1, uid: 40 },
            app::mailbox::Left { before: now, up_to: 40 },
        );
        app::intake::leave(tx, id, "INBOX", at, left)
    });
    let page = browser.get("/settings/mailboxes").await;
    assert!(
        page.text.contains("older mail stays in the mailbox") && page.text.contains("Takes what came after")
    );
}
