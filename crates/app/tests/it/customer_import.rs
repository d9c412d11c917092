//! Customers from and to CSV files.

use app::customer::import::{self, Known, Look, Mapping, Problem};
use app::customer::{NewCustomer, export};
use domain::{Actor, CustomerId, CustomerImportId, Reach, Role};
use std::collections::{BTreeMap, BTreeSet};
use store::customer_import::{CustomerImport, State};
use testkit::TestHouse;

fn owner(house: &TestHouse) -> Actor {
    Actor::Agent {
        id: house.agent("owner@cape.example"),
        role: Role::Owner,
        reach: Reach::All,
        teams: Vec::new(),
    }
}

/// Hands in a file in pieces of that size.
fn upload(house: &TestHouse, file: &[u8], piece: usize) -> CustomerImportId {
    let (actor, moment) = (owner(house), house.moment());
    let id = house.write(move |tx| import::begin(tx, &actor, "people.csv", &moment));
    for (number, bytes) in file.chunks(piece).enumerate() {
        let (actor, blob) = (owner(house), app::blob(bytes));
        house.write(move |tx| import::add_piece(tx, &actor, id, number as i64, &blob));
    }
    id
}

fn look(house: &TestHouse, id: CustomerImportId) -> Look {
    let actor = owner(house);
    house.read(move |tx| import::look(tx, &actor, id))
}

fn start(house: &TestHouse, id: CustomerImportId, known: Known) {
    let (actor, moment, mapping) = (owner(house), house.moment(), look(house, id).mapping);
    house.write(move |tx| import::start(tx, &actor, id, &mapping, known, &moment));
}

fn run(house: &TestHouse, file: &[u8], known: Known) -> (CustomerImport, Vec<Problem>) {
    let id = upload(house, file, 7);
    start(house, id, known);
    house.work();
    let look = look(house, id);
    (look.import, look.problems)
}

fn counts(import: &CustomerImport) -> (i64, i64, i64, i64) {
    (import.created_count, import.updated_count, import.skipped_count, import.problem_count)
}

fn customer(house: &TestHouse, email: &'static str) -> app::customer::View {
    house.read(move |tx| {
        let identity = store::identity::find_by_key(tx, "email", email)?.expect("somebody with that address");
        app::customer::view(tx, &Actor::System, identity.customer_id, None)
    })
}

const FILE: &str = "\u{feff}Name;E-Mail;Phone;Company;Language;Shoe size\r\n\
    Anna Berg;anna@customer.example; anna.b@customer.example;;Alder;de;38\r\n\
    \"Ben \"\"the boot\"\" Ode\";ben@customer.example;'+46 40 555 01 20;Alder;;\"two\r\nlines\"\r\n\
    \r\n\
    Cy;not an address;;;;\r\n\
    ;;;;xx;\r\n\
    Dora;dora@customer.example;;;no language at all;\r\n";

#[test]
fn rows_become_customers_and_problems_say_line_and_column() {
    let house = TestHouse::founded();
    let file = FILE.replace(
        "anna@customer.example; anna.b@customer.example",
        "\"anna@customer.example; anna.b@customer.example\"",
    );
    let (import, problems) = run(&house, file.as_bytes(), Known::Update);
    assert_eq!((import.state, counts(&import)), (State::Done, (2, 0, 0, 3)));
    let places: Vec<(u64, &str)> =
        problems.iter().map(|problem| (problem.line, problem.column.as_str())).collect();
    assert_eq!(places, [(6, "E-Mail"), (7, "Name"), (8, "")], "{problems:?}");
    let anna = customer(&house, "anna.b@customer.example");
    assert_eq!((anna.label(), anna.customer.language.as_str()), ("Anna Berg", "de"));
    assert_eq!(anna.organization.as_ref().map(|organization| organization.name.as_str()), Some("Alder"));
    assert_eq!(anna.fields, BTreeMap::from([("Shoe size".to_owned(), "38".to_owned())]));
    let ben = customer(&house, "ben@customer.example");
    assert_eq!((ben.label(), ben.identities[1].key.as_str()), ("Ben \"the boot\" Ode", "+46405550120"));
    assert_eq!(ben.organization, anna.organization, "one company");
}

#[test]
fn known_customers_are_changed_or_left_as_chosen() {
    let house = TestHouse::founded();
    run(&house, b"name,email,city\nAnna,anna@customer.example,Malmo\n", Known::Update);
    let file =
        b"name,email,phone,city\nAnna Berg,ANNA@customer.example,040 55501,\nBen,ben@customer.example,,\n";
    let (import, _) = run(&house, file, Known::Skip);
    assert_eq!(counts(&import), (1, 0, 1, 0));
    assert_eq!(customer(&house, "anna@customer.example").label(), "Anna");
    let (import, _) = run(&house, file, Known::Update);
    assert_eq!(counts(&import), (0, 2, 0, 0));
    let anna = customer(&house, "anna@customer.example");
    assert_eq!((anna.label(), anna.identities.len()), ("Anna Berg", 2));
    assert_eq!(anna.fields["city"], "Malmo", "an empty cell changes nothing");
}

