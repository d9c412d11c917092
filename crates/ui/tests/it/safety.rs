//! Whatever text comes in, it stays text; and pages need neither inline script nor inline style.

use ui::prelude::*;

const EVIL: &str = "<script>alert(1)</script>\"'&";

fn pages() -> Vec<String> {
    let message = Message::new(EVIL, Kind::Inbound, EVIL)
        .to(EVIL)
        .detail(EVIL, EVIL)
        .body(plain(EVIL))
        .quoted(markdown(EVIL))
        .file(Attachment::new(EVIL, EVIL, EVIL).thumbnail(EVIL).view(EVIL))
        .delivery(Delivery::failed(EVIL).server_words(EVIL))
        .warning(EVIL, Button::new(EVIL).title(EVIL).key(EVIL).value(EVIL, EVIL));
    let composer = Composer::new(EVIL, EVIL, EVIL)
        .to(EVIL)
        .cc(EVIL)
        .text(EVIL)
        .signature(EVIL)
        .error(Some(EVIL.to_owned()));
    let row = Row::new(EVIL, EVIL, EVIL)
        .wants(EVIL)
        .preview(EVIL)
        .mark(Mark::new(EVIL).remove(EVIL, EVIL))
        .presence(EVIL);
    let list = ConversationList::new(vec![row]);
    let panel = Panel::new(EVIL).note(EVIL).section(panel_section(EVIL, Facts::new().fact(EVIL, EVIL)));
    let views = Views::new(EVIL).group(EVIL, vec![ViewLink::new(EVIL, EVIL).count(EVIL)]);
    let head = ConversationHead::new(EVIL).fact(EVIL).back(EVIL, EVIL);
    let panes = Panes::new(views, EVIL, list, talk(EVIL, head, message, composer)).who(panel);
    let rail = Rail::new(EVIL).item(RailItem::new(EVIL, EVIL, Icon::Inbox).dot(EVIL));
    let page = Page::new(EVIL, Assets::default(), panes)
        .rail(rail)
        .topics([EVIL])
        .banner(Banner::new(EVIL))
        .toast(Toast::new(EVIL, EVIL).undo(EVIL));
    let form = Form::new(
        EVIL,
        html! {
            (Field::new(EVIL, EVIL).value(EVIL).hint(EVIL).error(Some(EVIL.to_owned())))
            (TextArea::new(EVIL, EVIL).value(EVIL))
            (Select::new(EVIL, EVIL).option(EVIL, EVIL, true))
            (Checkbox::new(EVIL, EVIL, EVIL).hint(EVIL))
        },
    );
    let search = SearchRow::new(EVIL, Face::new(EVIL).named(), &[Segment::found(EVIL)])
        .excerpt(&[Segment::plain(EVIL)]);
    vec![
        page.render().into_string(),
        SignIn::new(EVIL, form).error(Some(EVIL.to_owned())).render().into_string(),
        search.render().into_string(),
        suggestions(EVIL, &[Suggestion::new(EVIL, EVIL).note(EVIL)]).into_string(),
    ]
}

#[test]
fn text_stays_text() {
    for page in pages() {
        assert!(page.contains("&lt;script&gt;"), "the text is shown");
        assert!(!page.contains("<script>"), "{page}");
        assert!(!page.contains("=\"<"), "{page}");
    }
}

#[test]
fn no_style_and_no_handler_stands_in_a_page() {
    for page in pages() {
        assert!(!page.contains(" style="));
        assert!(!page.contains("<style"));
        for handler in [" onclick=", " onload=", " onerror=", " onsubmit="] {
            assert!(!page.contains(handler), "{handler}");
        }
    }
}

#[test]
fn no_element_has_two_class_attributes() {
    for page in pages() {
        for tag in page.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            assert!(tag.matches(" class=\"").count() <= 1, "<{tag}>");
        }
    }
}
