//! How upset a customer is, in the words of the National Customer Rage Study: the upper two are what it calls rage.

use serde::{Deserialize, Serialize};

/// A level, calm to extremely upset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Upset {
    /// Nothing speaks for anger.
    #[default]
    Calm,
    /// Not content.
    Dissatisfied,
    /// Very upset.
    Very,
    /// Extremely upset.
    Extremely,
}

impl Upset {
    /// All levels, calm first.
    pub const ALL: [Self; 4] = [Self::Calm, Self::Dissatisfied, Self::Very, Self::Extremely];

    /// The level as a number, 0 to 3.
    pub fn number(self) -> i64 {
        self as i64
    }

    /// The level of that number; what lies outside is the nearest.
    pub fn of(number: i64) -> Self {
        Self::ALL.get(usize::try_from(number).unwrap_or(0)).copied().unwrap_or(Self::Extremely)
    }

    /// The name spoken by the API and in forms.
    pub fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Dissatisfied => "dissatisfied",
            Self::Very => "very",
            Self::Extremely => "extremely",
        }
    }

    /// The level with that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }

    /// Whether it is rage.
    pub fn is_rage(self) -> bool {
        self >= Self::Very
    }
}

/// Tries from which a customer has had to try too often: the third contact is where patience ends.
pub const TRIES_MANY: i64 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_read_back() {
        for level in Upset::ALL {
            assert_eq!((Upset::of(level.number()), Upset::parse(level.name())), (level, Some(level)));
        }
        assert_eq!((Upset::of(-1), Upset::of(9)), (Upset::Calm, Upset::Extremely));
        assert!(Upset::Very.is_rage() && !Upset::Dissatisfied.is_rage());
    }
}
