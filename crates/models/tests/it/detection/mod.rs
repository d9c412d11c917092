//! Detection: run lengths, thresholds and streams as published, and what must hold for any data.

mod charts;
mod errors;
mod farrington;
mod hours;
mod operating;
mod streams;
