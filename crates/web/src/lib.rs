//! Pages, the live stream and assets.
