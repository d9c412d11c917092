//! Small line drawings, made for Cape: a 24 × 24 square, one stroke width, the colour of the text around.

use maud::{Markup, Render, html};

/// A drawing. It is always decoration: whoever uses it puts words beside it or an accessible name around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Cape's mark, filled.
    Cape,
    /// A tray.
    Inbox,
    /// Two people.
    Customers,
    /// One person.
    Person,
    /// A line that rises.
    Insights,
    /// A triangle with a mark in it.
    Alarm,
    /// A star.
    Star,
    /// An open book.
    Knowledge,
    /// Sliders.
    Settings,
    /// A magnifying glass.
    Search,
    /// Half sun, half moon.
    Theme,
    /// An arrow to the left, for "back" on a phone.
    Back,
    /// A small chevron to the right.
    Next,
    /// A small chevron downwards.
    Down,
    /// Three dots.
    More,
    /// A cross.
    Close,
    /// A tick.
    Check,
    /// A plus.
    Plus,
    /// Change words.
    Pen,
    /// A clock.
    Clock,
    /// A crescent moon, for snoozing.
    Snooze,
    /// A paper clip.
    Attach,
    /// A sheet of paper.
    File,
    /// A framed landscape.
    Image,
    /// A mail envelope.
    Mail,
    /// An arrow back to the sender.
    Reply,
    /// A pencil.
    Note,
    /// A paper plane.
    Send,
    /// A curved arrow back, for undo.
    Undo,
    /// A label.
    Tag,
    /// Two arrows becoming one.
    Merge,
    /// A circle with a bar.
    Block,
    /// A shopping bag.
    Order,
    /// A dot with rings, for a touchpoint.
    Touchpoint,
    /// Four lines, for views and lists.
    List,
    /// A funnel.
    Filter,
    /// An eye.
    Eye,
    /// A shield.
    Shield,
    /// An arrow out of a box.
    Out,
    /// An arrow into a tray.
    Download,
    /// A bin.
    Bin,
    /// A key.
    Key,
    /// A question mark in a circle.
    Help,
    /// A bold letter B.
    Bold,
    /// A slanted letter I.
    Italic,
    /// A chain link.
    Link,
    /// A bulleted list.
    Bullets,
    /// A quotation bar.
    Quote,
    /// Angle brackets.
    Code,
    /// A hand given on something: a knot.
    Promise,
    /// A bell.
    Bell,
    /// A circling arrow.
    Again,
    /// A speech bubble.
    Talk,
    /// A door with an arrow.
    SignOut,
}

