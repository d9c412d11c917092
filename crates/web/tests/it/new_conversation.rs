//! Conversations that we begin, whom answers go to, and reading far back.

use crate::company::{Company, mail};
use axum::http::StatusCode;

#[tokio::test]
async fn we_write_first() {
    let company = Company::new();
    let rita = company.sign_in("rita").await;
    let ask = rita.get("/conversations/new?to=dora@customer.example").await;
    assert!(
        ask.text.contains("dora@customer.example") && ask.text.contains("name=\"subject\""),
        "{}",
        ask.text
    );
    let fields = [
        ("to", "Dora Lind <dora@customer.example>"),
        ("cc", "chef@customer.example"),
        ("subject", "Your warranty"),
        ("body", "It ends **soon**."),
        ("then", "stay"),
    ];
    let begun = rita.post("/conversations", &fields).await;
    assert_eq!(begun.location(), "/inbox/waiting/4?sent=4", "{}", begun.text);
    let page = rita.get(begun.location()).await;
    assert!(page.text.contains("<strong>soon</strong>") && page.text.contains("Dora Lind"), "{}", page.text);
    assert!(page.text.contains("chef@customer.example"));
    assert_eq!(company.whole(4).row.assignee_id, Some(company.rita), "who begins it has it");

    let again = rita
        .post("/conversations", &[("to", "marta@customer.example"), ("subject", "Hi"), ("body", "x")])
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.text);
    assert_eq!(company.whole(5).row.customer_id, company.whole(1).row.customer_id, "the customer we know");
}

#[tokio::test]
async fn what_cannot_be_sent_is_kept_and_makes_no_customer() {
    let company = Company::new();
    let owner = company.sign_in("owner").await;
    let tries: [(&[(&str, &str)], &str); 3] = [
        (&[("to", "nobody at all"), ("subject", "Hi"), ("body", "Never lose this.")], "is no mail address"),
        (&[("to", "eva@customer.example"), ("subject", " "), ("body", "Never lose this.")], "in the subject"),
        (&[("to", "eva@customer.example, b@d"), ("subject", "Hi"), ("body", "Never lose this.")], "“b@d”"),
    ];
    for (fields, words) in tries {
        let refused = owner.post("/conversations", fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            refused.text.contains(words) && refused.text.contains("Never lose this."),
            "{}",
            refused.text
        );
    }
    let found = company.house.read({
        let owner = company.owner();
        move |tx| app::search::customers(tx, &owner, "eva", 5)
    });
    assert!(found.is_empty(), "nothing was written");
}

#[tokio::test]
async fn everybody_on_the_mail_gets_the_answer() {
    let company = Company::new();
    let asked = mail("carla", "For two", "We both ask.").replace(
        "To: support@cape.example",
        "To: support@cape.example, Ben Two <ben2@customer.example>\r\nCc: cc@customer.example",
    );
    company.house.mail(asked);
    let owner = company.sign_in("owner").await;
    let page = owner.get("/inbox/open/4").await;
    let offered = "name=\"cc\" value=\"Ben Two &lt;ben2@customer.example&gt;, cc@customer.example\"";
    assert!(page.text.contains(offered), "{}", page.text);
    let fields = [
        ("kind", "reply"),
        ("to", "carla@customer.example"),
        ("cc", "Ben Two <ben2@customer.example>, cc@customer.example"),
        ("bcc", "archive@cape.example"),
        ("body", "Yes."),
        ("send_at", "custom"),
        ("send_at_time", "2026-03-03T10:30"),
    ];
    let sent = owner.post("/conversations/4/messages?view=open", &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let boss = company.owner();
    let view =
        company.house.read(move |tx| app::conversation::view(tx, &boss, domain::ConversationId(4), None));
    let delivery = view.messages.last().and_then(|last| last.delivery.clone()).expect("an answer on its way");
    assert_eq!(delivery.at.to_string(), "2026-03-03T10:30:00Z", "on the writer's clock, which is UTC");
    let mut to: Vec<&str> = delivery.recipients.iter().map(|to| to.address.as_str()).collect();
    to.sort_unstable();
    let all =
        ["archive@cape.example", "ben2@customer.example", "carla@customer.example", "cc@customer.example"];
    assert_eq!(to, all);
    let suggested = owner.get("/suggest/addresses?q=carl").await;
    assert!(suggested.text.contains("carla@customer.example"), "{}", suggested.text);
}

#[tokio::test]
async fn earlier_messages_are_a_link_away() {
    let company = Company::new();
    let owner = company.sign_in("owner").await;
    for number in 1..=60 {
        company.house.pass(jiff::SignedDuration::from_secs(1));
        let text = format!("note number {number}.");
        owner.post("/conversations/1/messages", &[("kind", "note"), ("body", &text)]).await;
    }
    let page = owner.get("/inbox/open/1").await;
    assert!(page.text.contains("note number 11.") && !page.text.contains("note number 10."));
    let (_, rest) = page.text.split_once("/inbox/open/1?before=").expect("a link to earlier messages");
    let before = rest.split('"').next().unwrap_or_default();
    let page = owner.get(&format!("/inbox/open/1?before={before}")).await;
    assert!(
        page.text.contains("Where are my boots?") && page.text.contains("note number 10."),
        "{}",
        page.text
    );
    assert!(!page.text.contains("note number 11.") && !page.text.contains("Earlier messages"));
    assert!(
        page.text.contains("Latest messages")
            && page.text.contains("value=\"marta &lt;marta@customer.example&gt;\"")
    );
}
