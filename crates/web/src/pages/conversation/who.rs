//! The customer beside the conversation.

use super::draw::Talk;
use crate::format::age_words;
use crate::guard::Viewer;
use crate::pages::customer::{order_entry, touchpoint_entry};
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
pub(super) fn panel(viewer: &Viewer, talk: &Talk) -> Panel {
    let (view, clock) = (&talk.view, &talk.clock);
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
    let matter = Facts::new().fact("Ally", ally(viewer, view));
    let matter =
        super::glance::facts(talk).into_iter().fold(matter, |facts, (label, value)| facts.fact(label, value));
    let matter = matter
        .fact("Wrote", super::glance::times(contacts))
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
    let owed =
        crate::pages::promise::section(viewer, view.conversation.id, &talk.promises, &view.directory, clock);
    if let Some(owed) = owed {
        panel = panel.section(owed);
    }
    panel = panel.section(panel_section("This matter", matter));
    if let Some(complaint) = &talk.complaint {
        let id = view.conversation.id;
        panel = panel.section(crate::pages::complaint::section(id, complaint, &view.directory, clock));
    }
    if let Some(next) = crate::pages::advice::section(
        view.conversation.id,
        &talk.advice,
        viewer.actor.may(Permission::Answer),
    ) {
        panel = panel.section(next);
    }
    for section in talk.power.sections(viewer, clock) {
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

/// Who knows the customer, with the way to say so.
fn ally(viewer: &Viewer, view: &View) -> Markup {
    let name = |agent| view.directory.agent_name(agent);
    let words = match &view.ally {
        Some(ally) => match ally.backup_id {
            Some(backup) => format!("{}, backup {}", name(ally.agent_id), name(backup)),
            None => name(ally.agent_id).to_owned(),
        },
        None => "nobody yet".to_owned(),
    };
    html! {
        @if viewer.actor.may(Permission::EditCustomer) {
            a href={"/customers/" (view.customer.id) "?edit=ally#ally"} { (words) }
        } @else { (words) }
    }
}
