//! The valence of each word among its neighbours: the reference's rules, in its order.

use super::lexicon;
use super::sentence::Sentence;
use std::collections::BTreeSet;

/// What a negation leaves of a valence, and by how much capitals raise it.
const NEGATED: f64 = -0.74;
const SHOUTED: f64 = 0.733;
/// How much a degree adverb still does when it stands one, two or three words before.
const FADING: [f64; 3] = [1.0, 0.95, 0.9];

/// One valence per word, 0 for those without a rating.
pub(super) fn valences(sentence: &Sentence) -> Vec<f64> {
    let mut valences: Vec<f64> = (0..sentence.lowered.len()).map(|place| valence(sentence, place)).collect();
    weigh_around_but(sentence, &mut valences);
    valences
}

fn valence(sentence: &Sentence, place: usize) -> f64 {
    let word = sentence.word(place);
    if lexicon::degree(word).is_some() || (word == "kind" && sentence.word(place + 1) == "of") {
        return 0.0;
    }
    let Some(rated) = lexicon::valence(word) else { return 0.0 };
    let mut valence = after_no(sentence, place, rated);
    if sentence.shouts(place) {
        valence += if valence > 0.0 { SHOUTED } else { -SHOUTED };
    }
    for (distance, fading) in (1..).zip(FADING).take_while(|(distance, _)| *distance <= place) {
        if lexicon::valence(sentence.before(place, distance)).is_some() {
            continue;
        }
        valence += fading * strengthened(sentence, place - distance, valence);
        valence *= turned(sentence, place, distance);
        if distance == 3 {
            valence = among_idioms(sentence, place, valence);
        }
    }
    after_least(sentence, place, valence)
}

/// "no" before a rated word turns it, and then has no valence of its own.
fn after_no(sentence: &Sentence, place: usize, rated: f64) -> f64 {
    let no = |distance| sentence.before(place, distance) == "no";
    if no(1) || no(2) || (no(3) && matches!(sentence.before(place, 1), "or" | "nor")) {
        return rated * NEGATED;
    }
    let turns_the_next = sentence.word(place) == "no" && lexicon::valence(sentence.word(place + 1)).is_some();
    if turns_the_next { 0.0 } else { rated }
}

/// What a degree adverb adds to a valence.
fn strengthened(sentence: &Sentence, adverb: usize, valence: f64) -> f64 {
    let Some(degree) = lexicon::degree(sentence.word(adverb)) else { return 0.0 };
    let degree = if valence < 0.0 { -degree } else { degree };
    if !sentence.shouts(adverb) {
        degree
    } else if valence > 0.0 {
        degree + SHOUTED
    } else {
        degree - SHOUTED
    }
}

/// The factor from a word that negates, one to three words before.
fn turned(sentence: &Sentence, place: usize, distance: usize) -> f64 {
    let word = |distance| sentence.before(place, distance);
    let is_so = |distance| matches!(word(distance), "so" | "this");
    let (never_so, no_doubt) = match distance {
        2 => (word(2) == "never" && is_so(1), word(2) == "without" && word(1) == "doubt"),
        // The reference's "and" binds before its "or": a "so" right before is enough.
        3 => (
            (word(3) == "never" && is_so(2)) || is_so(1),
            word(3) == "without" && (word(2) == "doubt" || word(1) == "doubt"),
        ),
        _ => (false, false),
    };
    if never_so {
        1.25
    } else if !no_doubt && lexicon::negates(word(distance)) {
        NEGATED
    } else {
        1.0
    }
}

/// Phrases that reach from three words before to two words after.
fn among_idioms(sentence: &Sentence, place: usize, mut valence: f64) -> f64 {
    let before = |distance| sentence.before(place, distance);
    let (three, two, one) = (before(3), before(2), before(1));
    let (word, next, second) = (sentence.word(place), sentence.word(place + 1), sentence.word(place + 2));
    let ending_here: [&[&str]; 5] =
        [&[one, word], &[two, one, word], &[two, one], &[three, two, one], &[three, two]];
    if let Some(idiom) = ending_here.into_iter().find_map(lexicon::idiom) {
        valence = idiom;
    }
    if let Some(idiom) = lexicon::idiom(&[word, next]) {
        valence = idiom;
    }
    if let Some(idiom) = lexicon::idiom(&[word, next, second]) {
        valence = idiom;
    }
    let degrees = [(three, two), (two, one)].map(|(first, second)| lexicon::degree_of_two(first, second));
    valence + degrees.into_iter().flatten().sum::<f64>()
}

/// "least" turns, but not "at least" and "very least".
fn after_least(sentence: &Sentence, place: usize, valence: f64) -> f64 {
    let turns = sentence.before(place, 1) == "least" && !matches!(sentence.before(place, 2), "at" | "very");
    if turns { valence * NEGATED } else { valence }
}

/// What stands before the first "but" counts half, what stands after it one and a half.
///
/// The reference looks each value up by itself and so changes the first place that holds an equal one; kept, because
/// its published figures come from that. The set finds that place without walking through the text each time.
fn weigh_around_but(sentence: &Sentence, valences: &mut [f64]) {
    let Some(but) = sentence.lowered.iter().position(|word| word == "but") else { return };
    let rated = valences.iter().enumerate().filter(|(_, valence)| **valence != 0.0);
    let mut places: BTreeSet<(u64, usize)> =
        rated.map(|(place, valence)| (valence.to_bits(), place)).collect();
    for place in 0..valences.len() {
        let Some(bits) =
            valences.get(place).filter(|valence| **valence != 0.0).map(|valence| valence.to_bits())
        else {
            continue;
        };
        let Some(&found @ (_, first)) = places.range((bits, 0)..).next() else { continue };
        let Some(valence) = valences.get_mut(first) else { continue };
        *valence *= if first < but { 0.5 } else { 1.5 };
        places.remove(&found);
        places.insert((valence.to_bits(), first));
    }
}
