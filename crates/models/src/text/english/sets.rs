//! Groups of English words that stand for each other in patterns, written `<name>` there.

pub(super) const SETS: &[(&str, &str)] = &[
    (
        "staff",
        "team colleague colleagues manager supervisor technician engineer specialist specialists department agent someone somebody courier \
         driver plumber electrician fitter expert warehouse office finance accounting billing lead director representative they",
    ),
    (
        "thing",
        "refund refunds money order orders parcel package replacement item items payment issue problem account delivery it this that \
         everything credit voucher part parts appointment internet service line answer update invoice card shipment booking \
         subscription contract router phone device access fee charge amount balance ticket tickets complaint request case engineer technician",
    ),
    ("i", "i we"),
    ("am", "am are is was were feel felt feeling been getting get be"),
    ("my", "my our me us"),
    ("you", "you u ya your"),
    ("they", "they he she someone somebody"),
    (
        "furious",
        "furious livid enraged outraged fuming seething incensed raging irate disgusted appalled infuriated \
         incandescent apoplectic exasperated aghast flabbergasted gobsmacked pissed scandalised scandalized boiling",
    ),
    (
        "upset",
        "upset angry mad disappointed frustrated annoyed unhappy dissatisfied displeased disheartened distressed \
         irritated unimpressed aggravated disillusioned dismayed let cross",
    ),
    (
        "very",
        "very really so extremely incredibly deeply absolutely totally completely utterly bloody quite thoroughly truly seriously beyond most damn fucking exceedingly",
    ),
    (
        "extremely",
        "extremely incredibly deeply absolutely totally completely utterly beyond bloody fucking thoroughly insanely unbelievably immensely",
    ),
    ("slightly", "slightly little bit somewhat mildly tad rather touch"),
    (
        "outrage",
        "unacceptable disgraceful disgrace shameful shambolic outrageous inexcusable unforgivable intolerable \
         atrocious abysmal appalling horrendous horrific deplorable despicable scandalous disgusting farcical \
         pathetic diabolical shambles farce travesty insulting offensive laughable inhumane criminal unconscionable \
         reprehensible contemptible abhorrent abominable",
    ),
    (
        "awful",
        "terrible awful horrible dreadful useless hopeless worthless incompetent ridiculous absurd shocking rubbish \
         garbage trash crap crappy lousy joke nightmare clueless unprofessional unreasonable unethical woeful dire \
         preposterous ludicrous unbelievable mess incompetence negligent negligence inept dismal shoddy amateurish unreal \
         shit shitty bullshit bollocks crappiest sham circus clownshow nonsense",
    ),
    (
        "service",
        "service support company companies business firm bank airline shop store provider team website experience operation outfit organisation organization system process treatment customer behaviour behavior",
    ),
    (
        "insult",
        "idiot idiots moron morons imbecile imbeciles clown clowns stupid dumb brainless braindead dumbass jackass \
         asshole assholes arsehole arseholes bastard bastards scum parasites leeches vermin cretin cretins fools fool \
         pricks prick dickhead dickheads cunt cunts twat twats wanker wankers bitch bitches halfwits halfwit \
         nitwits dimwits dimwit buffoons buffoon muppet muppets donkeys monkeys morronic moronic imbecilic douchebags numpty \
         numpties pillocks lowlifes lowlife snakes rats retards retarded tossers goons",
    ),
    (
        "thief",
        "thieves thief crooks crook scammers scammer liars liar criminals criminal robbers con fraudsters fraudster cheats swindlers conmen bandits cowboys sharks charlatans",
    ),
    (
        "crime",
        "fraud theft robbery scam extortion stealing robbing daylight illegal criminal fraudulent swindle ripoff blackmail",
    ),
    (
        "wrong",
        "wrong broken faulty defective damaged missing late delayed cracked chipped crushed scratched torn stained \
         leaking incorrect incomplete lost stuck locked dead unusable mouldy moldy rotten dented smashed bent dirty \
         overdue unresolved duplicate unanswered unfinished blank",
    ),
    (
        "fail",
        "crashes crash crashed crashing fails failed failing freezes froze frozen leaks leaked broke breaks \
         stopped disconnects dropped drops malfunctioning malfunctions jammed errors glitches overheats rattles \
         disappeared vanished expired bounced stalled",
    ),
    (
        "trouble",
        "problem problems issue issues error errors fault faults defect delay delays mistake mix mixup glitch bug outage hassle inconvenience inconvenient complaint",
    ),
    (
        "arrive",
        "arrived arrive come came received receive delivered deliver shipped turned got appeared shown dispatched reached reach credited refunded returned processed",
    ),
    (
        "contact",
        "call calls called email emails mail mails mailed emailed message messages messaged letter letters ticket \
         tickets chat chats chatted conversation conversations contact contacts phone phoned rang ring ringing text \
         texts enquiries inquiries complaints follow reminders visit visits callback callbacks appointment appointments tweets",
    ),
    (
        "told",
        "told called asked written wrote explained emailed rang rung contacted reported phoned complained said chased \
         messaged requested spoken spoke mailed begged reminded raised repeated sent calling explaining asking writing \
         telling reporting contacting chasing emailing ringing phoning complaining describing repeating",
    ),
    (
        "people",
        "people agents agent reps rep representatives advisors advisers operators departments department persons colleagues teams staff managers supervisors employees technicians engineers humans bots specialists tiers",
    ),
    ("long", "days day weeks week months month years year hours hour fortnight"),
    ("worst", "worst"),
    (
        "manager",
        "manager managers supervisor supervisors boss ceo director superior management head president owner",
    ),
    ("lawyer", "lawyer lawyers attorney attorneys solicitor solicitors barrister counsel"),
    (
        "authority",
        "ombudsman ombudsmen ombudsperson regulator regulators police court courts tribunal authorities watchdog bbb ftc fcc cfpb fca ofcom \
         ofgem bafin osha sec cma arbitration judge magistrate",
    ),
    (
        "report",
        "go going goes gone took take taking takes report reporting reported complain complaining complaint file filing filed escalate escalating contact contacting call calling writing hear speak speaking talk talking involve involving see refer referring inform informing alert sending forwarded bring bringing lodge lodging lodged copied contacted notified raise raising",
    ),
    (
        "online",
        "online twitter facebook instagram tiktok reddit trustpilot google yelp youtube social linkedin x internet web \
         everywhere forum forums tripadvisor glassdoor",
    ),
    (
        "press",
        "newspaper newspapers press journalist journalists reporter reporters media tv television radio paper papers bbc cnn tabloid columnist tabloids",
    ),
    (
        "everyone",
        "everyone everybody world friends people family anyone anybody neighbours neighbors colleagues followers",
    ),
    ("elsewhere", "elsewhere competitor competitors competition rival rivals"),
    (
        "provider",
        "provider supplier company bank shop store airline insurer carrier network broker dealer vendor",
    ),
    ("ruin", "ruined ruin destroyed wrecked spoiled spoilt sabotaged devastated"),
    (
        "event",
        "wedding birthday holiday honeymoon christmas day weekend vacation funeral party anniversary trip life business week evening summer easter graduation celebration interview",
    ),
    (
        "frail",
        "baby newborn infant pregnant elderly disabled pensioner pensioners patient dialysis insulin medication medicine asthma oxygen wheelchair diabetic allergy allergic hospital widow cancer toddler epilepsy ambulance heating",
    ),
    ("curse", "fuck fucking fucked fucks motherfucking motherfucker goddamn goddamned wtf bullshit"),
    (
        "praise",
        "love loved loving brilliant excellent amazing fantastic wonderful awesome superb delighted thrilled fabulous outstanding terrific lovely perfect perfectly impressed magnificent marvellous stellar charm grateful gem superstar star legend legends kudos compliments hats",
    ),
    ("thanks", "thanks thank cheers appreciated grateful"),
    ("fix", "fix fixed fixing solve solved resolve resolved sort sorted repair repaired"),
    ("money", "money cash payment deposit savings refund pounds euros dollars"),
    ("angry", "angry furious mad cross upset livid complaining annoyed criticism complaint"),
    (
        "harm",
        "hurt kill punch smash break burn strangle beat slap shoot stab destroy attack bomb torch murder wreck throttle",
    ),
    (
        "premises",
        "office offices building shop store branch headquarters house home premises depot showroom door windows window place desk face",
    ),
];
