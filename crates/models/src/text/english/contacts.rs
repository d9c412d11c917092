//! How English-speaking customers count their contacts.

use super::sets::SETS;
use crate::text::phrasebook::Phrasebook;
use crate::text::rage::Contacts::{self, Exactly, Number};
use std::sync::LazyLock;

const LINES: &[(Contacts, &[&str])] = &[
    (
        Number,
        &[
            "@2 time|attempt|call|email|message|letter|ticket|chat|conversation|complaint|contact|agent|person|rep|representative|department|request|mail",
            "# more? <contact>",
            "# different|separate|more|other|of <people>|<contact>",
            "<told> ..6 # more? times",
            "# times ..6 <told>",
            "between|through|to|by|with|past|from # of? your? different? <people>",
            "last|past|previous|first # <people>",
            "# agents|reps|representatives|advisors|advisers|operators|departments|supervisors|managers",
            "# people now|already|today|later|told|have|gave|and|so",
            "wasted|spent|lost ..2 # lunch|evenings|afternoons|mornings|breaks",
            "transferred|passed|bounced # times",
        ],
    ),
    (
        Exactly(2),
        &[
            "<told> .. twice|again",
            "twice ..3 <told>",
            "again explain|call|calling|ask|contact|write|writing|chase",
            "^ again $",
            "once more",
            "both calls|times|emails|agents|messages|people",
            "another call|email|agent|ticket|chat|message|department",
            "each|every department|agent|person|time|call",
            "keep|kept <told>|contacting|calling|chasing|asking|explaining",
            "repeatedly|constantly|continually|keep <told>|having|being",
            "several|multiple|numerous|many|countless|repeated <contact>|<people>",
            "every .. month|week|day ..8 <told>|ring|call|write|chase|phone|contact",
            "over and over",
            "more times",
        ],
    ),
    (
        Exactly(1),
        &[
            "<i> have? already? <told>|spoken|talked",
            "my|our .. first|last|previous|earlier call|email|message|ticket|letter|conversation|chat|complaint|request|mail|enquiry",
            "my|our call|email|message|ticket|letter|conversation|chat|complaint|mail|enquiry|request",
            "you|agent|adviser|advisor|rep|someone|somebody|he|she|they|colleague|person|guy|lady|man|woman ..2 told|promised|assured|said|hung|laughed|advised|informed|confirmed",
            "agent|adviser|advisor|rep|colleague|person|someone|somebody|guy|lady|man|woman ..2 spoke|talked|spoken",
            "spoken|talked|spoke|talk to|with",
            "was|were told|promised|assured|spoken|advised|informed|hung",
            "on hold",
            "on the phone|line",
            "hung up on",
            "hold music",
            "opted out|in",
            "refund|replacement|callback|call|credit you promised",
        ],
    ),
];

pub(crate) static CONTACTS: LazyLock<Phrasebook<Contacts>> = LazyLock::new(|| {
    let patterns =
        LINES.iter().flat_map(|&(count, patterns)| patterns.iter().map(move |pattern| (*pattern, count)));
    Phrasebook::new(patterns, SETS)
});
