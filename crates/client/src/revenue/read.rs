use borsh::BorshDeserialize;
use revenue::{ClaimRecord, Pool, Splitter};

use crate::Account;

impl Account for Splitter {
    const VERSION: u8 = Splitter::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Pool {
    const VERSION: u8 = Pool::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for ClaimRecord {
    const VERSION: u8 = ClaimRecord::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

/// What the view returns: what claims would pay until nothing is left, and of which weeks: from the
/// first, up to but without the second.
#[derive(BorshDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimableView {
    pub amount: u64,
    pub from_week: u32,
    pub to_week: u32,
}

impl ClaimableView {
    /// Reads the return data of the view.
    pub fn read(data: &[u8]) -> Result<Self, std::io::Error> {
        Self::try_from_slice(data)
    }
}
