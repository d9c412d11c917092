//! `--plot FILE.svg`, for families whose answer one looks at.
//!
//! A family takes it with `#[command(flatten)] plot: Plot` and calls [`Plot::write`] with what draws the picture, which
//! is asked only where a file was named.

use super::table::Result;
use clap::Args;
use std::fs;
use std::path::PathBuf;

#[derive(Args)]
pub(crate) struct Plot {
    /// Draw the answer into this SVG file too, readable on light and dark pages.
    #[arg(long = "plot", value_name = "FILE.svg")]
    picture: Option<PathBuf>,
}

impl Plot {
    /// Draws into the file that was named, if one was.
    pub(crate) fn write(&self, draw: impl FnOnce() -> models::Result<String>) -> Result<()> {
        let Some(file) = &self.picture else { return Ok(()) };
        fs::write(file, draw()?).map_err(|error| format!("{}: {error}", file.display()).into())
    }
}
