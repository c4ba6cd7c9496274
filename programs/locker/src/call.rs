//! Calls to the locker from other programs, built on the stack.

use anchor_lang::{
    cpi::InstructionAccount, unchecked_invoke_signed_fixed, CpiHandle, CpiHandleMut, Discriminator,
};

/// [`crate::Increase`]. The owner has signed.
pub struct Increase<'a> {
    pub owner: CpiHandle<'a>,
    pub locker: CpiHandleMut<'a>,
    pub lock: CpiHandleMut<'a>,
    pub source: CpiHandleMut<'a>,
    pub vault: CpiHandleMut<'a>,
    pub mint: CpiHandle<'a>,
    pub token_program: CpiHandle<'a>,
}

impl Increase<'_> {
    /// Adds `amount`. A refusal ends the transaction.
    pub fn invoke(self, amount: u64) {
        let mut data = [0; 16];
        data[..8].copy_from_slice(crate::instruction::Increase::DISCRIMINATOR);
        data[8..].copy_from_slice(&amount.to_le_bytes());
        let metas = [
            InstructionAccount::readonly_signer(self.owner.address()),
            InstructionAccount::writable(self.locker.address()),
            InstructionAccount::writable(self.lock.address()),
            InstructionAccount::writable(self.source.address()),
            InstructionAccount::writable(self.vault.address()),
            InstructionAccount::readonly(self.mint.address()),
            InstructionAccount::readonly(self.token_program.address()),
        ];
        let handles = [
            self.owner,
            self.locker.into(),
            self.lock.into(),
            self.source.into(),
            self.vault.into(),
            self.mint,
            self.token_program,
        ];
        unchecked_invoke_signed_fixed(&crate::ID, &data, &metas, &handles, &[]);
    }
}

/// [`crate::MarkVoting`]. The governor signs by its seeds; the voter has signed.
pub struct MarkVoting<'a> {
    pub governor: CpiHandle<'a>,
    pub voter: CpiHandle<'a>,
    pub locker: CpiHandle<'a>,
    pub lock: CpiHandleMut<'a>,
}

impl<'a> MarkVoting<'a> {
    /// Marks the lock until the second `until`. A refusal ends the transaction.
    pub fn invoke(self, until: i64, signer_seeds: &'a [&'a [&'a [u8]]]) {
        let mut data = [0; 16];
        data[..8].copy_from_slice(crate::instruction::MarkVoting::DISCRIMINATOR);
        data[8..].copy_from_slice(&until.to_le_bytes());
        let metas = [
            InstructionAccount::readonly_signer(self.governor.address()),
            InstructionAccount::readonly_signer(self.voter.address()),
            InstructionAccount::readonly(self.locker.address()),
            InstructionAccount::writable(self.lock.address()),
        ];
        let handles = [self.governor, self.voter, self.locker, self.lock.into()];
        unchecked_invoke_signed_fixed(&crate::ID, &data, &metas, &handles, signer_seeds);
    }
}
