//! The two kinds of archives, read in one way: a mail, and the place after it.

use super::bookmark;
use crate::archive::{self, Content, MailFile, Mbox, Piece};
use jiff::Timestamp;
use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Bytes of an mbox read at once.
const BUFFER_BYTES: usize = 256 * 1024;

/// An archive that is there.
pub(super) struct Source {
    pub(super) path: PathBuf,
    /// The name of its bookmark.
    pub(super) name: String,
    /// What it looks like now.
    pub(super) edition: String,
    /// How much there is: bytes of an mbox, files of a Maildir.
    pub(super) whole: u64,
    kind: Kind,
}

enum Kind {
    Mbox,
    Maildir(Vec<MailFile>),
}

/// One mail on its way out of an archive.
pub(super) struct Step {
    /// The mail, or why it can't be read.
    pub(super) content: Result<Content, String>,
    /// Where to go on after it.
    pub(super) place: String,
    /// How much is done then.
    pub(super) done: u64,
}

impl Source {
    /// An mbox file.
    pub(super) fn mbox(path: &Path) -> io::Result<Self> {
        let about = std::fs::metadata(path)?;
        if !about.is_file() {
            return Err(io::Error::other("this is no file; for a folder of mails: cape import maildir"));
        }
        let changed = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let changed = Timestamp::try_from(changed).unwrap_or(Timestamp::UNIX_EPOCH);
        // What isn't an mbox is said before anything else happens.
        Mbox::open(BufReader::new(File::open(path)?), 0)?;
        Ok(Self {
            path: path.to_owned(),
            name: bookmark::name("mbox", path),
            edition: format!("{} bytes, {changed}", about.len()),
            whole: about.len(),
            kind: Kind::Mbox,
        })
    }

    /// A Maildir.
    pub(super) fn maildir(path: &Path) -> io::Result<Self> {
        let mails = archive::maildir(path)?;
        Ok(Self {
            path: path.to_owned(),
            name: bookmark::name("maildir", path),
            // Mails come and go in a Maildir; the place is the name of a file and means the same afterwards.
            edition: "maildir".to_owned(),
            whole: mails.len() as u64,
            kind: Kind::Maildir(mails),
        })
    }

    /// Whether an archive that was filed to its end is worth another look although it looks the same.
    pub(super) fn may_have_news(&self) -> bool {
        matches!(self.kind, Kind::Maildir(_))
    }

    /// Hands out the mails after `place` (empty: all) until `take` says that it is enough.
    pub(super) fn each(
        &self,
        place: &str,
        mut take: impl FnMut(Step) -> app::Result<bool>,
    ) -> Result<(), Box<dyn std::error::Error>> {
        match &self.kind {
            Kind::Mbox => {
                let file = BufReader::with_capacity(BUFFER_BYTES, File::open(&self.path)?);
                let mut mbox = Mbox::open(file, place.parse().unwrap_or(0))?;
                while let Some(Piece { content, next }) = mbox.next()? {
                    if !take(Step { content: Ok(content), place: next.to_string(), done: next })? {
                        break;
                    }
                }
            }
            Kind::Maildir(mails) => {
                let names = || mails.iter().map(|mail| mail.name(&self.path));
                let begin = names().position(|name| name == place).map_or(0, |found| found + 1);
                for (done, mail) in (1_u64..).zip(mails).skip(begin) {
                    let content = mail.read().map_err(|error| error.to_string());
                    if !take(Step { content, place: mail.name(&self.path), done })? {
                        break;
                    }
                }
            }
        }
        Ok(())
    }
}
