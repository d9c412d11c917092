//! Filling in placeholders: a small template language with limits, in which an unknown name is an error.

use minijinja::value::Value;
use minijinja::{Environment, ErrorKind, UndefinedBehavior, context};

/// The placeholders there are, with what each stands for.
pub const PLACEHOLDERS: [(&str, &str); 6] = [
    ("customer.name", "the customer’s name"),
    ("customer.first_name", "its first word"),
    ("agent.name", "who answers"),
    ("agent.first_name", "their first name"),
    ("conversation.number", "the conversation’s number"),
    ("conversation.subject", "what it is about"),
];

/// Steps a text may take to fill in: thousands of placeholders.
const FUEL: u64 = 20_000;
/// Bytes a filled-in text may have.
const FILLED_BYTES_MAX: usize = 64 * 1024;
/// Characters of a value: a name is a name, whatever a stranger's mail says it is.
const VALUE_CHARACTERS_MAX: usize = 200;

/// Whom and what a text is filled in for.
#[derive(Clone, Debug, Default)]
pub(super) struct Whom {
    pub(super) customer: String,
    pub(super) agent: String,
    pub(super) number: String,
    pub(super) subject: String,
}

impl Whom {
    /// Somebody, to try a text with.
    pub(super) fn example() -> Self {
        Self {
            customer: "Marta Example".into(),
            agent: "Anna Example".into(),
            number: "42".into(),
            subject: "Boots".into(),
        }
    }
}

/// The text with everything filled in, or what is wrong with it, in words.
pub(super) fn fill(body: &str, whom: &Whom) -> Result<String, String> {
    if !is_plain(body) {
        return Err("Only placeholders such as {{ customer.name }} can be used, no commands.".to_owned());
    }
    let mut environment = Environment::empty();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    let person = |name: &str| {
        let first = name.split_whitespace().next().unwrap_or_default();
        Value::from_iter([("name", harmless(name)), ("first_name", harmless(first))])
    };
    let about = Value::from_iter([("number", harmless(&whom.number)), ("subject", harmless(&whom.subject))]);
    let values =
        context! { customer => person(&whom.customer), agent => person(&whom.agent), conversation => about };
    let filled = environment.render_str(body, values).map_err(|error| words(&error))?;
    if filled.len() > FILLED_BYTES_MAX {
        return Err(format!("Filled in, the text is longer than {} kB.", FILLED_BYTES_MAX / 1024));
    }
    Ok(filled)
}

/// Whether there is nothing in braces but names, `or` and quoted words: what multiplies, repeats or joins could make
/// more text of a short one than fits into memory.
fn is_plain(body: &str) -> bool {
    if body.contains("{%") || body.contains("{#") {
        return false;
    }
    body.split("{{").skip(1).all(|piece| {
        let inside = piece.split("}}").next().unwrap_or_default();
        // Every second piece between quotation marks is quoted.
        inside.split('"').step_by(2).all(|bare| {
            bare.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '.' | '_'))
        })
    })
}

/// A value on one line, in which nothing is Markdown: strangers choose their names and subjects.
fn harmless(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut safe = String::new();
    for character in line.chars().take(VALUE_CHARACTERS_MAX) {
        if matches!(character, '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '`' | '!' | '|' | '~') {
            safe.push('\\');
        }
        safe.push(character);
    }
    safe
}

/// What is wrong, as somebody reads it who never heard of templates.
fn words(error: &minijinja::Error) -> String {
    let line = error.line().map(|line| format!(" in line {line}")).unwrap_or_default();
    match error.kind() {
        ErrorKind::UndefinedError => {
            let known: Vec<&str> = PLACEHOLDERS.iter().map(|(name, _)| *name).collect();
            format!(
                "There is a placeholder{line} that Cape doesn’t know. These are known: {}.",
                known.join(", ")
            )
        }
        ErrorKind::OutOfFuel => "There are too many placeholders.".to_owned(),
        _ => format!("The placeholders can’t be read{line}. They look like {{{{ customer.name }}}}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(body: &str) -> Result<String, String> {
        fill(body, &Whom::example())
    }

    #[test]
    fn placeholders_are_filled_in() {
        for (name, _) in PLACEHOLDERS {
            assert!(filled(&format!("Hello {{{{ {name} }}}}")).is_ok_and(|text| text.len() > 6), "{name}");
        }
        assert_eq!(
            filled("Hi {{customer.first_name}},\n{{ agent.name }}\n").unwrap(),
            "Hi Marta,\nAnna Example\n"
        );
        let nameless = Whom { customer: String::new(), ..Whom::example() };
        assert_eq!(fill("Hi {{ customer.first_name or \"there\" }}", &nameless).unwrap(), "Hi there");
    }

    #[test]
    fn what_is_unknown_or_endless_is_refused_in_words() {
        assert!(filled("Hi {{ customer.nmae }}").unwrap_err().contains("customer.first_name"));
        assert!(filled("Hi {{ custmer.name }}").unwrap_err().contains("line 1"));
        assert!(filled("Hi {{ customer.name").unwrap_err().contains("look like {{ customer.name }}"));
        for long in [
            "{% for a in 'aaa' %}x{% endfor %}",
            "{{ \"a\" * 100000000 }}",
            "{{ [1] * 9 }}",
            "{{ customer.name ~ customer.name }}",
            "{{ customer.name | upper }}",
            "{# hidden #}",
        ] {
            assert!(filled(long).is_err(), "{long}");
        }
    }

    #[test]
    fn names_are_only_names() {
        let stranger = Whom { customer: "[win](http://evil.example)\n# Hello".into(), ..Whom::example() };
        assert_eq!(fill("{{ customer.name }}", &stranger).unwrap(), "\\[win\\](http://evil.example) # Hello");
    }
}
