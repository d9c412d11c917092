//! How things look: one folder per component (Rust and its CSS), the layout, the only unescaped HTML.
