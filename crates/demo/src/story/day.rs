//! What a day brings: who joins, what is ordered, who has a reason to write.

use std::sync::Arc;

use super::{Story, Work};
use crate::{
    calendar::{DAY, HOUR, Local, MINUTE},
    chance::Chance,
    entry::{ConversationKey, CustomerKey, Order, TouchpointKind},
    plan::Plan,
    talk::{AFTER_ORDER, ANY_TIME, Matter, Occasion, Since},
    trade::{self, Fate, IncidentKind, Parcel},
};

/// Orders of an average customer in a year.
const ORDERS_A_YEAR: f64 = 2.5;
/// Reasons to write without an order at hand, of an average customer in a year.
const QUESTIONS_A_YEAR: f64 = 1.85;
/// Visits and logins of an average customer in a year.
const VISITS_A_YEAR: f64 = 4.0;
/// Percent of customers with a late parcel who write.
const LATE_WRITE: u32 = 76;
/// Percent of the others who write about their order.
const OTHERS_WRITE: u32 = 34;
/// Order numbers below belong to those who are on stage at the end.
pub(super) const FIRST_ORDER: u64 = 1_000;

impl Story {
    pub(super) fn open_day(&mut self) {
        let midnight = self.course.calendar.at(self.day, 0);
        let today = self.course.calendar.local(midnight);
        self.day += 1;
        if !self.staged && self.until - midnight <= i64::from(Plan::SETTLED_DAYS) * DAY {
            self.stage();
        }
        let mut chance = Chance::keyed(self.course.plan.seed, &[2, today.day as u64]);
        self.welcome(&mut chance, today, midnight);
        self.sell(&mut chance, today);
        self.wonder(&mut chance, today);
        self.visit(&mut chance, today);
        for _ in 0..chance.around(0.32) {
            let at = self.moment(today, trade::minute_of_writing(&mut chance), &mut chance);
            self.serials.bulletin += 1;
            self.push(at, Work::Bulletin(self.serials.bulletin));
            self.push(at + chance.between(1, 20) * HOUR, Work::BulletinClosed(self.serials.bulletin));
        }
    }

    /// A moment of the day, with seconds and milliseconds of its own.
    fn moment(&self, today: Local, minute: i64, chance: &mut Chance) -> i64 {
        self.course.calendar.at(today.day, minute) + chance.between(0, MINUTE - 1)
    }

    fn welcome(&mut self, chance: &mut Chance, today: Local, midnight: i64) {
        let (plan, start) = (self.course.plan, self.course.start);
        let first = self.joined == 0;
        self.known = self.joined;
        let tomorrow = self.course.calendar.at(today.day + 1, 0);
        while self.joined < plan.customers {
            let joins = plan.joined_at(start, self.joined);
            if joins >= tomorrow {
                break;
            }
            self.push(joins.max(midnight), Work::Join(self.joined));
            // Most people become known by buying.
            if !first && chance.percent(85) {
                let at = joins.max(midnight) + chance.between(2, 40) * MINUTE;
                self.order(chance, self.joined, at);
            }
            self.joined += 1;
        }
        if first {
            self.known = self.joined;
        }
    }

    fn sell(&mut self, chance: &mut Chance, today: Local) {
        let noon = self.course.calendar.at(today.day, 720);
        let sale = if self.course.calamities.sale(noon) { 3.4 } else { 1.0 };
        let known = self.course.plan.joined_by(self.course.start, noon) as f64;
        let expected = known * ORDERS_A_YEAR / 365.0 * trade::factor(today) * sale;
        for _ in 0..chance.around(expected) {
            let customer = self.somebody(chance);
            let at = self.moment(today, trade::minute_of_order(chance), chance);
            self.order(chance, customer, at);
        }
    }

    /// Somebody who is known by now. Some buy and write far more often than others.
    fn somebody(&self, chance: &mut Chance) -> usize {
        let known = self.known.max(1);
        match chance.below(100) {
            0..=11 => chance.below(known.div_ceil(25)),
            12..=49 => chance.below(known).min(chance.below(known)),
            _ => chance.below(known),
        }
    }

    fn order(&mut self, chance: &mut Chance, customer: usize, at: i64) {
        self.serials.order += 1;
        let order = Arc::new(trade::place(chance, self.serials.order, CustomerKey(customer as u64), at));
        let parcel = trade::send(chance, &self.course.calendar, self.course.calamities, at);
        for scan in &parcel.scans {
            self.push(scan.at, Work::Scan { order: Arc::clone(&order), kind: scan.kind, title: scan.title });
        }
        self.push(at, Work::Order(Arc::clone(&order)));
        self.write_about(chance, &order, &parcel);
    }

