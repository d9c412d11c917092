//! How English-speaking agents promise.

use super::sets::SETS;
use super::times;
use crate::text::phrasebook::Phrasebook;
use crate::text::promise::Opening::{self, Outcome, Progressive, Will};
use crate::text::promise::PromiseKind::{
    self, CallBack, Cancel, Check, Credit, Escalate, Fix, Refund, Replace, Reply, Ship, Visit,
};
use crate::text::promise::PromiseTable;
use std::sync::LazyLock;

const OPENINGS: &[(Opening, &[&str])] = &[
    (
        Will,
        &[
            "i|we will|shall",
            "i|we am|are going to",
            "i|we promise|guarantee|pledge to|you|that",
            "i|we promise|guarantee",
            "he|she will|shall",
            "let me",
            "<staff> will|shall",
            "<staff> is|are going to",
            "one|member|someone|somebody of my|our|the? <staff> will|shall",
        ],
    ),
    (
        Outcome,
        &[
            "you will|shall",
            "you can|may? expect",
            "^ expect",
            "<thing> ..2 will|shall",
            "<thing> is|are going to",
            "<thing> ..2 is|are due|scheduled|booked|guaranteed",
        ],
    ),
    (
        Progressive,
        &[
            "i|we am|are calling|sending|shipping|refunding|replacing|dispatching|posting|visiting|coming|issuing|processing|fixing|crediting|emailing",
            "<staff> is|are coming|calling|visiting|arriving",
            "<thing> is|are being",
            "<thing> ships|arrives|leaves",
        ],
    ),
];

const DEEDS: &[(PromiseKind, &[&str])] = &[
    (
        CallBack,
        &[
            "call|phone|ring|telephone|calling|called",
            "give you a? quick|short? call|ring|buzz",
            "receive|get|have|expect a|our? call|callback",
            "on the phone",
        ],
    ),
    (
        Refund,
        &[
            "refund|refunding|refunded|refunds|reimburse|reimbursed|reimbursement",
            "refund ..4 processed|issued|paid|made|arrive|sent|reach|there|credited|appear|show|back",
            "issue|process|send|receive|get|have|make|arrange|initiate ..3 refund|reimbursement",
            "pay|transfer|return|give|get|send|receive|have ..3 money ..2 back?",
            "money ..4 back|returned|transferred|paid",
            "pay you back",
        ],
    ),
    (
        Credit,
        &[
            "credit|credited|crediting",
            "send|add|issue|apply|receive|get|give ..3 credit|voucher|coupon|discount|points",
            "voucher ..3 sent|emailed|issued",
        ],
    ),
    (
        Replace,
        &[
            "replace|replacing|replaced|exchange|swap",
            "send|ship|post|dispatch|sending|shipping|get|receive|have|order|deliver ..3 replacement",
            "replacement ..4 sent|shipped|arrive|dispatched|delivered|ship|leave|go",
            "send|ship ..2 new one",
        ],
    ),
    (
        Visit,
        &[
            "technician|engineer|plumber|electrician|fitter|courier|driver|colleague|specialist|expert ..4 come|visit|arrive|be|coming|arriving|visiting",
            "visit|visiting|come|coming|stop|drop over|by|round|out|to|and|on|at|tomorrow|today|between|before",
            "visit|visiting",
            "send|sending ..3 technician|engineer|plumber|electrician|fitter|someone|somebody|specialist",
            "be there|with you",
            "pick|collect it|them|up|the ..2 up?",
        ],
    ),
    (
        Ship,
        &[
            "ship|shipped|shipping|ships|dispatch|dispatched|dispatching|deliver|delivered|delivering|delivery|posted",
            "arrive|arrives|arriving",
            "send|sending|post|posting|get|receive|have|resend ..3 parcel|package|order|item|items|part|parts|it|them|goods|shipment|product|device|phone|label|shoes|book|tickets",
            "sent out|off|today|tomorrow|by",
            "leave|leaves|leaving our|the warehouse|depot|store|shop",
            "be with you",
            "out for delivery",
            "send|sending|sent you",
        ],
    ),
    (
        Reply,
        &[
            "reply|respond|answer|write|email|mail|message|text",
            "get|come|be|circle|report back",
            "get|be|stay|keep in touch|contact",
            "let you know",
            "tell|update|inform|notify|contact you",
            "keep|have you ..1 posted|updated|informed|answer|decision|update",
            "follow up",
            "hear from|back",
            "send|sending|give|receive|get|have|provide|share ..4 update|answer|reply|response|email|mail|message|confirmation|details|information|link|invoice|news|summary|copy|document|documents|statement|receipt|instructions|feedback",
            "confirm",
            "reach out|you",
            "be contacted|notified|informed|updated",
        ],
    ),
    (
        Fix,
        &[
            "fix|fixed|fixing|repair|repaired|resolve|resolved|solve|solved|correct|corrected|restore|restored|rectify|rectified|unlock|unlocked|reset|reactivate|reactivated|reinstate|reconnect",
            "sort|sorted it|this|that|out|everything|the|by|for",
            "sorted",
            "have|get it|this|everything|that|your ..3 working|fixed|sorted|running|resolved|back",
            "be ..2 working|running|resolved|online|restored|up",
            "put|make it|this|things right",
            "take care of",
            "update|change|amend|adjust|remove your|the|it|this",
        ],
    ),
    (
        Cancel,
        &[
            "cancel|cancelled|canceled|cancelling",
            "close|closed|terminate|terminated|delete|deleted your|the|it|account|contract",
        ],
    ),
    (
        Escalate,
        &["escalate|escalated|forward|forwarded", "pass|hand|raise|bring|take|report ..4 to|on|up|with"],
    ),
    (
        Check,
        &[
            "check|investigate|verify|review|clarify|checked|investigated|verified|reviewed|examined",
            "look into|at|for",
            "find out",
            "see what|whether|why|how|if",
            "speak|talk|ask to|with|the|our|my",
            "chase",
        ],
    ),
];

