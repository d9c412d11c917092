//! The answer in words.

use super::averaged::Averaged;
use super::{Recovered, Response, SURE, Told};
use models::crisis::{After, Band, Caution, Finding, Recovery, Setting, Threshold, Verdict};
use std::fmt::Write;

/// Said with every answer.
pub(super) const SPECIFICATION: &str = "The equations are the platform's own specification, an asymmetric structural \
VAR; Gijsenberg, van Heerde & Verhoef (2015) is the source of the questions only.";

/// The periods of a response that are told.
const TOLD: [usize; 4] = [0, 3, 12, 24];

pub(super) fn tell(told: &Told) -> String {
    let mut text = format!("{SPECIFICATION}\n\n");
    head(&mut text, told);
    text.push_str("\nFindings\n");
    for finding in &told.findings {
        one_finding(&mut text, finding);
    }
    let told_periods = TOLD.map(|period| format!("{:>26}", format!("period {period}"))).concat();
    let level = 100.0 * told.level;
    let _ = write!(text, "\nResponses of perception, with {level} % bands\n  {:<32}{told_periods}\n", "");
    for response in &told.responses {
        one_response(&mut text, response);
    }
    let _ = write!(
        text,
        "\nThe same averaged over what else may happen, with {level} % bands\n  {:<32}{told_periods}\n",
        ""
    );
    averaged(&mut text, &told.averaged);
    text.push_str("\nRecovery\n");
    recovery(&mut text, &told.recovery);
    if !told.sensitivity.is_empty() {
        sensitivity(&mut text, &told.sensitivity);
    }
    text.trim_end().to_owned()
}

fn head(text: &mut String, told: &Told) {
    let fit = &told.fit;
    let specification = &fit.specification;
    let _ = writeln!(
        text,
        "{} periods, {} changes explained; lags p {} and q {}{}; runs of K {}, tau {:.3}",
        fit.periods,
        fit.perception.changes,
        specification.lags_operations,
        specification.lags_perception,
        if told.lags.is_some() { " (by BIC)" } else { "" },
        specification.run_length,
        fit.threshold,
    );
    let _ = writeln!(
        text,
        "What the equation leaves of perception: {:.3} (sd)",
        fit.perception.residual_deviation
    );
    text.push_str("Changes seen:");
    for count in &fit.cells {
        let _ = write!(text, " {} {};", count.changes, count.cell.words());
    }
    text.push('\n');
    for caution in &fit.cautions {
        match caution {
            Caution::FewAnswers { periods, least } => {
                let _ = writeln!(
                    text,
                    "Caution: {periods} periods have fewer than 100 answers (fewest {least})."
                );
            }
            Caution::NoSeason => {
                text.push_str(
                    "Caution: no season is taken out; bad months that return every year pass as history.\n",
                );
            }
            Caution::ThinCell(count) => {
                let words = count.cell.words();
                let _ = writeln!(text, "Caution: {} {words}, so nothing is said of them.", count.changes);
            }
        }
    }
}

fn one_finding(text: &mut String, finding: &Finding) {
    let _ = writeln!(text, "  {:<13} {}", verdict(finding.verdict), finding.words);
    for evidence in &finding.evidence {
        let _ = writeln!(
            text,
            "                {}: {:.3} ({:.3} to {:.3}), {}",
            evidence.what,
            evidence.estimate,
            evidence.interval.low,
            evidence.interval.high,
            probability(evidence.p_value),
        );
    }
    if let Verdict::TooFew { seen, needed } = finding.verdict {
        let words = seen.cell.words();
        let _ = writeln!(text, "                {} {words}, at least {needed} are needed", seen.changes);
    }
}

fn probability(p_value: f64) -> String {
    if p_value < 0.0001 { "p < 0.0001".into() } else { format!("p {p_value:.4}") }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "holds",
        Verdict::Reversed => "reversed",
        Verdict::NotShown => "not shown",
        Verdict::TooFew { .. } => "too few",
    }
}

