//! The rules of `<style>` blocks, written into the elements they mean: what comes after sees one kind of style.
//!
//! Trying each selector on each element would cost rules times elements. So only selectors that can be looked up are
//! understood: a tag, a class, a tag with a class, an id, alone or in a list. Each element then costs a few look-ups,
//! and what is written into all of them has a budget. What depends on states, on parents or on the window
//! (`:hover`, `td p`, `@media`) is passed over. Nothing is trusted here: properties and values are checked where all
//! styles are.

use super::style::declarations;
use crate::html::{Element, Tag, Tree};
use std::collections::HashMap;

/// Selectors understood of one mail, each with its declarations; large newsletters have some hundred.
const SELECTORS_MAX: usize = 1_000;
/// Declarations of one rule, and of one element.
const DECLARATIONS_MAX: usize = 48;
/// Bytes of one rule's declarations.
const RULE_BYTES_MAX: usize = 2_000;
/// Rules with one class, one id or one tag.
const SAME_MAX: usize = 16;
/// Classes of one element that are looked up.
const CLASSES_MAX: usize = 12;
/// Bytes written into all elements together: a mail doesn't grow by more than that.
const WRITTEN_BYTES_MAX: usize = 512 * 1024;

/// What one selector says.
#[derive(Clone, Copy, Debug)]
struct Rule<'s> {
    /// Where the tag must be this one.
    tag: Option<Tag>,
    /// Its place in the block; of rules that are equal in rank the last one holds.
    place: usize,
    declarations: &'s str,
}

/// The rules of a mail, by what they are looked up.
#[derive(Debug, Default)]
struct Sheet<'s> {
    tags: HashMap<&'static str, Vec<Rule<'s>>>,
    classes: HashMap<&'s str, Vec<Rule<'s>>>,
    ids: HashMap<&'s str, Vec<Rule<'s>>>,
    selectors: usize,
}

/// Writes the rules into the elements. Linear in the length of the blocks and in the number of elements.
pub(super) fn inline(tree: &mut Tree) {
    let text = std::mem::take(&mut tree.sheet);
    let text = without_comments(&text);
    let sheet = Sheet::read(&text);
    if sheet.selectors == 0 {
        return;
    }
    let mut written = 0;
    for element in tree.elements_mut() {
        let Some(style) = sheet.style(element) else { continue };
        written += style.len();
        if written > WRITTEN_BYTES_MAX {
            return;
        }
        element.attributes.retain(|(name, _)| **name != *"style");
        element.attributes.push(("style".into(), style.into()));
    }
}

/// The text without `/* … */`, and without the signs that hid it from browsers of long ago.
fn without_comments(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        plain.push_str(before);
        plain.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, behind)| behind);
    }
    plain.push_str(rest);
    plain.replace("<!--", " ").replace("-->", " ")
}

impl<'s> Sheet<'s> {
    fn read(text: &'s str) -> Self {
        let mut sheet = Self::default();
        let mut rest = text;
        let mut place = 0;
        while let Some(at) = rest.find(['{', ';']) {
            let (head, behind) = rest.split_at(at);
            // A brace too many belongs to nothing.
            let head = head.rsplit('}').next().unwrap_or_default().trim();
            if behind.starts_with(';') {
                // `@import …;`, or a stray one.
                rest = behind.get(1..).unwrap_or_default();
                continue;
            }
            let (body, after) = block(behind);
            rest = after;
            if !head.starts_with('@') && !body.contains('{') && body.len() <= RULE_BYTES_MAX {
                place += 1;
                head.split(',').for_each(|selector| sheet.take(selector.trim(), body, place));
            }
        }
        sheet
    }

    fn take(&mut self, selector: &'s str, declarations: &'s str, place: usize) {
        // Outlook's colour of links, in nearly all of its mails, says nothing about the paper they are written for.
        if self.selectors >= SELECTORS_MAX || selector.contains("MsoHyperlink") {
            return;
        }
        let at = selector.find(['.', '#']).unwrap_or(selector.len());
        let (tag, name) = selector.split_at(at);
        let plain = |text: &str| {
            !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
        };
        let tag = match tag {
            "" => None,
            tag => match Tag::named(tag.to_ascii_lowercase().as_bytes()) {
                Some(tag) => Some(tag),
                None => return,
            },
        };
        let rule = Rule { tag, place, declarations };
        let kept = match (name.as_bytes().first(), name.get(1..).filter(|name| plain(name)), tag) {
            (Some(b'.'), Some(class), _) => self.classes.entry(class).or_default(),
            (Some(b'#'), Some(id), _) => self.ids.entry(id).or_default(),
            (None, _, Some(tag)) => self.tags.entry(tag.name()).or_default(),
            _ => return,
        };
        if kept.len() < SAME_MAX {
            kept.push(rule);
            self.selectors += 1;
        }
    }

    /// The style of an element with what its rules say, weakest first, each property once; none when no rule means it.
    fn style(&self, element: &Element) -> Option<String> {
        // Rank, place, declarations.
        let mut found: Vec<(u8, usize, &str)> = Vec::new();
        let mut add = |rules: Option<&Vec<Rule<'s>>>, rank: u8| {
            let meant =
                rules.into_iter().flatten().filter(|rule| rule.tag.is_none_or(|tag| tag == element.tag));
            found.extend(
                meant.map(|rule| (rank + u8::from(rule.tag.is_some()), rule.place, rule.declarations)),
            );
        };
        add(self.tags.get(element.tag.name()), 0);
        let classes = element.attribute("class").unwrap_or_default();
        for class in classes.split_ascii_whitespace().take(CLASSES_MAX) {
            add(self.classes.get(class), 2);
        }
        if let Some(id) = element.attribute("id") {
            add(self.ids.get(id), 4);
        }
        if found.is_empty() {
            return None;
        }
        found.sort_unstable_by_key(|(rank, place, _)| (*rank, *place));
        let own = element.attribute("style").unwrap_or_default();
        let all = found.iter().map(|(_, _, declarations)| *declarations).chain([own]);
        Some(merged(all))
    }
}

