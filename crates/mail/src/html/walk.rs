//! The way through a tree, without a stack, so that no depth can exhaust it.

use super::{NodeId, ROOT, Tree};

/// A step through the tree in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A node begins.
    Enter(NodeId),
    /// A node with children ends.
    Leave(NodeId),
}

/// Goes through a tree; see `Tree::walk`.
#[derive(Debug)]
pub(crate) struct Walk<'a> {
    tree: &'a Tree,
    next: Option<Step>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tree: &'a Tree) -> Self {
        Self { tree, next: tree.first(ROOT).map(Step::Enter) }
    }

    /// After `Enter(id)`: go on behind it, without its children.
    pub(crate) fn pass_over(&mut self, id: NodeId) {
        self.next = self.behind(id);
    }

    fn behind(&self, id: NodeId) -> Option<Step> {
        match self.tree.next(id) {
            Some(next) => Some(Step::Enter(next)),
            None => self.tree.parent(id).filter(|parent| *parent != ROOT).map(Step::Leave),
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => match self.tree.first(id) {
                Some(first) => Some(Step::Enter(first)),
                None => Some(Step::Leave(id)),
            },
            Step::Leave(id) => self.behind(id),
        };
        Some(step)
    }
}
