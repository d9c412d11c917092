//! The rules of the house, as ordinary tests.
