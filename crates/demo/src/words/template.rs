//! A text with choices and slots: `I [bought|ordered] my {product} [in {city}|]`. Parsed once, worded many times.

use serde::Deserialize;

use super::facts::Slot;
use crate::chance::Chance;

/// A parsed text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Slot(Slot),
    Choice(Vec<Template>),
}

impl TryFrom<String> for Template {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut left = text.as_str();
        let template = sequence(&mut left)?;
        if left.is_empty() {
            Ok(template)
        } else {
            Err(format!("unopened bracket before {left:?} in {text:?}"))
        }
    }
}

/// Reads until the end or to the `|` or `]` of an enclosing choice.
fn sequence(left: &mut &str) -> Result<Template, String> {
    let mut pieces = Vec::new();
    while let Some(at) = left.find(['[', ']', '|', '{', '}']) {
        let (before, from) = left.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        *left = from;
        match from.as_bytes().first() {
            Some(b'[') => pieces.push(choice(left)?),
            Some(b'{') => {
                let (name, after) =
                    from[1..].split_once('}').ok_or_else(|| format!("open slot at {from:?}"))?;
                pieces.push(Piece::Slot(Slot::named(name)?));
                *left = after;
            }
            _ => return Ok(Template(pieces)),
        }
    }
    if !left.is_empty() {
        pieces.push(Piece::Text((*left).to_owned()));
        *left = "";
    }
    Ok(Template(pieces))
}

fn choice(left: &mut &str) -> Result<Piece, String> {
    let opened = *left;
    let mut options = Vec::new();
    loop {
        *left = &left[1..];
        options.push(sequence(left)?);
        match left.as_bytes().first() {
            Some(b'|') => {}
            Some(b']') => {
                *left = &left[1..];
                return Ok(Piece::Choice(options));
            }
            _ => return Err(format!("open choice at {opened:?}")),
        }
    }
}

impl Template {
    /// Words the text: `slot` writes what a slot stands for.
    pub(crate) fn write(
        &self,
        chance: &mut Chance,
        slot: &mut dyn FnMut(Slot, &mut String),
        out: &mut String,
    ) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(name) => slot(*name, out),
                Piece::Choice(options) => options[chance.below(options.len())].write(chance, slot, out),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Template, String> {
        Template::try_from(text.to_owned())
    }

    #[test]
    fn choices_nest_and_slots_are_filled() {
        let template = parse("Hi[| {first}], [a [b|c]|d].").unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..80 {
            let mut out = String::new();
            template.write(&mut Chance::keyed(seed, &[]), &mut |_, out| out.push_str("Ada"), &mut out);
            seen.insert(out);
        }
        let expected = ["Hi Ada, a b.", "Hi Ada, a c.", "Hi Ada, d.", "Hi, a b.", "Hi, a c.", "Hi, d."];
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn mistakes_are_named() {
        for wrong in ["[a|b", "a]", "{first", "{nobody}", "a|b"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
