//! What the business means: ids, life cycles, permissions, events; no SQL, no HTTP, no clock.
