//! Files: taken from agents, fetched for agents.

use crate::{Error, Result, lookup, permit};
use domain::{Actor, AttachmentId, Moment, Permission};
pub use store::attachment::Attachment;
use store::attachment::NewAttachment;
use store::blob::Blob;
use store::{Tx, WriteTx};

/// Bytes of one uploaded file: with its encoding it still fits through common mail servers.
pub const UPLOAD_BYTES_MAX: usize = 25 * 1024 * 1024;
/// Bytes of a file name.
const NAME_BYTES_MAX: usize = 255;

/// Keeps an uploaded file until its message is written.
pub fn upload(
    tx: &WriteTx<'_>,
    actor: &Actor,
    name: &str,
    media_type: &str,
    blob: &Blob,
    moment: &Moment,
) -> Result<Attachment> {
    permit(actor, Permission::Note)?;
    if blob.size() > UPLOAD_BYTES_MAX {
        return Err(Error::invalid("file", "The file is larger than 25 MB; most mail servers refuse that."));
    }
    store::blob::put(tx, blob)?;
    let name = clean(name);
    let content_id = format!("{}@cape", moment.token(&format!("content {}", store::blob::hex(&blob.hash))));
    let new = NewAttachment {
        message_id: None,
        agent_id: actor.agent_id(),
        name: &name,
        media_type: if media_type.is_empty() { "application/octet-stream" } else { media_type },
        size: blob.size() as i64,
        blob_hash: blob.hash,
        part: "",
        inline: false,
        content_id: &content_id,
    };
    let id = store::attachment::add(tx, &new, moment.now)?;
    store::attachment::find(tx, id)?.ok_or(Error::NotFound("file"))
}

/// Those of the files that the actor uploaded and no message took yet.
pub fn uploaded(tx: &Tx<'_>, actor: &Actor, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    permit(actor, Permission::Note)?;
    let mut files = Vec::new();
    for &id in ids {
        let file = store::attachment::find(tx, id)?;
        files.extend(file.filter(|file| file.message_id.is_none() && is_own(file, actor)));
    }
    Ok(files)
}

/// Whether the actor uploaded it. Those of other systems belong to all of them: a token sees the whole house.
fn is_own(file: &Attachment, actor: &Actor) -> bool {
    file.agent_id == actor.agent_id()
}

/// A file, if the actor may see the message it belongs to (or uploaded it).
pub fn find(tx: &Tx<'_>, actor: &Actor, id: AttachmentId) -> Result<Attachment> {
    permit(actor, Permission::Read)?;
    let file = store::attachment::find(tx, id)?.ok_or(Error::NotFound("file"))?;
    match file.message_id {
        // A failed query is no missing file.
        Some(message) => match lookup::message(tx, actor, message) {
            Err(Error::NotFound(_) | Error::Forbidden) => Err(Error::NotFound("file")),
            Err(error) => Err(error),
            Ok(_) => Ok(file),
        },
        None if is_own(&file, actor) => Ok(file),
        None => Err(Error::NotFound("file")),
    }
}

/// A file with its bytes, if the actor may see it.
pub fn download(tx: &Tx<'_>, actor: &Actor, id: AttachmentId) -> Result<(Attachment, Vec<u8>)> {
    let file = find(tx, actor, id)?;
    let bytes = bytes(tx, &file)?;
    Ok((file, bytes))
}

/// The bytes of a file: the blob, or a part of the raw mail.
pub(crate) fn bytes(tx: &Tx<'_>, file: &Attachment) -> Result<Vec<u8>> {
    let blob = store::blob::get(tx, &file.blob_hash)?.ok_or(Error::NotFound("file"))?;
    if file.part.is_empty() {
        return Ok(blob);
    }
    mail::part(&blob, &file.part).ok_or(Error::NotFound("file"))
}

/// A file name without folders and control characters.
fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let mut clean: String = last.chars().filter(|c| !c.is_control()).collect();
    while clean.len() > NAME_BYTES_MAX {
        clean.pop();
    }
    if clean.trim().is_empty() { "file".to_owned() } else { clean }
}
