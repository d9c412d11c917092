//! Shares in words and drawings.

use app::figure::Share;
use ui::prelude::*;

/// `91 %`.
pub(crate) fn percent(share: Share) -> String {
    format!("{:.0} %", share.value() * 100.0)
}

/// `90–92`: the interval, in hundredths.
pub(crate) fn range(share: Share) -> String {
    format!("{:.0}–{:.0}", share.low * 100.0, share.high * 100.0)
}

/// A share as the page's large figure; `of` says of what ("promises").
pub(crate) fn figure(share: Option<Share>, of: &str) -> Figure {
    match share {
        None => Figure::new("–").note("nothing to count yet"),
        Some(share) => Figure::new(percent(share))
            .note(format!("{} of {} {of}", share.part, share.base))
            .note(html! { span title="95 % interval" { (range(share)) } }),
    }
}

/// A share as a point of a trend.
pub(crate) fn point(label: impl Into<String>, share: Option<Share>, href: Option<String>) -> Point {
    Point {
        label: label.into(),
        counted: share.map_or_else(|| "none".into(), |share| format!("{} of {}", share.part, share.base)),
        share: share.map(|share| (share.value(), share.low, share.high)),
        href,
    }
}
