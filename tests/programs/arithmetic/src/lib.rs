//! Runs every operation of [`operations`] on given inputs, so that a test can compare bytecode with the host.
//!
//! Instruction data is a [`Mode`] and its inputs; the results are the instruction's return data.

mod billing;
mod memory;
pub mod operations;

pub use operations::{digest, Vector, OPERATIONS};

/// The longest return data that Solana keeps.
pub const MAX_RETURN_DATA: usize = 1024;

/// What the first byte of the instruction data asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Mode {
    /// The digest of all results, eight bytes for each of the vectors that follow.
    Digests = 0,
    /// The results of the vector that follows, sixteen bytes each, from the operation whose index is the next byte.
    Results = 1,
    /// The sum of the two words that follow, without a check of its own.
    Add = 2,
    /// Their difference.
    Subtract = 3,
    /// Their product.
    Multiply = 4,
}

#[cfg(any(target_os = "solana", target_arch = "bpf"))]
mod program {
    use pinocchio::{entrypoint, error::ProgramError, AccountView, Address, ProgramResult};

    use crate::{digest, Mode, Vector, MAX_RETURN_DATA, OPERATIONS};

    entrypoint!(process);

    extern "C" {
        fn sol_set_return_data(data: *const u8, length: u64);
    }

    fn process(_program: &Address, _accounts: &mut [AccountView], data: &[u8]) -> ProgramResult {
        let (mode, data) = data.split_first().ok_or(ProgramError::InvalidInstructionData)?;
        let mut results = Vec::with_capacity(MAX_RETURN_DATA);
        if *mode == Mode::Digests as u8 {
            for bytes in data.chunks_exact(Vector::LENGTH) {
                results.extend_from_slice(&digest(&Vector::read(bytes)).to_le_bytes());
            }
        } else if *mode == Mode::Results as u8 {
            let (first, bytes) = data.split_first().ok_or(ProgramError::InvalidInstructionData)?;
            let vector = Vector::read(bytes);
            for operation in OPERATIONS.iter().skip(usize::from(*first)).take(MAX_RETURN_DATA / 16) {
                results.extend_from_slice(&(operation.run)(&vector).to_le_bytes());
            }
        } else {
            let word = |index: usize| {
                let bytes = data.get(index * 8..index * 8 + 8).ok_or(ProgramError::InvalidInstructionData)?;
                Ok::<_, ProgramError>(u64::from_le_bytes(bytes.try_into().expect("eight bytes")))
            };
            let (x, y) = (word(0)?, word(1)?);
            let result = match *mode {
                mode if mode == Mode::Add as u8 => x + y,
                mode if mode == Mode::Subtract as u8 => x - y,
                mode if mode == Mode::Multiply as u8 => x * y,
                _ => return Err(ProgramError::InvalidInstructionData),
            };
            results.extend_from_slice(&result.to_le_bytes());
        }
        // SAFETY: the pointer and the length are those of one vector.
        unsafe { sol_set_return_data(results.as_ptr(), results.len() as u64) };
        Ok(())
    }
}
