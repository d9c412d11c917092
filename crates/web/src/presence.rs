//! Who looks at a conversation and who writes in it, now. Kept in memory: it is true for seconds.

use crate::guard::Viewer;
use crate::house::House;
use crate::live::Signal;
use domain::{AgentId, ConversationId};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use ui::prelude::*;

/// Seconds after which somebody who says nothing is gone; pages speak up every few seconds.
const GONE_SECONDS: i64 = 20;

#[derive(Clone)]
struct Present {
    name: String,
    writing: bool,
    at: i64,
}

/// Who is where.
#[derive(Clone, Default)]
pub(crate) struct Presence(Arc<Mutex<BTreeMap<ConversationId, BTreeMap<AgentId, Present>>>>);

impl Presence {
    /// Notes that somebody is there; true when that is news to others.
    fn note(&self, conversation: ConversationId, agent: AgentId, present: Present, now: Timestamp) -> bool {
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        rooms.retain(|_, people| {
            people.retain(|_, other| other.at > now.as_second() - GONE_SECONDS);
            !people.is_empty()
        });
        let before = rooms.entry(conversation).or_default().insert(agent, present.clone());
        before.is_none_or(|before| before.writing != present.writing)
    }

    fn others(&self, conversation: ConversationId, me: Option<AgentId>, now: Timestamp) -> Vec<Present> {
        let rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let people = rooms.get(&conversation).into_iter().flatten();
        let here = people
            .filter(|(agent, present)| Some(**agent) != me && present.at > now.as_second() - GONE_SECONDS);
        here.map(|(_, present)| present.clone()).collect()
    }
}

/// Notes that the viewer is at a conversation, and tells others if that is news.
pub(crate) fn enter(house: &House, viewer: &Viewer, conversation: ConversationId, writing: bool) {
    let now = house.moment().now;
    let present = Present { name: viewer.agent.name.clone(), writing, at: now.as_second() };
    if house.presence.note(conversation, viewer.agent.id, present, now) {
        house.live.send(Signal::Presence(conversation));
    }
}

/// Who else is there, in words.
pub(crate) fn fragment(house: &House, conversation: ConversationId, viewer: &Viewer) -> String {
    words(house, conversation, viewer).render().into_string()
}

/// The same as markup, for the page itself.
pub(crate) fn words(house: &House, conversation: ConversationId, viewer: &Viewer) -> Markup {
    let others = house.presence.others(conversation, viewer.actor.agent_id(), house.moment().now);
    html! {
        @for other in &others {
            span .presence-person {
                (other.name) @if other.writing { " is writing" } @else { " is here too" }
            }
            " "
        }
    }
}
