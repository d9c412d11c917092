//! The server keeps what its description promises: schemathesis makes requests from the description, right and
//! wrong ones, and compares every answer with it.

use crate::support::{Client, MAIL, serve};
use domain::ApiScope;
use serde_json::json;
use std::path::Path;
use std::process::Command;
use testkit::TestHouse;

/// Where `scripts/setup` puts schemathesis.
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/bin/schemathesis");
/// How to get it by hand.
const INSTALL: &str = "python3 -m venv target/tools && target/tools/bin/pip install schemathesis==4.32.5";
/// Requests of each kind for each operation: enough to meet every field with values of every kind.
const EXAMPLES: &str = "25";

async fn fill(house: &TestHouse) {
    house.mail(MAIL);
    let client = Client::new(house);
    for number in 0..3 {
        let customer = json!({"kind": "external", "value": format!("shop:{number}"), "name": "Anna"});
        let call = json!({"customer": customer, "channel": "call", "subject": "Boots", "text": "Where are my boots?"});
        client.make("/conversations", &call).await;
    }
    let when = "2026-03-01T10:00:00Z";
    let visit = json!({"customer": {"id": 1}, "kind": "visit", "title": "Came by", "source": "till", "external_id": "1", "occurred_at": when});
    client.make("/touchpoints", &visit).await;
    let total = json!({"minor": 1, "currency": "EUR"});
    let order = json!({"customer": {"id": 1}, "number": "1", "state": "paid", "total": total, "source": "shop", "external_id": "1", "placed_at": when});
    client.make("/orders", &order).await;
    for _ in 0..3 {
        let sent = client.send("POST", "/attachments?name=label.txt", &[], "Return label").await;
        assert_eq!(sent.status, 201, "{}", sent.answer.text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_answer_is_as_described() {
    assert!(
        Path::new(PROGRAM).exists(),
        "schemathesis is missing. Install it in the project's folder: {INSTALL}"
    );
    let house = TestHouse::founded();
    fill(&house).await;
    let token = house.token(&ApiScope::ALL);
    let address = serve(house.router()).await;
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("schemathesis.toml");
    // Some rules tie fields together (a value must fit its kind) or look at what is there (an id that isn't, an
    // address that somebody has), which a schema can't say: 404, 409 and 422 may answer what fits the schema.
    let accepted = r#"["2xx", "401", "403", "404", "409", "422"]"#;
    std::fs::write(&settings, format!("[checks.positive_data_acceptance]\nexpected-statuses = {accepted}\n"))
        .expect("settings");
    let run = tokio::task::spawn_blocking(move || {
        Command::new(PROGRAM)
            .current_dir(folder.path())
            .arg("--config-file")
            .arg(settings)
            .args(["run", &format!("http://{address}/api/v1/openapi.json")])
            .args(["--header", &format!("Authorization: Bearer {token}")])
            // One worker: Python 3.11 loses count of its parser's depth when two threads parse at once.
            .args(["--checks", "all", "--max-examples", EXAMPLES, "--seed", "1", "--workers", "1"])
            // NUL can't be stored in PostgreSQL; it is refused with 422, which a schema can't say of every text.
            .args(["--generation-allow-x00", "false", "--generation-database", "none", "--no-color"])
            .output()
    });
    let output = run.await.expect("the run").expect("schemathesis runs");
    let words = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{words}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(words.contains("passed") || words.contains("No issues found"), "it did test something: {words}");
}
