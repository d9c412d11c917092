//! A complaint beside its conversation, in one glance.

use crate::format::Clock;
use app::complaint::{Account, Complaint};
use app::people::Directory;
use domain::ConversationId;
use domain::complaint::State;
use ui::prelude::*;

/// How it stands, as a mark.
pub(super) fn state_mark(state: State) -> Mark {
    match state {
        State::Open => Mark::new("open").tone(Tone::Warn),
        State::Asked => Mark::new("asked whether it is done").tone(Tone::Plain),
        State::Closed => Mark::new("done").tone(Tone::Good),
    }
}

/// The section of the customer's panel.
pub(crate) fn section(
    id: ConversationId,
    complaint: &Complaint,
    directory: &Directory,
    clock: &Clock,
) -> Markup {
    let wanted: Vec<&str> = Account::of(complaint).wanted.iter().map(|wanted| wanted.words()).collect();
    let wanted = match (wanted.is_empty(), complaint.wanted_words.is_empty()) {
        (false, _) => wanted.join(", "),
        (true, false) => complaint.wanted_words.clone(),
        (true, true) => "not said yet".to_owned(),
    };
    let facts = Facts::new()
        .fact("Stands", state_mark(complaint.state))
        .fact("Would make it right", wanted)
        .fact(
            "First real answer",
            complaint.answered_at.map_or_else(|| html! { "none yet" }, |at| clock.time(at)),
        )
        .fact("Answers for it", complaint.advocate_id.map_or("nobody yet", |id| directory.agent_name(id)));
    let link = Button::link("Open the complaint", format!("/conversations/{id}/complaint")).small().quiet();
    panel_section("Complaint", html! { (facts) (form_actions(link)) })
}
