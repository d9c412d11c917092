//! Taking everything that came since the last time, in order of UID, with bounded memory.

use super::{
    connection::{Connection, Halt},
    fetch::{Difficulty, fetch_alone, source},
    folder::{Listed, Part},
    intake::{Arrival, Extent, Intake, Left, NotTaken},
    limits::{GROUP_MAX_BYTES, GROUP_MAX_MAILS, LIST_MAX_MAILS},
    response::Status,
    settings::Settings,
};
use crate::wire::{Trouble, TroubleKind};
use jiff::SignedDuration;
use std::collections::BTreeMap;

/// Clocks of servers differ, and some write the time of reception in another zone: what is near the time of connecting
/// counts as new. Taken needlessly it is a mail too many; left wrongly it is a customer unanswered.
const LEFT_SLACK: SignedDuration = SignedDuration::from_hours(24);

/// A folder being taken, over one connection.
pub(super) struct CatchUp<'a, I> {
    pub(super) settings: &'a Settings,
    pub(super) intake: &'a I,
    pub(super) folder: &'a str,
    pub(super) uid_validity: u32,
    /// All mails up to this UID are taken or gone.
    pub(super) last_uid: u32,
    /// What was there before and stays there; met again only after the folder was numbered anew.
    pub(super) left: Option<Left>,
    /// What failed before on earlier connections.
    pub(super) difficulty: Difficulty,
    /// The mail under way; what is to blame when the connection breaks.
    pub(super) under_way: Option<u32>,
    /// Mails taken over this connection.
    pub(super) taken: u64,
}

impl<I: Intake> CatchUp<'_, I> {
    /// Takes all there is. Returns once nothing is newer than the last mail taken.
    pub(super) async fn run(&mut self, connection: &mut Connection) -> Result<(), Halt> {
        loop {
            connection.news = false;
            let highest = connection.highest_uid().await?.unwrap_or(0);
            if highest <= self.last_uid && !connection.news {
                return Ok(());
            }
            self.take_up_to(connection, highest).await?;
        }
    }

    /// Walks over the UIDs in windows: a window that turns out empty is followed by one twice as wide, so that
    /// neither a million mails nor a gap of a billion numbers costs much.
    async fn take_up_to(&mut self, connection: &mut Connection, highest: u32) -> Result<(), Halt> {
        let mut width = LIST_MAX_MAILS as u32;
        while self.last_uid < highest {
            let window_end = self.last_uid.saturating_add(width).min(highest);
            let (mut listed, more) = connection.list(self.last_uid + 1..=window_end).await?;
            width = if listed.is_empty() { width.saturating_mul(2) } else { LIST_MAX_MAILS as u32 };
            let end =
                if more { listed.keys().next_back().copied().unwrap_or(window_end) } else { window_end };
            listed.retain(|uid, mail| !self.is_left(*uid, mail));
            self.take_listed(connection, listed).await?;
            self.last_uid = end;
        }
        Ok(())
    }

    /// Whether the mail was there before the folder was connected. A mail whose server doesn't say when it came is new.
    fn is_left(&self, uid: u32, mail: &Listed) -> bool {
        self.left.is_some_and(|Left { before, up_to }| {
            let limit = before.checked_sub(LEFT_SLACK).unwrap_or(before);
            uid <= up_to && mail.internal_date.is_some_and(|date| date < limit)
        })
    }

    async fn take_listed(
        &mut self,
        connection: &mut Connection,
        mut listed: BTreeMap<u32, Listed>,
    ) -> Result<(), Halt> {
        while !listed.is_empty() {
            let group = self.next_group(&mut listed);
            self.take_group(connection, group).await?;
        }
        Ok(())
    }

    /// The next mails that are fetched together; a big one alone, and one that failed before too.
    fn next_group(&self, listed: &mut BTreeMap<u32, Listed>) -> Vec<(u32, Listed)> {
        let mut group = Vec::new();
        let mut bytes = 0_u64;
        while let Some((uid, mail)) = listed.pop_first() {
            bytes = bytes.saturating_add(mail.size_bytes);
            let alone = self.difficulty.is_with(uid) || mail.size_bytes > self.settings.mail_max_bytes;
            if !group.is_empty() && (bytes > GROUP_MAX_BYTES || alone) {
                listed.insert(uid, mail);
                break;
            }
            group.push((uid, mail));
            if alone || group.len() == GROUP_MAX_MAILS {
                break;
            }
        }
        group
    }

    async fn take_group(
        &mut self,
        connection: &mut Connection,
        group: Vec<(u32, Listed)>,
    ) -> Result<(), Halt> {
        let mut bodies = BTreeMap::new();
        if group.len() > 1 {
            let uids: Vec<u32> = group.iter().map(|(uid, _)| *uid).collect();
            self.under_way = uids.first().copied();
            let (fetched, done) = connection.fetch(&uids, Part::Whole, GROUP_MAX_BYTES).await?;
            // A server that breaks off in the middle of a group is asked mail by mail, to find the one it fails on.
            if done.status == Status::Ok {
                bodies = fetched;
            }
        }
        for (uid, mail) in group {
            let source = source(self.folder, self.uid_validity, uid, &mail);
            let arrival = match bodies.remove(&uid) {
                Some(body) if !body.is_cut() => {
                    Some(Arrival { raw: body.bytes, source, extent: Extent::Whole })
                }
                _ => {
                    self.under_way = Some(uid);
                    let limit = self.settings.mail_max_bytes;
                    fetch_alone(connection, source, &mail, limit, &mut self.difficulty).await?
                }
            };
            self.under_way = None;
            if let Some(arrival) = arrival {
                self.take(arrival).await?;
            } else {
                tracing::debug!(
                    mailbox = self.settings.name,
                    uid,
                    "a mail left the folder before it was taken"
                );
            }
            self.last_uid = uid;
        }
        Ok(())
    }

    async fn take(&mut self, arrival: Arrival) -> Result<(), Halt> {
        let uid = arrival.source.position.uid;
        if arrival.extent != Extent::Whole {
            tracing::warn!(
                mailbox = self.settings.name,
                uid,
                "a mail couldn't be taken whole; people should look"
            );
        }
        // Not interrupted by a stop: what is being made durable is made durable.
        self.intake.take(arrival).await.map_err(|error| not_stored(&error))?;
        self.taken += 1;
        Ok(())
    }
}

/// The application's own trouble, as one of this mailbox.
pub(super) fn not_stored(error: &NotTaken) -> Trouble {
    let what = format!("Cape can't store mail at the moment: {error} Nothing is lost; it is fetched again.");
    Trouble::new(TroubleKind::Storage, what)
}
