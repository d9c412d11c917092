//! What stands beside the timeline: how to reach them, who they are, fields, and those who were merged into them.

use super::ally::Allies;
use crate::format::Clock;
use app::customer::{Identity, View};
use domain::{Actor, Permission};
use ui::prelude::*;

/// Which part is being edited, by the `edit` of the page's address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    About,
    Identity,
    Field,
    Ally,
}

impl Part {
    pub(super) fn parse(name: &str) -> Option<Self> {
        match name {
            "about" => Some(Self::About),
            "identity" => Some(Self::Identity),
            "field" => Some(Self::Field),
            "ally" => Some(Self::Ally),
            _ => None,
        }
    }
}

/// All cards of the side.
pub(super) fn cards(
    view: &View,
    allies: &Allies,
    actor: &Actor,
    clock: &Clock,
    edit: Option<Part>,
) -> Markup {
    let may = actor.may(Permission::EditCustomer);
    html! {
        (reach(view, may, edit))
        (allies.card(view, may, clock, edit == Some(Part::Ally)))
        (about(view, may, clock, edit))
        (fields(view, may, edit))
        @if !view.merges.is_empty() { (merges(view, actor, clock)) }
    }
}

pub(super) fn url(view: &View, what: &str) -> String {
    format!("/customers/{}/{what}", view.customer.id)
}

pub(super) fn edit_link(view: &View, part: &str, label: &str) -> Markup {
    html! { a href={(url(view, "").trim_end_matches('/')) "?edit=" (part)} { (label) } }
}

pub(super) fn cancel(view: &View) -> Button {
    Button::link("Cancel", format!("/customers/{}", view.customer.id)).quiet()
}

fn reach(view: &View, may: bool, edit: Option<Part>) -> Card {
    let lines: Vec<IdentityLine> = view.identities.iter().map(|identity| line(identity, may)).collect();
    let adding = edit == Some(Part::Identity);
    let form = html! {
        (Select::new("kind", "Kind").option("email", "Mail address", true).option("phone", "Phone number", false)
            .option("handle", "Handle", false).option("external", "Id in another system", false))
        (Field::new("value", "Address, number or name").required().autofocus().autocomplete("off").length_max(254))
        (form_actions(html! { (Button::new("Add").primary()) (cancel(view)) }))
    };
    let body = html! {
        @if view.identities.is_empty() && !adding { p .field-hint { "No address or number is known." } }
        @else { (identities(&lines)) }
        @if adding { (Form::new(url(view, "identities"), form)) }
    };
    let card = Card::new(body).title("Reach them").id("reach");
    if may && !adding { card.action(edit_link(view, "identity", "Add")) } else { card }
}

fn line(identity: &Identity, may: bool) -> IdentityLine {
    let path = |what: &str| format!("/identities/{}/{what}", identity.id);
    let value = html! {
        @if identity.kind == "phone" { a href={"tel:" (tel(&identity.value))} { (identity.value) } } @else { (identity.value) }
    };
    let mut line = IdentityLine::new(label(&identity.kind), value);
    if identity.undeliverable_at.is_some() {
        line = line.note(Mark::new("comes back").tone(Tone::Bad).title(&identity.undeliverable_reason));
        if may {
            line = line.note(Post::new(path("deliverable"), Button::new("Address is good again").small()));
        }
    }
    if may {
        let remove = Button::new(format!("Remove {}", identity.value)).quiet().small().icon_only(Icon::Close);
        line = line.action(Post::new(path("removal"), remove));
    }
    line
}

fn label(kind: &str) -> &'static str {
    match kind {
        "email" => "Mail",
        "phone" => "Phone",
        "handle" => "Handle",
        "visitor" => "Visitor",
        _ => "Id elsewhere",
    }
}

/// A number as links want it (RFC 3966): digits and a leading plus.
fn tel(number: &str) -> String {
    let digits = number.chars().filter(char::is_ascii_digit);
    number.trim().chars().take(1).filter(|c| *c == '+').chain(digits).collect()
}

