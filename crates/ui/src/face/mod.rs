//! A person in a circle: a picture where there is one, else initials on a quiet colour that stays the same.

use maud::{Markup, Render, html};

/// How large a face is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 20 px, inside a line of text.
    Small,
    /// 28 px, in rows and beside messages.
    #[default]
    Medium,
    /// 44 px, at the head of a customer.
    Large,
}

/// How many quiet colours `face.css` knows.
const COLOURS: u32 = 8;

/// A face. It is decoration beside a written name unless [`Face::named`] makes it speak.
#[derive(Clone, Debug)]
#[must_use]
pub struct Face {
    name: String,
    seed: String,
    picture: Option<String>,
    size: Size,
    named: bool,
    ours: bool,
}

impl Face {
    /// The face of `name`, which may also be a bare address.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self { seed: name.clone(), name, picture: None, size: Size::Medium, named: false, ours: false }
    }

    /// What the colour is chosen by, when names may change (an id).
    pub fn seed(self, seed: impl Into<String>) -> Self {
        Self { seed: seed.into(), ..self }
    }

    /// The URL of a picture, served by us.
    pub fn picture(self, url: impl Into<String>) -> Self {
        Self { picture: Some(url.into()), ..self }
    }

    /// The size; medium by default.
    pub fn size(self, size: Size) -> Self {
        Self { size, ..self }
    }

    /// Says the name to those who can't see the face, where no name is written beside it.
    pub fn named(self) -> Self {
        Self { named: true, ..self }
    }

    /// A colleague: drawn as a rounded square, so that we and customers differ at a glance.
    pub fn ours(self) -> Self {
        Self { ours: true, ..self }
    }
}

/// One or two capital letters that stand for a name or an address.
#[must_use]
pub fn initials(name: &str) -> String {
    let before_at = name.split('@').next().unwrap_or(name);
    let words: Vec<&str> = before_at
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '.' | '_' | '-' | '+'))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    let first = |word: &&str| word.chars().find(|letter| letter.is_alphanumeric());
    let mut letters = String::new();
    letters.extend(words.first().and_then(first));
    if words.len() > 1 {
        letters.extend(words.last().and_then(first));
    }
    if letters.is_empty() { "?".to_owned() } else { letters.to_uppercase() }
}

/// FNV-1a, folded to the number of colours: the same person keeps a colour on every node and after every start.
fn colour(seed: &str) -> u32 {
    let hash =
        seed.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // The low bits of FNV are poor on short names; Fibonacci hashing brings the good ones to the top.
    (hash.wrapping_mul(0x9e37_79b1) >> 16) % COLOURS
}

/// A face with the name written beside it, on one line; `name` may be a link.
#[must_use]
pub fn person(face: Face, name: impl Render) -> Markup {
    html! { span .person { (face) span .person-name { (name) } } }
}

impl Render for Face {
    fn render(&self) -> Markup {
        let size = match self.size {
            Size::Small => "face face--small",
            Size::Medium => "face",
            Size::Large => "face face--large",
        };
        let colour = format!("face--{}", colour(&self.seed));
        let role = self.named.then_some("img");
        let label = self.named.then_some(self.name.as_str());
        let hidden = (!self.named).then_some("true");
        html! {
            span .(size) .(colour) .face--ours[self.ours] role=[role] aria-label=[label] title=[label]
                aria-hidden=[hidden] {
                @if let Some(url) = &self.picture { img src=(url) alt="" loading="lazy"; }
                @else { (initials(&self.name)) }
            }
        }
    }
}
