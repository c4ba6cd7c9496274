use anchor_lang::prelude::*;
use tenure_tokens::{create_token_account, decimals_of_admitted};

use crate::{
    clock,
    error::SubscriptionError,
    event::CreditOpened,
    state::{Credit, PayToken, Store},
};

#[derive(Accounts)]
pub struct OpenCredit {
    /// Pays the rent. May be the user.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub user: Signer,
    pub store: Account<Store>,
    pub pay_token: Account<PayToken>,
    pub mint: UncheckedAccount,
    #[account(
        init,
        payer = payer,
        seeds = [
            b"credit",
            store.address().as_ref(),
            user.address().as_ref(),
            mint.address().as_ref()
        ],
        bump
    )]
    pub credit: Account<Credit>,
    #[account(mut, seeds = [b"vault", credit.address().as_ref()], bump)]
    pub vault: UncheckedAccount,
    #[account(address = pay_token.token_program @ SubscriptionError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    pub system_program: Program<System>,
}

impl OpenCredit {
    fn validate(&self, session_key: &Address) -> Result<()> {
        self.store.require_open()?;
        self.pay_token.require_taken(&self.store)?;
        require!(self.pay_token.mint == *self.mint.address(), SubscriptionError::WrongMint);
        let decimals = decimals_of_admitted(self.mint.account(), &self.pay_token.token_program);
        let decimals = decimals.map_err(SubscriptionError::from)?;
        require!(decimals == self.pay_token.decimals, SubscriptionError::MintChanged);
        require!(*session_key != Address::default(), SubscriptionError::ZeroAddress);
        Ok(())
    }

    pub fn handler(&mut self, bump: u8, vault_bump: u8, session_key: Address) -> Result<()> {
        self.validate(&session_key)?;
        let incarnation = clock::now()?;
        let (store, user) = (*self.store.address(), *self.user.address());
        let (mint, vault) = (*self.mint.address(), *self.vault.address());
        let (token_program, decimals) = (self.pay_token.token_program, self.pay_token.decimals);
        let (rent_payer, notice) = (*self.payer.address(), self.store.notice);
        let credit = &mut self.credit;
        credit.version = Credit::VERSION;
        credit.bump = bump;
        credit.vault_bump = vault_bump;
        credit.decimals = decimals;
        credit.notice = notice;
        credit.incarnation = incarnation;
        credit.store = store;
        credit.user = user;
        credit.mint = mint;
        credit.vault = vault;
        credit.token_program = token_program;
        credit.session_key = session_key;
        credit.rent_payer = rent_payer;
        create_token_account(
            self.payer.account(),
            self.vault.account(),
            self.mint.account(),
            self.credit.address(),
            &token_program,
            &[Credit::VAULT_SEED, self.credit.address().as_ref(), &[vault_bump]],
        )?;

        emit!(CreditOpened {
            store,
            credit: *self.credit.address(),
            user,
            mint,
            session_key,
            incarnation,
            notice: notice.into(),
        });
        Ok(())
    }
}