    fn write_about(&mut self, chance: &mut Chance, order: &Arc<Order>, parcel: &Parcel) {
        let placed = order.placed.as_millisecond();
        let stuck = parcel.fate == Fate::Stuck;
        if parcel.fate != Fate::OnTime {
            if chance.percent(LATE_WRITE + if stuck { 14 } else { 0 }) {
                let lost = parcel.fate == Fate::Lost;
                let matter = if lost { Matter::LostTracking } else { Matter::LateParcel };
                let wait = if stuck { chance.between(8, 60) } else { chance.between(20, 70) };
                let at = self
                    .waking(chance, parcel.expected + wait * HOUR)
                    .min(parcel.arrives.max(parcel.expected + DAY));
                self.contact(chance, order.customer.0 as usize, matter, Some(order), at, stuck);
            }
            return;
        }
        let charged = self.course.calamities.day_of(IncidentKind::ChargedTwice, placed).is_some();
        if charged && chance.percent(78) {
            let from = placed + chance.between(6, 50) * HOUR;
            let at = self.waking(chance, from);
            self.contact(chance, order.customer.0 as usize, Matter::DoubleCharge, Some(order), at, true);
        } else if chance.percent(OTHERS_WRITE) {
            let choice: Vec<_> = AFTER_ORDER.iter().map(|row| (*row, row.1)).collect();
            let (matter, _, since, from, to) = chance.weighted(&choice);
            let base = if since == Since::Placed { placed } else { parcel.arrives };
            let early = chance.between(1, 9) * HOUR;
            let reason = base + early + chance.between(from, to) * DAY;
            let at = self.waking(chance, reason);
            // Who wants the address changed or the order cancelled does so before it has left.
            let before_it_leaves = matches!(matter, Matter::AddressChange | Matter::CancelledOrder);
            let at =
                if before_it_leaves { at.min(parcel.leaves - HOUR).max(placed + 5 * MINUTE) } else { at };
            self.contact(chance, order.customer.0 as usize, matter, Some(order), at, false);
        }
    }

    /// The hour at which somebody writes who has a reason from `at` on.
    fn waking(&self, chance: &mut Chance, at: i64) -> i64 {
        let local = self.course.calendar.local(at);
        let at_minute = self.moment(local, trade::minute_of_writing(chance), chance);
        if at_minute < at { at + chance.between(2, 50) * MINUTE } else { at_minute }
    }

    /// Questions that come without an order.
    fn wonder(&mut self, chance: &mut Chance, today: Local) {
        let noon = self.course.calendar.at(today.day, 720);
        let known = self.course.plan.joined_by(self.course.start, noon) as f64;
        let expected = known * QUESTIONS_A_YEAR / 365.0 * trade::weekday_of_writing(today);
        for _ in 0..chance.around(expected) {
            let matter = chance.weighted(&ANY_TIME);
            let customer = self.somebody(chance);
            let at = self.moment(today, trade::minute_of_writing(chance), chance);
            self.contact(chance, customer, matter, None, at, false);
        }
        if self.course.calamities.day_of(IncidentKind::CodeRefused, noon).is_some() {
            for _ in 0..chance.around(expected * 2.4 + 2.0) {
                let customer = self.somebody(chance);
                let at = self.moment(today, trade::minute_of_writing(chance), chance);
                let failed = Work::Visit {
                    customer,
                    kind: TouchpointKind::CheckoutFailed,
                    title: "Checkout refused the newsletter code",
                };
                self.push((at - 9 * MINUTE).max(noon - 12 * HOUR), failed);
                self.contact(chance, customer, Matter::DiscountCode, None, at, true);
            }
        }
        // The friend of the house writes every few weeks.
        if today.day % 23 == 11 {
            let at = self.moment(today, chance.between(8 * 60, 20 * 60), chance);
            let matter = chance.pick(&[
                Matter::Resole,
                Matter::Waterproofing,
                Matter::SpareLaces,
                Matter::LeatherOrigin,
            ]);
            self.contact(chance, 0, matter, None, at, false);
        }
    }

    fn visit(&mut self, chance: &mut Chance, today: Local) {
        let expected = self.joined as f64 * VISITS_A_YEAR / 365.0;
        for _ in 0..chance.around(expected) {
            let customer = self.somebody(chance);
            let (kind, title, minute) = if chance.percent(22) && today.weekday != 6 {
                let shop = chance.pick(&[
                    "Came to the Galway shop",
                    "Came to the Westport shop",
                    "Came to the Cork shop",
                ]);
                (TouchpointKind::ShopVisit, shop, chance.between(600, 1_050))
            } else {
                (TouchpointKind::WebLogin, "Signed in to the web shop", trade::minute_of_order(chance))
            };
            let at = self.moment(today, minute, chance);
            self.push(at, Work::Visit { customer, kind, title });
        }
    }

    /// Somebody will write.
    fn contact(
        &mut self,
        chance: &mut Chance,
        customer: usize,
        matter: Matter,
        order: Option<&Arc<Order>>,
        at: i64,
        incident: bool,
    ) {
        let mut occasion = Occasion { customer, matter, order: order.cloned(), incident };
        if matter == Matter::Wholesale {
            occasion.customer = self.course.somebody_from_a_company(chance, self.known).unwrap_or(customer);
        }
        let occasion = self.course.in_a_language_we_have(chance, occasion);
        self.serials.conversation += 1;
        let key = ConversationKey(self.serials.conversation << 2);
        if occasion.matter == Matter::Resole && chance.percent(60) {
            self.mend(chance, &occasion, at);
        }
        self.push(at, Work::Contact { occasion, key });
    }

    /// A pair comes to the workshop and goes home; some ask in between.
    fn mend(&mut self, chance: &mut Chance, occasion: &Occasion, asked: i64) {
        let customer = occasion.customer;
        let arrives = self.course.calendar.open_day_after(asked, chance.between(5, 10), 10 * 60);
        let leaves = self.course.calendar.open_day_after(arrives, chance.between(14, 44), 12 * 60);
        let received = Work::Visit {
            customer,
            kind: TouchpointKind::RepairReceived,
            title: "Pair arrived at the workshop",
        };
        let finished =
            Work::Visit { customer, kind: TouchpointKind::RepairFinished, title: "Resoled pair sent home" };
        self.push(arrives, received);
        self.push(leaves, finished);
        let impatient = asked + chance.between(24, 40) * DAY;
        if impatient < leaves && chance.percent(45) {
            let at = self.waking(chance, impatient);
            self.contact(chance, customer, Matter::RepairStatus, None, at, false);
        }
    }
}
