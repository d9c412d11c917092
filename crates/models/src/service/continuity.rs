//! How much of a customer's visits went to the same agent.

use serde::Serialize;
use std::collections::BTreeMap;

/// Three indices of one customer's visits, each from 0 to 1, none where they don't exist.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Continuity {
    /// How many visits.
    pub visits: usize,
    /// Share of visits with the agent seen most (UPC, usual provider of care; Breslau & Reeb 1975). None without visits.
    pub usual: Option<f64>,
    /// How little visits are spread over agents: `(sum of n² - N)/(N(N-1))` (COC; Bice & Boxerman 1977, Medical Care
    /// 15). None under two visits.
    pub concentrated: Option<f64>,
    /// Share of visits with the agent of the visit before (SECON; Steinwachs 1979, Medical Care 17). None under two.
    pub sequential: Option<f64>,
}

impl Continuity {
    /// The indices of visits in the order of time, each named by its agent. No visits are no error: nothing exists.
    ///
    /// Indices are from 0 to 1. Source: usual provider continuity; COC by Bice & Boxerman 1977, Medical Care 15(4);
    /// SECON by Steinwachs 1979, Medical Care 17(6).
    ///
    /// ```
    /// let found = models::service::Continuity::of(&["Ada", "Ada", "Ben", "Ada"]);
    /// assert_eq!((found.usual, found.concentrated), (Some(0.75), Some(0.5)));
    /// ```
    pub fn of<A: Ord>(agents: &[A]) -> Self {
        let visits = agents.len();
        let mut counts: BTreeMap<&A, usize> = BTreeMap::new();
        for agent in agents {
            *counts.entry(agent).or_default() += 1;
        }
        let share = |part: usize, whole: usize| (whole > 0).then(|| part as f64 / whole as f64);
        let pairs = visits.saturating_sub(1);
        let alike: usize = counts.values().map(|count| count * (count - 1)).sum();
        let same = agents.windows(2).filter(|pair| matches!(pair, [one, two] if one == two)).count();
        Self {
            visits,
            usual: share(counts.values().copied().max().unwrap_or(0), visits),
            concentrated: share(alike, visits * pairs),
            sequential: share(same, pairs),
        }
    }
}
