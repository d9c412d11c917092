//! Plans the conversations of one story: who may write about what, and from which day on nobody answers any more.

use super::{
    CustomerStage, Matter, Mood,
    matter::ANY_TIME,
    telling::Telling,
    thread::{Occasion, Thread},
    waiting,
};
use crate::{
    calendar::Calendar, chance::Chance, entry::ConversationKey, people::customer, plan::Plan,
    trade::Calamities, words,
};

/// Plans conversations of one story.
#[derive(Debug, Clone)]
pub(crate) struct Course {
    pub(crate) plan: Plan,
    pub(crate) start: i64,
    pub(crate) calendar: Calendar,
    pub(crate) calamities: Calamities,
}

impl Course {
    /// The course of all conversations of `plan`.
    pub(crate) fn new(plan: Plan) -> Self {
        let calendar = Calendar::home();
        let start = plan.start_ms(&calendar);
        Self { plan, start, calendar, calamities: Calamities::new(start) }
    }

    /// Plans the conversation that begins at `at`, and those the same customer opens beside it while waiting.
    pub(crate) fn conversations(&self, occasion: &Occasion, key: ConversationKey, at: i64) -> Vec<Thread> {
        let mut telling = Telling::begin(self, occasion, key, at);
        telling.tell();
        let mut threads = telling.beside;
        let mut thread = telling.thread;
        waiting::leave_lying(&self.plan, &self.calendar, &mut thread);
        threads.insert(0, thread);
        threads
    }

    /// The occasion with a matter the customer's language has texts for.
    pub(crate) fn in_a_language_we_have(&self, chance: &mut Chance, mut occasion: Occasion) -> Occasion {
        let language = customer(&self.plan, self.start, occasion.customer).language;
        let mut tries = 0;
        while !words::matters_in(language, occasion.matter) {
            tries += 1;
            occasion.matter = match (occasion.matter, &occasion.order) {
                (Matter::LostTracking, _) => Matter::LateParcel,
                (_, _) if tries > 12 => Matter::Resole,
                (_, Some(_)) => chance.pick(&[Matter::WrongSize, Matter::InvoiceCopy, Matter::Praise]),
                (_, None) => chance.weighted(&ANY_TIME),
            };
        }
        occasion
    }

    /// One of the `known` customers who writes for a company.
    pub(crate) fn somebody_from_a_company(&self, chance: &mut Chance, known: usize) -> Option<usize> {
        let tried = (0..40).map(|_| chance.below(known));
        tried.into_iter().find(|&index| customer(&self.plan, self.start, index).organization.is_some())
    }

    /// A conversation that holds nothing but its first mail.
    pub(crate) fn opening(&self, occasion: &Occasion, key: ConversationKey, at: i64, mood: Mood) -> Thread {
        let mut telling = Telling::begin(self, occasion, key, at);
        telling.mood = mood;
        telling.write(CustomerStage::Ask);
        telling.sort();
        telling.thread
    }
}
