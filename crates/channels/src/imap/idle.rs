//! Waiting for news: IDLE (RFC 2177) where offered, else for the next look.

use super::{
    connection::{Connection, Halt},
    limits::IDLE_MAX,
    response::{Response, Status},
};
use crate::wire::{Trouble, TroubleKind};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

impl Connection {
    /// Waits until the server announces mails or `longest` is over; at most [`IDLE_MAX`]. `Ok(false)`: the server
    /// refused to IDLE although it offered to.
    pub(super) async fn idle(&mut self, longest: Duration) -> Result<bool, Halt> {
        let end = Instant::now() + longest.min(IDLE_MAX);
        let tag = self.send("IDLE").await?;
        loop {
            match self.response(0, self.patience()).await? {
                Response::Continue => break,
                Response::Done { tag: answered, .. } if answered == tag => return Ok(false),
                _ => {}
            }
        }
        self.idling = true;
        while !self.news {
            // Only the wait for a first byte is cut short: half a response would put us out of step.
            match timeout_at(end, self.readable()).await {
                Err(_) => break,
                Ok(readable) => readable?,
            }
            match self.response(0, self.patience()).await? {
                Response::Bye(words) => return Err(Trouble::hung_up().said(&words).into()),
                Response::Done { tag: answered, status, words } if answered == tag => {
                    self.idling = false;
                    if status == Status::Ok {
                        return Ok(true);
                    }
                    let what = "The mail server ended the wait for new mail.";
                    return Err(Trouble::new(TroubleKind::Network, what).said(&words).into());
                }
                _ => {}
            }
        }
        self.idling = false;
        self.send_line("DONE").await?;
        self.done(&tag, |_| ()).await?;
        Ok(true)
    }
}
