//! Whether the house is well: what monitors ask and alarms show.

use crate::Result;
use crate::inbox::COUNT_MAX;
use jiff::Timestamp;
use store::Tx;

/// How the house is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Mailboxes that don't work.
    pub mailboxes_failing: usize,
    /// Mails safe but not yet on a timeline.
    pub mails_waiting: i64,
    /// Mails people must look at.
    pub mails_needing_look: i64,
    /// Answers given up.
    pub answers_failed: usize,
    /// Other work given up.
    pub jobs_given_up: usize,
}

/// Looks.
pub fn read(tx: &Tx<'_>) -> Result<Health> {
    let (mails_waiting, mails_needing_look) = store::inbound::counts(tx, COUNT_MAX)?;
    Ok(Health {
        mailboxes_failing: store::mailbox::all(tx)?
            .iter()
            .filter(|mailbox| mailbox.failing_since.is_some())
            .count(),
        mails_waiting,
        mails_needing_look,
        answers_failed: store::delivery::failed(tx, COUNT_MAX)?.len(),
        jobs_given_up: store::job::given_up(tx, COUNT_MAX)?.len(),
    })
}

/// How much came, and how long the oldest of what waits has waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Mails ever taken.
    pub mails_taken: i64,
    /// When the oldest mail that waits to be put on a timeline came.
    pub oldest_mail: Option<Timestamp>,
    /// When the answer that should have left longest ago was due.
    pub oldest_answer: Option<Timestamp>,
    /// Events that those who follow the log have still to look at, by the follower's name.
    pub events_behind: Vec<(&'static str, i64)>,
}

/// Looks at what flows through.
pub fn flow(tx: &Tx<'_>, now: Timestamp) -> Result<Flow> {
    Ok(Flow {
        mails_taken: store::inbound::taken(tx)?,
        oldest_mail: store::inbound::waiting(tx, 1)?.first().map(|mail| mail.received_at),
        oldest_answer: store::delivery::due(tx, now)?.map(|delivery| delivery.send_at),
        events_behind: crate::events::behind(tx)?,
    })
}