fn one_response(text: &mut String, response: &Response) {
    row(text, response.what, response.band.as_ref(), response.refused.as_deref());
}

/// Perception, and operations where they answer; then what the bands rest on.
fn averaged(text: &mut String, all: &[Averaged]) {
    for one in all {
        let refused = one.refused.as_deref();
        row(text, one.what, one.band.as_ref().map(|band| &band.perception), refused);
        if let (Some(band), After::OwnEquation) = (&one.band, one.futures.operations) {
            row(text, "  operations themselves", Some(&band.operations), None);
            let (amplifying, refits) = (band.amplifying, band.refits);
            let _ = writeln!(
                text,
                "    (in {amplifying} of {refits} refits operations amplify their own changes)"
            );
        }
    }
    if let Some((futures, band)) = all.iter().find_map(|one| Some((one.futures, one.band.as_ref()?))) {
        let (draws, refits, failed) = (futures.draws, band.refits, band.failed);
        let _ = writeln!(
            text,
            "  ({draws} futures each; bands from {refits} refits of both equations, {failed} refits failed)"
        );
    }
}

fn row(text: &mut String, what: &str, band: Option<&Band>, refused: Option<&str>) {
    let _ = write!(text, "  {what:<32}");
    match band {
        Some(band) => {
            for period in TOLD {
                let (Some(value), Some(interval)) = (band.response.get(period), band.intervals.get(period))
                else {
                    continue;
                };
                let cell = format!("{value:.2} ({:.2} to {:.2})", interval.low, interval.high);
                let _ = write!(text, "{cell:>26}");
            }
        }
        None => text.push_str(refused.unwrap_or_default()),
    }
    text.push('\n');
}

fn recovery(text: &mut String, recovery: &Recovered) {
    let (depth, step) = (recovery.crisis.depth, recovery.step);
    let Some(plan) = recovery.plan else {
        let _ = writeln!(text, "  {}", recovery.refused.as_deref().unwrap_or_default());
        return;
    };
    let (from, until) = recovery.crisis.window;
    let _ = writeln!(
        text,
        "  After a fall of {depth:.2} that is made good at once, perception is {:+.2} in periods {from} to {until}.",
        plan.restored_only
    );
    let said = match plan.recovery {
        Recovery::Reached { steps, effort } => {
            format!("{steps} steps of {step:.2} a period bring it back ({effort:.2} above the old level).")
        }
        Recovery::CapInTheWay { steps } => format!(
            "No more than {steps} steps of {step:.2} fit under the cap, and leave it at {:+.2}.",
            plan.with_steps
        ),
        Recovery::TooSmall { steps } => {
            format!("{steps} steps of {step:.2} don't bring it back: it stays at {:+.2}.", plan.with_steps)
        }
    };
    let _ = writeln!(text, "  {said}");
    let share = SURE * 100.0;
    let _ = match recovery.steps_to_be_sure {
        Some(steps) => writeln!(text, "  To be {share:.0} % sure, plan {steps} steps."),
        None => writeln!(text, "  No number of such steps makes it {share:.0} % sure."),
    };
}

fn sensitivity(text: &mut String, settings: &[Setting]) {
    text.push_str("\nUnder other runs and thresholds\n");
    for setting in settings {
        let threshold = match setting.threshold {
            Threshold::Units(units) => format!("{units}"),
            Threshold::Deviations(factor) => format!("{factor} sd"),
        };
        let _ = write!(text, "  K {}, tau {threshold}:", setting.run_length);
        match &setting.findings {
            Ok(findings) => {
                for finding in findings {
                    let _ = write!(text, " {};", verdict(finding.verdict));
                }
            }
            Err(refused) => text.push_str(refused),
        }
        text.push('\n');
    }
    text.push_str("  (the verdicts in the order of the findings above)\n");
}
