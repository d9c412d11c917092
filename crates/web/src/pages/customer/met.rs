//! Whom a customer meets: the card with the published indices of continuity.

use crate::pages::insights::figure;
use app::continuity::OfCustomer;
use app::people::Directory;
use ui::prelude::*;

/// The card; nothing while nobody has answered them.
pub(super) fn card(met: &OfCustomer, directory: &Directory) -> Option<Card> {
    if met.visits == 0 {
        return None;
    }
    let figures_of = &met.figures;
    let index = |value: Option<f64>| {
        let words = value.map_or_else(|| "–".to_owned(), |value| format!("{value:.2}"));
        let note = match met.visits {
            1 => "one contact: it takes two".to_owned(),
            many => format!("of {many} answered contacts"),
        };
        Figure::new(words).note(note)
    };
    let usual = met.usual.map(|agent| directory.agent_name(agent).to_owned());
    let bounces = format!("{} in {} matters", figures_of.bounces, figures_of.matters);
    let body = html! {
        (figures(&[
            ("Usual person", index(figures_of.usual).note(usual.unwrap_or_default())
                .definition("UPC (Breslau & Reeb 1975): the share of their answered contacts with whom they met most.")),
            ("Concentration", index(figures_of.concentrated)
                .definition("COC (Bice & Boxerman 1977): (sum of n² − N) / (N (N − 1)); 1 when all contacts are with one of us, 0 when each is with another.")),
            ("Same as before", index(figures_of.sequential)
                .definition("SECON (Steinwachs 1979): the share of contacts with whom they met the time before.")),
            ("Answered by the ally", figure(figures_of.by_ally, "contacts")
                .definition("Answered contacts since they have this ally that the ally answered first.")),
            ("Felt handovers", Figure::new(figures_of.bounces.to_string()).note(bounces)
                .definition("Handovers taken up after somebody else had answered.")),
        ]))
        p .field-hint { "What they write until we answer is one contact; it belongs to who answered it first." }
    };
    Some(Card::new(body).title("Whom they meet").id("met"))
}
