//! Inviting, inviting again, taking an invitation back.

use super::{Said, people};
use crate::body::{Form, go};
use crate::failure::Result;
use crate::guard::Viewer;
use crate::house::House;
use app::people::NewInvitation;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::{InvitationId, Reach, Role};
use serde::Deserialize;

#[derive(Clone, Deserialize)]
pub(crate) struct InvitationForm {
    #[serde(default)]
    email: String,
    #[serde(default)]
    name: String,
    role: String,
    reach: String,
    #[serde(default)]
    team: String,
}

/// `POST /settings/invitations`: the page that follows shows the link, the only time it can be seen.
pub(crate) async fn invite(
    State(house): State<House>,
    viewer: Viewer,
    Form(form): Form<InvitationForm>,
) -> Result<Response> {
    let new = NewInvitation {
        email: form.email,
        name: form.name,
        role: Role::parse(&form.role).ok_or_else(|| app::Error::invalid("role", "Choose a role."))?,
        reach: Reach::parse(&form.reach)
            .ok_or_else(|| app::Error::invalid("reach", "Choose what they see."))?,
        team: form.team.parse().ok(),
    };
    let (actor, moment, url) = (viewer.actor.clone(), house.moment(), house.settings.public_url.clone());
    let invited = house.db.write(move |tx| app::people::invite(tx, &actor, &new, &url, &moment)).await;
    shown(&house, &viewer, invited).await
}

/// `POST /settings/invitations/{invitation}/resend`.
pub(crate) async fn resend(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<InvitationId>,
) -> Result<Response> {
    let (actor, moment, url) = (viewer.actor.clone(), house.moment(), house.settings.public_url.clone());
    let invited = house.db.write(move |tx| app::people::invite_again(tx, &actor, id, &url, &moment)).await;
    shown(&house, &viewer, invited).await
}

/// With a mailbox that sends, the mail says it all; without one, the link is shown to be handed over.
async fn shown(house: &House, viewer: &Viewer, invited: app::Result<String>) -> Result<Response> {
    match invited {
        Ok(_) if house.settings.sends_mail => Ok(go("/settings/people?done=invited")),
        Ok(link) => people::page(house, viewer, &Said::default(), Some(&link)).await,
        Err(error) => people::page(house, viewer, &Said::mistake(error)?, None).await,
    }
}

/// `POST /settings/invitations/{invitation}/withdrawal`.
pub(crate) async fn withdraw(
    State(house): State<House>,
    viewer: Viewer,
    Path(id): Path<InvitationId>,
) -> Result<Response> {
    house.db.write(move |tx| app::people::withdraw(tx, &viewer.actor, id)).await?;
    Ok(go("/settings/people?done=withdrawn"))
}
