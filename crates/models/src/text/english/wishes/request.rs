//! What every customer may ask for.

use super::Lines;
use crate::text::rage::Plainness::{Asked, Demanded, Implied, Question};
use crate::text::rage::Remedy::{Cancel, Change, Information, Purchase, Return};

pub(super) const LINES: &[Lines] = &[
    (
        Cancel,
        Demanded,
        &[
            "cancelling|canceling|cancel every|all|both|everything",
            "shut|close|delete my|our account|data",
            "regret the day",
            "end it|this now|today",
            "cancel my|our|the|this|it|everything|all|an|both|immediately|now|that",
            "<i> .. cancelling|canceling|closing|terminating|cancel|quit",
            "want|like|wish|need|please|going|how to? ..2 cancel|terminate|close|quit",
            "close|delete|terminate|shut|closing my|our|the down|account|accounts|contract|policy|membership|data",
            "cancel",
            "end my|our|the contract|subscription|membership|agreement|account|policy",
            "never contact|call|email",
        ],
    ),
    (
        Return,
        Asked,
        &[
            "send|bring|give|take it|them|this|these|the back",
            "think|like|want ..2 send|return|returning it|them|back?",
            "return|send|returning|sending ..1 it|the|this|my|them|these|item|items|back",
            "return label|policy|slip|address|form",
            "like|want|wish|need to return",
            "which label",
            "pick|collect it|them|up",
        ],
    ),
    (
        Return,
        Implied,
        &[
            "too small|big|large|tight|loose|short|long",
            "not fit",
            "nothing like the|as",
            "not as|what described|pictured|advertised|expected|i|ordered",
            "do|does|did not like",
        ],
    ),
    (
        Change,
        Asked,
        &[
            "add|remove|change|correct|update|forward|redirect|send ..6 name|address|email|number|contract|account|details|date",
            "address|name|number|date change",
            "instead of having|being|the|delivery|delivered",
            "to|at|from ..2 new address|house|flat|office|number",
            "add ..4 to order|booking|account",
            "change|update|amend|edit|modify|correct my|our|the|an ..3 address|email|name|number|order|password|plan|details|booking|appointment|card|date|delivery|phone|subscription",
            "update|change my|our",
            "move|switch|postpone|shift my|our|the ..4 from|to|appointment|booking|delivery",
            "upgrade|downgrade my|our|to|the",
        ],
    ),
    (
        Purchase,
        Asked,
        &[
            "need|want|like|take|get #2 more|additional|extra",
            "#2 more|additional|extra licences|licenses|bags|boxes|pieces|tickets|copies|packs|bottles|seats|units",
            "order|buy|purchase|get ..1 #2|more|another|some|extra|additional|again|gift",
            "place an? order",
            "like|want|wish to order|buy|purchase|add|upgrade|renew",
            "add ..3 to my|our|the order|basket|plan",
            "in stock",
        ],
    ),
    (
        Information,
        Question,
        &[
            "could|can|would|may|will you|i|someone|somebody|we",
            "is|are|was|do|does|did|has|have the|my|our|it|there|you|i|this|your|a|we|any|these|that",
            "when|where|which|what|how|who|whether",
            "just confirming|checking|wondering",
        ],
    ),
    (
        Information,
        Implied,
        &[
            "like|want|need|love|wanted to know|ask|check|find",
            "tell me|us when|where|which|how|what|if|whether|about",
            "wondering|wondered|wonder|curious|confirming|question",
            "let me|us know",
        ],
    ),
];
