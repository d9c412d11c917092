//! Where a new contact goes: to the ally who knows the customer while the wait stays inside a limit, else to the
//! backup under the same rule, else to the team.

use crate::AgentId;
use crate::conversation::Priority;
use serde::{Deserialize, Serialize};

/// Somebody who might take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub agent: AgentId,
    /// Works here and may answer customers.
    pub is_here: bool,
    /// Says to be away.
    pub away: bool,
    /// Rests after abuse.
    pub cools_down: bool,
    /// Open conversations they have.
    pub load: i64,
    /// Open conversations they may have at once; 0 is no limit.
    pub load_max: i64,
    /// Minutes of business time until they would come to it.
    pub wait_minutes: i64,
}

/// Why somebody who knows the customer was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PassedBecause {
    /// Works here no more, or only writes notes.
    Gone,
    /// Is away.
    Away,
    /// Rests after abuse.
    CoolsDown,
    /// Has as many as they take.
    Full,
    /// The customer would wait longer than the limit.
    Wait,
}

/// Somebody who was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passed {
    /// Who.
    pub agent: AgentId,
    /// Why.
    pub because: PassedBecause,
}

/// Where it goes. Nobody passed and an assignee means the ally; the ally passed and an assignee means the backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Who gets it; nobody leaves it to the team.
    pub assignee: Option<AgentId>,
    /// Who would have been asked before.
    pub passed: Vec<Passed>,
}

/// How many minutes of business time a customer waits for the one who knows them, by urgency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitLimits {
    /// For what is urgent.
    pub urgent: i64,
    /// For high priority.
    pub high: i64,
    /// For the usual.
    pub normal: i64,
    /// For what can wait.
    pub low: i64,
}

impl Default for WaitLimits {
    /// A quarter of an hour, an hour, half a day, a day.
    fn default() -> Self {
        Self { urgent: 15, high: 60, normal: 240, low: 480 }
    }
}

impl WaitLimits {
    /// The limit for that urgency.
    pub fn minutes(&self, priority: Priority) -> i64 {
        match priority {
            Priority::Urgent => self.urgent,
            Priority::High => self.high,
            Priority::Normal => self.normal,
            Priority::Low => self.low,
        }
    }
}

impl Candidate {
    /// Why this one doesn't get it; none when they may.
    fn obstacle(&self, limit_minutes: i64) -> Option<PassedBecause> {
        if !self.is_here {
            Some(PassedBecause::Gone)
        } else if self.away {
            Some(PassedBecause::Away)
        } else if self.cools_down {
            Some(PassedBecause::CoolsDown)
        } else if self.load_max > 0 && self.load >= self.load_max {
            Some(PassedBecause::Full)
        } else if self.wait_minutes > limit_minutes {
            Some(PassedBecause::Wait)
        } else {
            None
        }
    }
}

/// Chooses among those who know the customer, in their order: the ally, then the backup.
pub fn choose(candidates: &[Candidate], limit_minutes: i64) -> Choice {
    let mut choice = Choice::default();
    for candidate in candidates {
        match candidate.obstacle(limit_minutes) {
            None => {
                choice.assignee = Some(candidate.agent);
                break;
            }
            Some(because) => choice.passed.push(Passed { agent: candidate.agent, because }),
        }
    }
    choice
}

/// Minutes between two answers of somebody of whom too little is known.
pub const ANSWER_MINUTES_USUAL: i64 = 15;
/// Answers from which on somebody's own pace counts: fewer say little.
const PACES_MIN: usize = 5;

/// Minutes until somebody comes to a new contact: those that wait before it, at the middle of their usual pace.
pub fn expected_wait_minutes(waiting: i64, paces_minutes: &[i64]) -> i64 {
    let mut paces = paces_minutes.to_vec();
    paces.sort_unstable();
    let middle = paces.get(paces.len() / 2).copied().filter(|_| paces.len() >= PACES_MIN);
    waiting.saturating_mul(middle.unwrap_or(ANSWER_MINUTES_USUAL))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const INES: Candidate = Candidate {
        agent: AgentId(1),
        is_here: true,
        away: false,
        cools_down: false,
        load: 3,
        load_max: 10,
        wait_minutes: 45,
    };
    const BEN: Candidate = Candidate { agent: AgentId(2), wait_minutes: 0, ..INES };

    fn chosen(candidates: &[Candidate], limit: i64) -> (Option<i64>, Vec<PassedBecause>) {
        let choice = choose(candidates, limit);
        let why = choice.passed.iter().map(|passed| passed.because).collect();
        (choice.assignee.map(|agent| agent.0), why)
    }

    #[test]
    fn the_ally_comes_first_while_the_wait_is_short() {
        assert_eq!(chosen(&[INES, BEN], 45), (Some(1), vec![]));
        assert_eq!(chosen(&[INES, BEN], 44), (Some(2), vec![PassedBecause::Wait]));
        assert_eq!(chosen(&[], 44), (None, vec![]));
    }

    #[test]
    fn each_obstacle_is_named() {
        for (candidate, because) in [
            (Candidate { is_here: false, away: true, ..INES }, PassedBecause::Gone),
            (Candidate { away: true, ..INES }, PassedBecause::Away),
            (Candidate { cools_down: true, ..INES }, PassedBecause::CoolsDown),
            (Candidate { load: 10, ..INES }, PassedBecause::Full),
        ] {
            assert_eq!(chosen(&[candidate], 60), (None, vec![because]));
            assert_eq!(chosen(&[candidate, BEN], 60), (Some(2), vec![because]));
        }
        assert_eq!(chosen(&[Candidate { load: 99, load_max: 0, ..INES }], 60).0, Some(1), "0 is no limit");
    }

    #[test]
    fn the_pace_is_the_middle_one() {
        assert_eq!(expected_wait_minutes(3, &[]), 45);
        assert_eq!(expected_wait_minutes(3, &[1, 2, 3, 4]), 45, "too few to tell");
        assert_eq!(expected_wait_minutes(3, &[90, 4, 2, 5, 1]), 12);
        assert_eq!(expected_wait_minutes(0, &[90; 9]), 0);
    }

    prop_compose! {
        fn anybody()(agent in 1_i64..9, is_here: bool, away: bool, cools_down: bool, load in 0_i64..12,
                     load_max in 0_i64..12, wait_minutes in 0_i64..600) -> Candidate {
            Candidate { agent: AgentId(agent), is_here, away, cools_down, load, load_max, wait_minutes }
        }
    }

    proptest! {
        #[test]
        fn nobody_gets_what_they_cannot_take(candidates in prop::collection::vec(anybody(), 0..4), limit in 0_i64..600) {
            let choice = choose(&candidates, limit);
            if let Some(chosen) = candidates.get(choice.passed.len()).filter(|_| choice.assignee.is_some()) {
                prop_assert_eq!(Some(chosen.agent), choice.assignee);
                prop_assert!(chosen.is_here && !chosen.away && !chosen.cools_down);
                prop_assert!(chosen.load_max == 0 || chosen.load < chosen.load_max);
                prop_assert!(chosen.wait_minutes <= limit);
            } else {
                prop_assert_eq!(choice.assignee, None);
                prop_assert_eq!(choice.passed.len(), candidates.len(), "each was asked");
            }
        }
    }
}