/// The declarations in order, each property once: the last one holds, unless one before it is important.
fn merged<'d>(styles: impl Iterator<Item = &'d str>) -> String {
    let mut kept: Vec<(String, &str, bool)> = Vec::new();
    for (name, value) in styles.flat_map(|style| declarations(style).take(DECLARATIONS_MAX)) {
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        let important = value.to_ascii_lowercase().ends_with("!important");
        if let Some(at) = kept.iter().position(|(known, ..)| *known == name) {
            if kept.get(at).is_some_and(|(_, _, before)| *before && !important) {
                continue;
            }
            kept.remove(at);
        }
        if kept.len() < DECLARATIONS_MAX {
            kept.push((name, value, important));
        }
    }
    let written: Vec<String> = kept.iter().map(|(name, value, _)| format!("{name}:{value}")).collect();
    written.join(";")
}

/// What stands between the brace that `text` begins with and its counterpart, and what comes behind.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return (text.get(1..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    (text.get(1..).unwrap_or_default(), "")
}

#[cfg(test)]
mod tests {
    use crate::sanitise;

    fn clean(html: &str) -> String {
        sanitise::html(html, &|_| None).html
    }

    #[test]
    fn rules_reach_what_they_name() {
        let sheet = "<style>p{color:red}.big{font-size:20px}td.big{font-size:30px}#top{color:green}</style>";
        let shown = |html: &str| clean(&format!("{sheet}{html}"));
        assert_eq!(shown("<p>a</p>"), "<p style=\"color:red\">a</p>");
        assert!(shown("<div class=\"x big\">a</div>").contains("style=\"font-size:20px\""));
        assert!(shown("<table><tr><td class=big>a</td></tr></table>").contains("style=\"font-size:30px\""));
        assert!(shown("<p id=top class=big>a</p>").contains("style=\"font-size:20px;color:green\""));
        assert!(!shown("<div class=small>a</div>").contains("style"));
    }

    #[test]
    fn the_element_s_own_style_holds_and_important_ones_hold_against_it() {
        let sheet = "<style>.a{color:red;margin:1px}.a{color:blue !important}.b{display:none}</style>";
        let shown = |html: &str| clean(&format!("{sheet}{html}"));
        assert!(shown("<p class=a style=\"margin:2px\">a</p>").contains("style=\"color:blue;margin:2px\""));
        assert!(shown("<p class=a style=\"color:green\">a</p>").contains("color:blue"));
        let html = format!("{sheet}<p class=b style=\"display:block\">seen</p><p class=b>unseen</p>");
        assert_eq!(sanitise::html(&html, &|_| None).text.trim(), "seen");
    }

    #[test]
    fn what_cannot_be_looked_up_is_passed_over() {
        for sheet in [
            "@media (max-width:600px){p{color:red}}",
            "td p{color:red}",
            "p:hover{color:red}",
            "p>b{color:red}",
            "*{color:red}",
            "@import url(x.css); @font-face{font-family:x}",
            "p[lang]{color:red}",
            "}}}p{{color:red}}",
            "span.MsoHyperlink{color:red}",
        ] {
            let html = clean(&format!("<style>{sheet}</style><p>a<span class=MsoHyperlink>b</span></p>"));
            assert!(!html.contains("color:red"), "{sheet}: {html}");
        }
        let html = clean("<style>@media print{b{color:red}} /* p{ */ p,i{color:blue}</style><p>a</p>");
        assert!(html.contains("color:blue"), "what comes after is read: {html}");
        let html = clean("<style>b{color:red</style><style>p{color:blue}</style><p>a</p><b>c</b>");
        assert!(html.contains("color:blue"), "a block left open doesn't swallow the next: {html}");
        assert!(!clean("<style media=print>p{color:red}</style><p>a</p>").contains("red"));
    }

    #[test]
    fn nothing_gets_in_that_may_not_stand_in_an_element() {
        for value in [
            "background:url(https://a.example/x.png)",
            "position:fixed",
            "width:expression(alert(1))",
            "margin-left:-900px",
            "color:red\"onmouseover=alert(1)",
            "behavior:url(x.htc)",
        ] {
            let html = clean(&format!("<style>.a{{{value}}}</style><p class=a>a</p>"));
            for bad in ["position", "expression", "-900", "onmouseover", "behavior", " style=\"background"] {
                assert!(!html.contains(bad), "{value}: {html}");
            }
        }
    }

    #[test]
    fn many_rules_and_many_elements_cost_their_sum() {
        let rules: Vec<String> = (0..3_000).map(|n| format!(".c{n}{{color:red;margin:{n}px}}")).collect();
        let elements: Vec<String> =
            (0..60_000).map(|n| format!("<b class=\"c{} c{}\">x</b>", n % 900, n % 7)).collect();
        let (rules, elements) = (rules.concat(), elements.concat());
        let html = clean(&format!("<style>{rules}</style>{elements}"));
        assert!(html.len() < elements.len() * 2 + super::WRITTEN_BYTES_MAX * 2);
        assert!(html.contains("margin:5px"));
    }
}
