/// The longest grace that a collection can give, in seconds: 90 days.
pub const MAX_GRACE: u32 = 90 * 86_400;

/// Tiers that a collection can have: numbered from 1.
pub const MAX_TIERS: usize = 8;

/// Bytes of a collection's name, symbol and link, and of a tier's name, in UTF-8.
pub const NAME_LEN: usize = 32;
pub const SYMBOL_LEN: usize = 8;
pub const URI_LEN: usize = 96;
pub const TIER_NAME_LEN: usize = 16;
