//! Everything that happened, streamed in the order of time.
//!
//! Days are opened one after the other; what they bring lies in a heap until its time comes. A conversation is planned
//! when its first mail is due, so the heap holds only what is going on, not what is past.

mod day;
mod tell;

use std::{cmp::Reverse, collections::BinaryHeap, sync::Arc};

use crate::{
    entry::{ConversationKey, Entry, Order, TouchpointKind},
    plan::Plan,
    talk::{Course, Occasion, Thread, cast},
};

/// Everything that happened in a plan's company, in order of time. Made by [`story`].
#[derive(Debug)]
pub struct Story {
    course: Course,
    until: i64,
    /// The next day to open, in local days since 1970.
    day: i64,
    waiting: BinaryHeap<Reverse<Pending>>,
    /// Numbers given out so far.
    serials: Serials,
    /// Customers known so far.
    joined: usize,
    /// Those of them who were known before today: who joins in the evening can't order at noon.
    known: usize,
    /// Whether those who are waiting at the end have taken their places.
    staged: bool,
}

/// Numbers given out so far, each in its own sequence.
#[derive(Debug, Default)]
struct Serials {
    pending: u64,
    order: u64,
    conversation: u64,
    touch: u64,
    bulletin: u64,
}

/// Something that will happen.
#[derive(Debug)]
struct Pending {
    at: i64,
    /// Decides between things of the same millisecond.
    serial: u64,
    work: Work,
}

#[derive(Debug)]
enum Work {
    Join(usize),
    Order(Arc<Order>),
    Scan { order: Arc<Order>, kind: TouchpointKind, title: &'static str },
    Visit { customer: usize, kind: TouchpointKind, title: &'static str },
    Contact { occasion: Occasion, key: ConversationKey },
    Turn { thread: Arc<Thread>, turn: usize },
    Bulletin(u64),
    BulletinClosed(u64),
}

impl PartialEq for Pending {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Pending {}

impl PartialOrd for Pending {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pending {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.serial).cmp(&(other.at, other.serial))
    }
}

/// Tells everything that happened, in order of time.
#[must_use]
pub fn story(plan: &Plan) -> Story {
    let course = Course::new(*plan);
    let day = course.calendar.local(course.start).day;
    Story {
        until: plan.until.as_millisecond(),
        day,
        course,
        waiting: BinaryHeap::new(),
        serials: Serials { order: day::FIRST_ORDER, ..Serials::default() },
        joined: 0,
        known: 0,
        staged: false,
    }
}

impl Story {
    fn push(&mut self, at: i64, work: Work) {
        // What lies behind the end will never be told: not kept, so that a long story ends lightly.
        if at <= self.until {
            self.serials.pending += 1;
            self.waiting.push(Reverse(Pending { at, serial: self.serials.pending, work }));
        }
    }

    /// Those who are waiting at the end come on stage early enough for all they have been through.
    fn stage(&mut self) {
        self.staged = true;
        for scene in cast(&self.course) {
            if let Some(order) = scene.order {
                self.push(order.placed.as_millisecond(), Work::Order(order));
            }
            self.push_thread(scene.thread);
        }
    }

    fn push_thread(&mut self, thread: Thread) {
        let thread = Arc::new(thread);
        for turn in 0..thread.turns.len() {
            self.push(thread.turns[turn].at, Work::Turn { thread: Arc::clone(&thread), turn });
        }
    }
}

impl Iterator for Story {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let opened_until = self.course.calendar.at(self.day, 0);
            let due = self.waiting.peek().is_some_and(|Reverse(next)| next.at < opened_until);
            if !due {
                if opened_until > self.until {
                    return None;
                }
                self.open_day();
                continue;
            }
            let Some(Reverse(next)) = self.waiting.pop() else { continue };
            if let Some(entry) = self.tell(next) {
                return Some(entry);
            }
        }
    }
}
