/// The most weeks that one claim takes.
pub const MAX_CLAIM_WEEKS: u8 = 26;