#[test]
fn a_row_about_two_customers_is_a_problem() {
    let house = TestHouse::founded();
    run(&house, b"email\nanna@customer.example\nben@customer.example\n", Known::Update);
    let (import, problems) =
        run(&house, b"email\nanna@customer.example;ben@customer.example\n\n", Known::Update);
    // One column: the separator of the file is a semicolon then, so both would be cells of their own.
    assert_eq!(counts(&import).3 + counts(&import).1, 1, "{problems:?}");
    let (import, problems) =
        run(&house, b"name,email\nTwo,\"anna@customer.example; ben@customer.example\"\n", Known::Update);
    assert_eq!(counts(&import), (0, 0, 0, 1));
    assert!(problems[0].words.contains("several customers"), "{problems:?}");
}

#[test]
fn an_import_goes_on_batch_by_batch_and_can_be_stopped() {
    let house = TestHouse::founded();
    let rows: String =
        (0..450).map(|number| format!("Person {number},p{number}@customer.example\n")).collect();
    let id = upload(&house, format!("name,email\n{rows}").as_bytes(), 1000);
    start(&house, id, Known::Update);
    let step = || import::work(&house.db, &house.moment()).expect("a batch");
    assert!(step());
    assert_eq!(counts(&look(&house, id).import), (200, 0, 0, 0), "a batch is one transaction");
    assert_eq!(look(&house, id).import.line, 202);
    assert!(step());
    let (actor, moment) = (owner(&house), house.moment());
    house.write(move |tx| import::stop(tx, &actor, id, &moment));
    assert!(!step(), "stopped");
    assert_eq!((look(&house, id).import.state, counts(&look(&house, id).import).0), (State::Stopped, 400));
    let id = upload(&house, format!("name,email\n{rows}").as_bytes(), 1000);
    start(&house, id, Known::Skip);
    house.work();
    assert_eq!(counts(&look(&house, id).import), (50, 0, 400, 0));
}

#[test]
fn files_that_are_none_are_refused_in_words() {
    let house = TestHouse::founded();
    let words = |file: &[u8]| look(&house, upload(&house, file, 1 << 20)).unreadable.unwrap_or_default();
    assert!(words(b"PK\x03\x04rest").contains("spreadsheet"));
    assert!(words(b"\xff\xfen\0a\0").contains("UTF-16"));
    assert!(words(b"").contains("empty"));
    let mut endless = b"name\nAnna\n\"never closed".to_vec();
    endless.extend(std::iter::repeat_n(b'x', 3 << 20));
    let id = upload(&house, &endless, 1 << 20);
    assert!(look(&house, id).unreadable.is_some_and(|words| words.contains("never closed")));
    start(&house, id, Known::Update);
    house.work();
    let look = look(&house, id);
    assert_eq!((look.import.state, counts(&look.import)), (State::Stopped, (1, 0, 0, 1)));
    assert_eq!(look.problems[0].line, 3);
}

#[test]
fn old_spreadsheets_write_windows_1252() {
    let house = TestHouse::founded();
    run(&house, b"name,email\nJos\xe9 \x80,jose@customer.example\n", Known::Update);
    assert_eq!(customer(&house, "jose@customer.example").label(), "José €");
}

#[test]
fn what_goes_out_can_come_back_and_runs_nothing() {
    let house = TestHouse::founded();
    let new = NewCustomer {
        name: "=HYPERLINK(\"evil\")".into(),
        emails: vec!["anna@customer.example".into(), "a.berg@customer.example".into()],
        phones: vec!["+46 40 555 01 20".into()],
        organization: "@home, Ltd".into(),
        language: "sv".into(),
        fields: BTreeMap::from([("-Size".to_owned(), "+38".to_owned())]),
        ..NewCustomer::default()
    };
    let moment = house.moment();
    house.write(move |tx| app::customer::create(tx, &Actor::System, &new, &moment));
    let (file, columns) = house.read(|tx| {
        let (names, _) = export::field_names(tx, &Actor::System, CustomerId(0))?;
        let columns = export::field_columns(&names);
        let mut file = export::header(&columns);
        file.extend(export::part(tx, &Actor::System, &columns, CustomerId(0))?.bytes);
        Ok((file, columns))
    });
    assert_eq!(columns, ["-Size"]);
    let text = String::from_utf8(file.clone()).expect("text");
    for formula in [",=", ",+", ",-", ",@", "\"=", "\"@"] {
        assert!(!text.contains(formula), "{formula} in {text}");
    }
    let other = TestHouse::founded();
    let (import, problems) = run(&other, &file, Known::Update);
    assert_eq!(counts(&import), (1, 0, 0, 0), "{problems:?}");
    let anna = customer(&other, "a.berg@customer.example");
    assert_eq!((anna.label(), anna.identities.len()), ("=HYPERLINK(\"evil\")", 3));
    assert_eq!(anna.fields.keys().collect::<BTreeSet<_>>().len(), 1);
    assert_eq!(Mapping::guess(["Id", "Known since"]).0, [import::Column::Ignore, import::Column::Ignore]);
}
