//! Cutting a text into words.

use super::language::Language;
use super::words::{self, Sentence, Word, Words};
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// The longest abbreviation with points inside, such as "a.k.a", in characters.
const DOTTED_MAX: usize = 5;

/// The state while a text is read from front to back.
pub(super) struct Reader<'t> {
    text: &'t str,
    language: Language,
    letters: Peekable<CharIndices<'t>>,
    lowered: String,
    words: Vec<Word>,
    sentences: Vec<Sentence>,
    sentence: Sentence,
    clause: usize,
    /// An open quotation: the mark that closes it, and the first word inside.
    quotation: Option<(char, usize)>,
    before: char,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, language: Language) -> Self {
        let words = Vec::with_capacity(text.len() / 5);
        let lowered = String::with_capacity(text.len() + text.len() / 8);
        let letters = text.char_indices().peekable();
        let (sentences, sentence) = (Vec::new(), Sentence::default());
        Self {
            text,
            language,
            letters,
            lowered,
            words,
            sentences,
            sentence,
            clause: 0,
            quotation: None,
            before: '\n',
        }
    }

    pub(super) fn read(mut self) -> Words<'t> {
        while let Some((place, letter)) = self.letters.next() {
            match letter {
                '>' if self.before == '\n' => self.skip_line(),
                _ if letter.is_alphanumeric() => self.word(place, letter),
                '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' => self.quote(letter),
                '.' | '!' | '?' | '…' | '。' => self.end_mark(place, letter),
                ',' | ';' | ':' | '(' | ')' | '–' | '—' => self.clause += 1,
                '\n' if self.before == '\n' => self.paragraph(),
                _ if is_picture(letter) => self.push(place..place + letter.len_utf8()),
                _ => {}
            }
            // Blanks between line ends don't hide an empty line.
            let is_blank = letter.is_whitespace() && letter != '\n' && self.before == '\n';
            if !is_blank {
                self.before = self
                    .text
                    .get(..self.position())
                    .and_then(|read| read.chars().next_back())
                    .unwrap_or(letter);
            }
        }
        self.end_sentence();
        Words::from_parts(self.text, self.lowered, self.words, self.sentences)
    }

    /// Where reading goes on.
    fn position(&mut self) -> usize {
        self.letters.peek().map_or(self.text.len(), |(place, _)| *place)
    }

    fn second_ahead(&self) -> Option<char> {
        self.letters.clone().nth(1).map(|(_, letter)| letter)
    }

    fn word(&mut self, start: usize, first: char) {
        let mut last = first;
        let mut length = 1_usize;
        while let Some(&(_, letter)) = self.letters.peek() {
            let next = self.second_ahead();
            let inside = match letter {
                _ if letter.is_alphanumeric() => true,
                '\'' | '’' => last.is_alphabetic() && next.is_some_and(char::is_alphabetic),
                '.' | ':' | ',' | '/' | '-' | '–' => {
                    last.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit())
                        || letter == '.'
                            && length % 2 == 1
                            && length <= DOTTED_MAX
                            && is_dotted(self.text.get(start..).unwrap_or_default(), length)
                }
                // A curse with stars in it.
                '*' => length <= 2 && first.is_alphabetic() || last == '*',
                _ => false,
            };
            if !inside {
                break;
            }
            last = letter;
            length += 1;
            self.letters.next();
        }
        let end = self.position();
        self.push(start..end);
    }

    /// Takes the word at `bytes`, opened up where it is a contraction.
    fn push(&mut self, bytes: Range<usize>) {
        let Some(written) = self.text.get(bytes.clone()) else { return };
        let begin = self.lowered.len();
        for letter in written.chars() {
            if letter == '’' { self.lowered.push('\'') } else { self.lowered.extend(letter.to_lowercase()) }
        }
        let word = self.lowered.get(begin..).unwrap_or_default();
        let parts = self.language.parts(word);
        let (kept, second) = (parts.kept, parts.second);
        if let Some(first) = parts.first {
            self.lowered.truncate(begin);
            self.lowered.push_str(first);
        } else {
            self.lowered.truncate(begin + kept);
        }
        let shouted = written.chars().filter(|letter| letter.is_uppercase()).count() >= 2
            && written.chars().all(|letter| letter.is_uppercase() || !letter.is_alphanumeric());
        let end = self.lowered.len();
        self.take(bytes.clone(), begin..end, shouted);
        if let Some(second) = second {
            self.lowered.push_str(second);
            self.take(bytes, end..self.lowered.len(), shouted);
        }
    }

    fn take(&mut self, bytes: Range<usize>, lower: Range<usize>, shouted: bool) {
        let lowered = self.lowered.get(lower.clone()).unwrap_or_default();
        let number = self.language.number(lowered);
        let negates = self.language.negations().contains(&lowered);
        let (hash, prefix_hash) = (words::hash(lowered), words::prefix_hash(lowered));
        let mut word = Word::new(bytes, lower, self.sentences.len(), self.clause);
        (word.shouted, word.negates) = (shouted, negates);
        (word.hash, word.prefix_hash) = (hash, prefix_hash);
        word.number = number;
        self.words.push(word);
    }

    /// A quotation counts only once it is closed.
    fn quote(&mut self, mark: char) {
        let opens = !self.before.is_alphanumeric() && !matches!(self.before, '.' | ',' | '!' | '?');
        match self.quotation {
            Some((closing, first)) if closing == mark => {
                let next_is_letter = self.letters.peek().is_some_and(|(_, letter)| letter.is_alphanumeric());
                if !next_is_letter {
                    self.words.iter_mut().skip(first).for_each(|word| word.quoted = true);
                    self.quotation = None;
                }
            }
            None if opens => {
                let closing = match mark {
                    '“' | '„' => '”',
                    '«' => '»',
                    '»' => '«',
                    '‘' => '’',
                    plain => plain,
                };
                self.quotation = Some((closing, self.words.len()));
            }
            _ => {}
        }
    }

    /// A mark that may end a sentence, with those that follow it.
    fn end_mark(&mut self, start: usize, mut mark: char) {
        loop {
            match mark {
                '?' => self.sentence.questions += 1,
                '!' => self.sentence.exclamations += 1,
                _ => {}
            }
            match self.letters.peek() {
                Some(&(_, next @ ('.' | '!' | '?' | '…'))) => {
                    mark = next;
                    self.letters.next();
                }
                _ => break,
            }
        }
        let end = self.position();
        let is_point = self.text.get(start..end) == Some(".");
        if is_point && self.is_abbreviation(end) {
            return;
        }
        self.sentence.marks = start..end;
        self.end_sentence();
    }

    /// Whether the point after the last word ends only an abbreviation.
    fn is_abbreviation(&self, end: usize) -> bool {
        let Some(word) = self.words.last().filter(|word| word.bytes.end + 1 == end) else { return false };
        let written = self.text.get(word.bytes.clone()).unwrap_or_default();
        if self.language.is_title(written) {
            return true;
        }
        let goes_on = self.text.get(end..).is_some_and(|rest| {
            let mut rest = rest.chars().skip_while(|letter| *letter == ' ');
            rest.next().is_some_and(|letter| letter.is_lowercase() || letter.is_ascii_digit())
        });
        (written.contains('.') && !written.contains(|letter: char| letter.is_ascii_digit())) && goes_on
    }

    fn paragraph(&mut self) {
        self.quotation = None;
        self.end_sentence();
    }

    fn skip_line(&mut self) {
        while self.letters.next_if(|(_, letter)| *letter != '\n').is_some() {}
        self.end_sentence();
    }

    fn end_sentence(&mut self) {
        let first = self.sentences.last().map_or(0, |sentence| sentence.words.end);
        self.clause += 1;
        // An apostrophe at a word's beginning opens nothing that outlasts the sentence.
        self.quotation = self.quotation.filter(|(closing, _)| !matches!(closing, '\'' | '’'));
        let mut sentence = std::mem::take(&mut self.sentence);
        if first == self.words.len() {
            return;
        }
        sentence.words = first..self.words.len();
        self.sentences.push(sentence);
    }
}

/// Whether a word so far is single letters with points between, as in "p.m".
fn is_dotted(text: &str, length: usize) -> bool {
    let mut letters = text.chars();
    let so_far = letters.by_ref().take(length).enumerate();
    let dotted = so_far
        .into_iter()
        .all(|(place, letter)| if place % 2 == 0 { letter.is_alphabetic() } else { letter == '.' });
    let mut rest = text.chars().skip(length + 1);
    dotted && rest.next().is_some_and(char::is_alphabetic) && !rest.next().is_some_and(char::is_alphanumeric)
}

/// Pictures count as words: some of them are cues.
fn is_picture(letter: char) -> bool {
    matches!(letter, '\u{2600}'..='\u{27bf}' | '\u{1f300}'..='\u{1faff}')
}
