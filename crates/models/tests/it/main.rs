//! The models against their properties, and against published figures where those lie beside the project.

mod reference;
mod text;
