//! Two customers who are one person, and the way back.
//!
//! A merge moves everything that points at one customer to the other, fills what the other lacks, and writes down
//! both. Undoing it moves exactly those rows back, as far as nobody has moved them on since, and takes the filled
//! values out where they still stand. What came after the merge stays with the customer who was kept.

use super::change::fields;
use super::{identity::append, index, read};
use crate::ally::{self, Kept};
use crate::{Error, Result, lookup, permit};
use domain::{Actor, CustomerId, CustomerMergeId, EventKind, Moment, OrganizationId, Permission};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use store::customer::Customer;
use store::customer_merge::{self, Belonging};
use store::identity::Identity;
use store::{Tx, WriteTx};

/// What a merge did, kept with it as JSON.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Moved {
    /// Ids of the rows that moved, by table.
    rows: BTreeMap<String, Vec<i64>>,
    name: Option<Filled<String>>,
    organization: Option<Filled<Option<OrganizationId>>>,
    language: Option<Filled<String>>,
    time_zone: Option<Filled<String>>,
    fields: Option<Filled<String>>,
    /// The ally who came along.
    ally: Option<Kept>,
}

/// A value that the merge wrote over.
#[derive(Debug, Serialize, Deserialize)]
struct Filled<T> {
    before: T,
    after: T,
}

impl Moved {
    fn parse(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(|error| {
            store::Error::Nonsense { table: "customer_merge", what: error.to_string() }.into()
        })
    }

    fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    fn ids(&self, what: Belonging) -> &[i64] {
        self.rows.get(what.table()).map_or(&[], Vec::as_slice)
    }
}

/// What a merge would do.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Who stays.
    pub kept: Customer,
    /// How the one who stays is reached.
    pub kept_identities: Vec<Identity>,
    /// Who goes into them.
    pub merged: Customer,
    /// How that one is reached.
    pub merged_identities: Vec<Identity>,
    /// How many rows of each kind move; counting stops at [`crate::inbox::COUNT_MAX`].
    pub counts: Vec<(Belonging, i64)>,
    /// What the one who stays gets because they lack it: name of the thing, value.
    pub filled: Vec<(String, String)>,
    /// What the one who stays has otherwise, so that the other value rests: name of the thing, kept, resting.
    pub differing: Vec<(String, String, String)>,
}

impl Preview {
    /// The name of the one who stays, or what stands for it.
    pub fn kept_label(&self) -> &str {
        read::label(&self.kept, &self.kept_identities)
    }

    /// The name of the one who goes, or what stands for it.
    pub fn merged_label(&self) -> &str {
        read::label(&self.merged, &self.merged_identities)
    }
}

/// Says what a merge would do, without doing it.
pub fn preview(tx: &Tx<'_>, actor: &Actor, kept: CustomerId, merged: CustomerId) -> Result<Preview> {
    permit(actor, Permission::CurateCustomers)?;
    let (kept, merged) = two(tx, kept, merged)?;
    let mut counts = Vec::new();
    for what in Belonging::ALL {
        counts.push((what, customer_merge::count(tx, what, merged.id, crate::inbox::COUNT_MAX)?));
    }
    let organization = |customer: &Customer| -> Result<String> {
        let Some(id) = customer.organization_id else { return Ok(String::new()) };
        Ok(store::organization::find(tx, id)?.map(|organization| organization.name).unwrap_or_default())
    };
    let mut pairs = vec![
        ("Name".to_owned(), kept.name.clone(), merged.name.clone()),
        ("Organization".to_owned(), organization(&kept)?, organization(&merged)?),
        ("Language".to_owned(), kept.language.clone(), merged.language.clone()),
        ("Time zone".to_owned(), kept.time_zone.clone(), merged.time_zone.clone()),
    ];
    let known = fields(&kept);
    pairs.extend(fields(&merged).into_iter().map(|(name, value)| {
        let before = known.get(&name).cloned().unwrap_or_default();
        (name, before, value)
    }));
    let (mut filled, mut differing) = (Vec::new(), Vec::new());
    for (name, before, other) in
        pairs.into_iter().filter(|(_, before, other)| !other.is_empty() && before != other)
    {
        if before.is_empty() { filled.push((name, other)) } else { differing.push((name, before, other)) }
    }
    Ok(Preview {
        kept_identities: store::identity::of_customer(tx, kept.id)?,
        merged_identities: store::identity::of_customer(tx, merged.id)?,
        kept,
        merged,
        counts,
        filled,
        differing,
    })
}

/// Two different customers of whom neither is merged into somebody.
fn two(tx: &Tx<'_>, kept: CustomerId, merged: CustomerId) -> Result<(Customer, Customer)> {
    let find = |id| store::customer::find(tx, id)?.ok_or(Error::NotFound("customer"));
    let (kept, merged): (Customer, Customer) = (find(kept)?, find(merged)?);
    if kept.id == merged.id {
        return Err(Error::invalid("other", "These are the same customer already."));
    }
    if kept.merged_into.is_some() || merged.merged_into.is_some() {
        return Err(Error::Conflict("One of them was merged with somebody meanwhile.".to_owned()));
    }
    Ok((kept, merged))
}

