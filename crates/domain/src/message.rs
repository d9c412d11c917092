//! Messages: who speaks, and how far an answer has come on its way.

use serde::{Deserialize, Serialize};

/// Which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the customer to us.
    Inbound,
    /// From us to the customer.
    Outbound,
    /// Between ourselves.
    Note,
}

impl Direction {
    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::Note => "note",
        }
    }

    /// The direction with that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Inbound, Self::Outbound, Self::Note].into_iter().find(|direction| direction.name() == name)
    }
}

/// How far an answer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    /// Waits for its time; can still be undone.
    Queued,
    /// Handed to the mail server, whose answer isn't recorded yet. Found in this state after a crash, it may
    /// or may not have left: it is sent again only with the same Message-ID, and people are told.
    Sending,
    /// The mail server took it.
    Sent,
    /// Given up, with the server's words.
    Failed,
    /// Taken by the server, refused by the recipient's.
    Bounced,
    /// Undone before it left.
    Cancelled,
}

impl Delivery {
    /// All states.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Sending, Self::Sent, Self::Failed, Self::Bounced, Self::Cancelled];

    /// The name stored and spoken by the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Failed => "failed",
            Self::Bounced => "bounced",
            Self::Cancelled => "cancelled",
        }
    }

    /// The state with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// Seconds in which a sent answer can be undone; long enough to see the mistake, short enough not to be felt.
pub const UNDO_SECONDS: i64 = 10;

/// How long to wait before the next attempt at sending: one minute, doubling, at most an hour.
/// `attempts` counts those already made; `None` after three days' worth, when we give up and say so.
pub fn retry_after_seconds(attempts: u32) -> Option<i64> {
    /// 6 doublings to the hour, then hourly to about 72 hours.
    const ATTEMPTS_MAX: u32 = 78;
    (attempts < ATTEMPTS_MAX).then(|| (60_i64 << attempts.min(6)).min(3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_wait_longer_and_end_after_about_three_days() {
        let waits: Vec<i64> = (0..).map_while(retry_after_seconds).collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        let hours = waits.iter().sum::<i64>() / 3600;
        assert!((70..=74).contains(&hours), "{hours} hours");
    }
}
