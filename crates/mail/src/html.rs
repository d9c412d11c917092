//! An HTML body as a tree in one vector: built from html5gum's tokens in linear time, at a bounded depth.
//!
//! A browser's way of building a tree (scopes, adoption agency, foster parents) costs quadratic time and space
//! on hostile mails. Mails need less: here an end tag closes what is open, and what would nest deeper than
//! `DEPTH_MAX` is flattened. Only the tags and attributes that someone reads later enter the tree.

mod build;
mod tag;
mod walk;

pub(crate) use build::parse;
pub(crate) use tag::{Role, Tag};
pub(crate) use walk::{Step, Walk};

/// Elements within elements. Browsers stop at 512; the page around the mail needs some of them.
pub(crate) const DEPTH_MAX: usize = 256;

/// Bytes of one HTML body that are read; the rest is left in the raw mail. Newsletters stay under 1 MB.
pub(crate) const BYTES_MAX: usize = 4 * 1024 * 1024;

/// Attributes kept of one element.
pub(crate) const ATTRIBUTES_MAX: usize = 24;

/// Bytes of one attribute; enough for a small inline image.
pub(crate) const ATTRIBUTE_BYTES_MAX: usize = 96 * 1024;

/// Bytes of all `<style>` blocks that are read; Outlook's and those of newsletters stay under 30 kB.
pub(crate) const SHEET_BYTES_MAX: usize = 64 * 1024;

/// A node of the tree, as its place in the vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(u32);

/// No node.
const NONE: u32 = u32::MAX;

/// The root, which has no tag of its own.
pub(crate) const ROOT: NodeId = NodeId(0);

#[derive(Debug)]
struct Node {
    parent: u32,
    previous: u32,
    next: u32,
    first: u32,
    last: u32,
    content: Content,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// The root, or a node that was taken out.
    Nothing,
    /// An element.
    Element(Element),
    /// Text, entities decoded. Within preformatted text one node holds one line.
    Text(String),
    /// What we put around a stretch of nodes that is shown folded.
    Fold(crate::FoldKind),
}

/// An element and those of its attributes that are read.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    /// Its tag.
    pub(crate) tag: Tag,
    /// Names in lower case; each once.
    pub(crate) attributes: Vec<(Box<str>, Box<str>)>,
    /// White space in it counts.
    pub(crate) preformatted: bool,
    /// A `blockquote` stands somewhere in it.
    pub(crate) holds_quote: bool,
}

impl Element {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }
}

/// The tree.
#[derive(Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// Something was nested too deeply and flattened.
    pub(crate) flattened: bool,
    /// The HTML was longer than `BYTES_MAX`.
    pub(crate) cut: bool,
    /// The text of its `<style>` blocks.
    pub(crate) sheet: String,
}

