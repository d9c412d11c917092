//! Importing customers: a file comes in, is looked at, and is worked off while people do something else.

use crate::body::{Form, go};
use crate::failure::{Failure, Result};
use crate::format::{Clock, size};
use crate::frame::{Room, framed};
use crate::guard::Viewer;
use crate::house::House;
use app::customer::import::{
    self, Column as Meaning, CustomerImport, FILE_BYTES_MAX, Known, Look, Mapping, PIECE_BYTES,
    State as Stage,
};
use axum::extract::{Multipart, Path, State};
use axum::response::{Html, IntoResponse, Response};
use domain::CustomerImportId;
use ui::prelude::*;

/// Imports shown below the form.
const SHOWN: i64 = 10;

/// `GET /customers/import`.
pub(crate) async fn upload_form(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let actor = viewer.actor.clone();
    let imports = house.db.read(move |tx| import::imports(tx, &actor, SHOWN)).await?;
    let clock = Clock::new(&viewer.agent.time_zone, house.moment().now);
    let form = html! {
        (FileField::new("file", "CSV file").accept(".csv,text/csv").required()
            .hint(format!("Up to {} MB. The first line names the columns; you see the first rows before anything happens.", FILE_BYTES_MAX / 1_000_000)))
        (form_actions(html! { (Button::new("Look at it").primary()) (Button::link("Cancel", "/customers").quiet()) }))
    };
    let body = html! {
        (Card::new(ui::prelude::Form::new("/customers/import", form).multipart()))
        @if !imports.is_empty() { (Card::new(earlier(&imports, &clock)).title("Earlier imports").flush()) }
    };
    let head = PageHead::new("Import customers").under("Customers", "/customers")
        .note("Names, addresses, phone numbers, organizations, languages and fields of your own, from a spreadsheet or another system.");
    let page = framed(&viewer, Room::Customers, "Import customers", content(head, body));
    Ok(Html(page.render().into_string()).into_response())
}

fn earlier(imports: &[CustomerImport], clock: &Clock) -> Table {
    let columns = vec![
        Column::new("File"),
        Column::new("State"),
        Column::number("Added"),
        Column::number("Changed"),
        Column::number("Problems"),
        Column::new("When"),
    ];
    let mut table = Table::new("Earlier imports", columns).stacks();
    for import in imports {
        table = table.row(vec![
            Cell::new(html! { a href={"/customer-imports/" (import.id)} { (import.name) } }),
            Cell::new(stage_words(import.state)),
            Cell::new(import.created_count),
            Cell::new(import.updated_count),
            Cell::new(import.problem_count),
            Cell::new(clock.time(import.created_at)),
        ]);
    }
    table
}

fn stage_words(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => "not begun",
        Stage::Running => "on its way",
        Stage::Done => "done",
        Stage::Stopped => "stopped",
    }
}

/// `POST /customers/import`: the file is kept piece by piece as it comes, so its size costs no memory.
pub(crate) async fn receive(
    State(house): State<House>,
    viewer: Viewer,
    mut form: Multipart,
) -> Result<Response> {
    let unreadable = |error: axum::extract::multipart::MultipartError| Failure::BadRequest(error.body_text());
    while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or("customers.csv").to_owned();
        let (actor, moment) = (viewer.actor.clone(), house.moment());
        let id = house.db.write(move |tx| import::begin(tx, &actor, &name, &moment)).await?;
        let (mut piece, mut number) = (Vec::with_capacity(PIECE_BYTES), 0);
        while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
            let mut rest: &[u8] = &chunk;
            while !rest.is_empty() {
                let (now, later) = rest.split_at(rest.len().min(PIECE_BYTES - piece.len()));
                piece.extend_from_slice(now);
                rest = later;
                if piece.len() == PIECE_BYTES {
                    keep(&house, &viewer, id, number, std::mem::take(&mut piece)).await?;
                    number += 1;
                }
            }
        }
        keep(&house, &viewer, id, number, piece).await?;
        return Ok(go(&format!("/customer-imports/{id}")));
    }
    Err(Failure::BadRequest("No file came with the form.".to_owned()))
}

async fn keep(
    house: &House,
    viewer: &Viewer,
    id: CustomerImportId,
    number: i64,
    piece: Vec<u8>,
) -> Result<()> {
    if piece.is_empty() {
        return Ok(());
    }
    // Hashing and compressing take a while: not on the threads that serve others.
    let blob = tokio::task::spawn_blocking(move || app::blob(&piece)).await;
    let blob = blob.map_err(|_| Failure::BadRequest("The file could not be kept.".to_owned()))?;
    let actor = viewer.actor.clone();
    house.db.write(move |tx| import::add_piece(tx, &actor, id, number, &blob)).await?;
    Ok(())
}

/// `GET /customer-imports/{import}`: what the file holds, or how far it has come.
pub(crate) async fn show_import(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerImportId>,
) -> Result<Response> {
    let actor = viewer.actor.clone();
    let look = house.db.read(move |tx| import::look(tx, &actor, id)).await?;
    let body = match look.import.state {
        Stage::Draft => preview(&look),
        _ => progress(&look),
    };
    let head = PageHead::new(&look.import.name)
        .under("Import customers", "/customers/import")
        .note(size(look.import.size));
    let page = framed(&viewer, Room::Customers, &look.import.name, content(head, body));
    Ok(Html(page.topics([format!("customer-import-{id}")]).render().into_string()).into_response())
}

