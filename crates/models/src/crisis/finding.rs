//! What the series say about the questions of the paper: each with estimate, test and verdict.

use super::contrast::Evidence;
use super::fit::Fit;
use super::regime::{CELL_CHANGES_MIN, Cell, CellCount, Direction, Regime};
use super::term::Term;
use crate::error::{Result, within};
use serde::Serialize;

const USUAL_GAIN: Cell = Cell { regime: Regime::Usual, direction: Direction::Gain };
const USUAL_LOSS: Cell = Cell { regime: Regime::Usual, direction: Direction::Loss };
const GAIN_AFTER_GAINS: Cell = Cell { regime: Regime::AfterGains, direction: Direction::Gain };
const LOSS_AFTER_GAINS: Cell = Cell { regime: Regime::AfterGains, direction: Direction::Loss };
const GAIN_AFTER_LOSSES: Cell = Cell { regime: Regime::AfterLosses, direction: Direction::Gain };
const LOSS_AFTER_LOSSES: Cell = Cell { regime: Regime::AfterLosses, direction: Direction::Loss };

/// What Gijsenberg, van Heerde & Verhoef (2015) found, as statements that these series may bear out or turn round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Claim {
    /// In business as usual a loss moves perception more at once than a gain does: b-_{B,0} > b+_{B,0}.
    LossesLoomLarger,
    /// In business as usual a loss lasts: sum of b-_B above zero.
    LossesLast,
    /// In business as usual a gain fades: sum of b+_B zero.
    GainsFade,
    /// In business as usual more remains of a loss than of a gain: sum of b-_B above sum of b+_B.
    LossesWeighMoreInTheEnd,
    /// After sustained gains a further gain lasts: sum of b+_G above zero.
    GainsLastAfterGains,
    /// After sustained gains a loss lasts: sum of b-_G above zero.
    LossesLastAfterGains,
    /// After sustained gains a loss hits harder than in business as usual: sum of b-_G above sum of b-_B.
    LossesHitHardestAfterGains,
    /// After sustained losses a gain does little: sum of b+_L zero.
    GainsDoLittleAfterLosses,
    /// After sustained losses a further loss does little: sum of b-_L zero.
    LossesDoLittleAfterLosses,
}

/// What the series say to a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// They bear it out.
    Holds,
    /// They show the opposite.
    Reversed,
    /// They show neither.
    NotShown,
    /// Nothing is said: a kind of change was seen too seldom.
    TooFew {
        /// Which, and how often.
        seen: CellCount,
        /// How often it would have to be.
        needed: usize,
    },
}

/// A claim, the evidence and the verdict.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// What is claimed.
    pub claim: Claim,
    /// The same in words.
    pub words: &'static str,
    /// What speaks for or against it; none where too few changes were seen.
    pub evidence: Vec<Evidence>,
    /// What the series say.
    pub verdict: Verdict,
}

impl Claim {
    /// All, in the order told.
    pub const ALL: [Self; 9] = [
        Self::LossesLoomLarger,
        Self::LossesLast,
        Self::GainsFade,
        Self::LossesWeighMoreInTheEnd,
        Self::GainsLastAfterGains,
        Self::LossesLastAfterGains,
        Self::LossesHitHardestAfterGains,
        Self::GainsDoLittleAfterLosses,
        Self::LossesDoLittleAfterLosses,
    ];

