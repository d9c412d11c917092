//! Files: uploaded by agents, shown so that none can run.

use crate::failure::{Failure, Result};
use crate::guard::Viewer;
use crate::house::House;
use app::attachment::UPLOAD_BYTES_MAX;
use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::AttachmentId;
use serde_json::json;

/// Types a browser may show in its window: pictures and text that can't hold script. Everything else, SVG and
/// HTML above all, is downloaded.
const SHOWN: [&str; 6] =
    ["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "application/pdf"];

/// `POST /uploads` with the field `file`.
pub(crate) async fn upload(
    State(house): State<House>,
    viewer: Viewer,
    mut form: Multipart,
) -> Result<Response> {
    let unreadable = |_| Failure::BadRequest("The upload broke off. Attach the file again.".to_owned());
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if field.name() != Some("file") {
            continue;
        }
        let name = field.file_name().unwrap_or("file").to_owned();
        let media_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = field.bytes().await.map_err(|_| {
            Failure::App(app::Error::invalid(
                "file",
                format!("A file has at most {} MB.", UPLOAD_BYTES_MAX / 1024 / 1024),
            ))
        })?;
        let blob = tokio::task::spawn_blocking(move || app::blob(&bytes)).await;
        let blob = blob.map_err(|_| Failure::BadRequest("Attach the file again.".to_owned()))?;
        let (actor, moment) = (viewer.actor, house.moment());
        let file = house
            .db
            .write(move |tx| app::attachment::upload(tx, &actor, &name, &media_type, &blob, &moment))
            .await?;
        let markdown = if file.media_type.starts_with("image/") {
            format!("![{}](cid:{})", file.name.replace(['[', ']'], " "), file.content_id)
        } else {
            String::new()
        };
        let answer = json!({
            "id": file.id, "name": file.name, "media_type": file.media_type, "size": file.size,
            "url": format!("/attachments/{}", file.id), "markdown": markdown,
        });
        return Ok((StatusCode::CREATED, Json(answer)).into_response());
    }
    Err(Failure::BadRequest("No file came with the form.".to_owned()))
}

/// `GET /attachments/{attachment}`.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<AttachmentId>,
) -> Result<Response> {
    let actor = viewer.actor;
    let (file, bytes) = house.db.read(move |tx| app::attachment::download(tx, &actor, id)).await?;
    let shown = SHOWN.contains(&file.media_type.as_str());
    let kind = if shown { file.media_type.as_str() } else { "application/octet-stream" };
    let how = if shown { "inline" } else { "attachment" };
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_TYPE, value(kind));
    headers.insert(
        header::CONTENT_DISPOSITION,
        value(&format!("{how}; filename*=UTF-8''{}", super::conversation::path_part(&file.name))),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400"));
    Ok(response)
}

/// `GET /attachments/{attachment}/{name}`: the same; the name is for those who save it.
pub(crate) async fn show_named(
    state: State<House>,
    viewer: Viewer,
    Path((id, _)): Path<(AttachmentId, String)>,
) -> Result<Response> {
    show(state, viewer, Path(id)).await
}