/// What a column can be, in words.
const MEANINGS: [(&str, &str); 12] = [
    ("name", "Name"),
    ("first_name", "First name"),
    ("last_name", "Last name"),
    ("email", "Mail address"),
    ("phone", "Phone number"),
    ("handle", "Handle"),
    ("external", "Id in another system"),
    ("organization", "Organization"),
    ("language", "Language"),
    ("time_zone", "Time zone"),
    ("field", "A field of that name"),
    ("ignore", "Leave it out"),
];

fn preview(look: &Look) -> Markup {
    let id = look.import.id;
    if let Some(words) = &look.unreadable {
        return html! {
            (Banner::new(words).inline())
            (Button::link("Choose another file", "/customers/import").primary())
        };
    }
    let mut table = Table::new(
        "The first rows",
        std::iter::once("Line").chain(look.headers.iter().map(String::as_str)).map(Column::new).collect(),
    )
    .stacks();
    for row in &look.rows {
        let cells = std::iter::once(row.line.to_string()).chain(row.cells.iter().cloned());
        table = table.row(cells.map(Cell::new).collect());
    }
    let choices = html! {
        @for (number, (header, meaning)) in look.headers.iter().zip(&look.mapping.0).enumerate() { (choice(number, header, meaning)) }
    };
    let columns = html! {
        (fields_side_by_side(&choices))
        (form_section("Customers you know already", "Somebody is known when an address or number in the row is theirs.", html! {
            (Checkbox::radio("known", "update", "Change them").checked(true).hint("They get what the file says; empty cells change nothing."))
            (Checkbox::radio("known", "skip", "Leave them as they are"))
        }))
        (form_actions(html! { (Button::new("Start the import").primary()) (Button::link("Choose another file", "/customers/import").quiet()) }))
    };
    html! {
        (Card::new(ui::prelude::Form::new(format!("/customer-imports/{id}/start"), columns)).title("What the columns are"))
        (problems(look, "Problems in the first rows"))
        (Card::new(table).title("The first rows").flush())
    }
}

fn choice(number: usize, header: &str, meaning: &Meaning) -> Select {
    let label = if header.trim().is_empty() { format!("Column {}", number + 1) } else { header.to_owned() };
    let mut select = Select::new(format!("column-{number}"), label);
    for (value, words) in MEANINGS {
        select = select.option(value, words, meaning.name() == value);
    }
    select
}

fn progress(look: &Look) -> Markup {
    let import = &look.import;
    let running = import.state == Stage::Running;
    let label = match import.state {
        Stage::Running => "On its way. You can leave this page; the import goes on.",
        Stage::Done => "Done.",
        _ => "Stopped. What was done stays.",
    };
    let facts = Facts::new()
        .wide()
        .fact("Added", import.created_count)
        .fact("Changed", import.updated_count)
        .fact("Left as they were", import.skipped_count)
        .fact("Problems", import.problem_count);
    html! {
        (Card::new(html! {
            (Progress::new(label, import.position.max(0) as u64, Some(import.size.max(1) as u64))
                .note(format!("{} of {}", size(import.position), size(import.size))))
            (facts)
            (form_actions(html! {
                @if running { (Post::new(format!("/customer-imports/{}/stop", import.id), Button::new("Stop"))) }
                (Button::link("Customers", "/customers"))
            }))
        }).id("progress"))
        (problems(look, "Problems"))
    }
}

fn problems(look: &Look, title: &str) -> Markup {
    if look.problems.is_empty() {
        return Markup::default();
    }
    let columns = vec![Column::number("Line"), Column::new("Column"), Column::new("What is wrong")];
    let mut table = Table::new(title, columns);
    for problem in &look.problems {
        table =
            table.row(vec![Cell::new(problem.line), Cell::new(&problem.column), Cell::new(&problem.words)]);
    }
    let shown = look.problems.len() as i64;
    let card = Card::new(table).title(title).flush().id("problems");
    if look.import.problem_count > shown {
        card.note(format!("the first {shown} of {}", look.import.problem_count)).render()
    } else {
        card.render()
    }
}

/// `POST /customer-imports/{import}/start`.
pub(crate) async fn start(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerImportId>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house
        .db
        .write(move |tx| {
            let look = import::look(tx, &actor, id)?;
            let value =
                |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
            let column = |(number, header): (usize, &String)| match value(&format!("column-{number}")) {
                Some(choice) => Meaning::parse(choice, header).unwrap_or(Meaning::Ignore),
                None => Meaning::guess(header),
            };
            let mapping = Mapping(look.headers.iter().enumerate().map(column).collect());
            let known = Known::parse(value("known").unwrap_or_default());
            import::start(tx, &actor, id, &mapping, known, &moment)
        })
        .await?;
    Ok(go(&format!("/customer-imports/{id}")))
}

/// `POST /customer-imports/{import}/stop`.
pub(crate) async fn stop(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<CustomerImportId>,
) -> Result<Response> {
    let (actor, moment) = (viewer.actor, house.moment());
    house.db.write(move |tx| import::stop(tx, &actor, id, &moment)).await?;
    Ok(go(&format!("/customer-imports/{id}")))
}
