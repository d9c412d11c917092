//! Puts what is folded into `<details>`, so that it opens without a script.

use crate::Fold;
use crate::html::{Content, NodeId, ROOT, Tree};
use crate::html_text::{Leaf, Rendered};

/// Stretches folded in one HTML body. Each may split the elements around it, which costs at most a pass over the
/// tree; an answer with more quotes than this shows the rest of them open.
const FOLDS_MAX: usize = 40;

/// Wraps the nodes that make up each fold.
pub(super) fn wrap(tree: &mut Tree, rendered: &Rendered, folds: &[Fold]) {
    for fold in folds.iter().take(FOLDS_MAX) {
        let Some((first, last)) = ends(rendered, fold) else { continue };
        wrap_range(tree, first, last, fold);
    }
}

/// The first and the last leaf of a fold.
fn ends(rendered: &Rendered, fold: &Fold) -> Option<(NodeId, NodeId)> {
    let leaves = rendered.leaves.as_slice();
    // Ends ascend, so both can be searched for.
    let first = leaves.partition_point(|leaf| leaf.end <= fold.start);
    let last = if fold.end >= rendered.text.len() {
        leaves.len()
    } else {
        leaves.partition_point(|leaf| leaf.start < fold.end)
    };
    let range = leaves.get(first..last)?;
    let node = |leaf: Option<&Leaf>| leaf.map(|leaf| leaf.node);
    Some((node(range.first())?, node(range.last())?))
}

fn wrap_range(tree: &mut Tree, first: NodeId, last: NodeId, fold: &Fold) {
    let first = with_space_before(tree, first);
    let container = container_of(tree, first, last);
    let from = split_before(tree, container, first);
    let to = split_after(tree, container, last);
    let details = tree.insert_before(from, Content::Fold(fold.kind));
    tree.move_range(from, Some(to), details);
}

/// White space between the beginning of an element and its first words goes along, so that no empty shell of the
/// element stays behind.
fn with_space_before(tree: &Tree, first: NodeId) -> NodeId {
    let mut node = first;
    while let Some(parent) = tree.parent(node) {
        if let Some(before) = tree.previous(node) {
            let blank = matches!(tree.content(before), Content::Text(text) if text.trim_ascii().is_empty());
            return if blank && tree.previous(before).is_none() { before } else { first };
        }
        node = parent;
    }
    first
}

/// The innermost element around both in which `<details>` may stand; further out where they are all it holds, so
/// that the bar of a quote is folded with its words.
fn container_of(tree: &Tree, first: NodeId, last: NodeId) -> NodeId {
    let around = ancestors(tree, first);
    let other = ancestors(tree, last);
    let mut common: Vec<NodeId> = around
        .iter()
        .rev()
        .zip(other.iter().rev())
        .take_while(|(one, two)| one == two)
        .map(|(one, _)| *one)
        .filter(|id| *id == ROOT || tree.element(*id).is_some_and(|element| element.tag.holds_flow()))
        .collect();
    while let [.., _, inner] = common.as_slice() {
        if !is_edge(tree, first, *inner, Tree::previous) || !is_edge(tree, last, *inner, Tree::next) {
            break;
        }
        common.pop();
    }
    common.last().copied().unwrap_or(ROOT)
}

/// Whether nothing in `around` stands beyond the leaf, on the side that `beyond` goes to.
fn is_edge(
    tree: &Tree,
    leaf: NodeId,
    around: NodeId,
    beyond: impl Fn(&Tree, NodeId) -> Option<NodeId>,
) -> bool {
    std::iter::successors(Some(leaf), |id| tree.parent(*id))
        .take_while(|id| *id != around)
        .all(|id| beyond(tree, id).is_none())
}

/// From the parent up to the root.
fn ancestors(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    std::iter::successors(tree.parent(id), |id| tree.parent(*id)).collect()
}

/// The child of `container` that begins with `leaf`; elements that hold something before it are split.
fn split_before(tree: &mut Tree, container: NodeId, leaf: NodeId) -> NodeId {
    let mut node = leaf;
    while let Some(parent) = tree.parent(node).filter(|parent| *parent != container) {
        if tree.previous(node).is_some() {
            let rest = tree.split_off(parent);
            tree.move_range(node, None, rest);
            node = rest;
        } else {
            node = parent;
        }
    }
    node
}

/// The child of `container` that ends with `leaf`; elements that hold something behind it are split.
fn split_after(tree: &mut Tree, container: NodeId, leaf: NodeId) -> NodeId {
    let mut node = leaf;
    while let Some(parent) = tree.parent(node).filter(|parent| *parent != container) {
        if let Some(behind) = tree.next(node) {
            let rest = tree.split_off(parent);
            tree.move_range(behind, None, rest);
        }
        node = parent;
    }
    node
}
