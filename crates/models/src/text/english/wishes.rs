//! How English-speaking customers ask for a remedy, or tell of trouble that calls for one.

use super::sets::SETS;
use crate::text::phrasebook::Phrasebook;
use crate::text::rage::Plainness::{self, Asked, Demanded, Implied, Question};
use crate::text::rage::Remedy::{
    self, Apology, Assurance, Callback, Cancel, Change, Compensation, Credit, Expedite, Explanation,
    FreeProduct, Gratitude, Hearing, Human, Information, Management, PlainLanguage, Purchase, Refund, Repair,
    Replacement, Reply, Reschedule, Respect, Return, Stop,
};
use crate::text::rage::Wish;
use std::sync::LazyLock;

const LINES: &[(Remedy, Plainness, &[&str])] = &[
    (
        Refund,
        Demanded,
        &[
            "refund me|us|my|our|the|this|it|both|one|them|all|every|in|immediately|now",
            "give|pay|return|send|want|need|get|have|transfer|demand|expect|wire ..3 my|our .. money|cash|deposit|payment back?",
            "money|cash|deposit|payment|it|pounds|euros|dollars back",
            "want|demand|expect|need|request|requesting|issue|process|like|due|owed|deserve|get|for ..4 refund",
            "refund .. please|now|today|immediately|asap",
            "please refund",
            "full|partial refund",
        ],
    ),
    (
        Refund,
        Implied,
        &[
            "charged|billed|debited|paid ..4 twice|double|much|times|extra",
            "double charged|billed|charge",
            "overcharged",
            "charged|charging|charge|billed|billing me|us|my",
            "charged ..4 fee",
            "refund",
            "stole|stolen|robbed|scammed ..8",
            "<thief>|<crime>",
            "where .. money",
            "paid for ..8 and|but|yet|never|not",
            "never ordered|installed|signed|authorised|authorized|agreed",
            "unauthorised|unauthorized charge|payment|transaction|debit",
        ],
    ),
    (
        Replacement,
        Asked,
        &[
            "want|need|send|like|get|expect|request|give|have|ship|for|demand|arrange ..5 replacement|replacements",
            "replace my|our|it|the|this|them",
            "send|ship|want|need me|us? ..3 new|another|correct|right|working|proper one|item|unit|size|model|part|pair|order|parcel|product|phone|device",
            "exchange",
            "swap",
        ],
    ),
    (
        Replacement,
        Implied,
        &[
            "arrived|came|delivered|received ..5 broken|damaged|crushed|cracked|defective|faulty|wrong|torn|smashed|scratched|dead|stained|chipped",
            "broken|damaged|wrong|faulty|cracked|crushed|chipped|defective .. item|product|size|colour|color|order|glass|glasses|one|parcel|model|screen|arrived|part|box",
            "box|parcel|package|item|glass|glasses|screen|vase|plate .. is|was|were|are|arrived broken|damaged|crushed|cracked|chipped|empty|missing|open",
            "parcel|package|order|item|delivery|letter|crib|<event> ..9 not|never|nowhere|still|lost|missing",
            "still no ..2",
            "says|shows|marked|status .. delivered",
            "lost .. parcel|package|order|luggage|item",
            "missing",
        ],
    ),
    (
        Repair,
        Asked,
        &[
            "<fix> it|this|that|my|the|our|your",
            "want|need|get|have|like|expect ..4 <fix>|working|repair|technician|engineer|plumber",
            "make it|this work",
            "be|gets|get|is|not <fix>",
            "someone|somebody to <fix>|repair|look",
            "correct my|the|this|it",
            "restore|reinstate|unlock|reactivate|reconnect|unblock",
        ],
    ),
    (
        Repair,
        Implied,
        &[
            "<fail>",
            "not|never|nothing|stopped ..2 work|working|works|load|loading|open|start|turn|connect|log|sync|charge|changes",
            "without|no ..2 internet|heating|water|power|signal|connection|electricity|hot|phone|wifi|broadband|service|access|sound|picture",
            "leak|leaks|leaking|boiler|router|login|outage|disconnected|disconnects|reboot|restart",
            "account|card|phone|app|website|line ..4 locked|blocked|frozen|down|suspended",
            "locked|blocked out|account|from",
            "same problem|fault|issue|error|thing",
            "<trouble>",
            "bill|invoice .. is|are wrong|incorrect",
            "explain|explained|explaining .. again|times|this|time|issue|problem",
            "ask|asks|asked .. restart|reboot",
            "faulty|defective|broken",
        ],
    ),
    (
        Compensation,
        Asked,
        &[
            "compensat*",
            "reimburse*",
            "damages",
            "pay|cover|paid me|us? ..4 for|damage|cost|costs|loss|losses|time|expenses|fees|hotel|taxi",
            "out of pocket",
            "give|get|gives .. time|hours|day|days back",
            "make it up to",
            "what are you going to do .. for",
        ],
    ),
    (
        Compensation,
        Implied,
        &[
            "cost|costs me|us",
            "lost wages|earnings|income|work|business",
            "wasted ..4 hours|days|lunch|evenings|time|breaks|taxi|money",
        ],
    ),
    (
        FreeProduct,
        Asked,
        &[
            "free of charge",
            "for free",
            "free product|month|months|gift|meal|upgrade|shipping|delivery|replacement|service",
            "complimentary",
            "on the house",
            "waive|waived|waiving ..3 fee|fees|charge|charges|cost",
        ],
    ),
    (
        Credit,
        Asked,
        &[
            "want|need|give|send|add|apply|like|have|get|accept|issue|use|redeem .. credit|voucher|coupon|discount|points|code",
            "credit my|our|the|me|it",
            "discount",
            "store credit",
            "add .. by hand",
            "goodwill",
        ],
    ),
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
            "speak|talk|escalate|put|get|want|pass|forward|report|tell|let|inform|through|made|make|see|need|call ..5 <manager>",
            "escalate",
            "<manager> ..4 know|aware|call|contact|told|hear|see|informed",
            "higher up|ups",
        ],
    ),
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
    (Human, Implied, &["chatbot|bot|robot|automated|machine"]),
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
        &["needed|need it|them|this ..2 for|on|by", "delay|delayed|late", "supposed to .. arrive|come|be"],
    ),
    (
        Reschedule,
        Asked,
        &[
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
            "stop sending|texting|emailing|calling|contacting|spamming|messaging|ringing|bothering|harassing|the",
            "unsubscribe",
            "opt|opted out",
            "take|remove me|us|my ..4 list|lists|database|mailing",
            "leave me|us alone",
            "do not|never contact|call|email|text|write|message me|us",
        ],
    ),
    (
        Cancel,
        Demanded,
        &[
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
];

pub(crate) static WISHES: LazyLock<Phrasebook<Wish>> = LazyLock::new(|| {
    let patterns = LINES.iter().flat_map(|&(remedy, plainness, patterns)| {
        patterns.iter().map(move |pattern| (*pattern, Wish { remedy, plainness }))
    });
    Phrasebook::new(patterns, SETS)
});
