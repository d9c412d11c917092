//! HTML as readable text: paragraphs, lists, tables, links with their address, quotes behind `>`.

mod writer;

use crate::fold::Hinted;
use crate::html::{Content, NodeId, Step, Tree};
use crate::sanitise::hidden;
use writer::Writer;

/// The text of a tree, and where in it each part of the tree stands.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    /// The text, lines ended by `\n`.
    pub(crate) text: String,
    /// Every node without children, in order.
    pub(crate) leaves: Vec<Leaf>,
    /// What the structure says about the text, ascending.
    pub(crate) hints: Vec<Hinted>,
}

/// A node without children and its bytes in the text (none if it shows nothing).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leaf {
    /// The node.
    pub(crate) node: NodeId,
    /// First byte.
    pub(crate) start: usize,
    /// First byte after it.
    pub(crate) end: usize,
}

/// The text of an HTML body.
pub fn text(html: &str) -> String {
    render(&crate::html::parse(html)).text
}

/// The text of a tree.
pub(crate) fn render(tree: &Tree) -> Rendered {
    let mut writer = Writer::default();
    let mut walk = tree.walk();
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => match tree.content(id) {
                Content::Text(text) => writer.leaf(id, |writer| writer.text(text, preformatted(tree, id))),
                Content::Element(element) if hidden(element) => {
                    // Hidden words ("preheaders") are for the list of a mailbox; in the text they would mislead.
                    walk.pass_over(id);
                }
                Content::Element(element) => writer.enter(id, element),
                Content::Nothing | Content::Fold(_) => {}
            },
            Step::Leave(id) => {
                if let Some(element) = tree.element(id) {
                    writer.leave(id, element);
                }
            }
        }
    }
    writer.finish()
}

fn preformatted(tree: &Tree, id: NodeId) -> bool {
    tree.parent(id).and_then(|parent| tree.element(parent)).is_some_and(|element| element.preformatted)
}
