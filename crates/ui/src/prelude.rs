//! Everything a page needs from this crate, in one `use ui::prelude::*;`.

pub use crate::attachment::{Attachment, attachments};
pub use crate::banner::Banner;
pub use crate::brief::Brief;
pub use crate::button::{Button, Post};
pub use crate::card::{Card, cards};
pub use crate::command::{CommandGroup, CommandItem, command_bar, command_results};
pub use crate::composer::{Choice, Composer, DraftFile, Mode, Suggestion, suggestions};
pub use crate::dialog::Dialog;
pub use crate::empty::Empty;
pub use crate::face::{Face, Size, person};
pub use crate::facts::Facts;
pub use crate::field::{
    Checkbox, Field, FileField, Form, Select, Switch, TextArea, fields_side_by_side, form_actions,
    form_section,
};
pub use crate::figure::{Figure, counted, figures};
pub use crate::head::{ConversationHead, PageHead};
pub use crate::help::{KeyGroup, help_sheet};
pub use crate::icon::Icon;
pub use crate::identity::{IdentityLine, identities};
pub use crate::interval::{Scale, interval};
pub use crate::kbd::kbd;
pub use crate::list_bar::{BulkBar, ListBar};
pub use crate::mark::Mark;
pub use crate::meanwhile::{meanwhile, meanwhile_at};
pub use crate::menu::{Menu, MenuItem};
pub use crate::message::{Delivery, Kind, MailFrame, Message};
pub use crate::page::{Assets, Page, Theme};
pub use crate::pagination::Pagination;
pub use crate::panel::{Owe, Panel, panel_section};
pub use crate::panes::{Pane, Panes, content, talk};
pub use crate::portal::{portal, portal_promise, portal_promises, portal_quote, portal_words};
pub use crate::problem::Problem;
pub use crate::progress::Progress;
pub use crate::promise::{PromiseLine, Stage, promise_place};
pub use crate::prose::{markdown, plain};
pub use crate::qr::qr;
pub use crate::rail::{Rail, RailItem};
pub use crate::rooms::{rooms, wide_rooms};
pub use crate::row::{ConversationList, Row};
pub use crate::search::{SearchForm, SearchRow, Segment, found_frame, highlighted};
pub use crate::sign_in::SignIn;
pub use crate::signal::{SignalLine, SignalReason};
pub use crate::table::{Cell, Column, Table};
pub use crate::tabs::{Tab, tabs};
pub use crate::time::{relative_time, time};
pub use crate::timeline::{Entry, EntryKind, Timeline};
pub use crate::toast::Toast;
pub use crate::tone::Tone;
pub use crate::trend::{Point, Trend};
pub use crate::views::{ViewLink, Views};
pub use maud::{self, DOCTYPE, Markup, Render, html};
