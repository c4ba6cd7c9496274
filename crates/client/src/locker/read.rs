use borsh::BorshDeserialize;
use locker::{Lock, Locker};

use crate::Account;

impl Account for Locker {
    const VERSION: u8 = Locker::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

impl Account for Lock {
    const VERSION: u8 = Lock::VERSION;

    fn version(&self) -> u8 {
        self.version
    }
}

/// What the views return: the power of a lock and of the whole locker at the same time.
#[derive(BorshDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct PowerView {
    pub lock: u64,
    pub total: u64,
}

impl PowerView {
    /// Reads the return data of a view.
    pub fn read(data: &[u8]) -> Result<Self, std::io::Error> {
        Self::try_from_slice(data)
    }
}

#[cfg(test)]
mod tests {
    use anchor_lang::Discriminator;
    use bytemuck::Zeroable;
    use locker::ID;
    use solana_program::pubkey::Pubkey;

    use super::*;
    use crate::ReadError;

    fn bytes(version: u8) -> Vec<u8> {
        let lock = Lock { version, amount: 77, ..Lock::zeroed() };
        [Lock::DISCRIMINATOR, bytemuck::bytes_of(&lock)].concat()
    }

    #[test]
    fn reads_a_lock() {
        let lock = Lock::read(&ID, &bytes(Lock::VERSION));
        assert_eq!(lock.map(|lock| lock.amount), Ok(77));
    }

    #[test]
    fn refuses_another_owner() {
        let actual = Pubkey::new_from_array([9; 32]);
        let refused = Lock::read(&actual, &bytes(Lock::VERSION)).err();
        assert_eq!(refused, Some(ReadError::Owner { expected: ID, actual }));
    }

    #[test]
    fn refuses_another_type() {
        let refused = Locker::read(&ID, &bytes(Lock::VERSION)).err();
        assert_eq!(refused, Some(ReadError::Type));
        assert_eq!(Lock::read(&ID, &[]).err(), Some(ReadError::Type));
    }

    #[test]
    fn refuses_a_short_account() {
        let data = bytes(Lock::VERSION);
        let len = data.len() - 1;
        assert_eq!(Lock::read(&ID, &data[..len]).err(), Some(ReadError::Length { len }));
    }

    #[test]
    fn refuses_another_version() {
        for version in [0, Lock::VERSION + 1] {
            assert_eq!(Lock::read(&ID, &bytes(version)).err(), Some(ReadError::Version { version }));
        }
    }

    #[test]
    fn reads_a_view_and_refuses_a_cut_one() {
        let data = [7u64.to_le_bytes(), 9u64.to_le_bytes()].concat();
        let view = PowerView::read(&data).ok();
        assert_eq!(view, Some(PowerView { lock: 7, total: 9 }));
        assert!(PowerView::read(&data[..15]).is_err());
    }
}
