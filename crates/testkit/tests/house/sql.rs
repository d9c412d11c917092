//! SQL stands in `store` alone.

use crate::expect_none;
use crate::repository::{File, rust_files};
use crate::tokens::{Token, all};

/// Who else may hold statements: the helper that makes databases for tests, the plain loop that Cape is measured
/// against (it must not go through `store`), and the rule itself.
const MAY: [&str; 4] = [
    "crates/store/",
    "crates/testkit/src/postgres.rs",
    "crates/cape/benches/speed/plain.rs",
    "crates/testkit/tests/house/sql.rs",
];

/// Beginnings of statements. A statement has them in order, with one or a few words between; prose seldom does.
const SHAPES: [&[&str]; 12] = [
    &["select", "*", "from"],
    &["insert", "into", "*", "("],
    &["insert", "into", "*", "values"],
    &["insert", "into", "*", "select"],
    &["update", "*", "set", "*", "="],
    &["delete", "from", "*", "where"],
    &["create", "table"],
    &["create", "index"],
    &["alter", "table"],
    &["drop", "table"],
    &["truncate", "table"],
    &["pragma", "*", "="],
];
/// Words between `select` and `from` that are still taken for a list of columns.
const GAP_MAX: usize = 60;

/// Whether the text holds a statement.
fn is_sql(text: &str) -> bool {
    let spaced: String =
        text.chars().flat_map(|c| if "(),=;*".contains(c) { vec![' ', c, ' '] } else { vec![c] }).collect();
    let spaced = spaced.replace("\\n", " ").replace('"', " ");
    let original: Vec<&str> = spaced.split_whitespace().collect();
    let words: Vec<String> = original.iter().map(|word| word.to_lowercase()).collect();
    (0..words.len()).any(|start| {
        SHAPES.iter().any(|shape| fits(&words[start..], shape) && !is_prose(&original[start..], shape))
    })
}

fn fits(words: &[String], shape: &[&str]) -> bool {
    match (shape, words) {
        ([], _) => true,
        (["*", next, ..], _) => {
            let gap = if shape.contains(&"from") && shape[0] == "*" && next == &"from" { GAP_MAX } else { 4 };
            (1..=gap.min(words.len())).any(|skip| fits(&words[skip.min(words.len())..], &shape[1..]))
        }
        ([first, rest @ ..], [word, after @ ..]) => first == word && fits(after, rest),
        (_, []) => false,
    }
}

/// "Select the customers from the list" is English: there the keywords are small and no sign of SQL follows.
fn is_prose(words: &[&str], shape: &[&str]) -> bool {
    let shouted = words[0].chars().all(char::is_uppercase);
    let signs = ["(", ",", "=", "*", "$1", "?", "where", "join", "limit", "1"];
    let has_sign = words.iter().take(GAP_MAX).any(|word| signs.contains(&word.to_lowercase().as_str()));
    !shouted && (shape.len() < 3 || !has_sign)
}

fn wrong(file: &File) -> Vec<String> {
    if MAY.iter().any(|place| file.path.starts_with(place)) {
        return Vec::new();
    }
    let is_statement = |token: &&Token| token.is_literal && token.text.contains('"') && is_sql(&token.text);
    all(file)
        .iter()
        .filter(is_statement)
        .map(|token| format!("{}:{}: {}", file.path, token.line, token.text))
        .collect()
}

#[test]
fn only_the_store_speaks_sql() {
    let wrong: Vec<String> = rust_files().iter().flat_map(wrong).collect();
    expect_none(
        &wrong,
        "SQL outside of `store`. Add a function to the file of its noun there and call that:",
    );
}

#[test]
fn statements_are_told_from_prose() {
    for text in [
        "SELECT 1 FROM agent",
        "select id, name from agent where id = $1",
        "  INSERT INTO setting (name) VALUES ($1)",
        "insert into setting(name) values (?)",
        "UPDATE agent SET name = $2",
        "update agent set name=$1 where id=$2",
        "DELETE FROM job WHERE id = $1",
        "CREATE TABLE x (id INTEGER)",
        "WITH a AS (SELECT id FROM b) SELECT * FROM a",
        "PRAGMA user_version = 3",
    ] {
        assert!(is_sql(text), "{text}");
    }
    for text in [
        "Select a customer from the list",
        "Choose what to update and set the day",
        "Delete from this view",
        "Create a table of contents",
        "update",
        "INSERT COIN",
    ] {
        assert!(!is_sql(text), "{text}");
    }
    let page =
        "/// SELECT id FROM agent\nfn a() { b(r#\"SELECT id\n FROM agent\"#) } // DELETE FROM job WHERE 1";
    assert_eq!(wrong(&File::new("crates/web/src/a.rs", page)).len(), 1);
    assert_eq!(wrong(&File::new("crates/store/src/a.rs", page)).len(), 0);
}
