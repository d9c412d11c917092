//! Plots as SVG: for what one looks at rather than reads.
//!
//! Each function takes plain slices and gives the text of an SVG with a transparent ground. Its few colours can be told
//! apart by colour-blind people, and change with `prefers-color-scheme`, so that one picture is readable on light and
//! dark pages. Lines also differ in dashes, never in colour alone. Title and description are in the picture for
//! people who listen to it. Don't read numbers off a plot: the models return them.

mod canvas;
mod control;
mod fit;
mod heat;
mod labels;
mod response;
mod survival;
mod theme;

pub use control::{ControlChart, control_chart};
pub use fit::fit;
pub use heat::{Heat, heat_map};
pub use labels::Labels;
pub use response::{Response, responses};
pub use survival::{Curve, survival};
