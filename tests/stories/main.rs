//! What a platform, its customers and its lockers live through, over weeks and programs.

mod swap_fees;
