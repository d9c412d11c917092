//! Bytes to message and back: parse, fold quotes, sanitise, compose; pure and fuzzed.
