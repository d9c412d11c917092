//! The power to act: whether somebody may give a remedy now, or who must be asked and why.
//!
//! The limits count everything given in the rule's currency, of whatever kind: five small gifts are a large one.

use crate::money::{Currency, Money, MoneyError};
use crate::remedy::{Reason, Risk};
use crate::{RemedyKindId, Role};

/// One rule: up to how much. What isn't named fits anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// For this role and those above it.
    pub role: Option<Role>,
    /// For remedies of this kind.
    pub kind: Option<RemedyKindId>,
    /// For remedies as dangerous as this.
    pub risk: Option<Risk>,
    /// For this class of reasons.
    pub reason: Option<Reason>,
    /// In this currency.
    pub currency: Currency,
    /// For one matter.
    pub case_minor: i64,
    /// For one customer in the period.
    pub customer_minor: i64,
    /// By one person in the period.
    pub agent_minor: i64,
    /// Days of the period.
    pub period_days: i64,
}

/// What was given so far, in the currency and period of a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoFar {
    /// In this matter.
    pub case_minor: i64,
    /// To this customer.
    pub customer_minor: i64,
    /// By this person, without asking.
    pub agent_minor: i64,
}

/// What somebody wants to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Request {
    /// Who they are.
    pub role: Role,
    /// What kind.
    pub kind: RemedyKindId,
    /// How dangerous that is.
    pub risk: Risk,
    /// What for.
    pub reason: Reason,
    /// What it costs; none for what costs nothing.
    pub cost: Option<Money>,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Now, without asking.
    Inside,
    /// Somebody must say yes.
    Above {
        /// The limit that would be passed, in plain words.
        clause: String,
    },
    /// Two others must say yes, whatever the amount.
    TwoPeople,
}

impl Rule {
    /// Whether the rule speaks of such a request.
    pub fn fits(&self, request: &Request) -> bool {
        self.role.is_none_or(|role| request.role >= role)
            && self.kind.is_none_or(|kind| request.kind == kind)
            && self.risk.is_none_or(|risk| request.risk == risk)
            && self.reason.is_none_or(|reason| request.reason == reason)
            && request.cost.is_none_or(|cost| cost.currency() == self.currency)
    }

    /// What may still be given under it: the least of what its three limits leave.
    pub fn left(&self, so_far: SoFar) -> i64 {
        let case = self.case_minor.saturating_sub(so_far.case_minor);
        let customer = self.customer_minor.saturating_sub(so_far.customer_minor);
        let agent = self.agent_minor.saturating_sub(so_far.agent_minor);
        case.min(customer).min(agent).max(0)
    }

    /// The limit that leaves least, in words.
    fn clause(&self, so_far: SoFar, cost: Money) -> Result<String, MoneyError> {
        let limits = [
            (self.case_minor, so_far.case_minor, "in this matter"),
            (self.customer_minor, so_far.customer_minor, "to this customer"),
            (self.agent_minor, so_far.agent_minor, "by you without asking"),
        ];
        let tightest = limits.into_iter().min_by_key(|(limit, given, _)| limit.saturating_sub(*given));
        let Some((limit, given, what)) = tightest else { return Ok(String::new()) };
        let (limit, given) = (Money::new(limit, self.currency)?, Money::new(given.max(0), self.currency)?);
        let period =
            if what == "in this matter" { String::new() } else { format!(" in {} days", self.period_days) };
        Ok(format!("{cost} on top of {given} given {what}{period} would pass the limit of {limit}"))
    }
}

