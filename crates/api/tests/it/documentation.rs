//! The examples of `docs/api.md` do what the page says they do.

use crate::support::{MAIL, serve};
use domain::ApiScope;
use serde_json::Value;
use std::process::Command;
use testkit::TestHouse;

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api.md");

/// An example and what it answers, as far as the page says.
struct Example {
    line: usize,
    script: String,
    answer: Option<Value>,
}

/// The `sh` blocks of a page, each with the `json` block right after it, if there is one.
fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(language) = line.strip_prefix("```").filter(|language| !language.is_empty()) else {
            continue;
        };
        let block: Vec<&str> =
            lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        match (language, examples.last_mut()) {
            ("sh", _) => examples.push(Example { line: number + 1, script: block.join("\n"), answer: None }),
            ("json", Some(last)) => {
                last.answer = Some(serde_json::from_str(&block.join("\n")).expect("JSON in docs/api.md"));
            }
            _ => {}
        }
    }
    examples
}

/// Whether all that the page says is in the answer; lists are shown whole.
fn is_part_of(said: &Value, answer: &Value) -> bool {
    match (said, answer) {
        (Value::Object(said), Value::Object(answer)) => {
            said.iter().all(|(name, said)| answer.get(name).is_some_and(|answer| is_part_of(said, answer)))
        }
        (Value::Array(said), Value::Array(answer)) => {
            said.len() == answer.len()
                && said.iter().zip(answer).all(|(said, answer)| is_part_of(said, answer))
        }
        (said, answer) => said == answer,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_works() {
    let page = std::fs::read_to_string(PAGE).expect("docs/api.md");
    let examples = examples(&page);
    assert!(examples.len() >= 8, "the page has examples");
    let house = TestHouse::founded();
    house.mail(MAIL);
    let token = house.token(&ApiScope::ALL).to_string();
    let address = serve(house.router()).await;
    for example in examples {
        let Example { line, script, answer } = example;
        let (token, cape) = (token.clone(), format!("http://{address}/api/v1"));
        let run = tokio::task::spawn_blocking(move || {
            let mut bash = Command::new("bash");
            bash.args(["-euo", "pipefail", "-c", &script]).env("CAPE", cape).env("TOKEN", token);
            bash.output()
        });
        let output = run.await.expect("the run").expect("bash runs");
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success(),
            "docs/api.md:{line}: {printed}{}",
            String::from_utf8_lossy(&output.stderr)
        );
        if let Some(said) = answer {
            let printed: Value = serde_json::from_str(&printed).unwrap_or_default();
            assert!(is_part_of(&said, &printed), "docs/api.md:{line} says {said}\nbut it was {printed}");
        }
    }
}

#[test]
fn what_isnt_so_is_seen() {
    let part = |said: &str, answer: &str| {
        is_part_of(&serde_json::from_str(said).unwrap(), &serde_json::from_str(answer).unwrap())
    };
    assert!(part(r#"{"a":[{"b":1}]}"#, r#"{"a":[{"b":1,"c":2}],"d":3}"#));
    assert!(!part(r#"{"a":1}"#, r#"{"a":2}"#) && !part(r#"{"a":1}"#, "{}") && !part("[1]", "[1,2]"));
}
