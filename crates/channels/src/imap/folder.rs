//! An open folder: which mails it has, and their bytes. Opened read-only, so that nothing we do leaves a trace.

use super::{
    connection::{Connection, Done, Halt},
    frame::Literal,
    limits::LIST_MAX_MAILS,
    response::{Fetched, Response, Status, code_number},
    utf7::quoted_folder,
};
use crate::wire::{Trouble, TroubleKind};
use jiff::Timestamp;
use std::{collections::BTreeMap, ops::RangeInclusive};

/// What the list says about a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) size_bytes: u64,
    pub(super) internal_date: Option<Timestamp>,
}

/// Which part of a mail to fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// At most so many bytes from its start.
    First(usize),
}

impl Connection {
    /// Opens `folder` and returns its UIDVALIDITY.
    pub(super) async fn examine(&mut self, folder: &str) -> Result<u32, Halt> {
        let mut uid_validity = None;
        self.exists = 0;
        let command = format!("EXAMINE {}", quoted_folder(folder));
        let done = self.command(&command, |response| {
            if let Response::Said { status: Status::Ok, words } = response {
                uid_validity = uid_validity.or(code_number(&words, "UIDVALIDITY"));
            }
        });
        let what = format!("The folder \"{folder}\" can't be opened. Check its name.");
        done.await?.ok_or(TroubleKind::Folder, &what)?;
        self.news = false;
        uid_validity.ok_or_else(|| {
            Trouble::protocol(
                "The mail server doesn't number the mails of this folder lastingly (no UIDVALIDITY).",
            )
            .into()
        })
    }

    /// The highest UID in the folder, `None` when it is empty.
    pub(super) async fn highest_uid(&mut self) -> Result<Option<u32>, Halt> {
        if self.exists == 0 {
            return Ok(None);
        }
        let mut highest = None;
        // `*` is the last mail; asking an empty folder for it is an error on some servers.
        let done = self.command("UID FETCH * (UID)", |response| {
            if let Response::Fetch(fetched) = response {
                highest = highest.max(fetched.uid);
            }
        });
        done.await?.ok_or(TroubleKind::Protocol, "The mail server doesn't say which mails it has.")?;
        Ok(highest)
    }

    /// The first mails with UIDs in `range`, at most [`LIST_MAX_MAILS`], and whether there may be more.
    pub(super) async fn list(
        &mut self,
        range: RangeInclusive<u32>,
    ) -> Result<(BTreeMap<u32, Listed>, bool), Halt> {
        let mut listed = BTreeMap::new();
        let mut more = false;
        let command = format!("UID FETCH {}:{} (UID RFC822.SIZE INTERNALDATE)", range.start(), range.end());
        let done = self.command(&command, |response| {
            let Response::Fetch(Fetched { uid: Some(uid), size_bytes, internal_date, .. }) = response else {
                return;
            };
            // Servers may tell of other mails at any time; a size that isn't told is found out by fetching.
            if range.contains(&uid) && (size_bytes.is_some() || !listed.contains_key(&uid)) {
                listed.insert(uid, Listed { size_bytes: size_bytes.unwrap_or(0), internal_date });
            }
            if listed.len() > LIST_MAX_MAILS {
                listed.pop_last();
                more = true;
            }
        });
        done.await?.ok_or(TroubleKind::Protocol, "The mail server doesn't list its mails.")?;
        Ok((listed, more))
    }

    /// Fetches mails by UID, keeping at most `keep_bytes` of all of them together; those the server doesn't hand
    /// out are missing.
    pub(super) async fn fetch(
        &mut self,
        uids: &[u32],
        part: Part,
        keep_bytes: u64,
    ) -> Result<(BTreeMap<u32, Literal>, Done), Halt> {
        let set = uids.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let bounds = match part {
            Part::Whole => String::new(),
            Part::First(bytes) => format!("<0.{bytes}>"),
        };
        let mut bodies: BTreeMap<u32, Literal> = BTreeMap::new();
        let tag = self.send(&format!("UID FETCH {set} (UID BODY.PEEK[]{bounds})")).await?;
        loop {
            let kept: u64 = bodies.values().map(|body| body.bytes.len() as u64).sum();
            match self.response(keep_bytes.saturating_sub(kept), self.patience()).await? {
                Response::Fetch(Fetched { uid: Some(uid), body: Some(body), .. }) if uids.contains(&uid) => {
                    bodies.entry(uid).or_insert(body);
                }
                Response::Done { tag: answered, status, words } if answered == tag => {
                    return Ok((bodies, Done { status, words }));
                }
                _ => {}
            }
        }
    }

    /// Whether the folder still has the mail.
    pub(super) async fn has(&mut self, uid: u32) -> Result<bool, Halt> {
        let mut found = false;
        let command = format!("UID SEARCH UID {uid}");
        let done = self.command(&command, |response| {
            if let Response::Search(uids) = response {
                found |= uids.contains(&uid);
            }
        });
        done.await?.ok_or(TroubleKind::Protocol, "The mail server doesn't search its mails.")?;
        Ok(found)
    }

    /// Whether the server hands out a mail other than `uid`: then a failure on `uid` is that mail's own.
    /// `None` when there is no other.
    pub(super) async fn hands_out_another(&mut self, uid: u32) -> Result<Option<bool>, Halt> {
        let mut others = Vec::new();
        for number in [self.exists, self.exists.saturating_sub(1)] {
            if number == 0 {
                continue;
            }
            let command = format!("FETCH {number} (UID)");
            let done = self.command(&command, |response| {
                if let Response::Fetch(Fetched { uid: Some(other), .. }) = response {
                    others.push(other);
                }
            });
            done.await?;
        }
        let Some(other) = others.into_iter().find(|other| *other != uid) else { return Ok(None) };
        let (bodies, _) = self.fetch(&[other], Part::First(1024), 1024).await?;
        Ok(Some(bodies.contains_key(&other)))
    }
}
