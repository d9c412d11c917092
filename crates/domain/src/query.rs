//! The search syntax: words, `pre*`, `"phrases"`, `-not`, and filters such as `from:anna is:open before:2026-01-31`.
//!
//! What isn't understood is searched as words and named in [`Query::problems`]; a search never fails.

use crate::conversation::State;
use crate::words::words;
use jiff::civil::Date;

/// What a person searches for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// All of these must be found.
    pub terms: Vec<Term>,
    /// None of these may be found.
    pub without: Vec<Term>,
    /// All of these must hold.
    pub filters: Vec<Filter>,
    /// How to order what is found.
    pub order: Order,
    /// What couldn't be understood, in plain words.
    pub problems: Vec<String>,
}

/// Something to find in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A whole word.
    Word(String),
    /// The beginning of a word.
    Prefix(String),
    /// Words one after the other.
    Phrase(Vec<String>),
}

/// Something that must hold besides the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Written by someone whose name or address has these words.
    From(Vec<String>),
    /// Sent to someone whose name or address has these words.
    To(Vec<String>),
    /// Words of the subject.
    Subject(Vec<String>),
    /// Assigned to somebody with this name or address; `me` and `none` are special.
    Assignee(Assignee),
    /// In the team of that name.
    Team(String),
    /// With this tag.
    Tag(String),
    /// In this state.
    Is(State),
    /// Before that day began, in the searcher's time zone.
    Before(Date),
    /// On that day or later.
    After(Date),
    /// With a file.
    HasAttachment,
}

/// Whom `assignee:` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assignee {
    /// Whoever searches.
    Me,
    /// Nobody.
    Nobody,
    /// An agent by name or address.
    Named(String),
}

/// How results are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Latest message first.
    #[default]
    Newest,
    /// Best match first.
    Best,
}

/// Bytes of a query that are read; nobody types more.
pub const QUERY_BYTES_MAX: usize = 1_000;
/// Terms that are used; each costs a look-up in the index.
pub const TERMS_MAX: usize = 20;

impl Query {
    /// Reads the query a person typed.
    pub fn parse(typed: &str) -> Self {
        let mut query = Self::default();
        let mut end = typed.len().min(QUERY_BYTES_MAX);
        while !typed.is_char_boundary(end) {
            end -= 1;
        }
        if end < typed.len() {
            query.problems.push(format!("Only the first {QUERY_BYTES_MAX} bytes were searched for."));
        }
        for piece in Pieces(&typed[..end]) {
            query.add(&piece);
        }
        for terms in [&mut query.terms, &mut query.without] {
            if terms.len() > TERMS_MAX {
                terms.truncate(TERMS_MAX);
                query.problems.push(format!("Only the first {TERMS_MAX} words were searched for."));
            }
        }
        query
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.without.is_empty() && self.filters.is_empty()
    }

    fn add(&mut self, piece: &Piece<'_>) {
        if let Some(name) = piece.filter
            && self.add_filter(name, piece.value)
        {
            return;
        }
        let text = if piece.filter.is_some() { piece.whole } else { piece.value };
        let mut found = words(text);
        let terms = if piece.negated { &mut self.without } else { &mut self.terms };
        if piece.quoted && found.len() > 1 {
            terms.push(Term::Phrase(found));
        } else if let Some(last) = found.pop() {
            // A word such as an address or an order number falls into several: they belong together.
            let starts = !piece.quoted && text.ends_with('*');
            if starts {
                terms.extend(found.into_iter().map(Term::Word));
                terms.push(Term::Prefix(last));
            } else if found.is_empty() {
                terms.push(Term::Word(last));
            } else {
                found.push(last);
                terms.push(Term::Phrase(found));
            }
        }
    }

