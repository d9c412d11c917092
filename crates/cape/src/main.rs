//! The binary: commands, configuration, wiring, starting and stopping workers.

mod archive;
mod backup;
mod clock;
mod command;
mod config;
mod demo;
mod worker;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    command::run(command::Cape::parse())
}