impl Tree {
    fn new() -> Self {
        let root = Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            content: Content::Nothing,
        };
        Self { nodes: vec![root], flattened: false, cut: false, sheet: String::new() }
    }

    fn node(&self, id: u32) -> Option<&Node> {
        self.nodes.get(id as usize)
    }

    fn node_mut(&mut self, id: u32) -> Option<&mut Node> {
        self.nodes.get_mut(id as usize)
    }

    /// What the node holds.
    pub(crate) fn content(&self, id: NodeId) -> &Content {
        self.node(id.0).map_or(&Content::Nothing, |node| &node.content)
    }

    /// The element that the node is.
    pub(crate) fn element(&self, id: NodeId) -> Option<&Element> {
        match self.content(id) {
            Content::Element(element) => Some(element),
            _ => None,
        }
    }

    /// All elements, in no order that means anything.
    pub(crate) fn elements_mut(&mut self) -> impl Iterator<Item = &mut Element> {
        self.nodes.iter_mut().filter_map(|node| match &mut node.content {
            Content::Element(element) => Some(element),
            _ => None,
        })
    }

    fn link(&self, id: NodeId, link: impl Fn(&Node) -> u32) -> Option<NodeId> {
        self.node(id.0).map(link).filter(|id| *id != NONE).map(NodeId)
    }

    /// The node around it.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.link(id, |node| node.parent)
    }

    /// The node before it, in the same parent.
    pub(crate) fn previous(&self, id: NodeId) -> Option<NodeId> {
        self.link(id, |node| node.previous)
    }

    /// The node after it, in the same parent.
    pub(crate) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.link(id, |node| node.next)
    }

    /// Its first child.
    pub(crate) fn first(&self, id: NodeId) -> Option<NodeId> {
        self.link(id, |node| node.first)
    }

    /// Its last child.
    pub(crate) fn last(&self, id: NodeId) -> Option<NodeId> {
        self.link(id, |node| node.last)
    }

    /// Adds a node as the last child of `parent`.
    pub(crate) fn append(&mut self, parent: NodeId, content: Content) -> NodeId {
        let id = self.create(content);
        self.attach_last(parent, id);
        id
    }

    /// A node outside the tree.
    fn create(&mut self, content: Content) -> NodeId {
        let id = u32::try_from(self.nodes.len()).unwrap_or(NONE);
        self.nodes.push(Node { parent: NONE, previous: NONE, next: NONE, first: NONE, last: NONE, content });
        NodeId(id)
    }

    fn attach_last(&mut self, parent: NodeId, id: NodeId) {
        let last = self.last(parent).map_or(NONE, |last| last.0);
        if let Some(node) = self.node_mut(id.0) {
            node.parent = parent.0;
            node.previous = last;
            node.next = NONE;
        }
        match self.node_mut(last) {
            Some(last) => last.next = id.0,
            None => {
                if let Some(parent) = self.node_mut(parent.0) {
                    parent.first = id.0;
                }
            }
        }
        if let Some(parent) = self.node_mut(parent.0) {
            parent.last = id.0;
        }
    }

    /// Puts a new node before `id`, in the same parent.
    pub(crate) fn insert_before(&mut self, id: NodeId, content: Content) -> NodeId {
        let new = self.create(content);
        let parent = self.parent(id).unwrap_or(ROOT);
        let previous = self.previous(id).map_or(NONE, |node| node.0);
        if let Some(node) = self.node_mut(new.0) {
            node.parent = parent.0;
            node.previous = previous;
            node.next = id.0;
        }
        if let Some(node) = self.node_mut(id.0) {
            node.previous = new.0;
        }
        match self.node_mut(previous) {
            Some(node) => node.next = new.0,
            None => {
                if let Some(parent) = self.node_mut(parent.0) {
                    parent.first = new.0;
                }
            }
        }
        new
    }

    /// Moves `from` and its later siblings, up to and with `to`, to the end of `parent`.
    pub(crate) fn move_range(&mut self, from: NodeId, to: Option<NodeId>, parent: NodeId) {
        let mut next = Some(from);
        while let Some(id) = next {
            next = if Some(id) == to { None } else { self.next(id) };
            self.detach(id);
            self.attach_last(parent, id);
        }
    }

    fn detach(&mut self, id: NodeId) {
        let Some(node) = self.node(id.0) else { return };
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        match self.node_mut(previous) {
            Some(node) => node.next = next,
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.first = next;
                }
            }
        }
        match self.node_mut(next) {
            Some(node) => node.previous = previous,
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.last = previous;
                }
            }
        }
    }

    /// A node like `id`, without its children, placed after it; for splitting an element in two.
    pub(crate) fn split_off(&mut self, id: NodeId) -> NodeId {
        let content = self.content(id).clone();
        if let Some(next) = self.next(id) {
            return self.insert_before(next, content);
        }
        let parent = self.parent(id).unwrap_or(ROOT);
        self.append(parent, content)
    }

    /// All nodes below the root, each entered once and left once; needs no stack.
    pub(crate) fn walk(&self) -> Walk<'_> {
        Walk::new(self)
    }
}
