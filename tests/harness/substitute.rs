//! An instruction with one account replaced, as an attacker would.

use solana_instruction::Instruction;
use solana_pubkey::Pubkey;

pub trait Substitute {
    /// With every mention of `original` replaced by `other`.
    fn with(self, original: Pubkey, other: Pubkey) -> Self;

    /// With the signature of `signer` not asked for.
    fn unsigned(self, signer: Pubkey) -> Self;
}

impl Substitute for Instruction {
    fn with(mut self, original: Pubkey, other: Pubkey) -> Self {
        let mut found = false;
        for meta in self.accounts.iter_mut().filter(|meta| meta.pubkey == original) {
            meta.pubkey = other;
            found = true;
        }
        assert!(found, "{original} is not an account of the instruction");
        self
    }

    fn unsigned(mut self, signer: Pubkey) -> Self {
        for meta in self.accounts.iter_mut().filter(|meta| meta.pubkey == signer) {
            meta.is_signer = false;
        }
        self
    }
}
