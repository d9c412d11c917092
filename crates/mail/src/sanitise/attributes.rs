//! Which attributes of which tags stay, apart from styles and addresses.

use crate::html::{Role, Tag};

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Any text, up to a length.
    Text,
    /// A short word or number: letters, digits and `#%.,+-_` and blanks.
    Word,
}

/// Bytes of a value that is text.
const TEXT_BYTES_MAX: usize = 1_000;

/// Bytes of a value that is a word or number.
const WORD_BYTES_MAX: usize = 64;

/// What the value of an attribute may be, or `None` if the attribute goes.
pub(super) fn allowed(tag: Tag, name: &str) -> Option<Value> {
    let table = matches!(tag.role(), Role::Table | Role::Section | Role::Row | Role::Cell)
        || matches!(tag, Tag::Col | Tag::Caption | Tag::Body);
    let picture = tag == Tag::Img;
    let yes = match name {
        "title" => return Some(Value::Text),
        "alt" => return picture.then_some(Value::Text),
        "dir" | "lang" => true,
        "align" => tag.role() != Role::Inline,
        "bgcolor" | "valign" | "nowrap" => table,
        "width" | "height" => table || picture || tag == Tag::Hr,
        "border" => picture || tag == Tag::Table,
        "cellpadding" | "cellspacing" => tag == Tag::Table,
        "colspan" | "rowspan" => tag.role() == Role::Cell,
        "color" | "face" | "size" => tag == Tag::Font || (tag == Tag::Hr && name != "face"),
        "start" | "reversed" => tag == Tag::Ol,
        "type" => matches!(tag, Tag::Ol | Tag::Ul | Tag::Li),
        _ => false,
    };
    yes.then_some(Value::Word)
}

/// Whether the value is one that the attribute may have.
pub(super) fn fits(kind: Value, value: &str) -> bool {
    match kind {
        Value::Text => value.len() <= TEXT_BYTES_MAX,
        Value::Word => {
            value.len() <= WORD_BYTES_MAX
                && value.chars().all(|c| {
                    c.is_alphanumeric()
                        || matches!(c, '#' | '%' | '.' | ',' | '+' | '-' | '_' | ' ' | '*' | '\'' | '(' | ')')
                })
        }
    }
}

/// Spans beyond this make a browser lay out cells that are not there.
pub(super) const SPAN_MAX: u32 = 100;
