//! The measure of all things here: a loop that inserts the rows and index entries Cape has made of the same mails, read
//! back from its database, with one durable commit a mail, and does nothing else. It has them all in memory already.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

/// One row, as it stands in its table.
type Row = Vec<Value>;

/// What one mail has become.
#[derive(Default)]
pub(crate) struct Rows {
    inserts: Vec<(&'static str, Row)>,
    /// The conversation after this mail, when it was there before.
    conversation: Option<Row>,
    /// The five columns of the message's search entry, behind its id.
    words: Row,
    /// The same for customers who are new.
    customer_words: Vec<Row>,
}

/// All rows, mail by mail, and how to make their tables.
pub(crate) struct Everything {
    schema: Vec<String>,
    /// What was there before the first mail: mailboxes.
    before: Vec<Row>,
    mails: Vec<Rows>,
}

/// Reads back what Cape has made of the mails.
pub(crate) fn rows(data: &Path, raws: &[Vec<u8>]) -> Everything {
    let db = Connection::open(data.join(store::DATABASE_FILE)).expect("Cape's database");
    let schema = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
                  AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' ORDER BY type = 'index', rowid";
    let schema = query(&db, schema).into_iter().map(|row| text(&row[0])).collect();
    let by_hash: HashMap<Vec<u8>, &Vec<u8>> =
        raws.iter().map(|raw| (app::blob(raw).hash.to_vec(), raw)).collect();
    let blobs = keyed(&db, "SELECT hash, * FROM blob");
    let messages = keyed(&db, "SELECT id, * FROM message");
    let conversations = keyed(&db, "SELECT id, * FROM conversation");
    let identities = keyed(&db, "SELECT id, * FROM identity");
    let customers = keyed(&db, "SELECT id, * FROM customer");
    let (references, attachments) = (
        keyed(&db, "SELECT message_id, * FROM mail_reference"),
        keyed(&db, "SELECT message_id, * FROM attachment"),
    );
    let events = events(&db);
    let column = |table: &str, name: &str| place(&db, table, name);
    let (raw_hash, message_id) = (column("inbound", "raw_hash"), column("inbound", "message_id"));
    let (of_identity, of_conversation) =
        (column("message", "identity_id"), column("message", "conversation_id"));
    let (of_customer, address) = (column("identity", "customer_id"), column("identity", "value"));
    let customer_id = column("conversation", "customer_id");
    let mut seen = HashSet::new();
    let mut mails = Vec::new();
    for inbound in query(&db, "SELECT * FROM inbound WHERE message_id IS NOT NULL ORDER BY id") {
        let (hash, id) = (inbound[raw_hash].clone(), inbound[message_id].clone());
        let message = messages[&key(&id)][0].clone();
        let mut rows = Rows::default();
        rows.inserts.push(("blob", blobs[&key(&hash)][0].clone()));
        rows.inserts.push(("inbound", inbound));
        let identity = identities[&key(&message[of_identity])][0].clone();
        let conversation = conversations[&key(&message[of_conversation])][0].clone();
        // The conversation of a mail that a stranger sent belongs to somebody else than its sender.
        for id in [&identity[of_customer], &conversation[customer_id]] {
            if seen.insert(("customer", key(id))) {
                let customer = customers[&key(id)][0].clone();
                rows.customer_words.push(vec![
                    customer[0].clone(),
                    normal(&customer[1]),
                    normal(&identity[address]),
                    Value::Text(String::new()),
                ]);
                rows.inserts.push(("customer", customer));
            }
        }
        if seen.insert(("identity", key(&identity[0]))) {
            rows.inserts.push(("identity", identity));
        }
        if seen.insert(("conversation", key(&conversation[0]))) {
            rows.inserts.push(("conversation", conversation));
        } else {
            rows.conversation = Some(conversation);
        }
        rows.words = words(&message[0], by_hash[&blob(&hash)]);
        rows.inserts.push(("message", message));
        for (table, more) in
            [("mail_reference", &references), ("attachment", &attachments), ("event", &events)]
        {
            rows.inserts.extend(more.get(&key(&id)).into_iter().flatten().map(|row| (table, row.clone())));
        }
        mails.push(rows);
    }
    assert_eq!(mails.len(), raws.len(), "each mail has become a message");
    Everything { schema, before: query(&db, "SELECT * FROM mailbox"), mails }
}

/// Inserts everything, one commit a mail, with the settings of Cape's own connection.
pub(crate) fn insert(path: &Path, everything: &Everything) {
    let db = Connection::open(path).expect("a database");
    db.set_prepared_statement_cache_capacity(64);
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8000; PRAGMA foreign_keys = ON;")
        .expect("settings");
    for statement in &everything.schema {
        db.execute_batch(statement).expect("a table");
    }
    for row in &everything.before {
        run(&db, &insertion("mailbox", row.len()), row);
    }
    let changing = ["id", "preview", "state", "waiting_since", "message_count", "active_at"]
        .map(|name| place(&db, "conversation", name));
    for mail in &everything.mails {
        db.execute_batch("BEGIN IMMEDIATE").expect("a transaction");
        // Customers before identities, conversations before messages: in the order of the foreign keys.
        for (table, row) in &mail.inserts {
            run(&db, &insertion(table, row.len()), row);
        }
        if let Some(row) = &mail.conversation {
            let changed = changing.map(|column| row[column].clone());
            run(&db, UPDATE, &changed);
        }
        for row in &mail.customer_words {
            run(&db, "INSERT INTO customer_search (rowid, name, identities, notes) VALUES (?, ?, ?, ?)", row);
        }
        let entry = "INSERT INTO message_search (rowid, subject, body, sender, recipients, files) VALUES (?, ?, ?, ?, ?, ?)";
        run(&db, entry, &mail.words);
        db.execute_batch("COMMIT").expect("a commit");
    }
}

/// What a further mail changes of its conversation.
const UPDATE: &str = "UPDATE conversation SET preview = ?2, state = ?3, waiting_since = ?4, message_count = ?5, active_at = ?6 WHERE id = ?1";

/// Where a column stands in its table's rows.
fn place(db: &Connection, table: &str, column: &str) -> usize {
    let statement = format!("SELECT name FROM pragma_table_info('{table}') ORDER BY cid");
    let names = query(db, &statement);
    names
        .iter()
        .position(|name| text(&name[0]) == column)
        .unwrap_or_else(|| panic!("{table} has no {column}"))
}

/// The statement that inserts a row into a table.
fn insertion(table: &str, columns: usize) -> String {
    format!("INSERT INTO {table} VALUES ({})", vec!["?"; columns].join(", "))
}

fn run(db: &Connection, statement: &str, row: &[Value]) {
    let mut prepared = db.prepare_cached(statement).expect("a statement");
    prepared.execute(params_from_iter(row)).unwrap_or_else(|error| panic!("{statement}: {error}"));
}

fn query(db: &Connection, statement: &str) -> Vec<Row> {
    let mut prepared = db.prepare(statement).expect("a query");
    let columns = prepared.column_count();
    let rows = prepared.query_map([], |row| (0..columns).map(|column| row.get(column)).collect());
    rows.expect("rows").map(|row| row.expect("a row")).collect()
}

/// Rows by their first column, which is dropped.
fn keyed(db: &Connection, statement: &str) -> BTreeMap<String, Vec<Row>> {
    let mut rows: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for mut row in query(db, statement) {
        let first = row.remove(0);
        rows.entry(key(&first)).or_default().push(row);
    }
    rows
}

/// Events by the message they belong to; one without a message came just before that of its message.
fn events(db: &Connection) -> BTreeMap<String, Vec<Row>> {
    let mut events: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut before = Vec::new();
    let of_message = place(db, "event", "message_id");
    for row in query(db, "SELECT * FROM event ORDER BY id") {
        let message = row[of_message].clone();
        before.push(row);
        if message != Value::Null {
            events.entry(key(&message)).or_default().append(&mut before);
        }
    }
    events
}

/// The words Cape indexes of a message.
fn words(id: &Value, raw: &[u8]) -> Row {
    let mail = mail::read(raw);
    let people = |people: &[mail::Address]| {
        let one = |one: &mail::Address| format!("{} {}", one.name.clone().unwrap_or_default(), one.address);
        people.iter().map(one).collect::<Vec<_>>().join(" ")
    };
    let sender: Vec<mail::Address> = mail.from.iter().chain(&mail.reply_to).cloned().collect();
    let recipients: Vec<mail::Address> = mail.to.iter().chain(&mail.cc).cloned().collect();
    let files = mail.attachments.iter().map(|file| file.name.clone()).collect::<Vec<_>>().join(" ");
    let columns =
        [mail.subject.clone(), mail.body.visible_text(), people(&sender), people(&recipients), files];
    let normal = columns.map(|column| Value::Text(domain::words::normalize(&column)));
    [id.clone()].into_iter().chain(normal).collect()
}

fn normal(value: &Value) -> Value {
    Value::Text(domain::words::normalize(&text(value)))
}

fn key(value: &Value) -> String {
    format!("{value:?}")
}

fn text(value: &Value) -> String {
    if let Value::Text(text) = value { text.clone() } else { String::new() }
}

fn blob(value: &Value) -> Vec<u8> {
    if let Value::Blob(bytes) = value { bytes.clone() } else { Vec::new() }
}
