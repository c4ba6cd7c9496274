//! What an accepted operation moved.

/// Everything is zero that an operation does not touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Tokens from the owner to the vault.
    pub paid_in: u64,
    /// Tokens from the vault that the owner keeps.
    pub paid_out: u64,
    /// Tokens from the vault that end with the receiver of penalties.
    pub penalty: u64,
    /// Weeks that the locker began, by itself or by a crank.
    pub weeks_begun: u32,
    /// Checkpoints that a prune dropped.
    pub checkpoints_dropped: usize,
}
