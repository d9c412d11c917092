//! A believable company, made from a seed: customers, orders, months of conversations.
