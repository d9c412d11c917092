//! Customer mails without end, for load tests.

use jiff::Timestamp;

use crate::{
    chance::Chance,
    entry::ConversationKey,
    letter,
    plan::Plan,
    talk::{Course, Matter, Mood, Occasion},
};

/// The Date of the first mail; each next one is a second later.
const FIRST_MAIL_MS: i64 = 1_735_725_600_000;
/// Matters that speak of no order: nothing has to be made up beside the mail.
const MATTERS: [Matter; 8] = [
    Matter::Resole,
    Matter::Waterproofing,
    Matter::FittingAdvice,
    Matter::GiftCard,
    Matter::SpareLaces,
    Matter::AccountLogin,
    Matter::StockQuestion,
    Matter::LeatherOrigin,
];

/// Plain first mails of `customers` different people, raw, without end: take as many as you need. The same
/// arguments give the same mails; every Message-ID is different.
pub fn mails(seed: u64, customers: usize) -> impl Iterator<Item = Vec<u8>> + Send {
    let until = Timestamp::from_millisecond(FIRST_MAIL_MS).unwrap_or(Timestamp::UNIX_EPOCH);
    let customers = customers.max(1);
    let course = Course::new(Plan { seed, until, days: 0, customers });
    (0u64..).map(move |number| {
        let mut chance = Chance::keyed(seed, &[13, number]);
        let occasion = Occasion {
            customer: chance.below(customers),
            matter: chance.pick(&MATTERS),
            order: None,
            incident: false,
        };
        let occasion = course.in_a_language_we_have(&mut chance, occasion);
        let at = FIRST_MAIL_MS + (number as i64) * 1_000;
        let mood = Mood::about(&mut chance, occasion.matter);
        let thread = course.opening(&occasion, ConversationKey(number << 2), at, mood);
        letter::message(&thread, 0).0
    })
}
