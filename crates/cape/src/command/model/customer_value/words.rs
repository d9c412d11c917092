//! The answer for people.

use super::{Found, LEVEL, SILENT_TIMES, Score};
use models::customer::{CORRELATION_MAX, Estimates};
use std::fmt::Write;

/// What to know, from the sample to the money.
pub(super) fn summary(found: &Found) -> String {
    let mut words = format!("{} customers with {} repeat purchases.", found.customers, found.repeats);
    if found.merged > 0 {
        let _ = write!(words, " {} purchases were on the day of another and count with it.", found.merged);
    }
    if found.refunds > 0 {
        let _ = write!(words, " {} refunds were treated as asked.", found.refunds);
    }
    words.push_str("\n\nModels\n");
    for fitted in &found.models {
        match (&fitted.estimates, &fitted.error) {
            (Some(estimates), simpler) => {
                let _ = writeln!(words, "  {:<11} {}", fitted.name, parameters(estimates));
                if let Some(why) = simpler {
                    let _ = writeln!(words, "              (the simpler model: {why})");
                }
            }
            (None, Some(error)) => {
                let _ = writeln!(words, "  {:<11} {error}", fitted.name);
            }
            (None, None) => {}
        }
    }
    let _ = write!(
        words,
        "Used below: {}.\n\nStill customers: {:.1} % in the mean.\nPurchases expected within {} weeks: {:.0}.\n",
        found.chosen,
        100.0 * found.mean_alive,
        found.horizon,
        found.expected_purchases
    );
    if let Some(drawn) = &found.bootstrap
        && let [purchases, alive] = drawn.intervals.as_slice()
    {
        let _ = writeln!(
            words,
            "  {} % ranges from {} sets drawn anew: {:.1} to {:.1} %; {:.0} to {:.0} purchases.",
            100.0 * LEVEL,
            drawn.fitted,
            100.0 * alive.low,
            100.0 * alive.high,
            purchases.low,
            purchases.high
        );
    }
    lost(found, &mut words);
    regular(found, &mut words);
    spend(found, &mut words);
    holdout(found, &mut words);
    words.trim_end().to_owned()
}

fn parameters(estimates: &Estimates) -> String {
    let values: Vec<String> = (estimates.parameters.iter())
        .map(|parameter| {
            format!("{} {:.4} (±{:.4})", parameter.name, parameter.value, parameter.standard_error)
        })
        .collect();
    format!(
        "{}; log-likelihood {:.2}, BIC {:.1}",
        values.join(", "),
        estimates.log_likelihood,
        estimates.bic()
    )
}

fn lost(found: &Found, words: &mut String) {
    let counted: Vec<_> = found.models.iter().filter_map(|fitted| fitted.lost.as_ref()).collect();
    if counted.is_empty() {
        words.push_str("\nLost: not told, because this model can't (MBG/NBD and Pareto/NBD can).\n");
    }
    for lost in counted {
        let _ = write!(
            words,
            "\nLost by {}: {:.0} of {} ({:.0} to {:.0}).",
            lost.model, lost.expected, lost.customers, lost.interval.low, lost.interval.high
        );
    }
    if let Some(silent) = found.silent {
        let _ = write!(words, "\nSilent for more than {SILENT_TIMES} times the usual gap: {silent}.");
    }
    words.push('\n');
}

fn regular(found: &Found, words: &mut String) {
    let Some(test) = &found.regularity else { return };
    let _ =
        write!(words, "\nGaps between purchases: shape {:.2} (1 is random), z {:.1}. ", test.shape, test.z);
    words.push_str(if test.regular {
        "These customers buy more regularly than the models assume, so after a silence they are more surely gone \
         than said here.\n"
    } else {
        "They don't look regular, as the models assume.\n"
    });
}

fn spend(found: &Found, words: &mut String) {
    if let Some(missing) = &found.spend_missing {
        let _ = writeln!(words, "\nNo value: {missing}.");
    }
    let Some(spend) = &found.spend else { return };
    let _ = write!(
        words,
        "\nSpend: {}.\nFrequency and spend correlate with {:.3}. ",
        parameters(&spend.fit.estimates),
        spend.correlation
    );
    if spend.related {
        let _ = write!(
            words,
            "That is beyond {CORRELATION_MAX}: the model assumes them unrelated, so don't trust the value. "
        );
    }
    match found.value {
        Some(value) => {
            let _ = writeln!(words, "Discounted value within {} weeks: {value:.0}.", found.horizon);
        }
        None => {
            words.push_str("The mean value of a purchase is infinite in this fit, so there is no value.\n");
        }
    }
}

fn holdout(found: &Found, words: &mut String) {
    let Some(first) = found.holdout.first() else { return };
    let _ = write!(
        words,
        "\nHoldout (purchases per customer)\n  {:<12}{:>10}{:>10}",
        "before", "customers", "actual"
    );
    for model in &found.holdout {
        let _ = write!(words, "{:>12}", model.model);
    }
    for (index, row) in first.rows.iter().enumerate() {
        let before = format!("{}{}", row.repeats, if row.or_more { "+" } else { "" });
        let _ = write!(words, "\n  {before:<12}{:>10}{:>10.3}", row.customers, row.actual);
        for model in &found.holdout {
            let _ = write!(words, "{:>12.3}", model.rows.get(index).map_or(f64::NAN, |row| row.expected));
        }
    }
    let _ = write!(words, "\n  {:<12}{:>10}{:>10.0}", "all", found.customers, first.actual);
    for model in &found.holdout {
        let _ = write!(words, "{:>12.0}", model.expected);
    }
    words.push('\n');
}

/// One line for each customer.
pub(super) fn scores(scores: &[Score]) -> String {
    let mut words = "id,alive,expected_purchases,expected_value_per_purchase,value".to_owned();
    let number = |value: Option<f64>| value.map(|value| format!("{value:.4}")).unwrap_or_default();
    for score in scores {
        let id = if score.id.contains([',', '"', '\n']) {
            format!("\"{}\"", score.id.replace('"', "\"\""))
        } else {
            score.id.clone()
        };
        let _ = write!(
            words,
            "\n{id},{:.6},{:.6},{},{}",
            score.alive,
            score.expected_purchases,
            number(score.expected_value_per_purchase),
            number(score.value)
        );
    }
    words
}