/// Decides: of the rules that fit, the most generous holds.
///
/// # Errors
/// A limit or sum that is no amount.
pub fn decide(rules: &[(Rule, SoFar)], request: &Request) -> Result<Decision, MoneyError> {
    if request.risk == Risk::High {
        return Ok(Decision::TwoPeople);
    }
    let Some(cost) = request.cost else { return Ok(Decision::Inside) };
    let fitting = rules.iter().filter(|(rule, _)| rule.fits(request));
    // The limits themselves decide between rules that leave the same, so that their order never does.
    let best = fitting.max_by_key(|(rule, so_far)| {
        (rule.left(*so_far), rule.case_minor, rule.customer_minor, rule.agent_minor, -rule.period_days)
    });
    match best {
        None => {
            Ok(Decision::Above { clause: format!("nobody is given a limit for this in {}", cost.currency()) })
        }
        Some((rule, so_far)) if cost.minor() <= rule.left(*so_far) => Ok(Decision::Inside),
        Some((rule, so_far)) => Ok(Decision::Above { clause: rule.clause(*so_far, cost)? }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn euro() -> Currency {
        Currency::parse("EUR").expect("a currency")
    }

    fn rule(case: i64, customer: i64, agent: i64) -> Rule {
        let any = (None, None, None, None);
        Rule {
            role: any.0,
            kind: any.1,
            risk: any.2,
            reason: any.3,
            currency: euro(),
            case_minor: case,
            customer_minor: customer,
            agent_minor: agent,
            period_days: 30,
        }
    }

    fn request(minor: i64) -> Request {
        Request {
            role: Role::Agent,
            kind: RemedyKindId(3),
            risk: Risk::Medium,
            reason: Reason::Late,
            cost: Some(Money::new(minor, euro()).expect("an amount")),
        }
    }

    #[test]
    fn inside_above_and_why() {
        let so_far = SoFar { case_minor: 3_000, customer_minor: 9_000, agent_minor: 0 };
        let rules = [(rule(5_000, 10_000, 100_000), so_far)];
        assert_eq!(decide(&rules, &request(1_000)), Ok(Decision::Inside));
        let clause =
            "EUR 10.01 on top of EUR 90 given to this customer in 30 days would pass the limit of EUR 100";
        assert_eq!(decide(&rules, &request(1_001)), Ok(Decision::Above { clause: clause.into() }));
    }

    #[test]
    fn danger_comes_before_amounts_and_words_are_free() {
        let rules = [(rule(5_000, 5_000, 5_000), SoFar::default())];
        let dangerous = Request { risk: Risk::High, ..request(1) };
        assert_eq!(decide(&rules, &dangerous), Ok(Decision::TwoPeople));
        let apology = Request { cost: None, ..request(0) };
        assert_eq!(decide(&[], &apology), Ok(Decision::Inside));
        assert!(matches!(decide(&[], &request(1)), Ok(Decision::Above { .. })));
    }

    #[test]
    fn a_rule_speaks_only_of_what_it_names() {
        let francs = Money::new(1, Currency::parse("CHF").expect("a currency")).expect("an amount");
        let lead = Rule { role: Some(Role::Lead), ..rule(5, 5, 5) };
        assert!(!lead.fits(&request(1)));
        assert!(lead.fits(&Request { role: Role::Admin, ..request(1) }));
        assert!(!Rule { kind: Some(RemedyKindId(4)), ..rule(5, 5, 5) }.fits(&request(1)));
        assert!(!Rule { reason: Some(Reason::Delight), ..rule(5, 5, 5) }.fits(&request(1)));
        assert!(!Rule { risk: Some(Risk::Low), ..rule(5, 5, 5) }.fits(&request(1)));
        assert!(!rule(5, 5, 5).fits(&Request { cost: Some(francs), ..request(1) }));
    }

    fn any_rules() -> impl Strategy<Value = Vec<(Rule, SoFar)>> {
        let limit = || 0..20_000_i64;
        let one = (limit(), limit(), limit(), limit(), limit(), limit(), 0..3_usize).prop_map(
            |(case, customer, agent, given_case, given_customer, given_agent, role)| {
                let role = [None, Some(Role::Agent), Some(Role::Lead)][role];
                let so_far = SoFar {
                    case_minor: given_case,
                    customer_minor: given_customer,
                    agent_minor: given_agent,
                };
                (Rule { role, ..rule(case, customer, agent) }, so_far)
            },
        );
        proptest::collection::vec(one, 0..6)
    }

    proptest! {
        #[test]
        fn raising_a_limit_never_forbids(
            rules in any_rules(), minor in 0..20_000_i64, raised in any::<prop::sample::Index>(),
            which in 0..3_usize, by in 0..20_000_i64,
        ) {
            let before = decide(&rules, &request(minor)).unwrap();
            let mut wider = rules.clone();
            if !wider.is_empty() {
                let rule = &mut wider[raised.index(rules.len())].0;
                *[&mut rule.case_minor, &mut rule.customer_minor, &mut rule.agent_minor][which] += by;
            }
            let after = decide(&wider, &request(minor)).unwrap();
            prop_assert!(before != Decision::Inside || after == Decision::Inside);
        }

        #[test]
        fn another_rule_never_forbids(rules in any_rules(), more in any_rules(), minor in 0..20_000_i64) {
            if decide(&rules, &request(minor)).unwrap() == Decision::Inside {
                let all: Vec<_> = rules.into_iter().chain(more).collect();
                prop_assert_eq!(decide(&all, &request(minor)).unwrap(), Decision::Inside);
            }
        }

        #[test]
        fn the_order_of_rules_does_not_matter(
            (rules, mixed) in any_rules().prop_flat_map(|rules| (Just(rules.clone()), Just(rules).prop_shuffle())),
            minor in 0..20_000_i64,
        ) {
            let (one, other) = (decide(&rules, &request(minor)), decide(&mixed, &request(minor)));
            prop_assert_eq!(
                matches!(one, Ok(Decision::Inside)), matches!(other, Ok(Decision::Inside)), "{:?} {:?}", one, other
            );
        }

        #[test]
        fn inside_never_passes_any_limit_of_the_rule_that_allows(
            case in 0..9_000_i64, given in 0..9_000_i64, minor in 1..9_000_i64,
        ) {
            let so_far = SoFar { case_minor: given, ..SoFar::default() };
            let rules = [(rule(case, i64::MAX / 4, i64::MAX / 4), so_far)];
            let inside = decide(&rules, &request(minor)).ok() == Some(Decision::Inside);
            prop_assert_eq!(inside, given + minor <= case);
        }
    }
}
