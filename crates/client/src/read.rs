//! Typed accounts out of raw bytes.

use anchor_lang::{AccountDeserialize, Discriminator, Owner};
use solana_program::pubkey::Pubkey;
use thiserror::Error;

/// Why bytes are not the account they should be.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum ReadError {
    #[error("the account belongs to {actual}, not to program {expected}")]
    Owner { expected: Pubkey, actual: Pubkey },
    #[error("the account is of another type")]
    Type,
    #[error("the account is too short: {len} bytes")]
    Length { len: usize },
    #[error("the account has layout version {version}, which this client does not know")]
    Version { version: u8 },
}

/// An account type that this client reads.
pub trait Account: AccountDeserialize + Discriminator + Owner + Sized {
    /// The layout version this client knows.
    const VERSION: u8;

    fn version(&self) -> u8;

    /// Reads an account with the given owner and bytes.
    fn read(owner: &Pubkey, data: &[u8]) -> Result<Self, ReadError> {
        if *owner != Self::OWNER {
            return Err(ReadError::Owner { expected: Self::OWNER, actual: *owner });
        }
        if !data.starts_with(Self::DISCRIMINATOR) {
            return Err(ReadError::Type);
        }
        let account =
            Self::try_deserialize(&mut &data[..]).map_err(|_| ReadError::Length { len: data.len() })?;
        if account.version() != Self::VERSION {
            return Err(ReadError::Version { version: account.version() });
        }
        Ok(account)
    }
}
