use anchor_lang::{
    cpi::InstructionAccount, prelude::Address, unchecked_invoke_signed_fixed, CpiHandle, CpiHandleMut,
};

/// `transfer_checked`. `authority` owns `from`: it has signed, or signs by its seeds.
pub struct Transfer<'a> {
    pub token_program: &'a Address,
    pub from: CpiHandleMut<'a>,
    pub mint: CpiHandle<'a>,
    pub to: CpiHandleMut<'a>,
    pub authority: CpiHandle<'a>,
}

impl<'a> Transfer<'a> {
    /// Moves `amount`. A refusal of the token program ends the transaction.
    pub fn invoke(self, amount: u64, decimals: u8, signer_seeds: &'a [&'a [&'a [u8]]]) {
        const TRANSFER_CHECKED: u8 = 12;
        let data = checked(TRANSFER_CHECKED, amount, decimals);
        let metas = [
            InstructionAccount::writable(self.from.address()),
            InstructionAccount::readonly(self.mint.address()),
            InstructionAccount::writable(self.to.address()),
            InstructionAccount::readonly_signer(self.authority.address()),
        ];
        let handles = [self.from.into(), self.mint, self.to.into(), self.authority];
        unchecked_invoke_signed_fixed(self.token_program, &data, &metas, &handles, signer_seeds);
    }
}

/// The data of a token instruction that names amount and decimals.
pub(crate) fn checked(instruction: u8, amount: u64, decimals: u8) -> [u8; 10] {
    let mut data = [instruction; 10];
    data[1..9].copy_from_slice(&amount.to_le_bytes());
    data[9] = decimals;
    data
}
