//! The company itself: what stands on its letterhead and in its settings.

mod agents;
mod canned;
mod products;

use serde::Serialize;

use crate::{
    calendar::OPEN,
    entry::{AgentHandle, TeamHandle},
    plan::Plan,
    talk::Matter,
};

pub use agents::Agent;
pub(crate) use agents::{AGENTS, Habit, Voice, lead, writing};
pub use canned::CannedAnswer;
pub use products::Product;
pub(crate) use products::{FOOTWEAR, SUNDRIES, ShoeKind};

/// The domain of the company and of its Message-IDs.
pub(crate) const DOMAIN: &str = "carrickandlark.example";
/// The general mailbox.
pub(crate) const SUPPORT: &str = "support@carrickandlark.example";
/// The mailbox for everything between order and delivery.
pub(crate) const ORDERS: &str = "orders@carrickandlark.example";
/// The mailbox of the people who mend.
pub(crate) const WORKSHOP: &str = "workshop@carrickandlark.example";
/// The rule that gets in the way most.
pub(crate) const RETURN_WINDOW: &str = "returns-14-days-unworn";
/// A second one, less often met.
pub(crate) const ORIGINAL_RECEIPT: &str = "warranty-needs-receipt";

/// A small shop that makes, sells and mends walking boots.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Company {
    /// Its name.
    pub name: &'static str,
    /// What it says under its name.
    pub line: &'static str,
    /// Its mail domain.
    pub domain: &'static str,
    /// IANA name of its time zone.
    pub time_zone: &'static str,
    /// ISO 4217 code of its money.
    pub currency: &'static str,
    /// When somebody answers; a day that is missing is a day off.
    pub hours: Vec<OpeningHours>,
    /// Where mail comes in.
    pub mailboxes: Vec<Mailbox>,
    /// Who works together.
    pub teams: Vec<Team>,
    /// Who works here.
    pub agents: Vec<Agent>,
    /// All tags in use.
    pub tags: Vec<&'static str>,
    /// Texts the agents keep at hand.
    pub canned: Vec<CannedAnswer>,
    /// Saved searches, in the application's search syntax.
    pub views: Vec<SavedView>,
    /// What it sells.
    pub products: Vec<Product>,
    /// The rules customers meet.
    pub policies: Vec<Policy>,
}

/// One day's opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OpeningHours {
    /// 0 is Monday.
    pub weekday: u8,
    /// Minute of the day, local time.
    pub opens: u16,
    /// Minute of the day, local time.
    pub closes: u16,
}

/// A mailbox of the company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mailbox {
    /// Its address.
    pub address: &'static str,
    /// The name answers go out under.
    pub name: &'static str,
    /// The team that sees its mail first.
    pub team: TeamHandle,
}

/// A team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Team {
    /// Short name.
    pub handle: TeamHandle,
    /// Name on the screen.
    pub name: &'static str,
}

/// A saved search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SavedView {
    /// Name on the screen.
    pub name: &'static str,
    /// The search.
    pub query: &'static str,
}

/// A rule of the company that customers meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Short name, as in [`crate::Reply::policy`].
    pub handle: &'static str,
    /// The rule in plain words.
    pub rule: &'static str,
    /// Why it was made.
    pub reason: &'static str,
    /// Who answers for it.
    pub owner: AgentHandle,
}

/// The company a plan is about. It is the same for every plan today; the plan is asked for so that a
/// larger company can have more agents tomorrow without a change for callers.
#[must_use]
pub fn company(_plan: &Plan) -> Company {
    let mut tags: Vec<&'static str> = Matter::ALL.iter().map(|matter| matter.tag()).collect();
    tags.extend(["depot-week", "deadline", "vip", "policy-in-the-way", "newsletter", "photo-attached"]);
    Company {
        name: "Carrick & Lark",
        line: "Walking boots, made and mended in the west",
        domain: DOMAIN,
        time_zone: "Europe/Dublin",
        currency: "EUR",
        hours: hours(),
        mailboxes: vec![
            Mailbox { address: SUPPORT, name: "Carrick & Lark", team: "care" },
            Mailbox { address: ORDERS, name: "Carrick & Lark Orders", team: "orders" },
            Mailbox { address: WORKSHOP, name: "Carrick & Lark Workshop", team: "workshop" },
        ],
        teams: vec![
            Team { handle: "care", name: "Customer care" },
            Team { handle: "orders", name: "Orders" },
            Team { handle: "returns", name: "Returns" },
            Team { handle: "workshop", name: "Workshop" },
        ],
        agents: AGENTS.to_vec(),
        tags,
        canned: canned::CANNED.to_vec(),
        views: VIEWS.to_vec(),
        products: products::catalogue(),
        policies: POLICIES.to_vec(),
    }
}

fn hours() -> Vec<OpeningHours> {
    let days = OPEN.iter().enumerate();
    days.filter_map(|(weekday, span)| {
        span.map(|(opens, closes)| OpeningHours {
            weekday: weekday as u8,
            opens: opens as u16,
            closes: closes as u16,
        })
    })
    .collect()
}

const VIEWS: [SavedView; 5] = [
    SavedView { name: "Late parcels", query: "is:open tag:late-parcel" },
    SavedView { name: "Has a date to meet", query: "is:open tag:deadline" },
    SavedView { name: "Repairs with photos", query: "is:open tag:repair has:attachment" },
    SavedView { name: "Our rule got in the way", query: "tag:policy-in-the-way" },
    SavedView { name: "Wholesale", query: "is:open tag:wholesale" },
];

const POLICIES: [Policy; 2] = [
    Policy {
        handle: RETURN_WINDOW,
        rule: "Returns within 14 days of delivery, unworn, in the original box.",
        reason: "Made in 2016 when a reseller sent back worn stock each season.",
        owner: "leopold",
    },
    Policy {
        handle: ORIGINAL_RECEIPT,
        rule: "Warranty work needs the receipt or the order number.",
        reason: "Pairs bought second-hand were sent in as new.",
        owner: "zofia",
    },
];
