//! Mails of ours, made from typed letters.
