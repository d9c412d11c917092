//! What a conversation speaks of: names, numbers, places. Decided once, so that all its messages agree.

use super::{dates, library::common};
use crate::{
    calendar::{Calendar, DAY, Local},
    chance::Chance,
    company::{AGENTS, FOOTWEAR, ShoeKind},
    entry::Order,
    people::Customer,
    talk::Matter,
};

/// Makes the list of slots once, with the names they have in the texts.
macro_rules! slots {
    ($($slot:ident = $name:literal,)*) => {
        /// A gap in a text.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Slot { $($slot,)* }

        impl Slot {
            /// The slot called `name` in the texts.
            pub(super) fn named(name: &str) -> Result<Self, String> {
                match name { $($name => Ok(Self::$slot),)* _ => Err(format!("no slot is called {name:?}")) }
            }
        }
    };
}

slots! {
    First = "first", Last = "last", Name = "name", City = "city", Street = "street", NewStreet = "new_street", Product = "product", Other = "other", Model = "model", Size = "size", SizeUp = "size_up",
    SizeDown = "size_down", Order = "order", Ordered = "ordered", Amount = "amount", Label = "label",
    Tracking = "tracking", Carrier = "carrier", Code = "code", Gift = "gift", Weeks = "weeks", Years = "years",
    Event = "event", EventDay = "event_day", Place = "place", Organization = "organization", Written = "written",
    Agent = "agent", Colleague = "colleague", Before = "before", Due = "due", Pairs = "pairs", Initials = "initials",
}

/// What a conversation speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    language: &'static str,
    given: &'static str,
    family: &'static str,
    city: &'static str,
    street: String,
    new_street: String,
    pair: usize,
    other: usize,
    size: i64,
    order: String,
    ordered: Local,
    amount_minor: i64,
    label_minor: i64,
    tracking: String,
    carrier: &'static str,
    code: &'static str,
    gift: i64,
    weeks: i64,
    years: i64,
    event: usize,
    event_day: usize,
    place: usize,
    organization: &'static str,
    written: Local,
    pairs: i64,
}

/// What a single message adds to the facts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Setting {
    /// Who writes the answer, or wrote the last one.
    pub(crate) agent: usize,
    /// Somebody in the house.
    pub(crate) colleague: usize,
    /// Who had the conversation before.
    pub(crate) before: Option<usize>,
    /// What "by then" means.
    pub(crate) due: Option<Local>,
}

const CODES: [&str; 6] = ["MUD10", "WALKON15", "LARK20", "SPRINGHILLS", "WELCOME10", "WOOLLY15"];

/// Another pair of the same kind: nobody wavers between sandals and winter boots.
fn another(chance: &mut Chance, pair: usize) -> usize {
    let like = |&index: &usize| index != pair && FOOTWEAR[index].kind == FOOTWEAR[pair].kind;
    let others: Vec<usize> = (0..FOOTWEAR.len()).filter(like).collect();
    chance.pick(&others)
}

impl Facts {
    pub(crate) fn new(
        chance: &mut Chance,
        calendar: &Calendar,
        customer: &Customer,
        order: Option<&Order>,
        at: i64,
    ) -> Self {
        let common = common(customer.language);
        let pair = order.map_or_else(|| chance.below(FOOTWEAR.len()), |order| order.pair);
        let size = order.map_or_else(|| chance.between(37, 46), |order| order.size);
        let placed = order.map_or(at, |order| order.placed.as_millisecond());
        let weeks = if order.is_some() && at > placed {
            ((at - placed) / (7 * DAY)).clamp(2, 40)
        } else {
            chance.between(2, 8)
        };
        Self {
            language: customer.language,
            given: customer.given,
            family: customer.family,
            city: customer.city,
            street: customer.street.clone(),
            new_street: dates::new_street(chance, customer),
            pair,
            other: another(chance, pair),
            size,
            order: order
                .map_or_else(|| format!("CL-1{:05}", chance.below(100_000)), |order| order.number.clone()),
            ordered: calendar.local(placed),
            amount_minor: order.map_or(FOOTWEAR[pair].product.price_minor, |order| order.total_minor),
            label_minor: chance.between(69, 149) * 10,
            tracking: order.map_or_else(String::new, |order| order.tracking.clone()),
            carrier: order.map_or("Bluehare Parcels", |order| order.carrier),
            code: chance.pick(&CODES),
            gift: chance.pick(&[50, 75, 100, 150, 200]),
            weeks,
            years: chance.spread(&[(0, 2), (50, 6), (80, 11), (100, 24)]),
            event: chance.below(common.events.len()),
            event_day: chance.below(7),
            place: chance.below(common.places.len()),
            organization: customer.organization.map_or("", |organization| organization.name),
            written: calendar.local(at),
            pairs: chance.between(4, 40),
        }
    }