    /// The claim in words.
    ///
    /// Source of the claims: Gijsenberg, van Heerde & Verhoef 2015, JMR 52(5).
    ///
    /// ```
    /// use models::crisis::Claim;
    /// assert_eq!(Claim::LossesLast.words(), "losses last");
    /// ```
    pub fn words(self) -> &'static str {
        match self {
            Self::LossesLoomLarger => "losses move perception more at once than gains do",
            Self::LossesLast => "losses last",
            Self::GainsFade => "gains fade",
            Self::LossesWeighMoreInTheEnd => "more remains of losses than of gains",
            Self::GainsLastAfterGains => "after sustained gains, a further gain lasts",
            Self::LossesLastAfterGains => "after sustained gains, a loss lasts",
            Self::LossesHitHardestAfterGains => "a loss hits hardest after sustained gains",
            Self::GainsDoLittleAfterLosses => "after sustained losses, a gain does little",
            Self::LossesDoLittleAfterLosses => "after sustained losses, a further loss does little",
        }
    }

    /// The kinds of change it speaks of.
    ///
    /// The platform's own specification; see the module.
    ///
    /// ```
    /// use models::crisis::Claim;
    /// let cells = Claim::LossesLoomLarger.cells();
    /// assert_eq!([cells[0].words(), cells[1].words()], ["gains in business as usual", "losses in business as usual"]);
    /// ```
    pub fn cells(self) -> &'static [Cell] {
        match self {
            Self::LossesLoomLarger | Self::LossesWeighMoreInTheEnd => &[USUAL_GAIN, USUAL_LOSS],
            Self::LossesLast => &[USUAL_LOSS],
            Self::GainsFade => &[USUAL_GAIN],
            Self::GainsLastAfterGains => &[GAIN_AFTER_GAINS],
            Self::LossesLastAfterGains => &[LOSS_AFTER_GAINS],
            Self::LossesHitHardestAfterGains => &[LOSS_AFTER_GAINS, USUAL_LOSS],
            Self::GainsDoLittleAfterLosses => &[GAIN_AFTER_LOSSES, USUAL_GAIN],
            Self::LossesDoLittleAfterLosses => &[LOSS_AFTER_LOSSES, USUAL_LOSS],
        }
    }
}

impl Fit {
    /// Every claim with its evidence and verdict, from tests of the given two-sided size (such as .05).
    ///
    /// A claim that something *is zero* isn't borne out by a test that fails to see it: "gains fade" holds only where
    /// a significant part of a gain's first effect is given back and what remains isn't significant, and is reversed
    /// where a gain lasts. Sums leave out the echo of perception on itself, which stretches them without changing
    /// their sign. Nine tests are made: of nine true zeros, at a size of .05, one in three series shows one.
    ///
    /// One [`Finding`] per claim, in their order. The claims are those of Gijsenberg, van Heerde & Verhoef 2015, JMR
    /// 52(5); the tests are our own.
    ///
    /// # Errors
    /// [`crate::Error::OutOfRange`] for a size outside 0 to 1.
    ///
    /// ```
    /// # use models::crisis::{Claim, Series, Specification, Verdict, fit};
    /// # let change = |t: usize| (1 + t * t % 13) as f64 * if t % 9 < 6 { 0.1 } else { -0.2 };
    /// # let noise = |t: usize| (t * t * t % 11) as f64 / 100.0 - 0.05;
    /// # let felt = |t: usize| 0.05 * change(t).max(0.0) + 0.1 * change(t).min(0.0) + noise(t);
    /// # let operations: Vec<f64> = (0..180).map(|n| (0..n).map(change).sum()).collect();
    /// # let perception: Vec<f64> = (0..180).map(|n| (0..n).map(felt).sum()).collect();
    /// # let series = Series { operations: &operations, perception: &perception, answers: None };
    /// # let fit = fit(&series, &Specification::default())?;
    /// // Made: a point lost costs .1 of perception, a point gained brings .05, at once and for good.
    /// let findings = fit.findings(0.05)?;
    /// let verdict = |claim| findings.iter().find(|finding| finding.claim == claim).expect("all are judged").verdict;
    /// assert_eq!(verdict(Claim::LossesLoomLarger), Verdict::Holds);
    /// assert_eq!(verdict(Claim::GainsFade), Verdict::Reversed);
    /// # Ok::<(), models::Error>(())
    /// ```
    pub fn findings(&self, size: f64) -> Result<Vec<Finding>> {
        within("size of the tests", None, size, size > 0.0 && size < 1.0, "between 0 and 1")?;
        Claim::ALL.into_iter().map(|claim| self.finding(claim, size)).collect()
    }