    /// Adds the filter; false when there is no such filter and the piece is just words.
    fn add_filter(&mut self, name: &str, value: &str) -> bool {
        let filter = match name.to_ascii_lowercase().as_str() {
            "from" => Filter::From(words(value)),
            "to" => Filter::To(words(value)),
            "subject" => Filter::Subject(words(value)),
            "assignee" => Filter::Assignee(match value.to_lowercase().as_str() {
                "me" => Assignee::Me,
                "none" | "nobody" => Assignee::Nobody,
                other => Assignee::Named(other.to_owned()),
            }),
            "team" => Filter::Team(value.to_lowercase()),
            "tag" => Filter::Tag(value.to_lowercase()),
            "order" | "sort" => {
                match value {
                    "best" => self.order = Order::Best,
                    "newest" => self.order = Order::Newest,
                    _ => self.problems.push(format!("{name}: knows newest and best, not “{value}”.")),
                }
                return true;
            }
            "is" => {
                let Some(state) = State::parse(&value.to_lowercase()) else {
                    self.problems
                        .push(format!("is: knows open, waiting, snoozed and closed, not “{value}”."));
                    return true;
                };
                Filter::Is(state)
            }
            "before" | "after" => match value.parse::<Date>() {
                Ok(day) if name.eq_ignore_ascii_case("before") => Filter::Before(day),
                Ok(day) => Filter::After(day),
                Err(_) => {
                    self.problems.push(format!("{name}: wants a day such as 2026-01-31, not “{value}”."));
                    return true;
                }
            },
            "has" if value.eq_ignore_ascii_case("attachment") => Filter::HasAttachment,
            "has" => {
                self.problems.push(format!("has: knows attachment, not “{value}”."));
                return true;
            }
            _ => return false,
        };
        self.filters.push(filter);
        true
    }
}

/// One blank-separated piece of the query, quotes respected.
struct Piece<'a> {
    whole: &'a str,
    negated: bool,
    quoted: bool,
    filter: Option<&'a str>,
    value: &'a str,
}

struct Pieces<'a>(&'a str);

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        let rest = self.0.trim_start();
        if rest.is_empty() {
            return None;
        }
        let mut in_quotes = false;
        let end = rest
            .char_indices()
            .find(|&(_, c)| {
                in_quotes ^= c == '"';
                c.is_whitespace() && !in_quotes
            })
            .map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        self.0 = after;
        let (negated, whole) = match piece.strip_prefix('-') {
            Some(positive) if !positive.is_empty() => (true, positive),
            _ => (false, piece),
        };
        let (filter, value) = match whole.split_once(':') {
            Some((name, value))
                if !negated && !value.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic()) =>
            {
                (Some(name), value)
            }
            _ => (None, whole),
        };
        let quoted = value.starts_with('"');
        Some(Piece { whole, negated, quoted, filter, value: value.trim_matches('"') })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str) -> Term {
        Term::Word(text.into())
    }

    #[test]
    fn words_phrases_prefixes_and_their_absence() {
        let query = Query::parse("Boots \"late parcel\" resol* -refund");
        let phrase = Term::Phrase(vec!["late".into(), "parcel".into()]);
        assert_eq!(query.terms, [word("boots"), phrase, Term::Prefix("resol".into())]);
        assert_eq!(query.without, [word("refund")]);
    }

    #[test]
    fn filters() {
        let query = Query::parse(
            "from:anna@example.com is:open assignee:me tag:\"late parcel\" before:2026-01-31 has:attachment",
        );
        assert_eq!(query.terms, []);
        assert_eq!(query.filters.len(), 6);
        assert_eq!(query.filters[0], Filter::From(vec!["anna".into(), "example".into(), "com".into()]));
        assert_eq!(query.filters[3], Filter::Tag("late parcel".into()));
    }

    #[test]
    fn what_is_not_understood_is_named_or_searched() {
        let query = Query::parse("before:soon colour:red");
        assert_eq!(query.problems, ["before: wants a day such as 2026-01-31, not “soon”."]);
        assert_eq!(query.terms, [Term::Phrase(vec!["colour".into(), "red".into()])]);
        assert!(Query::parse("  ").is_empty());
    }

    #[test]
    fn an_open_quote_runs_to_the_end() {
        assert_eq!(Query::parse("\"late parcel").terms, [Term::Phrase(vec!["late".into(), "parcel".into()])]);
    }
}