/// "If" and its kin; not "to see if".
const CONDITIONS: &[&str] = &[
    "^ if|unless|once|when|whenever|should|after|provided|assuming|until",
    "you|we|it|problem|issue|that|this|tomorrow|today|back|know|refund|money|help|soon|call|and|or|but|parcel|order|fix|cancel|days|week|weeks|hours|friday|monday|tuesday|wednesday|thursday|saturday|sunday|replacement|item|one|then|there|up|it|account|answer|email|reply|out if|unless|provided|providing|assuming|once|whenever",
    "unless|provided|providing|assuming|whenever",
    "in case|the event",
    "as soon as we|you|it|the|your|they|he|she|this|that|i have|receive|get|hear|know|is|arrives|comes",
    "once you|we|it|the|your|they|he|she|this|that|i",
    "when you|it|the|your|they|we|i|he|she|this|that",
    "until you|we|it|the|your|they",
    "after you|we receive|get|have|send|return|confirm|inspect",
    "subject to",
    "depending on",
    "only if",
];

/// What makes a promise an attempt, a guess, or a report of somebody else's.
const DOUBTS: &[&str] = &[
    "try|trying|hope|hoping|hopefully|might|may|maybe|perhaps|probably|possibly|aim|aiming|think|believe|guess|likely|ideally|should|would|could|can|suppose|expect|attempt|endeavour|endeavor|wish|unlikely|estimated",
    "never",
    "my|our best",
    "you|he|she|they|agent|colleague|rep|someone|somebody|website|mail|email|letter|it ..1 said|told|promised|claimed|assured|wrote|says|claims|tells|promise|stated",
    "said|told|claimed|says|claims|stated",
    "not|do promise|guarantee|think|know|believe",
    "do|did|does|shall|will|can not",
];

pub(crate) static PROMISES: LazyLock<PromiseTable> = LazyLock::new(|| PromiseTable {
    openings: book(OPENINGS),
    deeds: book(DEEDS),
    conditions: Phrasebook::new(CONDITIONS.iter().map(|line| (*line, ())), SETS),
    doubts: Phrasebook::new(DOUBTS.iter().map(|line| (*line, ())), SETS),
    times: times::book(),
    clock: times::clock,
    joints: &[
        "at", "by", "before", "on", "in", "the", "around", "about", "of", "and", "between", "latest", "to",
        "from", "until", "till", "no", "later", "than",
    ],
    conjunctions: &["and", "then", "or", "also", "plus"],
});

fn book<M: Copy>(lines: &'static [(M, &'static [&'static str])]) -> Phrasebook<M> {
    let patterns =
        lines.iter().flat_map(|&(meaning, patterns)| patterns.iter().map(move |pattern| (*pattern, meaning)));
    Phrasebook::new(patterns, SETS)
}
