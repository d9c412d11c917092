//! The outside wires: IMAP and SMTP.
