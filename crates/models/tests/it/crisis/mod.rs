//! The crisis model against the reference data, and against worlds made to its own equations.

mod errors;
mod findings;
mod generalised;
mod reference_sets;
mod responses;
mod simulation;
mod specification;
mod world;
