//! Newsletters and notices that land in every support mailbox.

use jiff::Timestamp;

use super::{
    body::{escape, paragraphs},
    encode::{address, date, header_text},
    part::{Coding, Part},
};
use crate::{
    calendar::Calendar,
    chance::{Chance, mix},
    company::SUPPORT,
};

/// Sender, address, subjects, text.
struct Bulletin {
    name: &'static str,
    email: &'static str,
    subjects: &'static [&'static str],
    texts: &'static [&'static str],
}

const BULLETINS: [Bulletin; 5] = [
    Bulletin {
        name: "Tannery Notes",
        email: "news@tannerynotes.example",
        subjects: &[
            "Spring hides are in",
            "Oak bark, eight months on",
            "What we learned about wet leather",
            "Stock list, week by week",
        ],
        texts: &[
            "Dear makers,\n\nthe spring hides came out of the pits on Monday: firm, pale, and a little smaller than last year because the winter was long. Price list attached to our website as always.\n\nThe tannery",
            "Dear makers,\n\nwe have forty sides of 2.4 mm brown left from a cancelled order and would rather see them walk than lie. First come, first served.\n\nThe tannery",
        ],
    },
    Bulletin {
        name: "Outdoor Trade Weekly",
        email: "editor@outdoortrade.example",
        subjects: &[
            "This week: who buys boots in August?",
            "Trade fair halls are full",
            "Five small makers to watch",
            "Footfall up, baskets down",
        ],
        texts: &[
            "Good morning,\n\nin this issue: why repair counters pay for themselves in eleven months, a visit to a last maker, and the numbers for the month.\n\nYou get this mail because you signed up at a fair.",
            "Good morning,\n\nhall plans for the autumn fair are out and small stands are nearly gone. Also: three retailers on what they stopped stocking, and why.\n\nThe editors",
        ],
    },
    Bulletin {
        name: "Bluehare Parcels Service",
        email: "noreply@bluehare.example",
        subjects: &[
            "Your weekly shipping report",
            "Changed pick-up times on the public holiday",
            "New surcharge for islands",
            "Invoice for your account is ready",
        ],
        texts: &[
            "Hello Carrick & Lark,\n\nyour shipping report is ready in the portal. Parcels handed over, parcels delivered and open enquiries are listed by day.\n\nThis is an automatic message, please don't answer.",
            "Hello Carrick & Lark,\n\nplease note the changed pick-up times around the public holiday. Parcels handed over after noon leave the next working day.\n\nThis is an automatic message, please don't answer.",
        ],
    },
    Bulletin {
        name: "Rank Rocket",
        email: "hello@rankrocket.example",
        subjects: &[
            "quick question about your website",
            "You are missing 412 visitors a month",
            "Following up",
            "Did you see my last mail?",
        ],
        texts: &[
            "Hi there,\n\nI was looking at your lovely website and noticed a few things that keep you from the first page. Would Tuesday or Wednesday work for a ten-minute call?\n\nTo stop receiving these, reply with the word stop.",
            "Hi again,\n\njust floating this to the top of your inbox. We helped a bakery triple its clicks, and boots are not so different from bread.\n\nBest\nChip from Rank Rocket",
        ],
    },
    Bulletin {
        name: "Mayo Makers Guild",
        email: "guild@mayomakers.example",
        subjects: &[
            "Minutes of Tuesday's meeting",
            "Open workshop day: who is in?",
            "The kiln is free again",
            "Christmas market tables",
        ],
        texts: &[
            "Dear all,\n\nminutes are below. In short: the sign at the pier will be repainted, the open workshop day is on the second Saturday, and somebody please collect the ladder.\n\nFor the guild,\nAoibhe",
            "Dear all,\n\ntables for the market are €40 again and should be booked by the end of the month. Last year's lights still work, so do the complaints about the generator.\n\nFor the guild,\nAoibhe",
        ],
    },
];

/// Newsletter number `key`: raw mail and Message-ID.
pub(crate) fn newsletter(seed: u64, key: u64, at: Timestamp) -> (Vec<u8>, String) {
    let mut chance = Chance::keyed(seed, &[12, key]);
    let bulletin = &BULLETINS[chance.below(BULLETINS.len())];
    let subject = chance.pick(bulletin.subjects);
    let text = chance.pick(bulletin.texts);
    let domain = bulletin.email.rsplit('@').next().unwrap_or("news.example");
    let id = format!("{:016x}@{domain}", mix(key ^ mix(seed)));
    let html = format!(
        "<html><body style=\"background:#f4f1ea\"><table width=\"600\" align=\"center\"><tr><td><h2>{}</h2>{}\
         <p style=\"font-size:11px;color:#888\"><a href=\"https://{domain}/u/{key:x}\">Unsubscribe</a></p></td></tr>\
         </table><img src=\"https://{domain}/open/{key:x}.gif\" width=\"1\" height=\"1\"></body></html>\n",
        escape(subject),
        paragraphs(text, "<p>"),
    );
    let parts = [Part::text("plain", text, Coding::Quoted), Part::text("html", &html, Coding::Quoted)];
    let part = Part::several("alternative", &format!("{:016x}", chance.bits()), &parts);
    let head = format!(
        "Return-Path: <bounce@{domain}>\r\nDate: {}\r\nFrom: {}\r\nTo: {SUPPORT}\r\nSubject: {}\r\nMessage-ID: \
         <{id}>\r\nList-Id: <list.{domain}>\r\nList-Unsubscribe: <https://{domain}/u/{key:x}>\r\nPrecedence: bulk\r\n",
        date(at, &Calendar::home()),
        address(bulletin.name, bulletin.email),
        header_text(subject),
    );
    (part.mail(head), id)
}
