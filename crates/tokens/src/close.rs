use anchor_lang::{
    cpi::InstructionAccount, prelude::Address, unchecked_invoke_signed_fixed, CpiHandle, CpiHandleMut,
};

/// `close_account`, of an account that is empty. `authority` owns it: it has signed, or signs by its seeds.
pub struct CloseAccount<'a> {
    pub token_program: &'a Address,
    pub account: CpiHandleMut<'a>,
    /// Gets the rent.
    pub destination: CpiHandleMut<'a>,
    pub authority: CpiHandle<'a>,
}

impl<'a> CloseAccount<'a> {
    /// A refusal of the token program ends the transaction.
    pub fn invoke(self, signer_seeds: &'a [&'a [&'a [u8]]]) {
        const CLOSE_ACCOUNT: u8 = 9;
        let metas = [
            InstructionAccount::writable(self.account.address()),
            InstructionAccount::writable(self.destination.address()),
            InstructionAccount::readonly_signer(self.authority.address()),
        ];
        let handles = [self.account.into(), self.destination.into(), self.authority];
        unchecked_invoke_signed_fixed(self.token_program, &[CLOSE_ACCOUNT], &metas, &handles, signer_seeds);
    }
}
