//! Who is there on which day of the story: whoever answers nobody for more than a long weekend is away until they do.

use app::WriteTx;
use domain::{Actor, AgentId, Moment};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

/// Hours without an answer after which somebody was away.
const SILENT_HOURS: i64 = 80;

/// When everybody answered last, and who is away.
#[derive(Clone, Debug, Default)]
pub(super) struct Presence {
    seen: BTreeMap<AgentId, Timestamp>,
    away: BTreeSet<AgentId>,
}

impl Presence {
    /// Somebody answers, so they are here.
    pub(super) fn seen(&mut self, tx: &WriteTx<'_>, actor: &Actor, moment: &Moment) -> app::Result<()> {
        let Some(agent) = actor.agent_id() else { return Ok(()) };
        self.seen.insert(agent, moment.now);
        if self.away.remove(&agent) {
            app::people::set_away(tx, actor, false, moment)?;
        }
        Ok(())
    }

    /// Time passes, and some have not been seen for long.
    pub(super) fn pass(&mut self, tx: &WriteTx<'_>, moment: &Moment) -> app::Result<()> {
        let silent =
            |last: &Timestamp| moment.now.duration_since(*last) > SignedDuration::from_hours(SILENT_HOURS);
        let gone: Vec<AgentId> = self
            .seen
            .iter()
            .filter(|(agent, last)| silent(last) && !self.away.contains(agent))
            .map(|(agent, _)| *agent)
            .collect();
        for agent in gone {
            app::people::set_away(tx, &app::people::actor_of(tx, agent)?, true, moment)?;
            self.away.insert(agent);
        }
        Ok(())
    }

    /// On the day the house is opened nobody is away.
    pub(super) fn everybody_back(&self, tx: &WriteTx<'_>, moment: &Moment) -> app::Result<()> {
        self.away.iter().try_for_each(|agent| {
            app::people::set_away(tx, &app::people::actor_of(tx, *agent)?, false, moment)
        })
    }
}
