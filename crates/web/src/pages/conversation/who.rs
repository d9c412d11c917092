//! The customer beside the conversation.

use crate::format::{Clock, age_words};
use crate::guard::Viewer;
use crate::pages::customer::{order_entry, touchpoint_entry};
use crate::pages::remedy::Power;
use app::conversation::View;
use domain::Permission;
use ui::prelude::*;

/// The customer's name, or what stands for it.
pub(super) fn name(view: &View) -> &str {
    if !view.customer.name.is_empty() {
        return &view.customer.name;
    }
    view.identities.first().map_or("Somebody", |identity| identity.value.as_str())
}

/// The panel.
pub(super) fn panel(viewer: &Viewer, view: &View, power: &Power, clock: &Clock) -> Panel {
    let customer = &view.customer;
    let known = age_words(clock.now.as_second() - customer.created_at.as_second());
    let since = if known == "now" { "new here".to_owned() } else { format!("known for {known}") };
    let mut facts = Facts::new();
    for identity in &view.identities {
        let label = if identity.kind == "email" { "Mail" } else { identity.kind.as_str() };
        let value = html! {
            (identity.value)
            @if identity.undeliverable_at.is_some() { " " (Mark::new("comes back").tone(Tone::Bad).title(&identity.undeliverable_reason)) }
        };
        facts = facts.fact(label, value);
    }
    if !customer.language.is_empty() {
        facts = facts.fact("Language", &customer.language);
    }
    let contacts = view
        .messages
        .iter()
        .filter(|message| message.message.direction == domain::message::Direction::Inbound)
        .count();
    let matter = Facts::new()
        .fact("Wrote", times(contacts))
        .fact(
            "Waiting",
            view.conversation.waiting_since.map_or_else(|| html! { "not now" }, |since| clock.age(since)),
        )
        .fact(
            "First answer",
            view.conversation.first_reply_at.map_or_else(|| html! { "none yet" }, |at| clock.time(at)),
        );
    let mut panel = Panel::new(name(view)).href(format!("/customers/{}", customer.id)).note(since);
    if customer.blocked_at.is_some() {
        panel = panel.section(Mark::new("blocked").tone(Tone::Bad).icon(Icon::Block));
    }
    if !view.conversation.customer_certain {
        let words = "Cape guessed who is behind this mail (a form, a list or a forward).";
        let id = view.conversation.id;
        let choice = html! {
            p { (words) }
            @if viewer.actor.may(Permission::Answer) {
                (form_actions(html! {
                    (Post::new(format!("/conversations/{id}/customer/confirmation"), Button::new("This is them").small()))
                    (Button::link("Somebody else", format!("/conversations/{id}/customer")).small().quiet())
                }))
            }
        };
        panel = panel.section(panel_section("Is it them?", choice));
    }
    panel = panel.section(panel_section("This matter", matter));
    for section in power.sections(viewer, clock) {
        panel = panel.section(section);
    }
    panel = panel.section(panel_section("Reach them", facts));
    if let Some(linked) =
        super::related::section(view.conversation.id, &view.linked, viewer.actor.may(Permission::Answer))
    {
        panel = panel.section(linked);
    }
    if !view.orders.is_empty() {
        let entries =
            view.orders.iter().map(|order| order_entry(order).when(clock.time(order.placed_at))).collect();
        panel = panel.section(panel_section("Orders", Timeline::new().compact().entries(entries)));
    }
    if !view.touchpoints.is_empty() {
        let entry = |touchpoint| touchpoint_entry(touchpoint).when(clock.time(touchpoint.occurred_at));
        let entries = view.touchpoints.iter().map(entry).collect();
        panel = panel.section(panel_section("Lately", Timeline::new().compact().entries(entries)));
    }
    if view.others.is_empty() {
        return panel;
    }
    let entries = view.others.iter().map(|line| {
        Entry::new(EntryKind::Conversation, &line.conversation.subject)
            .href(format!("/conversations/{}", line.conversation.id))
            .when(clock.time(line.conversation.active_at))
            .note(line.conversation.state.name())
    });
    panel.section(panel_section("Before", Timeline::new().compact().entries(entries.collect())))
}

fn times(count: usize) -> String {
    match count {
        0 => "not yet".into(),
        1 => "once".into(),
        2 => "twice".into(),
        many => format!("{many} times"),
    }
}