fn about(view: &View, may: bool, clock: &Clock, edit: Option<Part>) -> Card {
    let customer = &view.customer;
    if edit == Some(Part::About) {
        let organization =
            view.organization.as_ref().map(|organization| organization.name.as_str()).unwrap_or_default();
        let form = html! {
            (Field::new("name", "Name").value(&customer.name).autofocus().autocomplete("off").length_max(200))
            (Field::new("organization", "Organization").value(organization).autocomplete("off").length_max(200)
                .hint("A name that isn’t known yet makes a new one; empty for none."))
            (Field::new("language", "Language").value(&customer.language).autocomplete("off").length_max(35).hint("Like de, en or pt-BR."))
            (Field::new("time_zone", "Time zone").value(&customer.time_zone).autocomplete("off").hint("Like Europe/Stockholm."))
            (form_actions(html! { (Button::new("Save").primary()) (cancel(view)) }))
        };
        return Card::new(Form::new(format!("/customers/{}", customer.id), form))
            .title("Who they are")
            .id("about");
    }
    let none = || html! { "unknown" };
    let organization = view.organization.as_ref().map_or_else(
        || html! { "none" },
        |organization| html! { a href={"/organizations/" (organization.id)} { (organization.name) } },
    );
    let zone = if customer.time_zone.is_empty() {
        none()
    } else {
        html! { (customer.time_zone.replace('_', " ")) " · " (Clock::new(&customer.time_zone, clock.now).words(clock.now)) " there" }
    };
    let facts = Facts::new()
        .fact("Organization", organization)
        .fact(
            "Language",
            if customer.language.is_empty() {
                none()
            } else {
                html! { (customer.language) }
            },
        )
        .fact("Time zone", zone)
        .fact("Known since", clock.time(customer.created_at));
    let card = Card::new(facts).title("Who they are").id("about");
    if may { card.action(edit_link(view, "about", "Edit")) } else { card }
}

fn fields(view: &View, may: bool, edit: Option<Part>) -> Card {
    let adding = edit == Some(Part::Field);
    let mut facts = Facts::new();
    for (name, value) in &view.fields {
        let form = html! {
            input type="hidden" name="name" value=(name);
            (Field::new("value", name).value(value).label_hidden().autocomplete("off"))
            (Button::new("Save").small())
        };
        if adding {
            facts = facts.fact(name, Form::new(url(view, "fields"), form).line());
        } else {
            facts = facts.fact(name, value);
        }
    }
    let form = html! {
        (Field::new("name", "New field").required().autocomplete("off").length_max(100).placeholder("Shoe size"))
        (Field::new("value", "Value").required().autocomplete("off"))
        (form_actions(html! { (Button::new("Add").primary()) (cancel(view)) }))
    };
    let body = html! {
        @if view.fields.is_empty() && !adding { p .field-hint { "Anything worth knowing that has no place elsewhere." } }
        @else { (facts) }
        @if adding {
            @if !view.fields.is_empty() { p .field-hint { "An empty value takes a field away." } }
            (Form::new(url(view, "fields"), form))
        }
    };
    let card = Card::new(body).title("Fields").id("fields");
    if may && !adding { card.action(edit_link(view, "field", "Edit")) } else { card }
}

fn merges(view: &View, actor: &Actor, clock: &Clock) -> Card {
    let may = actor.may(Permission::CurateCustomers);
    let mut facts = Facts::new();
    for merge in &view.merges {
        let name = if merge.name.is_empty() {
            format!("#{}", merge.merged)
        } else {
            format!("{} (#{})", merge.name, merge.merged)
        };
        let value = html! {
            (clock.time(merge.at))
            @if may { " " (Post::new(format!("/customer-merges/{}/undo", merge.id), Button::new("Undo").small().quiet().icon(Icon::Undo))) }
        };
        facts = facts.fact(name, value);
    }
    Card::new(facts).title("Merged into them").id("merges")
}
