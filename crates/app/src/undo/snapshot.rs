//! How conversations stand, and what differs between two looks at them.

use super::step::{Activity, Standing, Step};
use crate::{Result, scope};
use domain::{Actor, AgentId, ConversationId, MessageId};
use std::collections::{BTreeMap, BTreeSet};
use store::Tx;
use store::conversation::Conversation;

/// How closely to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// The conversation with its tags, followers and links.
    Row,
    /// Also which messages and drafts are in it.
    Contents,
}

/// How some conversations stand.
pub(crate) struct Snapshot(BTreeMap<ConversationId, Shape>);

/// How one stands.
struct Shape {
    conversation: Conversation,
    tags: BTreeSet<String>,
    followers: BTreeSet<AgentId>,
    linked: BTreeSet<ConversationId>,
    messages: Vec<MessageId>,
    drafts: BTreeMap<AgentId, String>,
}

impl Snapshot {
    /// Looks at them; those that don't exist are left out.
    pub(crate) fn take(tx: &Tx<'_>, ids: &[ConversationId], depth: Depth) -> Result<Self> {
        let mut shapes = BTreeMap::new();
        for &id in ids {
            // Through the eyes of the house: an action may put a conversation out of its actor's own sight.
            if let Some(conversation) = store::conversation::find(tx, &scope(&Actor::System), id)? {
                shapes.insert(id, Shape::take(tx, conversation, depth)?);
            }
        }
        Ok(Self(shapes))
    }

    /// The steps from `after` back to this.
    pub(crate) fn differences(&self, after: &Self) -> Vec<Step> {
        // Messages go first: what a conversation's row repeats of them is put right after them.
        let mut steps = self.moved(after);
        for (id, now) in &after.0 {
            match self.0.get(id) {
                Some(then) => steps.extend(then.differences(now)),
                None => steps.extend(began(*id, &steps)),
            }
        }
        steps
    }

    fn moved(&self, after: &Self) -> Vec<Step> {
        let place = |snapshot: &Self| -> BTreeMap<MessageId, ConversationId> {
            let all = snapshot.0.iter();
            all.flat_map(|(id, shape)| shape.messages.iter().map(|message| (*message, *id))).collect()
        };
        let then = place(self);
        let mut moved: BTreeMap<(ConversationId, ConversationId), Vec<MessageId>> = BTreeMap::new();
        for (message, to) in place(after) {
            match then.get(&message) {
                Some(from) if *from != to => moved.entry((*from, to)).or_default().push(message),
                _ => {}
            }
        }
        let step = |((from, to), messages)| Step::Messages { from, to, messages };
        moved.into_iter().map(step).collect()
    }
}

/// A conversation that was not there before was cut out of another.
fn began(id: ConversationId, steps: &[Step]) -> Option<Step> {
    steps.iter().find_map(|step| match step {
        Step::Messages { from, to, .. } if *to == id => Some(Step::Began { conversation: id, out_of: *from }),
        _ => None,
    })
}

impl Shape {
    fn take(tx: &Tx<'_>, conversation: Conversation, depth: Depth) -> Result<Self> {
        let id = conversation.id;
        let (mut messages, mut drafts) = (Vec::new(), BTreeMap::new());
        if depth == Depth::Contents {
            messages = store::message::ids(tx, id, None)?;
            let all = store::draft::of_conversation(tx, id)?;
            drafts = all.into_iter().map(|draft| (draft.agent_id, draft.content)).collect();
        }
        let tags = store::tag::of_conversations(tx, &[id])?.into_iter().map(|(_, tag)| tag).collect();
        Ok(Self {
            tags,
            followers: store::conversation::followers(tx, id)?.into_iter().collect(),
            linked: store::conversation::linked(tx, id)?.into_iter().collect(),
            messages,
            drafts,
            conversation,
        })
    }

    /// The steps from `now` back to this.
    fn differences(&self, now: &Self) -> Vec<Step> {
        let conversation = self.conversation.id;
        let mut steps = self.fields(&now.conversation);
        for agent in self.drafts.keys().chain(now.drafts.keys()).collect::<BTreeSet<_>>() {
            let (then, now) = (self.drafts.get(agent).cloned(), now.drafts.get(agent).cloned());
            if then != now {
                steps.push(Step::Draft { conversation, agent: *agent, then, now });
            }
        }
        for tag in self.tags.symmetric_difference(&now.tags) {
            steps.push(Step::Tag { conversation, tag: tag.clone(), was: self.tags.contains(tag) });
        }
        for agent in self.followers.symmetric_difference(&now.followers) {
            let was = self.followers.contains(agent);
            steps.push(Step::Follower { conversation, follower: *agent, was });
        }
        for other in self.linked.symmetric_difference(&now.linked) {
            steps.push(Step::Link { conversation, other: *other, was: self.linked.contains(other) });
        }
        steps
    }

    /// The same for the fields of its row.
    fn fields(&self, now: &Conversation) -> Vec<Step> {
        let then = &self.conversation;
        let conversation = then.id;
        let mut steps = Vec::new();
        if let (None, Some(into)) = (then.merged_into, now.merged_into) {
            steps.push(Step::Merged { conversation, into });
        }
        let (was, is) = (Standing::of(then), Standing::of(now));
        if was != is {
            steps.push(Step::Standing { conversation, then: was, now: is });
        }
        let (was, is) = ((then.assignee_id, then.team_id), (now.assignee_id, now.team_id));
        if was != is {
            steps.push(Step::Assignment { conversation, then: was, now: is });
        }
        if then.priority != now.priority {
            steps.push(Step::Priority { conversation, then: then.priority, now: now.priority });
        }
        if then.subject != now.subject {
            let (then, now) = (then.subject.clone(), now.subject.clone());
            steps.push(Step::Subject { conversation, then, now });
        }
        let (was, is) = (Activity::of(then), Activity::of(now));
        if was != is {
            steps.push(Step::Activity { conversation, then: was, now: is });
        }
        steps
    }
}
