//! What the command bar and the composer's suggestions ask for: small lists, as HTML.

use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::inbox::Name;
use axum::extract::{Query, State};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use ui::prelude::*;

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
}

/// Entries of each kind shown at once.
const SHOWN: usize = 6;

/// `GET /command?q=`: places, customers, conversations.
pub(crate) async fn show(
    State(house): State<House>,
    viewer: Viewer,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let typed = asked.q.trim().to_lowercase();
    let mut groups = vec![places(&typed)];
    if !typed.is_empty() {
        let (actor, words) = (viewer.actor.clone(), typed.clone());
        let (customers, results) = house
            .db
            .read(move |tx| {
                let customers = app::search::customers(tx, &actor, &words, SHOWN as i64)?;
                let zone = jiff::tz::TimeZone::UTC;
                let starred = format!("{words}*");
                Ok::<_, app::Error>((
                    customers,
                    app::search::conversations(tx, &actor, &starred, &zone, None)?,
                ))
            })
            .await?;
        groups.push(CommandGroup {
            title: "Customers".into(),
            items: customers
                .iter()
                .map(|customer| item(&customer.name, "", format!("/customers/{}", customer.id), Icon::Person))
                .collect(),
        });
        groups.push(CommandGroup {
            title: "Conversations".into(),
            items: results
                .found
                .iter()
                .take(SHOWN)
                .map(|found| {
                    item(
                        &found.conversation.subject,
                        &found.customer,
                        format!("/conversations/{}", found.conversation.id),
                        Icon::Talk,
                    )
                })
                .collect(),
        });
        let all = format!("/search?q={}", super::conversation::path_part(&asked.q));
        groups.push(CommandGroup {
            title: "Search".into(),
            items: vec![item(&format!("Everything with “{}”", asked.q.trim()), "", all, Icon::Search)],
        });
    }
    groups.retain(|group| !group.items.is_empty());
    Ok(Html(command_results(&groups).into_string()).into_response())
}

fn places(typed: &str) -> CommandGroup {
    let views = Name::COMMON
        .iter()
        .map(|name| (name.slug().replace('-', " "), format!("/inbox/{}", name.slug()), Icon::Inbox));
    let others = [
        ("search", "/search", Icon::Search),
        ("customers", "/customers", Icon::Customers),
        ("notifications", "/notifications", Icon::Bell),
        ("settings", "/settings", Icon::Settings),
    ];
    let all =
        views.chain(others.into_iter().map(|(name, href, icon)| (name.to_owned(), href.to_owned(), icon)));
    let fitting = all.filter(|(name, _, _)| name.contains(typed)).take(SHOWN);
    let items = fitting.map(|(name, href, icon)| {
        let mut letters = name.chars();
        let title: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        item(&title, "", href, icon)
    });
    CommandGroup { title: "Go to".into(), items: items.collect() }
}

fn item(title: &str, note: &str, href: String, icon: Icon) -> CommandItem {
    let item = CommandItem::new(title, href, icon);
    if note.is_empty() { item } else { item.note(note) }
}
