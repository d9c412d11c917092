//! What agents of the story promise, and how that ends: the next answer in the conversation keeps it, in time or late; what
//! took very long was broken.

use app::WriteTx;
use app::promise::{Ending, NewPromise};
use demo::ConversationKey;
use domain::promise::{Due, Kind};
use domain::{Actor, AgentId, ConversationId, Moment, PromiseId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Hours after which nobody calls it late any more.
const BROKEN_HOURS: i64 = 30;

/// Minutes of the story between looks at what falls due.
const LOOK_MINUTES: i64 = 15;

/// Promises of the story that wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Word {
    waiting: BTreeMap<ConversationKey, Vec<(PromiseId, Timestamp)>>,
    /// When somebody is to be reminded next, and what has passed is noted.
    look_at: Option<Timestamp>,
}

impl Word {
    /// Time passes: reminders come, and the end of a time is noted, as they would have been on that day.
    pub(super) fn pass(&mut self, tx: &WriteTx<'_>, moment: &Moment) -> app::Result<()> {
        if self.look_at.is_none_or(|at| at <= moment.now) {
            self.look_at = moment.now.checked_add(SignedDuration::from_mins(LOOK_MINUTES)).ok();
            app::promise::tick(tx, moment)?;
        }
        Ok(())
    }

    /// Who takes a conversation over keeps what was promised in it.
    pub(super) fn handed_over(
        &self,
        tx: &WriteTx<'_>,
        key: ConversationKey,
        to: Option<AgentId>,
        moment: &Moment,
    ) -> app::Result<()> {
        let Some(to) = to else { return Ok(()) };
        for (id, _) in self.waiting.get(&key).into_iter().flatten() {
            app::promise::reassign(tx, &Actor::System, *id, to, moment)?;
        }
        Ok(())
    }

    /// What an answer promises, read from it as the composer would have; what stands there in another language is told in
    /// a few words.
    pub(super) fn given(
        tx: &WriteTx<'_>,
        actor: &Actor,
        id: ConversationId,
        reply: &demo::Reply,
        zone: &str,
        moment: &Moment,
    ) -> app::Result<Vec<NewPromise>> {
        let Some(promise) = reply.promise.filter(|promise| promise.due > moment.now) else {
            return Ok(Vec::new());
        };
        let Some(due) = Due::at(promise.due, zone) else { return Ok(Vec::new()) };
        let read = app::promise::suggest(tx, actor, Some(id), &reply.markdown, moment)?.into_iter().next();
        let (kind, text, phrase) = match read {
            Some(read) => (read.kind, read.text, read.phrase),
            None => (Kind::Answer, "Write again with news".to_owned(), String::new()),
        };
        Ok(vec![NewPromise { kind, text, phrase, due, owner: None }])
    }

    /// Remembers what an answer gave.
    pub(super) fn remember(&mut self, key: ConversationKey, ids: Vec<PromiseId>, reply: &demo::Reply) {
        if let Some(promise) = reply.promise {
            self.waiting.entry(key).or_default().extend(ids.into_iter().map(|id| (id, promise.due)));
        }
    }

    /// An answer does what was promised before.
    pub(super) fn kept(
        &mut self,
        tx: &WriteTx<'_>,
        actor: &Actor,
        key: ConversationKey,
        moment: &Moment,
    ) -> app::Result<()> {
        for (id, due) in self.waiting.remove(&key).unwrap_or_default() {
            let broken = moment.now.duration_since(due) > SignedDuration::from_hours(BROKEN_HOURS);
            let how = if broken { Ending::Break } else { Ending::Keep };
            let conversation = app::promise::end(tx, actor, id, how, moment)?;
            if broken {
                // The story's own answer has just said it.
                app::conversation::discard_draft(tx, actor, conversation)?;
            }
        }
        Ok(())
    }
}
