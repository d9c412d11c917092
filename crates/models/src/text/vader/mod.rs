//! Sentiment of a text by VADER: rules and rated words, deterministic, nothing learned here.
//!
//! It answers "how positive or negative are the words?" for short English texts. Don't use it to find angry
//! customers: on comments labelled with anger or annoyance its average precision is .23, because angry customers
//! write politely and happy ones write "insane". For that there is [`assess`](crate::text::assess).

mod lexicon;
mod rules;
mod sentence;

use crate::error::Result;
use sentence::Sentence;
use serde::Serialize;

/// Sentiment of a text. The first three are shares and add up to 1, up to rounding; all are 0 without words.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Sentiment {
    /// Share of the text that is negative, rounded to three places.
    pub negative: f64,
    /// Share that is neither.
    pub neutral: f64,
    /// Share that is positive.
    pub positive: f64,
    /// All valences added and squeezed between -1 (as negative as can be) and 1, rounded to four places.
    pub compound: f64,
}

/// How quickly the sum of valences nears its bounds: about the largest sum expected (Hutto & Gilbert 2014).
const ALPHA: f64 = 15.0;

/// The sentiment of an English text, equal to vaderSentiment 3.3.2 (Hutto & Gilbert 2014, ICWSM-14), including its
/// rounding. Time grows with length (times its logarithm where it holds "but").
///
/// Shares from 0 to 1, and the compound score from -1 to 1.
///
/// # Errors
/// [`Error::OutOfRange`](crate::Error::OutOfRange) for a text of more than [`TEXT_BYTES_MAX`](crate::text::TEXT_BYTES_MAX)
/// bytes.
///
/// ```
/// let sentiment = models::text::sentiment("The book was good.")?;
/// assert_eq!(sentiment.compound, 0.4404);
/// assert_eq!(sentiment.positive, 0.492);
/// # Ok::<(), models::Error>(())
/// ```
pub fn sentiment(text: &str) -> Result<Sentiment> {
    super::limit::check(text)?;
    let sentence = Sentence::read(text);
    let valences = rules::valences(&sentence);
    if valences.is_empty() {
        return Ok(Sentiment { negative: 0.0, neutral: 0.0, positive: 0.0, compound: 0.0 });
    }
    let emphasis = emphasis(&sentence.text);
    let sum: f64 = valences.iter().sum();
    let sum = if sum == 0.0 { 0.0 } else { sum + emphasis * sum.signum() };
    // One is added to each, because words without a rating count one too.
    let mut positive: f64 =
        valences.iter().filter(|valence| **valence > 0.0).map(|valence| valence + 1.0).sum();
    let mut negative: f64 =
        valences.iter().filter(|valence| **valence < 0.0).map(|valence| 1.0 - valence).sum();
    let neutral = valences.iter().filter(|valence| **valence == 0.0).count() as f64;
    if positive > negative {
        positive += emphasis;
    } else if positive < negative {
        negative += emphasis;
    }
    let total = positive + negative + neutral;
    Ok(Sentiment {
        negative: rounded(negative / total, 3),
        neutral: rounded(neutral / total, 3),
        positive: rounded(positive / total, 3),
        compound: rounded(sum / (sum * sum + ALPHA).sqrt(), 4),
    })
}

/// What exclamation and question marks add: up to four of the first; of the second two or three, or more.
fn emphasis(text: &str) -> f64 {
    let count = |mark: char| text.chars().filter(|letter| *letter == mark).count();
    let asked = match count('?') {
        0 | 1 => 0.0,
        few @ 2..=3 => few as f64 * 0.18,
        _ => 0.96,
    };
    count('!').min(4) as f64 * 0.292 + asked
}

/// Rounded in the decimal system, as the reference does: multiplying first would move ties.
fn rounded(value: f64, places: usize) -> f64 {
    // Adding nothing makes -0 a plain 0.
    format!("{value:.places$}").parse().unwrap_or(value) + 0.0
}
