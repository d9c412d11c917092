//! Which advice is worth offering, and what stands beside a conversation.

use crate::conversation::append;
use crate::figure::{COMPARED_MIN, Share};
use crate::{Result, lookup, permit};
use domain::{Actor, ConversationId, EventKind, Moment, Permission, TagId};
use jiff::Timestamp;
use std::collections::BTreeMap;
use store::next_issue::NextIssue;
use store::{Tx, WriteTx};

/// Advice beside one conversation: more is a lecture.
pub(super) const OFFERED_MAX: usize = 3;

/// What usually comes next.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// The next matter.
    pub tag_id: TagId,
    /// Its name.
    pub tag: String,
    /// Of those with this matter, the share who came with it.
    pub share: Share,
    /// The share among all customers.
    pub usual: f64,
    /// When it was taken, if it was.
    pub taken_at: Option<Timestamp>,
}

/// The share, where it is worth saying: counted of enough, and surely above the usual.
pub(super) fn worth(issue: &NextIssue) -> Option<(Share, f64)> {
    let share = Share::of(issue.followed, issue.base).filter(|share| share.base >= COMPARED_MIN)?;
    let usual = Share::of(issue.usual_followed, issue.usual_base)?.value();
    (share.low > usual).then_some((share, usual))
}

/// What is worth offering where these tags are, the likeliest first; what is there already doesn't come next.
pub(super) fn worth_offering(tx: &Tx<'_>, tags: &[TagId]) -> Result<Vec<(TagId, Share, f64)>> {
    let mut best: BTreeMap<TagId, (Share, f64)> = BTreeMap::new();
    for issue in store::next_issue::of_tags(tx, tags)? {
        let Some(found) = worth(&issue).filter(|_| !tags.contains(&issue.next_tag_id)) else { continue };
        let known = best.get(&issue.next_tag_id);
        if known.is_none_or(|known| known.0.value() < found.0.value()) {
            best.insert(issue.next_tag_id, found);
        }
    }
    let mut all: Vec<_> = best.into_iter().map(|(tag, (share, usual))| (tag, share, usual)).collect();
    all.sort_by(|one, other| other.1.value().total_cmp(&one.1.value()).then_with(|| one.0.cmp(&other.0)));
    all.truncate(OFFERED_MAX);
    Ok(all)
}

/// The tags of a conversation.
pub(super) fn tags(tx: &Tx<'_>, id: ConversationId) -> Result<Vec<TagId>> {
    let mut tags = Vec::new();
    for (_, name) in store::tag::of_conversations(tx, &[id])? {
        tags.extend(store::tag::find(tx, &name)?);
    }
    Ok(tags)
}

/// The names of all tags.
fn names(tx: &Tx<'_>) -> Result<BTreeMap<TagId, String>> {
    Ok(store::tag::all(tx)?.into_iter().map(|tag| (tag.id, tag.name)).collect())
}

/// Lets what is worth saying stand beside a conversation from now on; how much of it is new.
pub(super) fn offer_beside(tx: &WriteTx<'_>, id: ConversationId, moment: &Moment) -> Result<usize> {
    let conversation = lookup::conversation(tx, &Actor::System, id)?;
    let worthy = worth_offering(tx, &tags(tx, id)?)?;
    if worthy.is_empty() || conversation.merged_into.is_some() {
        return Ok(0);
    }
    let (names, mut offered) = (names(tx)?, 0);
    for (tag, _, _) in worthy {
        let Some(name) = names.get(&tag).cloned() else { continue };
        if store::advice::offer(tx, id, tag, moment.now)? {
            append(tx, &Actor::System, &conversation, EventKind::AdviceOffered { tag: name }, moment)?;
            offered += 1;
        }
    }
    Ok(offered)
}

/// The advice that stands beside a conversation.
pub fn of_conversation(tx: &Tx<'_>, actor: &Actor, id: ConversationId) -> Result<Vec<Advice>> {
    permit(actor, Permission::Read)?;
    lookup::conversation(tx, actor, id)?;
    let offered = store::advice::of_conversation(tx, id)?;
    if offered.is_empty() {
        return Ok(Vec::new());
    }
    let names = names(tx)?;
    let advice = |(tag_id, share, usual): (TagId, Share, f64)| {
        let row = offered.iter().find(|row| row.next_tag_id == tag_id)?;
        Some(Advice { tag_id, tag: names.get(&tag_id)?.clone(), share, usual, taken_at: row.taken_at })
    };
    Ok(worth_offering(tx, &tags(tx, id)?)?.into_iter().filter_map(advice).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn issue(base: i64, followed: i64, usual_followed: i64) -> NextIssue {
        let (tag_id, next_tag_id) = (TagId(1), TagId(2));
        NextIssue { tag_id, next_tag_id, base, followed, usual_base: 1_000, usual_followed }
    }

    #[test]
    fn only_what_is_surely_above_the_usual_is_worth_saying() {
        assert!(worth(&issue(40, 20, 100)).is_some());
        assert!(worth(&issue(19, 19, 100)).is_none(), "too few");
        assert!(worth(&issue(40, 20, 400)).is_none(), "half of forty may as well be four in ten");
    }
}
