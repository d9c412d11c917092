//! The people who answer. Their habits are what later pages have to see: speed isn't care, and a promise isn't a deed.

use serde::Serialize;

use crate::{
    chance::Chance,
    entry::{AgentHandle, TeamHandle},
};

/// Somebody who answers customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Agent {
    /// Short name, as in `@noreen`.
    pub handle: AgentHandle,
    /// Full name; fictional.
    pub name: &'static str,
    /// The name under the answers.
    pub given: &'static str,
    /// Mail address.
    pub email: &'static str,
    /// The team.
    pub team: TeamHandle,
    /// The role in the application: `owner`, `lead`, `agent` or `light`.
    pub role: &'static str,
    /// BCP 47 tags of the languages answered in.
    pub languages: &'static [&'static str],
    /// What is said about him or her in the kitchen.
    pub known_for: &'static str,
    /// How this person works.
    #[serde(skip)]
    pub(crate) habit: Habit,
}

/// How an agent works, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Habit {
    /// Which of the tones in the texts: `curt`, `plain` or `warm`.
    pub(crate) voice: Voice,
    /// Half of the first answers take no longer than this many open minutes.
    pub(crate) minutes: i64,
    /// How often, in a hundred, an answer is a promise to find out.
    pub(crate) promises: u32,
    /// How often such a promise is kept in time.
    pub(crate) keeps: u32,
    /// How often the conversation is handed on instead of answered.
    pub(crate) hands_over: u32,
    /// How often the answer holds something useful that wasn't asked.
    pub(crate) adds: u32,
    /// How often something is given to put things right, when there is a reason.
    pub(crate) gives: u32,
    /// How often a rule is read out instead of bent.
    pub(crate) strict: u32,
    /// How much of the shared work this person takes.
    pub(crate) share: u32,
}

/// The tone of an agent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    /// As few words as possible.
    Curt,
    /// Friendly and to the point.
    Plain,
    /// Time for everybody.
    Warm,
}

const fn habit(voice: Voice, minutes: i64, share: u32) -> Habit {
    Habit { voice, minutes, promises: 12, keeps: 85, hands_over: 5, adds: 20, gives: 30, strict: 45, share }
}

/// Everybody, the team lead first.
pub(crate) const AGENTS: [Agent; 9] = [
    Agent {
        handle: "odhran",
        name: "Odhrán Meadowell",
        given: "Odhrán",
        email: "odhran@carrickandlark.example",
        team: "care",
        role: "lead",
        languages: &["en"],
        known_for: "leads the team, takes the hot ones himself",
        habit: Habit { strict: 10, gives: 60, ..habit(Voice::Plain, 100, 8) },
    },
    Agent {
        handle: "bram",
        name: "Bram Tolvaart",
        given: "Bram",
        email: "bram@carrickandlark.example",
        team: "orders",
        role: "agent",
        languages: &["en", "nl", "de"],
        known_for: "answers before you have sat down, in one line",
        habit: Habit { adds: 3, gives: 8, promises: 5, ..habit(Voice::Curt, 22, 22) },
    },
    Agent {
        handle: "amparo",
        name: "Amparo Quillón",
        given: "Amparo",
        email: "amparo@carrickandlark.example",
        team: "care",
        role: "agent",
        languages: &["en", "es", "fr"],
        known_for: "says little in meetings; nobody writes back twice",
        habit: Habit {
            adds: 75,
            gives: 45,
            promises: 10,
            keeps: 100,
            strict: 12,
            hands_over: 1,
            ..habit(Voice::Plain, 110, 14)
        },
    },
    Agent {
        handle: "noreen",
        name: "Noreen Fallowmere",
        given: "Noreen",
        email: "noreen@carrickandlark.example",
        team: "care",
        role: "agent",
        languages: &["en"],
        known_for: "thirty years with the house, knows the customers' dogs by name",
        habit: Habit { adds: 45, gives: 50, strict: 20, keeps: 95, ..habit(Voice::Warm, 340, 14) },
    },
    Agent {
        handle: "dash",
        name: "Dashiell Okonrae",
        given: "Dash",
        email: "dash@carrickandlark.example",
        team: "orders",
        role: "agent",
        languages: &["en", "fr"],
        known_for: "promises the moon, means it too",
        habit: Habit { promises: 62, keeps: 42, gives: 55, strict: 25, ..habit(Voice::Warm, 60, 15) },
    },
    Agent {
        handle: "perpetua",
        name: "Perpetua Lindgaard",
        given: "Perpetua",
        email: "perpetua@carrickandlark.example",
        team: "returns",
        role: "agent",
        languages: &["en", "sv", "de"],
        known_for: "always knows whose job it is",
        habit: Habit { hands_over: 46, ..habit(Voice::Plain, 85, 13) },
    },
    Agent {
        handle: "leopold",
        name: "Leopold Winterbaum",
        given: "Leopold",
        email: "leopold@carrickandlark.example",
        team: "returns",
        role: "agent",
        languages: &["en", "de", "fr"],
        known_for: "wrote the returns rule and can recite it",
        habit: Habit { strict: 92, gives: 4, ..habit(Voice::Curt, 120, 12) },
    },
    Agent {
        handle: "zofia",
        name: "Zofia Kestrelska",
        given: "Zofia",
        email: "zofia@carrickandlark.example",
        team: "workshop",
        role: "agent",
        languages: &["en", "de", "sv"],
        known_for: "answers from the bench, with glue on her hands",
        habit: Habit { adds: 60, ..habit(Voice::Plain, 230, 14) },
    },
    Agent {
        handle: "thandi",
        name: "Thandi Brookmoor",
        given: "Thandi",
        email: "thandi@carrickandlark.example",
        team: "care",
        role: "agent",
        languages: &["en", "nl", "es", "sv"],
        known_for: "new since the spring, asks good questions",
        habit: Habit { hands_over: 16, promises: 20, ..habit(Voice::Warm, 160, 13) },
    },
];

/// The one who is asked when a rule has to give way.
pub(crate) const fn lead() -> usize {
    0
}

/// Who picks up a conversation in `language` for `team`; `not` is somebody who just gave it away.
pub(crate) fn writing(chance: &mut Chance, language: &str, team: TeamHandle, not: Option<usize>) -> usize {
    let able = |(_, agent): &(usize, &Agent)| agent.languages.contains(&language);
    let shares: Vec<(usize, u32)> = AGENTS
        .iter()
        .enumerate()
        .filter(able)
        .filter(|(index, _)| Some(*index) != not)
        // The team the matter belongs to answers most of it, but not all: it is a small house.
        .map(|(index, agent)| (index, agent.habit.share * if agent.team == team { 6 } else { 1 }))
        .collect();
    if shares.is_empty() { lead() } else { chance.weighted(&shares) }
}
