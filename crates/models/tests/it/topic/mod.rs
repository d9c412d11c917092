//! Topics: copies, known topics, suggestions and growth, against public figures and against what must hold for any text.

mod banking;
mod copies;
mod errors;
mod growth;
mod made;