impl Icon {
    /// The drawing as one SVG path in a 24 × 24 square.
    fn path(self) -> &'static str {
        match self {
            Self::Cape => "M7 3h10l1 3c2 5 3 9 3 15-3-1.6-5-1.8-9-1.8S6 19.4 3 21C3 15 4 11 6 6z",
            Self::Inbox => {
                "M4 13h4l1.5 3h5l1.5-3h4M4 13V7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2z"
            }
            Self::Customers => {
                "M12.5 9a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM3 19c.5-3.5 3-5 6-5s5.5 1.5 6 5M16 6a3 3 0 0 1 0 6M18 14.5c1.8.6 2.8 2 3 4.5"
            }
            Self::Person => {
                "M15.5 8.5a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zM5.5 19.5c.6-3.6 3.2-5.2 6.5-5.2s5.9 1.6 6.5 5.2"
            }
            Self::Insights => "M4 4v16h16M8 15.5l3.5-4 3 2.5L20 8",
            Self::Alarm => "M12 4 3 19.5h18zM12 10v4.2M12 16.9v.1",
            Self::Star => "m12 4 2.4 5 5.6.7-4.1 3.8 1 5.5L12 16.3 7.1 19l1-5.5L4 9.7 9.6 9z",
            Self::Knowledge => {
                "M5 5h6a2 2 0 0 1 1 .5A2 2 0 0 1 13 5h6v13h-6a2 2 0 0 0-1 .5 2 2 0 0 0-1-.5H5zM12 5.5v13"
            }
            Self::Settings => "M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5v4M9 10v4M13 15v4",
            Self::Search => "M17 11a6 6 0 1 1-12 0 6 6 0 0 1 12 0zM15.4 15.4 20 20",
            Self::Theme => {
                "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 4v16M12 8l4.5-2.6M12 12l7.8-4M12 16l7.5-4"
            }
            Self::Back => "M19 12H5M11 6l-6 6 6 6",
            Self::Next => "m10 7 5 5-5 5",
            Self::Down => "m7 10 5 5 5-5",
            Self::More => "M6 12h.01M12 12h.01M18 12h.01",
            Self::Close => "M6.5 6.5l11 11M17.5 6.5l-11 11",
            Self::Check => "m5 12.5 4.5 4.5L19 7.5",
            Self::Pen => "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Clock => "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 7.5V12l3 2",
            Self::Snooze => "M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z",
            Self::Attach => {
                "m19 11.5-7.3 7.3a4.5 4.5 0 0 1-6.4-6.4l7.8-7.8a3 3 0 0 1 4.3 4.3l-7.7 7.7a1.5 1.5 0 0 1-2.2-2.1l7-7"
            }
            Self::File => {
                "M14 3.5H7a1.5 1.5 0 0 0-1.5 1.5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8zM14 3.5V8h4.5"
            }
            Self::Image => {
                "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5v-11A1.5 1.5 0 0 1 5.5 5zM4 16l4.5-4.5 4 4 2.5-2.5 5 4.5M15.5 9h.01"
            }
            Self::Mail => {
                "M5.5 5.5h13A1.5 1.5 0 0 1 20 7v10a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17V7a1.5 1.5 0 0 1 1.5-1.5zM4.5 7l7.5 6 7.5-6"
            }
            Self::Reply => "M9.5 7 4.5 12l5 5M5 12h8.5a6 6 0 0 1 6 6v.5",
            Self::Note => "m14.5 6.5 3 3M5 19l.8-3.8L16 5a1.4 1.4 0 0 1 2 0l1 1a1.4 1.4 0 0 1 0 2L8.8 18.2z",
            Self::Send => "M20 4 3.5 10.5l6.5 3 3 6.5zM20 4 10 13.5",
            Self::Undo => "M8 5 4 9l4 4M4.5 9H14a5 5 0 0 1 0 10h-4",
            Self::Tag => {
                "M4.5 5v6.2l8.3 8.3a1 1 0 0 0 1.4 0l5.3-5.3a1 1 0 0 0 0-1.4L11.2 4.5H5a.5.5 0 0 0-.5.5zM8.5 8.5h.01"
            }
            Self::Merge => "M6 4v3.5c0 2.5 6 3.5 6 7V20M18 4v3.5c0 2.5-6 3.5-6 7M9 17l3 3 3-3",
            Self::Block => "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM6.4 6.4l11.2 11.2",
            Self::Order => {
                "M5.5 8.5h13l.9 10a1 1 0 0 1-1 1.1H5.6a1 1 0 0 1-1-1.1zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11"
            }
            Self::Touchpoint => {
                "M14 12a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM7.8 16.2a6 6 0 0 1 0-8.4M16.2 7.8a6 6 0 0 1 0 8.4M5 19a10 10 0 0 1 0-14M19 5a10 10 0 0 1 0 14"
            }
            Self::List => "M4 6.5h16M4 12h16M4 17.5h10",
            Self::Filter => "M4 6h16M7 12h10M10.5 18h3",
            Self::Eye => {
                "M3 12c2.2-4 5.2-6 9-6s6.8 2 9 6c-2.2 4-5.2 6-9 6s-6.8-2-9-6zM14.5 12a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z"
            }
            Self::Shield => "M12 3.5 5 6v5.5c0 4.3 2.8 7.3 7 9 4.2-1.7 7-4.7 7-9V6z",
            Self::Out => {
                "M14 4.5h5.5V10M19.5 4.5 11 13M10 5.5H6A1.5 1.5 0 0 0 4.5 7v11A1.5 1.5 0 0 0 6 19.5h11a1.5 1.5 0 0 0 1.5-1.5v-4"
            }
            Self::Download => "M12 4v10.5M7.5 10.5 12 15l4.5-4.5M4.5 19.5h15",
            Self::Bin => {
                "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12a1 1 0 0 0 1 1h7.4a1 1 0 0 0 1-1l.8-12M10 11v5M14 11v5"
            }
            Self::Key => "M12 14.5a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM11 11.5 19 3.5M16 6.5l2.5 2.5",
            Self::Help => {
                "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM9.8 9.8a2.3 2.3 0 1 1 3.3 2.3c-.8.4-1.1.8-1.1 1.6M12 16.2v.1"
            }
            Self::Bold => "M7.5 5H13a3.3 3.3 0 0 1 0 6.7H7.5zM7.5 11.7h6.3a3.6 3.6 0 0 1 0 7.3H7.5z",
            Self::Italic => "M10.5 5H17M7 19h6.5M14 5l-4 14",
            Self::Link => {
                "M10 14a3.7 3.7 0 0 0 5.5.3l3-3a3.7 3.7 0 0 0-5.3-5.2l-1 1M14 10a3.7 3.7 0 0 0-5.5-.3l-3 3a3.7 3.7 0 0 0 5.3 5.2l1-1"
            }
            Self::Bullets => "M9.5 7H20M9.5 12H20M9.5 17H20M5 7h.01M5 12h.01M5 17h.01",
            Self::Quote => "M5 5v14M9.5 7H20M9.5 12H20M9.5 17H16",
            Self::Code => "m8.5 7.5-4.5 4.5 4.5 4.5M15.5 7.5 20 12l-4.5 4.5",
            Self::Promise => {
                "M4 12.5 8.5 8H13l2 2-3.5 3.5a1.8 1.8 0 0 1-2.5 0M15 10h5v6l-4 3.5-3-2M4 12.5V16l4 3.5"
            }
            Self::Bell => "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4",
            Self::Again => "M19 12a7 7 0 1 1-2.1-5M19.5 4v4H15.5",
            Self::Talk => {
                "M6 5h12a2 2 0 0 1 2 2v7.5a2 2 0 0 1-2 2h-6.5L7 20v-3.5H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z"
            }
            Self::SignOut => "M10 4.5H6A1.5 1.5 0 0 0 4.5 6v12A1.5 1.5 0 0 0 6 19.5h4M15 8l4 4-4 4M19 12h-9",
        }
    }
}

impl Render for Icon {
    fn render(&self) -> Markup {
        html! {
            svg .icon .icon--solid[*self == Self::Cape] .icon--dots[matches!(self, Self::More)]
                viewBox="0 0 24 24" aria-hidden="true" focusable="false" {
                path d=(self.path()) {}
            }
        }
    }
}
