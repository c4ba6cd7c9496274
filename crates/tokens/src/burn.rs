use anchor_lang::{
    cpi::InstructionAccount, prelude::Address, unchecked_invoke_signed_fixed, CpiHandle, CpiHandleMut,
};

use crate::transfer::checked;

/// `burn_checked`. `authority` owns `from`: it has signed, or signs by its seeds.
pub struct Burn<'a> {
    pub token_program: &'a Address,
    pub from: CpiHandleMut<'a>,
    pub mint: CpiHandleMut<'a>,
    pub authority: CpiHandle<'a>,
}

impl<'a> Burn<'a> {
    /// Burns `amount`. A refusal of the token program ends the transaction.
    pub fn invoke(self, amount: u64, decimals: u8, signer_seeds: &'a [&'a [&'a [u8]]]) {
        const BURN_CHECKED: u8 = 15;
        let data = checked(BURN_CHECKED, amount, decimals);
        let metas = [
            InstructionAccount::writable(self.from.address()),
            InstructionAccount::writable(self.mint.address()),
            InstructionAccount::readonly_signer(self.authority.address()),
        ];
        let handles = [self.from.into(), self.mint.into(), self.authority];
        unchecked_invoke_signed_fixed(self.token_program, &data, &metas, &handles, signer_seeds);
    }
}
