//! What a plot is called.

/// The words on a plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Labels<'l> {
    /// What it shows.
    pub title: &'l str,
    /// What one sees in it, for people who listen to it instead.
    pub description: &'l str,
    /// The horizontal axis, with its unit.
    pub x: &'l str,
    /// The vertical axis, with its unit.
    pub y: &'l str,
}
