//! A text as the set of its character 4-grams.

/// Characters of a shingle.
const LENGTH: usize = 4;

/// The set of a text's overlapping 4-character pieces, each as a 32-bit hash (two sets of a hundred pieces share a false one
/// once in 400,000 pairs).
///
/// Letters are lower-cased, all but letters and digits becomes one space. A text shorter than four characters is one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shingles(Vec<u32>);

impl Shingles {
    /// The shingles of a text; none for a text without a letter or digit.
    ///
    /// Hashes of pieces of the text. Source: w-shingling, Broder 1997.
    ///
    /// ```
    /// use models::topic::Shingles;
    /// let (one, other) = (Shingles::of("Where's my parcel?"), Shingles::of("WHERE S MY PARCEL"));
    /// assert_eq!(one.jaccard(&other), 1.0);
    /// assert!(one.jaccard(&Shingles::of("Please cancel my order")) < 0.1);
    /// ```
    pub fn of(text: &str) -> Self {
        let plain = plain(text);
        let mut pieces: Vec<u32> = if plain.len() < LENGTH {
            (!plain.is_empty()).then(|| hash(&plain)).into_iter().collect()
        } else {
            plain.windows(LENGTH).map(hash).collect()
        };
        pieces.sort_unstable();
        pieces.dedup();
        Self(pieces)
    }

    /// The hashes, ascending.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// let shingles = models::topic::Shingles::of("Parcel!");
    /// assert_eq!(shingles.pieces().len(), 3); // parc, arce, rcel
    /// assert!(shingles.pieces().is_sorted());
    /// ```
    pub fn pieces(&self) -> &[u32] {
        &self.0
    }

    /// Whether there are none.
    ///
    /// Read from what was given.
    ///
    /// ```
    /// use models::topic::Shingles;
    /// assert!(Shingles::of("?!").is_empty());
    /// assert!(!Shingles::of("ok").is_empty()); // short, but one piece
    /// ```
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Shared pieces over all pieces of both, from 0 to 1; 0 where either has none.
    ///
    /// Source: Jaccard 1912, New Phytologist 11(2).
    ///
    /// ```
    /// use models::topic::Shingles;
    /// let (one, other) = (Shingles::of("refund"), Shingles::of("refunds"));
    /// assert_eq!(one.jaccard(&other), 0.75); // three of four pieces
    /// assert_eq!(one.jaccard(&Shingles::of("")), 0.0);
    /// ```
    pub fn jaccard(&self, other: &Self) -> f64 {
        jaccard(&self.0, &other.0)
    }
}

/// Jaccard similarity of two ascending sets.
pub(super) fn jaccard(left: &[u32], right: &[u32]) -> f64 {
    let (mut shared, mut at) = (0_usize, 0);
    for piece in left {
        while at < right.len() && right[at] < *piece {
            at += 1;
        }
        if at == right.len() {
            break;
        }
        shared += usize::from(right[at] == *piece);
    }
    let all = left.len() + right.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// Letters and digits in lower case, anything between them as one space.
fn plain(text: &str) -> Vec<char> {
    let mut plain = Vec::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        if character.is_alphanumeric() {
            plain.push(character);
        } else if plain.last().is_some_and(|last| *last != ' ') {
            plain.push(' ');
        }
    }
    if plain.last() == Some(&' ') {
        plain.pop();
    }
    plain
}

fn hash(characters: &[char]) -> u32 {
    let mixed =
        characters.iter().fold(0_u64, |state, character| mix(state ^ u64::from(u32::from(*character))));
    (mixed >> 32) as u32
}

/// The finaliser of splitmix64 (Steele, Lea & Flood 2014): each bit of the input moves each bit of the output.
pub(super) fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
