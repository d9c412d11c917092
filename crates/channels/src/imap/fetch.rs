//! From a listed mail to an arrival: whole, only its beginning, gone, or unreadable.

use super::{
    connection::{Connection, Halt},
    folder::{Listed, Part},
    frame::Literal,
    intake::{Arrival, Extent, Position, Source},
    limits::{BEGINNING_MAX_BYTES, STRIKES_ALONE_MAX, STRIKES_MAX},
    response::Status,
};
use crate::wire::Trouble;

/// A mail that failed before, remembered across connections.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Difficulty {
    /// Which mail, if any.
    uid: Option<u32>,
    /// Failures in a row on it.
    strikes: u32,
    /// Right before its last failure the server handed out another mail: so it is this mail's own.
    proven: bool,
}

impl Difficulty {
    /// Notes that the session ended in trouble while `uid` was under way.
    pub(super) fn strike(&mut self, uid: Option<u32>) {
        match uid {
            Some(uid) if self.uid == Some(uid) => self.strikes = self.strikes.saturating_add(1),
            Some(uid) => *self = Self { uid: Some(uid), strikes: 1, proven: false },
            None => {}
        }
    }

    /// Whether `uid` failed before.
    pub(super) fn is_with(self, uid: u32) -> bool {
        self.uid == Some(uid)
    }
}

/// The mail `source` alone; `None` when it left the folder meanwhile. A mail that failed too often is handed over as
/// unreadable, once it is clear that the server does hand out others.
pub(super) async fn fetch_alone(
    connection: &mut Connection,
    source: Source,
    listed: &Listed,
    mail_max_bytes: u64,
    difficulty: &mut Difficulty,
) -> Result<Option<Arrival>, Halt> {
    let uid = source.position.uid;
    let suspected = difficulty.is_with(uid) && difficulty.strikes >= STRIKES_MAX;
    if suspected {
        if difficulty.proven {
            // The last attempt broke the connection: another one would do so again.
            return Ok(Some(unreadable(source, Vec::new(), difficulty.strikes)));
        }
        let others = connection.hands_out_another(uid).await?;
        difficulty.proven = others.unwrap_or(difficulty.strikes >= STRIKES_ALONE_MAX);
    }
    let part =
        if listed.size_bytes > mail_max_bytes { Part::First(BEGINNING_MAX_BYTES) } else { Part::Whole };
    let (mut bodies, done) = connection.fetch(&[uid], part, mail_max_bytes).await?;
    if let Some(body) = bodies.remove(&uid) {
        return Ok(Some(arrived(source, body, part, listed.size_bytes)));
    }
    if done.status == Status::Ok && !connection.has(uid).await? {
        return Ok(None);
    }
    if suspected && difficulty.proven {
        // Less of it may be readable. Should this break the connection, the next one knows enough.
        let beginning = BEGINNING_MAX_BYTES as u64;
        let (mut bodies, _) = connection.fetch(&[uid], Part::First(BEGINNING_MAX_BYTES), beginning).await?;
        let raw = bodies.remove(&uid).map(|body| body.bytes).unwrap_or_default();
        return Ok(Some(unreadable(source, raw, difficulty.strikes)));
    }
    let what = "The mail server doesn't hand out one of its mails.";
    Err(Trouble::protocol(what).said(&done.words).into())
}

fn arrived(source: Source, body: Literal, part: Part, listed_bytes: u64) -> Arrival {
    let extent = match part {
        Part::First(_) => Extent::Beginning { size_bytes: listed_bytes },
        // The list understated the size: the beginning was kept, the rest thrown away while reading.
        Part::Whole if body.is_cut() => Extent::Beginning { size_bytes: body.size_bytes },
        Part::Whole => Extent::Whole,
    };
    let mut raw = body.bytes;
    if extent != Extent::Whole {
        raw.truncate(BEGINNING_MAX_BYTES);
    }
    Arrival { raw, source, extent }
}

fn unreadable(source: Source, raw: Vec<u8>, strikes: u32) -> Arrival {
    let why = format!(
        "The mail server failed {} times to hand out this mail, while it handed out others.",
        strikes + 1
    );
    Arrival { raw, source, extent: Extent::Unreadable { why } }
}

/// Where a mail is.
pub(super) fn source(folder: &str, uid_validity: u32, uid: u32, listed: &Listed) -> Source {
    Source {
        folder: folder.to_owned(),
        position: Position { uid_validity, uid },
        internal_date: listed.internal_date,
    }
}
