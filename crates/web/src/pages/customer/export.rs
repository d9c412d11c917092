//! All customers as a CSV file that streams: the first byte leaves before the last customer is read.

use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::customer::export::{field_columns, field_names, header, part};
use axum::body::Body;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::CustomerId;
use std::collections::BTreeSet;

/// `GET /customers/export`.
pub(crate) async fn export(State(house): State<House>, viewer: Viewer) -> Result<Response> {
    let mut names = BTreeSet::new();
    let mut after = Some(CustomerId(0));
    while let Some(last) = after {
        let actor = viewer.actor.clone();
        let (more, next) = house.db.read(move |tx| field_names(tx, &actor, last)).await?;
        names.extend(more);
        after = next;
    }
    let columns = field_columns(&names);
    let lines = async_stream::stream! {
        yield Ok(header(&columns));
        let mut after = Some(CustomerId(0));
        while let Some(last) = after {
            let (actor, columns) = (viewer.actor.clone(), columns.clone());
            match house.db.read(move |tx| part(tx, &actor, &columns, last)).await {
                Ok(part) => {
                    after = part.next;
                    yield Ok(part.bytes);
                }
                // The browser sees a broken download, not a file that looks whole.
                Err(error) => {
                    tracing::error!(%error, "an export of customers broke off");
                    yield Err(std::io::Error::other("the export broke off"));
                    break;
                }
            }
        }
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"customers.csv\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, Body::from_stream(lines)).into_response())
}
