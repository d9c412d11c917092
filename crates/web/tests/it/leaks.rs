//! Nothing of how we work reaches a customer: a matter goes through all our hands, then every mail that leaves and
//! every page that opens without signing in is looked through.

use crate::company::Company;
use domain::Actor;
use jiff::SignedDuration;
use web::Needs;

/// Words that stand only in what colleagues see: planted ones, and those of our own trade.
const OURS: [&str; 22] = [
    "planted-note",
    "planted-tag",
    "planted-reason",
    "planted-summary",
    "planted-why",
    "planted-no",
    "planted-policy",
    "returns",
    "approval",
    "approver",
    "approved",
    "authority",
    "clause",
    "handover",
    "handed over",
    "upset",
    "rage",
    "assignee",
    "queue",
    "escalat",
    "third try",
    "ledger",
];

/// Marta's matter has a note, a tag, a team, a handover, a declined remedy, a policy in the way, anger, and a promise.
async fn troubled() -> Company {
    let company = Company::new();
    let owner = company.sign_in("owner").await;
    let rita = company.sign_in("rita").await;
    company.give(1, Some(company.rita), Some(company.returns));
    rita.post("/conversations/1/messages", &[("kind", "note"), ("body", "planted-note")]).await;
    rita.post("/conversations/1/tags", &[("tag", "planted-tag")]).await;
    let promise = [
        ("kind", "reply"),
        ("to", "marta@customer.example"),
        ("body", "I'll call you back tomorrow before noon."),
        ("then", "stay"),
        ("promise_text", "Call you back"),
        ("promise_due", "2026-03-03T12:00"),
        ("promise_zone", "Europe/Stockholm"),
        ("promise_kind", "call_back"),
    ];
    assert!(rita.post("/conversations/1/messages?view=open", &promise).await.status.is_redirection());
    company.house.pass(SignedDuration::from_hours(30));
    for number in [11, 12] {
        company.house.mail(format!(
            "From: marta <marta@customer.example>\r\nTo: support@cape.example\r\nSubject: Boots not here\r\n\
             Message-ID: <again{number}@customer.example>\r\nIn-Reply-To: <Boots-not-here@customer.example>\r\n\r\n\
             This is outrageous. I want my money back NOW!!\r\n"
        ));
    }
    company.house.work();
    let kinds = company.house.read(|tx| app::remedy::kinds(tx, &Actor::System));
    let refund = kinds.iter().find(|kind| kind.name == "Refund").expect("refunds").id.to_string();
    let remedy = [
        ("request_key", "one"),
        ("kind", refund.as_str()),
        ("amount", "120"),
        ("currency", "EUR"),
        ("for_what", "Boots"),
        ("reason", "damaged"),
        ("why", "planted-why"),
    ];
    assert!(rita.post("/conversations/1/remedies", &remedy).await.status.is_redirection());
    assert!(
        owner
            .post("/approvals/1", &[("decision", "no"), ("words", "planted-no")])
            .await
            .status
            .is_redirection()
    );
    let sol = company.sol.to_string();
    let handover =
        [("to", sol.as_str()), ("team", ""), ("reason", "planted-reason"), ("summary", "planted-summary")];
    assert!(rita.post("/conversations/1/handover", &handover).await.status.is_redirection());
    let answer = [("kind", "reply"), ("to", "marta@customer.example"), ("body", "We are sorry.")];
    assert!(owner.post("/conversations/1/messages", &answer).await.status.is_redirection());
    company.house.pass(SignedDuration::from_secs(60));
    company
}

/// All mails that are ready to leave, as text.
fn mails(company: &Company) -> Vec<String> {
    let mut mails = Vec::new();
    loop {
        let moment = company.house.moment();
        let next = company.house.write(move |tx| {
            let Some(next) = app::outbox::next(tx, moment.now)? else { return Ok(None) };
            let outgoing = app::outbox::prepare(tx, next, "http://cape.example", &moment)?;
            app::outbox::begin(tx, next, &moment)?;
            Ok(outgoing)
        });
        let Some(outgoing) = next else { return mails };
        mails.push(String::from_utf8_lossy(&outgoing.raw).replace("=\r\n", "").replace("=3D", "="));
    }
}

fn clean(what: &str, text: &str) {
    let lower = text.to_lowercase();
    for word in OURS {
        // Names of style sheets' classes and the like are no words.
        let shown: String =
            lower.split(['<', '>']).step_by(if lower.contains("<html") { 2 } else { 1 }).collect();
        assert!(!shown.contains(word), "{word} in {what}:\n{text}");
    }
}

#[tokio::test]
async fn no_mail_and_no_page_tells_a_customer_how_we_work() {
    let company = troubled().await;
    let mails = mails(&company);
    assert!(mails.len() >= 2, "both answers leave: {}", mails.len());
    for mail in &mails {
        clean("a mail", mail);
    }
    let link = mails.iter().find_map(|mail| mail.split_once("http://cape.example/p/")).expect("a link").1;
    let token: String = link.chars().take_while(char::is_ascii_alphanumeric).collect();
    let mut seen = 0;
    for route in web::route::routes() {
        if route.method != "GET" || route.needs != Needs::Nobody || route.path.starts_with("/assets") {
            continue;
        }
        let path = route.path.replace("{token}", &token);
        let page = company.house.nobody().get(&path).await;
        clean(&path, &page.text);
        seen += 1;
    }
    assert!(seen >= 7, "the pages that open without signing in: {seen}");
    let portal = company.house.nobody().get(&format!("/p/{token}")).await.text;
    assert!(portal.contains("Call you back"), "the link opens what was promised: {portal}");
}
