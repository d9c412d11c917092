//! Rust as its compiler reads it: words and literals, without comments.

use crate::repository::File;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::str::FromStr;

/// A word, a sign or a literal, and its line.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
    pub(crate) is_literal: bool,
}

/// All tokens of a file. Doc comments are left out, as they are attributes to the compiler only.
pub(crate) fn all(file: &File) -> Vec<Token> {
    flatten(file, true)
}

/// The tokens outside of `#[cfg(test)]`.
pub(crate) fn shipped(file: &File) -> Vec<Token> {
    flatten(file, false)
}

fn flatten(file: &File, with_tests: bool) -> Vec<Token> {
    let stream = TokenStream::from_str(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path));
    let mut tokens = Vec::new();
    walk(stream, with_tests, &mut tokens);
    tokens
}

fn walk(stream: TokenStream, with_tests: bool, tokens: &mut Vec<Token>) {
    let mut trees = stream.into_iter().peekable();
    while let Some(tree) = trees.next() {
        if let TokenTree::Punct(sign) = &tree
            && sign.as_char() == '#'
        {
            // `#![doc = …]` and `#[doc = …]`, as comments come, and `#[cfg(test)]` with all it stands before.
            trees.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'));
            let attribute = trees.peek().map(ToString::to_string).unwrap_or_default().replace(' ', "");
            if attribute.starts_with("[doc=") {
                trees.next();
                continue;
            }
            if attribute == "[cfg(test)]" && !with_tests {
                trees.next();
                for next in trees.by_ref() {
                    let ends = match &next {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(sign) => sign.as_char() == ';',
                        _ => false,
                    };
                    if ends {
                        break;
                    }
                }
                continue;
            }
        }
        let line = tree.span().start().line;
        let mut push = |text: String, is_literal| tokens.push(Token { text, line, is_literal });
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                push(open.into(), false);
                walk(group.stream(), with_tests, tokens);
                let end = group.span_close().start().line;
                tokens.push(Token { text: close.into(), line: end, is_literal: false });
            }
            TokenTree::Literal(literal) => push(literal.to_string(), true),
            other => push(other.to_string(), false),
        }
    }
}

/// The lines at which the tokens stand one after the other.
pub(crate) fn lines_of(tokens: &[Token], wanted: &[&str]) -> Vec<usize> {
    let stand_here = |window: &&[Token]| window.iter().zip(wanted).all(|(token, text)| token.text == *text);
    tokens.windows(wanted.len()).filter(stand_here).map(|window| window[0].line).collect()
}

#[test]
fn comments_are_no_code_and_tests_can_be_left_out() {
    let file = File::new(
        "a.rs",
        "//! doc \"x\"\n/// more\nfn a() { b(\"text\"); } // c\n#[cfg(test)]\nmod tests { fn d() {} }\n#[cfg(test)]\nmod e;\nfn f() {}",
    );
    let words = |tokens: Vec<Token>| tokens.into_iter().map(|token| token.text).collect::<Vec<_>>().join(" ");
    assert_eq!(words(shipped(&file)), "fn a ( ) { b ( \"text\" ) ; } fn f ( ) { }");
    assert!(words(all(&file)).contains("fn d ( )"));
    assert_eq!(lines_of(&all(&file), &["b", "("]), [3]);
}
