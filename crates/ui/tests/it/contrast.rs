//! Every pair of text and ground that the components use can be read in both themes (WCAG 2.2, 1.4.3: 4.5 to 1;
//! 1.4.11: 3 to 1 for what one must see to use a control).

use std::collections::BTreeMap;

/// A colour as red, green and blue, 0 to 255.
type Colour = [u8; 3];

/// The tokens of the file, light and dark, as far as they are plain colours.
fn tokens() -> BTreeMap<String, [Colour; 2]> {
    let mut tokens = BTreeMap::new();
    for line in include_str!("../../src/tokens.css").lines() {
        let Some((name, value)) =
            line.trim().strip_prefix("--").and_then(|line| line.split_once(": light-dark("))
        else {
            continue;
        };
        let pair: Vec<Colour> = value.trim_end_matches(");").split(", ").filter_map(hex).collect();
        if let [light, dark] = pair[..] {
            tokens.insert(name.to_owned(), [light, dark]);
        }
    }
    tokens
}

fn hex(text: &str) -> Option<Colour> {
    let digits = text.strip_prefix('#')?;
    let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let share = f64::from(part) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Contrast ratio, WCAG 2.2.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Collects every pair that falls short, so that one run shows them all.
fn check(pairs: &[(&str, &[&str])], least: f64) {
    let tokens = tokens();
    let mut short = Vec::new();
    for (text, grounds) in pairs {
        for ground in *grounds {
            for (theme, word) in ["light", "dark"].into_iter().enumerate() {
                let ratio = contrast(tokens[*text][theme], tokens[*ground][theme]);
                if ratio < least {
                    short.push(format!("{text} on {ground}, {word}: {ratio:.2}"));
                }
            }
        }
    }
    assert!(short.is_empty(), "below {least} to 1:\n{}", short.join("\n"));
}

#[test]
fn the_formula_is_the_standard_one() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 1e-9);
    assert!((contrast([0x77, 0x77, 0x77], [255, 255, 255]) - 4.48).abs() < 0.005);
}

#[test]
fn text_can_be_read() {
    const GROUNDS: [&str; 9] =
        ["ground", "surface", "raised", "sunken", "select", "hover", "float", "ours", "note"];
    check(
        &[
            ("ink", &GROUNDS),
            ("ink-2", &GROUNDS),
            ("ink-3", &GROUNDS),
            ("link", &["surface", "ours", "note", "float"]),
            ("cape", &["ground", "surface", "sunken", "select", "cape-soft"]),
            ("cape-ink", &["cape", "cape-hover"]),
            ("good", &["good-soft", "surface", "select", "hover"]),
            ("warn", &["warn-soft", "note", "surface", "float"]),
            ("bad", &["bad-soft", "surface", "raised", "float"]),
            ("ink-2", &["chip"]),
            ("ink", &["found", "chip", "bad-soft", "warn-soft", "good-soft"]),
        ],
        4.5,
    );
}

#[test]
fn faces_can_be_read() {
    for colour in 0..8 {
        check(&[(&format!("face-{colour}-ink"), &[&format!("face-{colour}")])], 4.5);
    }
}

#[test]
fn controls_and_focus_can_be_seen() {
    const GROUNDS: [&str; 6] = ["ground", "surface", "raised", "sunken", "select", "float"];
    check(&[("focus", &GROUNDS), ("line-control", &["ground", "surface", "float"])], 3.0);
}
