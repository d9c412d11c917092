//! How SQLite walks the lists: only code inside sees the statements.

use super::*;
use crate::dialect::sqlite;
use rusqlite::{Connection, StatementStatus};
use tempfile::TempDir;

/// Lists with an index of their own, and its name.
const INDEXED: [(List, &str); 6] = [
    (List::Assigned(AgentId(1)), "conversation_assignee"),
    (List::Unassigned, "conversation_unassigned"),
    (List::Team(TeamId(1)), "conversation_team"),
    (List::InState(State::Closed), "conversation_state"),
    (List::WaitingLongest, "conversation_waiting"),
    (List::OfCustomer(CustomerId(1)), "conversation_customer"),
];

fn tables() -> (TempDir, Connection) {
    let folder = TempDir::with_prefix("store").expect("a temporary folder");
    let connection = sqlite::open(&folder.path().join("cape.db"), false).expect("a database");
    crate::migration::migrate_sqlite(&connection).expect("the tables");
    (folder, connection)
}

/// What SQLite says it will do, a line per step.
fn plan(connection: &Connection, query: &Clauses<'_>) -> String {
    let mut plan = String::new();
    let sql = format!("EXPLAIN QUERY PLAN {}", query.sql());
    sqlite::each(connection, &sql, &query.values(), &mut |columns| {
        let (_, _, _): (i64, i64, i64) = (columns.next()?, columns.next()?, columns.next()?);
        plan += &columns.next::<String>()?;
        plan.push('\n');
        Ok(true)
    })
    .expect("a plan");
    plan
}

#[test]
fn a_list_is_read_in_the_order_of_its_index_and_nothing_is_sorted() {
    let (_folder, connection) = tables();
    let after = After { sort: 1, id: ConversationId(1) };
    for (list, index) in INDEXED {
        for scope in [Scope::All, Scope::Own(AgentId(1)), Scope::Teams(AgentId(1), vec![TeamId(1)])] {
            for after in [None, Some(after)] {
                let plan = plan(&connection, &page_of(&scope, &list, after, 41));
                assert!(plan.contains(&format!("conversation USING INDEX {index}")), "{list:?}: {plan}");
                let whole = plan.lines().any(|step| step.contains("B-TREE FOR ORDER BY"));
                assert!(!whole, "{list:?} is sorted: {plan}");
            }
            let plan = plan(&connection, &number_of(&scope, &list, 1000));
            assert!(plan.contains(&format!(" {index}")), "{list:?} is counted by another index: {plan}");
        }
    }
}

#[test]
fn a_statement_is_planned_once_whatever_is_bound() {
    let (_folder, connection) = tables();
    let query = number_of(&Scope::All, &List::InState(State::Open), 1000);
    for _ in 0..3 {
        sqlite::each(&connection, query.sql(), &query.values(), &mut |_| Ok(true)).expect("a count");
    }
    let statement = connection.prepare_cached(query.sql()).expect("the statement");
    assert_eq!(statement.get_status(StatementStatus::Run), 3);
    assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
}