    fn finding(&self, claim: Claim, size: f64) -> Result<Finding> {
        let words = claim.words();
        let counts = claim.cells().iter().map(|&cell| CellCount { cell, changes: self.count(cell) });
        if let Some(seen) = counts.min_by_key(|count| count.changes)
            && seen.changes < CELL_CHANGES_MIN
        {
            let verdict = Verdict::TooFew { seen, needed: CELL_CHANGES_MIN };
            return Ok(Finding { claim, words, evidence: Vec::new(), verdict });
        }
        let (evidence, verdict) = match claim {
            Claim::LossesLoomLarger => self.larger(
                "first effect of a loss less that of a gain",
                first(USUAL_LOSS),
                &first(USUAL_GAIN),
                size,
            ),
            Claim::LossesWeighMoreInTheEnd => self.larger(
                "what remains of a loss less what remains of a gain",
                self.sum(USUAL_LOSS),
                &self.sum(USUAL_GAIN),
                size,
            ),
            Claim::LossesHitHardestAfterGains => self.larger(
                "what remains of a loss after gains less in business as usual",
                self.sum(LOSS_AFTER_GAINS),
                &self.sum(USUAL_LOSS),
                size,
            ),
            Claim::LossesLast => self.lasts(USUAL_LOSS, size),
            Claim::GainsLastAfterGains => self.lasts(GAIN_AFTER_GAINS, size),
            Claim::LossesLastAfterGains => self.lasts(LOSS_AFTER_GAINS, size),
            Claim::GainsFade => self.fades(USUAL_GAIN, size),
            Claim::GainsDoLittleAfterLosses => self.little(GAIN_AFTER_LOSSES, USUAL_GAIN, size),
            Claim::LossesDoLittleAfterLosses => self.little(LOSS_AFTER_LOSSES, USUAL_LOSS, size),
        }?;
        Ok(Finding { claim, words, evidence, verdict })
    }

    /// One sum above another.
    fn larger(&self, what: &'static str, left: Contrast, right: &Contrast, size: f64) -> Judged {
        let difference = self.perception.evidence(what, &less(left, right), 1.0 - size)?;
        let verdict = match difference.sign(size) {
            1 => Verdict::Holds,
            -1 => Verdict::Reversed,
            _ => Verdict::NotShown,
        };
        Ok((vec![difference], verdict))
    }

    /// Something of it remains. The opposite: it is given back, and nothing remains or the contrary does.
    fn lasts(&self, cell: Cell, size: f64) -> Judged {
        let evidence = self.course(cell, size)?;
        let verdict = match (evidence[0].sign(size), evidence.get(1).map_or(0, |given| given.sign(size))) {
            (1, _) => Verdict::Holds,
            (-1, _) | (0, 1) => Verdict::Reversed,
            _ => Verdict::NotShown,
        };
        Ok((evidence, verdict))
    }

    /// It is given back and nothing remains. The opposite: it remains and nothing is given back.
    fn fades(&self, cell: Cell, size: f64) -> Judged {
        let evidence = self.course(cell, size)?;
        let verdict = match (evidence[0].sign(size), evidence.get(1).map_or(0, |given| given.sign(size))) {
            (1, 0 | -1) => Verdict::Reversed,
            (0 | -1, 1) => Verdict::Holds,
            _ => Verdict::NotShown,
        };
        Ok((evidence, verdict))
    }

    /// Nothing remains, and it does less at once than in business as usual. The opposite: something remains, and it
    /// does no less.
    fn little(&self, cell: Cell, usual: Cell, size: f64) -> Judged {
        let remains = self.perception.evidence("what remains in the end", &self.sum(cell), 1.0 - size)?;
        let milder = less(first(usual), &first(cell));
        let what = "first effect in business as usual less here";
        let milder = self.perception.evidence(what, &milder, 1.0 - size)?;
        let verdict = match (remains.sign(size), milder.sign(size)) {
            (0, 1) => Verdict::Holds,
            (1, 0 | -1) => Verdict::Reversed,
            _ => Verdict::NotShown,
        };
        Ok((vec![remains, milder], verdict))
    }

    /// What remains of a change, and (where there are lags) what of its first effect is given back.
    fn course(&self, cell: Cell, size: f64) -> Result<Vec<Evidence>> {
        let level = 1.0 - size;
        let mut evidence =
            vec![self.perception.evidence("what remains in the end", &self.sum(cell), level)?];
        let given_back: Contrast = self.sum(cell).into_iter().skip(1).map(|(term, _)| (term, -1.0)).collect();
        if !given_back.is_empty() {
            evidence.push(self.perception.evidence("what is given back", &given_back, level)?);
        }
        Ok(evidence)
    }

    /// The sum of a cell's effects over all lags.
    fn sum(&self, cell: Cell) -> Contrast {
        (0..=self.specification.lags_operations).map(|lag| (Term::Change { cell, lag }, 1.0)).collect()
    }
}

type Contrast = Vec<(Term, f64)>;
type Judged = Result<(Vec<Evidence>, Verdict)>;

fn first(cell: Cell) -> Contrast {
    vec![(Term::Change { cell, lag: 0 }, 1.0)]
}

fn less(mut left: Contrast, right: &Contrast) -> Contrast {
    left.extend(right.iter().map(|&(term, weight)| (term, -weight)));
    left
}
