//! Remedies that cost nothing but care.

use super::Lines;
use crate::text::rage::Plainness::{Asked, Implied};
use crate::text::rage::Remedy::{
    Apology, Assurance, Explanation, Gratitude, Hearing, Management, PlainLanguage, Respect,
};

pub(super) const LINES: &[Lines] = &[
    (
        Apology,
        Asked,
        &[
            "want|expect|deserve|demand|need|owe|owed|get|like|waiting|hear ..5 apology|apologies|sorry",
            "apologise|apologize",
            "not|never|nobody|without|no even|once|one|a|an|single|said? apology|sorry|apologised|apologized",
            "say|said|saying sorry",
        ],
    ),
    (
        Apology,
        Implied,
        &[
            "not even a|an sorry|apology|thanks",
            "humiliat*",
            "laughed|laughs at",
            "hung|hangs up",
            "you|they deleted|lost|destroyed ..3 photos|pictures|memories|passport|ring",
            "spoken|treated|talked to? like",
            "rude|disrespectful|condescending|insulting|humiliat*|patronising|patronizing|laughed|insulted",
            "ruined|ruin my|our|her|his|the",
            "made me cry|feel",
            "shame on",
            "ashamed",
            "hold music",
            "not .. happy with how",
            "way|how .. handled|treated",
            "hung up",
            "told you about my|our",
            "disgraceful|insult",
        ],
    ),
    (
        Explanation,
        Asked,
        &[
            "please|kindly explain",
            "do not recognise|recognize|understand",
            "what is this|that|the charge|fee|payment|amount|for",
            "want|need|expect|demand|owe|like|deserve|get|give|appreciate ..5 explanation|answers|reason|reasons",
            "explain why|what|how|to|the|this|your",
            "want|like|appreciate|need to? know|knowing|understand|understanding ..1 why|how|what|who",
            "tell me|us why|how|what",
            "why did|was|were|has|have|is|are|do|does",
            "curious|wondering|wonder|understand why|how|what",
            "how is it possible|that",
            "what happened|went",
        ],
    ),
    (
        Explanation,
        Implied,
        &[
            "hard|difficult|impossible to follow|understand|read",
            "instructions|manual ..4 unclear|hard|confusing|wrong",
            "debt collector|collectors|collection",
            "without .. explanation|notice|warning",
            "wrong information|info|advice",
            "price|bill|fee|total|cost .. went|gone|up|changed|increased",
        ],
    ),
    (
        Assurance,
        Asked,
        &[
            "never|not happen|happens again|anymore|to",
            "not .. happen|happens|repeated ..3 again|anymore|anyone|others",
            "make|making sure ..8 not|never|again|nobody",
            "assure|assurance|guarantee|promise me|us|that|it",
            "prevent ..6 again|future",
        ],
    ),
    (
        Hearing,
        Asked,
        &[
            "read what|my|the i|email|emails|message|messages|ticket|notes",
            "talking|speaking|talk to ..1 wall|walls|brick",
            "let me finish|explain|speak",
            "listen to|me|us|for",
            "hear me|us out",
            "be|feel|being heard",
            "want|need someone|somebody|anyone|you to listen|hear|understand",
            "anyone|anybody|somebody|someone|you .. listening|listen|read|reading",
        ],
    ),
    (
        PlainLanguage,
        Asked,
        &[
            "plain|simple|clear|normal language|english|words|answer|terms",
            "straight answer",
            "jargon|legalese",
            "in english",
            "stop .. scripts|script|reading|templates|jargon|copy",
        ],
    ),
    (
        Respect,
        Asked,
        &[
            "how|way you .. treat|treated|treating people|customers|us|me|clients|old|loyal",
            "treat|treated|treating|speak|spoken|talk ..3 people|customers|clients|me|us",
            "with .. respect|dignity|courtesy",
            "respect me|my|us|your",
            "treat|treated|treating me|us|customers .. like|as human|person|adult|people|customer|decent",
            "basic|some|little respect|courtesy|decency|manners",
            "have .. decency|respect|courtesy",
        ],
    ),
    (
        Gratitude,
        Asked,
        &[
            "thank|thanked|thanks .. loyal|custom|loyalty|business",
            "appreciate|value|valued|appreciated my|our|as ..2 loyalty|custom|business|customer",
            "reward ..3 loyalty",
        ],
    ),
    (
        Management,
        Asked,
        &[
            "whoever|who is in charge",
            "person|someone in charge",
            "want|like it|this escalated",
            "speak|talk|escalate|put|get|want|pass|forward|report|tell|let|inform|through|made|make|see|need|call ..5 <manager>",
            "escalate",
            "<manager> ..4 know|aware|call|contact|told|hear|see|informed",
            "higher up|ups",
        ],
    ),
];
