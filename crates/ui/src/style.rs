//! The stylesheet: tokens, then one file per component, joined when the crate is compiled.

/// Each component's file is listed once; a file that is missing here has no effect, which
/// `tests/it/stylesheet.rs` catches.
const STYLESHEET: &str = concat!(
    include_str!("font/font.css"),
    include_str!("tokens.css"),
    include_str!("base.css"),
    include_str!("tone.css"),
    include_str!("icon/icon.css"),
    include_str!("button/button.css"),
    include_str!("kbd/kbd.css"),
    include_str!("mark/mark.css"),
    include_str!("face/face.css"),
    include_str!("page/page.css"),
    include_str!("rail/rail.css"),
    include_str!("panes/panes.css"),
    include_str!("views/views.css"),
    include_str!("list_bar/list_bar.css"),
    include_str!("row/row.css"),
    include_str!("pagination/pagination.css"),
    include_str!("head/head.css"),
    include_str!("menu/menu.css"),
    include_str!("message/message.css"),
    include_str!("attachment/attachment.css"),
    include_str!("meanwhile/meanwhile.css"),
    include_str!("composer/composer.css"),
    include_str!("panel/panel.css"),
    include_str!("facts/facts.css"),
    include_str!("identity/identity.css"),
    include_str!("timeline/timeline.css"),
    include_str!("field/field.css"),
    include_str!("card/card.css"),
    include_str!("table/table.css"),
    include_str!("tabs/tabs.css"),
    include_str!("empty/empty.css"),
    include_str!("problem/problem.css"),
    include_str!("banner/banner.css"),
    include_str!("toast/toast.css"),
    include_str!("progress/progress.css"),
    include_str!("dialog/dialog.css"),
    include_str!("help/help.css"),
    include_str!("command/command.css"),
    include_str!("sign_in/sign_in.css"),
    include_str!("search/search.css"),
    include_str!("prose/prose.css"),
    include_str!("qr/qr.css"),
    include_str!("rooms/rooms.css"),
    include_str!("figure/figure.css"),
    include_str!("interval/interval.css"),
    include_str!("trend/trend.css"),
);

/// The whole look as one text, to be served as `text/css` with the files of [`crate::font`] beside it.
#[must_use]
pub fn stylesheet() -> &'static str {
    STYLESHEET
}