/// Merges a customer into another, who stays.
pub fn merge(
    tx: &WriteTx<'_>,
    actor: &Actor,
    kept: CustomerId,
    merged: CustomerId,
    moment: &Moment,
) -> Result<CustomerMergeId> {
    permit(actor, Permission::CurateCustomers)?;
    let (mut kept, mut merged) = two(tx, kept, merged)?;
    let mut moved = fill(&mut kept, &merged);
    for what in Belonging::ALL {
        let ids = customer_merge::move_all(tx, what, merged.id, kept.id)?;
        moved.rows.insert(what.table().to_owned(), ids);
    }
    moved.ally = ally::bring_along(tx, kept.id, merged.id)?;
    merged.merged_into = Some(kept.id);
    store::customer::update(tx, &kept)?;
    store::customer::update(tx, &merged)?;
    index(tx, &kept)?;
    index(tx, &merged)?;
    let id = customer_merge::add(tx, kept.id, merged.id, &moved.to_json(), actor.agent_id(), moment.now)?;
    append(tx, actor, kept.id, EventKind::CustomerMerged { merged: merged.id, merge: id }, moment)?;
    Ok(id)
}

/// Gives the one who stays what they lack and the other has.
fn fill(kept: &mut Customer, merged: &Customer) -> Moved {
    fn text(kept: &mut String, merged: &str) -> Option<Filled<String>> {
        if !kept.is_empty() || merged.is_empty() {
            return None;
        }
        let before = std::mem::replace(kept, merged.to_owned());
        Some(Filled { before, after: merged.to_owned() })
    }
    let mut moved = Moved {
        name: text(&mut kept.name, &merged.name),
        language: text(&mut kept.language, &merged.language),
        time_zone: text(&mut kept.time_zone, &merged.time_zone),
        ..Moved::default()
    };
    if kept.organization_id.is_none() && merged.organization_id.is_some() {
        moved.organization = Some(Filled { before: None, after: merged.organization_id });
        kept.organization_id = merged.organization_id;
    }
    let mut both = fields(merged);
    let own = fields(kept);
    if both.keys().any(|name| !own.contains_key(name)) {
        both.extend(own);
        let after = serde_json::to_string(&both).unwrap_or_else(|_| "{}".to_owned());
        let before = std::mem::replace(&mut kept.fields, after.clone());
        moved.fields = Some(Filled { before, after });
    }
    moved
}

/// Undoes a merge to the row; returns who had everything until now.
pub fn undo_merge(
    tx: &WriteTx<'_>,
    actor: &Actor,
    id: CustomerMergeId,
    moment: &Moment,
) -> Result<CustomerId> {
    permit(actor, Permission::CurateCustomers)?;
    let merge = customer_merge::find(tx, id)?.ok_or(Error::NotFound("merge"))?;
    if merge.undone_at.is_some() {
        return Err(Error::Conflict("This merge is undone already.".to_owned()));
    }
    let find = |id| store::customer::find(tx, id)?.ok_or(Error::NotFound("customer"));
    let (mut kept, mut merged): (Customer, Customer) = (find(merge.kept_id)?, find(merge.merged_id)?);
    let moved = Moved::parse(&merge.moved)?;
    // The one who was kept may have gone into somebody else since; then everything is there.
    let holder = lookup::customer(tx, kept.id)?.id;
    for what in Belonging::ALL {
        customer_merge::move_back(tx, what, moved.ids(what), holder, merged.id)?;
    }
    let holders = strike(tx, &moved, kept.id)?;
    if let Some(gone) = moved.ally {
        ally::give_back(tx, gone, &holders, merged.id)?;
    }
    take_back(&mut kept, &moved);
    merged.merged_into = None;
    store::customer::update(tx, &kept)?;
    store::customer::update(tx, &merged)?;
    customer_merge::set_undone(tx, id, moment.now)?;
    index(tx, &lookup::customer(tx, holder)?)?;
    index(tx, &merged)?;
    append(tx, actor, holder, EventKind::CustomerMergeUndone { merged: merged.id, merge: id }, moment)?;
    Ok(holder)
}

/// Takes what has gone back out of the lists of later merges, so that undoing those leaves it where it is; returns
/// through whose hands it went.
fn strike(tx: &WriteTx<'_>, gone: &Moved, from: CustomerId) -> Result<Vec<CustomerId>> {
    let mut customer = from;
    let mut through = vec![from];
    while let Some(later) = customer_merge::of_merged(tx, customer)? {
        let mut moved = Moved::parse(&later.moved)?;
        for what in Belonging::ALL {
            let gone: BTreeSet<i64> = gone.ids(what).iter().copied().collect();
            if let Some(ids) = moved.rows.get_mut(what.table()) {
                ids.retain(|id| !gone.contains(id));
            }
        }
        if moved.ally.is_some() && moved.ally == gone.ally {
            moved.ally = None;
        }
        customer_merge::set_moved(tx, later.id, &moved.to_json())?;
        customer = later.kept_id;
        through.push(customer);
    }
    Ok(through)
}

/// Takes the filled values out again, where nobody has changed them since.
fn take_back(kept: &mut Customer, moved: &Moved) {
    fn restore<T: Clone + PartialEq>(value: &mut T, filled: Option<&Filled<T>>) {
        if let Some(filled) = filled.filter(|filled| filled.after == *value) {
            *value = filled.before.clone();
        }
    }
    restore(&mut kept.name, moved.name.as_ref());
    restore(&mut kept.organization_id, moved.organization.as_ref());
    restore(&mut kept.language, moved.language.as_ref());
    restore(&mut kept.time_zone, moved.time_zone.as_ref());
    let Some(filled) = &moved.fields else { return };
    if kept.fields == filled.after {
        kept.fields.clone_from(&filled.before);
        return;
    }
    // Some fields were changed since: only those that the merge added, and that still say the same, go.
    let of = |text: &str| serde_json::from_str::<BTreeMap<String, String>>(text).unwrap_or_default();
    let (before, after) = (of(&filled.before), of(&filled.after));
    let mut now = fields(kept);
    now.retain(|name, value| before.contains_key(name) || after.get(name) != Some(value));
    kept.fields = serde_json::to_string(&now).unwrap_or_else(|_| "{}".to_owned());
}
