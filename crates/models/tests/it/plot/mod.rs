//! Plots are whole, readable on light and dark, and refuse what can't be drawn.

use models::Error;
use models::plot::{
    ControlChart, Curve, Heat, Labels, Response, control_chart, fit, heat_map, responses, survival,
};
use std::path::PathBuf;

const LABELS: Labels = Labels {
    title: "Purchases <by> week & year",
    description: "Both lines rise.",
    x: "week",
    y: "purchases",
};

/// What every plot must be. Where `CAPE_PLOTS` names a folder, the pictures are left there to be looked at.
fn expect_whole(name: &str, svg: &str) {
    assert!(svg.starts_with("<svg class=\"cape-plot\" role=\"img\" "), "{name}");
    assert!(svg.trim_end().ends_with("</svg>"), "{name}");
    assert!(svg.contains("<title>Purchases &lt;by&gt; week &amp; year</title>"), "{name}");
    assert!(
        svg.contains("<desc>Both lines rise.</desc>") && svg.contains("@media (prefers-color-scheme:dark){"),
        "{name}"
    );
    assert!(
        !svg.contains("NaN") && !svg.contains("#FFFFFF"),
        "{name}: a figure that is none, or a white ground"
    );
    if let Some(folder) = std::env::var_os("CAPE_PLOTS") {
        std::fs::write(PathBuf::from(folder).join(format!("{name}.svg")), svg)
            .expect("the folder can be written to");
    }
}

#[test]
fn every_plot_is_whole() {
    let weeks: Vec<f64> = (1..=39).map(f64::from).collect();
    let fitted: Vec<f64> = weeks.iter().map(|week| 60.0 * week.ln_1p()).collect();
    let actual: Vec<f64> = fitted.iter().zip(&weeks).map(|(value, week)| value + 9.0 * week.sin()).collect();
    expect_whole("fit", &fit(&weeks, &actual, &fitted, &LABELS).expect("a plot"));

    let x: Vec<f64> = (0..=20).map(f64::from).collect();
    let y: Vec<f64> = (0..=38).map(f64::from).collect();
    let chance = |y: f64, x: f64| {
        if x == 0.0 && y > 0.0 { f64::NAN } else { 1.0 / (1.0 + (x * (30.0 - y) / 60.0 - 1.0).exp()) }
    };
    let values: Vec<Vec<f64>> = y.iter().map(|y| x.iter().map(|x| chance(*y, *x)).collect()).collect();
    let heat = Heat { x: &x, y: &y, values: &values, scale: (0.0, 1.0) };
    expect_whole("heat", &heat_map(&heat, &LABELS).expect("a plot"));

    let after = |size: f64| -> Vec<f64> { (0..13).map(|month| size * 0.75_f64.powi(month)).collect() };
    let shifted = |values: &[f64], by: f64| -> Vec<f64> { values.iter().map(|value| value + by).collect() };
    let (loss, gain) = (after(-1.0), after(0.4));
    let bands = [shifted(&loss, -0.2), shifted(&loss, 0.2), shifted(&gain, -0.15), shifted(&gain, 0.15)];
    let all = [
        Response { name: "loss", values: &loss, low: &bands[0], high: &bands[1] },
        Response { name: "gain", values: &gain, low: &bands[2], high: &bands[3] },
    ];
    expect_whole("responses", &responses(&all, &LABELS).expect("a plot"));

    let hours: Vec<f64> = (0..72).map(f64::from).collect();
    let counts: Vec<f64> = hours
        .iter()
        .map(|hour| (6.0 + 4.0 * (hour / 4.0).sin() + if *hour > 60.0 { 14.0 } else { 0.0 }).round())
        .collect();
    let signals: Vec<bool> = counts.iter().map(|count| *count > 15.0).collect();
    let chart = ControlChart {
        x: &hours,
        values: &counts,
        centre: &[6.0; 72],
        upper: &[15.0; 72],
        lower: &[],
        signals: &signals,
    };
    expect_whole("control", &control_chart(&chart, &LABELS).expect("a plot"));

    let years: Vec<f64> = (0..13).map(f64::from).collect();
    let share = |rate: f64| -> Vec<f64> { years.iter().map(|year| (1.0 + year / 2.0).powf(-rate)).collect() };
    let (regular, high_end, model) = (share(1.2), share(0.6), share(1.15));
    let curves = [
        Curve { name: "regular", times: &years, shares: &regular, in_steps: true },
        Curve { name: "high end", times: &years, shares: &high_end, in_steps: true },
        Curve { name: "model of regular", times: &years, shares: &model, in_steps: false },
    ];
    expect_whole("survival", &survival(&curves, &LABELS).expect("a plot"));
}

#[test]
fn one_point_and_flat_lines_can_be_drawn() {
    expect_whole("point", &fit(&[1.0], &[0.0], &[0.0], &LABELS).expect("a plot"));
    expect_whole("huge", &fit(&[0.0, 1.0], &[1e300, 1e300], &[-1e300, 0.0], &LABELS).expect("a plot"));
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    assert!(matches!(fit(&[], &[], &[], &LABELS), Err(Error::Empty { .. })));
    assert!(matches!(fit(&[1.0], &[1.0, 2.0], &[1.0], &LABELS), Err(Error::LengthsDiffer { .. })));
    assert!(matches!(fit(&[1.0], &[f64::NAN], &[1.0], &LABELS), Err(Error::OutOfRange { row: Some(0), .. })));
    assert!(matches!(responses(&[], &LABELS), Err(Error::Empty { .. })));
    assert!(matches!(survival(&[], &LABELS), Err(Error::Empty { .. })));
    let heat = Heat { x: &[1.0], y: &[1.0], values: &[vec![1.0]], scale: (1.0, 1.0) };
    assert!(matches!(heat_map(&heat, &LABELS), Err(Error::NoVariation { .. })));
    let ragged = Heat { scale: (0.0, 1.0), values: &[vec![1.0, 2.0]], ..heat };
    assert!(matches!(heat_map(&ragged, &LABELS), Err(Error::LengthsDiffer { .. })));
}
