//! `/attachments`: files of messages; uploaded first, then named in the reply or note they go with.

use crate::body::{Create, Id, Query, Upload};
use crate::guard::Caller;
use crate::house::House;
use crate::once::create;
use crate::problem::{Failure, Result};
use app::attachment::Attachment as File;
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::AttachmentId;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Files of one message: more is an archive, and goes along as one.
const FILES_MAX: usize = 50;
/// Characters of a file's name: what file systems take.
const NAME_CHARACTERS_MAX: usize = 255;
/// What stands in `filename*` as it is (RFC 8187, section 3.2.1).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A file of a message.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Attachment {
    id: i64,
    /// The message it belongs to; null while no message has taken it.
    message_id: Option<i64>,
    name: String,
    /// As its sender declared it.
    media_type: String,
    /// Bytes.
    size: i64,
    /// Whether the text shows it.
    inline: bool,
    /// What `cid:` stands for it in a text.
    content_id: String,
}

impl From<File> for Attachment {
    fn from(file: File) -> Self {
        Self {
            id: file.id.0,
            message_id: file.message_id.map(|id| id.0),
            name: file.name,
            media_type: file.media_type,
            size: file.size,
            inline: file.inline,
            content_id: file.content_id,
        }
    }
}

/// The ids of files.
pub(crate) fn ids(numbers: &[i64]) -> Vec<AttachmentId> {
    numbers.iter().copied().map(AttachmentId).collect()
}

/// Refuses more files than one message takes.
pub(crate) fn few(files: &[i64]) -> Result<()> {
    let words = || format!("A message takes at most {FILES_MAX} files.");
    if files.len() > FILES_MAX { Err(Failure::unusable("attachments", words())) } else { Ok(()) }
}

/// What the file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FileQuery {
    /// With its ending; folders before it are left out.
    #[param(min_length = 1, max_length = 255)]
    name: String,
}

/// Upload a file. Name its `id` in a reply or a note within seven days; after that it is forgotten.
#[utoipa::path(post, path = "/attachments", tag = "Attachments", operation_id = "upload_attachment", params(FileQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream",
        description = "The bytes, at most 25 MB. The header Content-Type says of what kind they are."),
    responses((status = 201, description = "The file, not yet of any message", body = Attachment)))]
pub(crate) async fn upload(
    State(house): State<House>,
    caller: Caller,
    Query(query): Query<FileQuery>,
    asked: Upload,
) -> Result<Response> {
    if query.name.is_empty() || query.name.chars().count() > NAME_CHARACTERS_MAX {
        return Err(Failure::unusable("name", format!("A name has 1 to {NAME_CHARACTERS_MAX} characters.")));
    }
    let Upload { bytes, media_type, key } = asked;
    if bytes.is_empty() {
        return Err(Failure::unusable("body", "The file is empty: send its bytes as the body."));
    }
    // Hashed and compressed aside: 25 MB would hold up other requests.
    let blob = tokio::task::spawn_blocking(move || app::blob(&bytes)).await;
    let blob = blob.map_err(|_| Failure::Malformed("The upload broke off. Send the file again.".into()))?;
    create(&house, caller, Create { value: blob, key }, move |tx, actor, blob, moment| {
        let file = app::attachment::upload(tx, actor, &query.name, &media_type, blob, moment)?;
        Ok((StatusCode::CREATED, Attachment::from(file)))
    })
    .await
}

/// Show what is known about a file.
#[utoipa::path(get, path = "/attachments/{attachment}", tag = "Attachments", operation_id = "show_attachment",
    params(("attachment" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The file", body = Attachment)))]
pub(crate) async fn show(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<AttachmentId>,
) -> Result<Json<Attachment>> {
    Ok(Json(house.db.read(move |tx| app::attachment::find(tx, &caller.actor, id)).await?.into()))
}

/// Fetch the bytes of a file. Whatever it claims to be, it comes as something to be saved, never to be shown.
#[utoipa::path(get, path = "/attachments/{attachment}/content", tag = "Attachments", operation_id = "fetch_attachment",
    params(("attachment" = i64, Path, minimum = 1)),
    responses((status = 200, description = "The bytes", body = Vec<u8>, content_type = "application/octet-stream")))]
pub(crate) async fn content(
    State(house): State<House>,
    caller: Caller,
    Id(id): Id<AttachmentId>,
) -> Result<Response> {
    let (file, bytes) = house.db.read(move |tx| app::attachment::download(tx, &caller.actor, id)).await?;
    let name = utf8_percent_encode(&file.name, KEPT);
    let disposition = HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{name}"));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    let nothing_runs = HeaderValue::from_static("default-src 'none'; sandbox");
    headers.insert(header::CONTENT_SECURITY_POLICY, nothing_runs);
    Ok(response)
}
