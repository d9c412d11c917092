//! Being answered, in time and by a person, or left in peace.

use super::Lines;
use crate::text::rage::Plainness::{Asked, Demanded, Implied};
use crate::text::rage::Remedy::{Callback, Expedite, Human, Reply, Reschedule, Stop};

pub(super) const LINES: &[Lines] = &[
    (
        Human,
        Demanded,
        &[
            "human being|agent|person|please",
            "a|an|to|me|with real|actual|live|proper|competent human|person|agent|someone",
            "speak|talk|chat|put|get|give|connect|transfer|through ..4 human|person|someone|somebody|supervisor|agent|real|anyone",
            "somebody|someone|anyone|anybody|person with a|an|some ..2 brain|clue|sense|authority|knowledge|power",
            "not a? bot|robot|machine|chatbot",
            "want|need ..2 supervisor|manager",
        ],
    ),
    (
        Human,
        Implied,
        &[
            "automated|auto message|messages|reply|replies|response|responses|answer|answers",
            "chatbot|bot|robot|automated|machine",
        ],
    ),
    (
        Callback,
        Asked,
        &[
            "call|ring|phone me|us",
            "call back",
            "callback|callbacks",
            "give|get|want|need|request|expect me|us? a? ring|call|callback|phone",
            "someone|somebody|anyone|you|who|manager ..6 call|ring|phone me|us|back",
        ],
    ),
    (
        Callback,
        Implied,
        &[
            "promised ..3 call",
            "reach you|anyone|somebody by phone",
            "call drops|dropped|disconnected",
            "never|not|nobody ..2 called|rang",
            "not|never|nobody|none|no|one ..2 called|rang|calls|phoned|call|ring ..2 back|me|us",
            "promised .. call|callback",
        ],
    ),
    (
        Reply,
        Asked,
        &[
            "answer|reply|respond to? me|my|us|our|this",
            "want|need|expect|waiting|like|get|deserve|hear|await|awaiting .. answer|reply|response|update|news|back",
            "any news|update|updates|progress|response|reply",
            "let me|us know",
            "get back to",
            "keep me|us posted|informed|updated",
        ],
    ),
    (
        Reply,
        Implied,
        &[
            "no one|nobody|none ..2 writes|wrote|picks|picked|answers|answered|calls|replies|reads|responds",
            "complaint|email|mail|letter|message|request ..6 ignored|unanswered|unread",
            "heard back|anything|nothing",
            "waiting for ..3 confirmation|answer|reply|response|email|mail|decision",
            "straight answer",
            "without ..2 answer|reply|response",
            "no|not ..2 answer|answered|reply|replied|response|responded|responding|heard",
            "ignored|ignoring|ignore|unanswered",
            "on hold",
            "nobody|one|none ..1 answers|answered|replies|replied|responds|responded|picks|picked|gets|got",
        ],
    ),
    (
        Expedite,
        Asked,
        &[
            "expedite|expedited",
            "speed|hurry .. up",
            "faster|sooner|quicker|earlier|priority|prioritise|prioritize",
            "as soon as",
            "rush|overnight|express",
            "need|want|get|deliver|delivered|arrive|here|send|ship it|this|them|that? ..4 by|before|today|tomorrow|tonight",
        ],
    ),
    (
        Expedite,
        Implied,
        &[
            "would take ..5 it is",
            "wait|waited|waiting in? all day",
            "took|take|taking too|so long",
            "starts|start|begins|leave|leaving in|tomorrow|today ..2 hour|hours",
            "needed|need it|them|this ..2 for|on|by",
            "delay|delayed|late",
            "supposed to .. arrive|come|be",
        ],
    ),
    (
        Reschedule,
        Asked,
        &[
            "find|arrange|make|book a? new|another|other|different date|time|appointment|slot",
            "reschedule*",
            "new|another|different|next|other appointment|slot|date|time|visit",
            "rebook|rearrange",
        ],
    ),
    (
        Reschedule,
        Implied,
        &[
            "technician|engineer|plumber|fitter|installer|driver|courier|electrician|appointment ..6 not|never|no|nobody|missed|late",
            "missed .. appointment|slot|visit",
            "no show",
            "not turn|show up",
            "nobody came|turned|showed|appeared",
        ],
    ),
    (
        Stop,
        Asked,
        &[
            "never|not ..3 hear from",
            "stop texting|calling|mailing|emails|letters",
            "stop sending|texting|emailing|calling|contacting|spamming|messaging|ringing|bothering|harassing|the",
            "unsubscribe",
            "opt|opted out",
            "take|remove me|us|my ..4 list|lists|database|mailing",
            "leave me|us alone",
            "do not|never contact|call|email|text|write|message me|us",
        ],
    ),
];
