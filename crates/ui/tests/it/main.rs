//! The look, tested: what components write, that nothing escapes its text, and that every pair of colours can be read.

mod components;
mod contrast;
mod prose;
mod safety;
mod stylesheet;

use ui::Render;

/// What a component writes, an element a line, so that a snapshot can be read.
fn written(component: impl Render) -> String {
    component.render().into_string().replace("><", ">\n<")
}
