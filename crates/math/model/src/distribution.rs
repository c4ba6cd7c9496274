use crate::Parts;

/// What a distribution moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distribution {
    /// Of what came in.
    pub parts: Parts,
    /// From the vault to the treasury, what was due before included.
    pub treasury_paid: u64,
}
