//! The guided questions: the same for the customer's form and for colleagues.

use app::complaint::Account;
use domain::complaint::Wanted;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use ui::prelude::*;

/// The answers as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields {
    happened: String,
    wanted: Vec<String>,
    wanted_words: String,
    also: String,
    began: String,
    tries: String,
}

/// What a form with the questions sent, name by name.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Sent(Vec<(String, String)>);

impl Sent {
    /// What was typed under a name; empty when it wasn't asked.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// Everything that was ticked under a name.
    fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(other, _)| other == name).map(|(_, value)| value.clone()).collect()
    }

    /// The answers to the questions.
    pub(crate) fn fields(&self) -> Fields {
        let typed = |name: &str| self.get(name).to_owned();
        Fields {
            happened: typed("happened"),
            wanted: self.all("wanted"),
            wanted_words: typed("wanted_words"),
            also: typed("also"),
            began: typed("began"),
            tries: typed("tries"),
        }
    }
}

impl Fields {
    /// What is known already.
    pub(crate) fn of(account: &Account) -> Self {
        Self {
            happened: account.happened.clone(),
            wanted: account.wanted.iter().map(|wanted| wanted.name().to_owned()).collect(),
            wanted_words: account.wanted_words.clone(),
            also: account.also.clone(),
            began: account
                .began_at
                .map(|at| at.to_zoned(TimeZone::UTC).date().to_string())
                .unwrap_or_default(),
            tries: if account.tries > 0 { account.tries.to_string() } else { String::new() },
        }
    }

    /// The answers, as far as a form can be read; the action checks the rest.
    pub(crate) fn account(&self, now: Timestamp) -> app::Result<Account> {
        let wanted: Option<Vec<Wanted>> = self.wanted.iter().map(|name| Wanted::parse(name)).collect();
        let tries = match self.tries.trim() {
            "" => 0,
            number => number
                .parse()
                .map_err(|_| app::Error::invalid("tries", "Say in figures how often, such as 2."))?,
        };
        Ok(Account {
            happened: self.happened.clone(),
            wanted: wanted.ok_or_else(|| app::Error::invalid("wanted", "Choose from the list."))?,
            wanted_words: self.wanted_words.clone(),
            also: self.also.clone(),
            began_at: day(&self.began, now)?,
            tries,
        })
    }
}

/// The beginning of a day. Where the customer lives it may be tomorrow already: that is today.
fn day(typed: &str, now: Timestamp) -> app::Result<Option<Timestamp>> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = || app::Error::invalid("began_at", "Choose a day, such as 2026-03-01.");
    let date: Date = typed.parse().map_err(|_| wrong())?;
    let at = date.to_zoned(TimeZone::UTC).map_err(|_| wrong())?.timestamp();
    let tomorrow = now.checked_add(24.hours()).unwrap_or(now);
    Ok(Some(if at <= tomorrow { at.min(now) } else { at }))
}

/// The questions. `theirs` asks the customer; else they are asked about the customer.
pub(crate) fn questions(fields: &Fields, theirs: bool) -> Markup {
    let say = |to_them: &'static str, about_them: &'static str| if theirs { to_them } else { about_them };
    let chosen = |wanted: Wanted| fields.wanted.iter().any(|name| name == wanted.name());
    html! {
        (TextArea::new("happened", "What happened?").value(&fields.happened).rows(4).required()
            .hint(say("A sentence or two is enough.", "In a sentence or two, in the customer’s words.")))
        fieldset .field {
            legend .field-label { "What would make it right?" }
            p .field-hint { (say("Tick what matters to you.", "Tick what the customer asks for.")) }
            @for wanted in Wanted::ALL {
                (Checkbox::new("wanted", wanted.name(), wanted.words()).checked(chosen(wanted)))
            }
        }
        (TextArea::new("wanted_words", say("Or in your own words", "Or in the customer’s words")).value(&fields.wanted_words).rows(2))
        (TextArea::new("also", "What else should we know?").value(&fields.also).rows(2)
            .hint(say("A date that matters, what you tried already, an order number.", "A date that matters, what was tried, an order number.")))
        (fields_side_by_side(html! {
            (Field::new("began", "Since when?").kind("date").value(&fields.began))
            (Field::new("tries", say("How often have you tried?", "How often did they try?")).kind("number").value(&fields.tries))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-03-02T20:00:00Z".parse().expect("a time")
    }

    #[test]
    fn what_was_typed_is_read() {
        let fields = Fields {
            happened: "Late".into(),
            wanted: vec!["refund".into()],
            began: "2026-03-01".into(),
            tries: " 2 ".into(),
            ..Fields::default()
        };
        let account = fields.account(now()).expect("an account");
        assert_eq!((account.tries, account.wanted.as_slice()), (2, [Wanted::Refund].as_slice()));
        assert_eq!(Fields::of(&account).began, "2026-03-01");
    }

    #[test]
    fn tomorrow_elsewhere_is_today_and_next_week_is_not() {
        assert_eq!(day("2026-03-03", now()).expect("a day"), Some(now()));
        assert!(
            day("2026-03-09", now()).expect("a day").is_some_and(|at| at > now()),
            "the action refuses it"
        );
        assert!(day("yesterday", now()).is_err() && day("-9999-01-01T", now()).is_err());
        let odd = Fields { tries: "often".into(), ..Fields::default() };
        assert!(odd.account(now()).is_err());
    }
}