    /// BCP 47 tag of the language spoken.
    pub(crate) fn language(&self) -> &'static str {
        self.language
    }

    /// What is paid back when `matter` is settled, in cents.
    pub(crate) fn refund_minor(&self, matter: Matter) -> i64 {
        if matter == Matter::ReturnLabel { self.label_minor } else { self.amount_minor }
    }

    /// Writes what `slot` stands for.
    pub(crate) fn write(&self, slot: Slot, setting: &Setting, out: &mut String) {
        use std::fmt::Write as _;
        let words = common(self.language);
        // Writing to a String can't fail.
        let _: std::fmt::Result = match slot {
            Slot::First => out.write_str(self.given),
            Slot::Last => out.write_str(self.family),
            Slot::Name => write!(out, "{} {}", self.given, self.family),
            Slot::City => out.write_str(self.city),
            Slot::Street => out.write_str(&self.street),
            Slot::NewStreet => out.write_str(&self.new_street),
            Slot::Product => self.write_pair(self.pair, out),
            Slot::Other => self.write_pair(self.other, out),
            Slot::Model => out.write_str(FOOTWEAR[self.pair].model),
            Slot::Size => write!(out, "{}", self.size),
            Slot::SizeUp => write!(out, "{}", self.size + 1),
            Slot::SizeDown => write!(out, "{}", self.size - 1),
            Slot::Order => out.write_str(&self.order),
            Slot::Ordered => out.write_str(&dates::short_date(self.language, self.ordered)),
            Slot::Amount => out.write_str(&dates::money(self.language, self.amount_minor)),
            Slot::Label => out.write_str(&dates::money(self.language, self.label_minor)),
            Slot::Tracking => out.write_str(&self.tracking),
            Slot::Carrier => out.write_str(self.carrier),
            Slot::Code => out.write_str(self.code),
            Slot::Gift => out.write_str(&dates::money(self.language, self.gift * 100)),
            Slot::Weeks => write!(out, "{}", self.weeks),
            Slot::Years => write!(out, "{}", self.years),
            Slot::Event => out.write_str(&words.events[self.event]),
            Slot::EventDay => out.write_str(&words.dates.weekdays[self.event_day]),
            Slot::Place => out.write_str(&words.places[self.place]),
            Slot::Organization => out.write_str(self.organization),
            Slot::Written => out.write_str(&words.dates.weekdays[self.written.weekday]),
            Slot::Agent => out.write_str(AGENTS[setting.agent].given),
            Slot::Colleague => out.write_str(AGENTS[setting.colleague].given),
            Slot::Before => out.write_str(AGENTS[setting.before.unwrap_or(setting.colleague)].given),
            Slot::Due => setting.due.map_or(Ok(()), |due| out.write_str(&dates::due(self.language, due))),
            Slot::Pairs => write!(out, "{}", self.pairs),
            Slot::Initials => {
                let initial = |name: &str| name.chars().next().unwrap_or('X').to_uppercase().to_string();
                write!(out, "{}{}", initial(self.given), initial(self.family))
            }
        };
    }

    /// A pair in the words of the language: "Nephin boots", "Nephin-Stiefel".
    fn write_pair(&self, pair: usize, out: &mut String) -> std::fmt::Result {
        let kinds = &common(self.language).kinds;
        let pair = &FOOTWEAR[pair];
        let pattern = match pair.kind {
            ShoeKind::Boot => &kinds.boot,
            ShoeKind::Shoe => &kinds.shoe,
            ShoeKind::Sandal => &kinds.sandal,
        };
        std::fmt::Write::write_str(out, &pattern.replace('*', pair.model))
    }
}
