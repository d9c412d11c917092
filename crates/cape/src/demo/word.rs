//! What agents of the story promise, and how that ends: the next answer in the conversation keeps it, in time or late; what
//! took very long was broken.

use app::WriteTx;
use app::promise::{Ending, NewPromise};
use demo::ConversationKey;
use domain::promise::{Due, Kind};
use domain::{Actor, ConversationId, Moment, PromiseId};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Hours after which nobody calls it late any more.
const BROKEN_HOURS: i64 = 30;

/// Promises of the story that wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Word(BTreeMap<ConversationKey, Vec<(PromiseId, Timestamp)>>);

impl Word {
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
            self.0.entry(key).or_default().extend(ids.into_iter().map(|id| (id, promise.due)));
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
        for (id, due) in self.0.remove(&key).unwrap_or_default() {
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
