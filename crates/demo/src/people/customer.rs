//! One customer: name, address, language, and the way he or she writes.

use jiff::Timestamp;
use serde::Serialize;

use super::{
    names::{self, People},
    organization::{ORGANIZATIONS, Organization},
};
use crate::{chance::Chance, entry::CustomerKey, plan::Plan};

/// Somebody who buys here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Customer {
    /// Stable number.
    pub key: CustomerKey,
    /// Full name.
    pub name: String,
    /// What a friend would call them.
    pub given: &'static str,
    /// Family name.
    pub family: &'static str,
    /// Mail address, unique in the story.
    pub email: String,
    /// Phone number, when known.
    pub phone: Option<String>,
    /// BCP 47 tag of the language they write in.
    pub language: &'static str,
    /// IANA name of the time zone they live in.
    pub time_zone: &'static str,
    /// ISO 3166 code of the country.
    pub country: &'static str,
    /// City.
    pub city: &'static str,
    /// Street and number.
    pub street: String,
    /// The company or club they write for.
    pub organization: Option<Organization>,
    /// When the company first heard of them; may lie before the story.
    pub since: Timestamp,
    /// How they heard of the company: `friend`, `search`, `magazine`, `shop window`, `inherited a pair`, `club`.
    pub heard_through: &'static str,
    /// What somebody once wrote on their card.
    pub note: Option<&'static str>,
    /// The way they write.
    #[serde(skip)]
    pub(crate) hand: Hand,
    /// What they write with.
    #[serde(skip)]
    pub(crate) program: Program,
    /// The POSIX rule of their clock.
    #[serde(skip)]
    pub(crate) clock: &'static str,
}

/// The way somebody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hand {
    /// As one writes letters.
    Formal,
    /// As most do.
    Plain,
    /// As to a friend.
    Casual,
    /// no capitals, no ceremony
    Lowercase,
    /// With the weather and the dog.
    Chatty,
}

/// The mail program somebody writes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// A phone with plain text and a proud signature.
    Phone,
    /// A web mailer that sends text and HTML.
    Webmail,
    /// The office program with its header block above the quote.
    Office,
    /// A text-loving desktop program.
    Desktop,
    /// An old portal that sends only HTML.
    Portal,
}

const FRIEND_OF_THE_HOUSE: &str =
    "A friend of the house since her father's first pair. Ask about the dog (Biscuit).";
const NOTES: [&str; 8] = [
    "Wide forefoot, takes half a size up.",
    "Prefers to be called, mornings only.",
    "Walks the Camino every May.",
    "Hard of hearing, please write.",
    "Sent us the postcard that hangs by the till.",
    "Buys for the whole family, different sizes each time.",
    "Left foot a size larger than the right.",
    "Mountain guide; recommends us a lot.",
];
const HEARD: [(&str, u32); 6] = [
    ("friend", 30),
    ("search", 28),
    ("magazine", 10),
    ("shop window", 16),
    ("inherited a pair", 4),
    ("club", 12),
];
const HANDS: [(Hand, u32); 5] =
    [(Hand::Formal, 18), (Hand::Plain, 40), (Hand::Casual, 22), (Hand::Lowercase, 9), (Hand::Chatty, 11)];
const PROGRAMS: [(Program, u32); 5] = [
    (Program::Phone, 34),
    (Program::Webmail, 32),
    (Program::Office, 16),
    (Program::Desktop, 8),
    (Program::Portal, 10),
];

/// Customer number `index` of a story that begins at `start`.
pub(crate) fn customer(plan: &Plan, start: i64, index: usize) -> Customer {
    let mut chance = Chance::keyed(plan.seed, &[1, index as u64]);
    let friend = index == 0;
    let organization = (chance.percent(7) && !friend).then(|| chance.pick(&ORGANIZATIONS));
    let people = if friend { &names::ALL[0] } else { people(&mut chance, organization) };
    let (given, family, cycle) = people.person(index);
    let place = if friend { people.places[0] } else { chance.pick(people.places) };
    let email = match organization {
        Some(organization) => {
            format!("{}@{}", local_part(&mut chance, given, family, cycle), organization.domain)
        }
        None => format!("{}@{}", local_part(&mut chance, given, family, cycle), chance.pick(people.domains)),
    };
    let phone = chance.percent(35).then(|| phone(place.dial, index));
    let street = people.street(&mut chance);
    let hand = if friend { Hand::Chatty } else { chance.weighted(&HANDS) };
    let program = if organization.is_some() && chance.percent(70) {
        Program::Office
    } else {
        chance.weighted(&PROGRAMS)
    };
    let note = chance.percent(6).then(|| chance.pick(&NOTES));
    Customer {
        key: CustomerKey(index as u64),
        name: format!("{given} {family}"),
        given,
        family,
        email,
        phone,
        language: people.language,
        time_zone: place.zone,
        country: place.country,
        city: place.city,
        street,
        organization,
        since: Timestamp::from_millisecond(plan.joined_at(start, index)).unwrap_or(plan.until),
        heard_through: chance.weighted(&HEARD),
        note: if friend { Some(FRIEND_OF_THE_HOUSE) } else { note },
        hand,
        program,
        clock: place.clock,
    }
}

/// A number that no other customer has: 7919 shares no factor with 10,000, so that each index has its own.
fn phone(dial: &str, index: usize) -> String {
    format!("{dial} {} {:04}", 555 + index / 10_000, index % 10_000 * 7_919 % 10_000)
}

fn people(chance: &mut Chance, organization: Option<Organization>) -> &'static People {
    let language = match organization {
        Some(organization) => organization.language,
        None => chance.weighted(&names::SHARES),
    };
    names::ALL.iter().find(|people| people.language == language).unwrap_or(&names::ALL[0])
}

/// The part before the @. Both names are always in it, and a pair of names that comes round again gets a
/// number, so that no two customers share an address.
fn local_part(chance: &mut Chance, given: &str, family: &str, cycle: usize) -> String {
    let (given, family) = (plain(given), plain(family));
    let number = match cycle {
        0 => String::new(),
        // Looks like a year of birth, and is another one for each of the first forty.
        1..=40 => (57 + cycle * 11 % 41).to_string(),
        _ => (100 + cycle).to_string(),
    };
    match chance.below(10) {
        0..=5 => format!("{given}.{family}{number}"),
        6 => format!("{given}{family}{number}"),
        7 => format!("{given}_{family}{number}"),
        _ => format!("{family}.{given}{number}"),
    }
}

/// A name as an address can hold it.
fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter.to_lowercase().next().unwrap_or(letter) {
            'á' | 'à' | 'â' | 'å' => out.push('a'),
            'ä' => out.push_str("ae"),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'í' | 'ï' | 'î' | 'ı' => out.push('i'),
            'ó' | 'ô' | 'ø' => out.push('o'),
            'ö' => out.push_str("oe"),
            'ú' | 'û' => out.push('u'),
            'ü' => out.push_str("ue"),
            'ñ' => out.push('n'),
            'ç' => out.push('c'),
            'ß' => out.push_str("ss"),
            'ł' => out.push('l'),
            lower if lower.is_ascii_alphanumeric() => out.push(lower),
            _ => {}
        }
    }
    out
}
