//! What a platform, its customers and its lockers live through, over weeks and programs.

mod subscriptions;
mod swap_fees;
