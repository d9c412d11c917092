//! Shares beside each other, worst first, and called different only where their intervals allow it.

use super::share::{percent, range};
use app::figure::{COMPARED_MIN, Share};
use ui::prelude::*;

/// One of those compared.
pub(crate) struct Compared {
    /// Its name.
    pub(crate) name: String,
    /// Where those behind it are shown.
    pub(crate) href: Option<String>,
    /// Its share; none where nothing was counted.
    pub(crate) share: Option<Share>,
}

/// The table; `first` heads its first column, `counted` the second ("kept"). More is better.
pub(crate) fn comparison(caption: &str, first: &str, counted: &str, mut all: Vec<Compared>) -> Markup {
    // By the upper end: what is surely low comes first, and what is merely rare doesn't.
    all.sort_by(|one, other| {
        let upper = |compared: &Compared| compared.share.map_or(f64::INFINITY, |share| share.high);
        upper(one).total_cmp(&upper(other)).then_with(|| one.name.cmp(&other.name))
    });
    let (part, base) = all
        .iter()
        .filter_map(|one| one.share)
        .fold((0, 0), |(part, base), share| (part + share.part, base + share.base));
    let scale = Scale::around(all.iter().filter_map(|one| one.share).map(|share| (share.low, share.high)));
    let columns = vec![
        Column::new(first),
        Column::number(counted),
        Column::hidden("Drawing"),
        Column::number("Share"),
        Column::number("Interval"),
    ];
    let table = all.iter().fold(Table::new(caption, columns), |table, one| {
        let name =
            html! { @if let Some(href) = &one.href { a href=(href) { (one.name) } } @else { (one.name) } };
        let Some(share) = one.share else {
            let dash = || Cell::new("–");
            return table.row(vec![Cell::new(name), Cell::new("none"), Cell::new(""), dash(), dash()]);
        };
        // Beside the name, because the far end of a row is out of sight on a phone.
        let against = against(share, Share::of(part - share.part, base - share.base));
        table.row(vec![
            Cell::new(html! { (name) " " (against) }),
            Cell::new(format!("{} of {}", share.part, share.base)),
            Cell::new(interval(share.value(), share.low, share.high, scale)),
            Cell::new(html! { b { (percent(share)) } }),
            Cell::new(range(share)),
        ])
    });
    table.render()
}

/// How one stands against all others together.
fn against(share: Share, others: Option<Share>) -> Markup {
    match others {
        _ if share.base < COMPARED_MIN => html! { span .table-note { "too few to compare" } },
        Some(others) if share.differs_from(others) && share.value() < others.value() => {
            Mark::new("clearly lower").tone(Tone::Warn).render()
        }
        Some(others) if share.differs_from(others) => Mark::new("clearly higher").tone(Tone::Good).render(),
        _ => html! {},
    }
}
