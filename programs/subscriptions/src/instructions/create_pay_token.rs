use anchor_lang::prelude::*;
use anchor_spl::token_interface::TokenInterface;
use tenure_math::billing::MAX_DECIMALS;
use tenure_tokens::{associated_account_bump, decimals_of_admitted, owner_of_tokens};

use crate::{
    error::SubscriptionError,
    event::PayTokenCreated,
    state::{PayToken, Store, TokenTerms},
};

#[derive(Accounts)]
pub struct CreatePayToken {
    /// Pays the rent. May be the authority.
    #[account(mut, unsafe(dup))]
    pub payer: Signer,
    pub store: Account<Store>,
    #[account(address = store.authority @ SubscriptionError::NotAuthority)]
    pub authority: Signer,
    pub mint: UncheckedAccount,
    #[account(
        init,
        payer = payer,
        seeds = [b"pay", store.address().as_ref(), mint.address().as_ref()],
        bump
    )]
    pub pay_token: Account<PayToken>,
    /// The associated token account of the store's payout owner: where a splitter takes income in.
    pub payout: UncheckedAccount,
    pub token_program: Interface<'static, TokenInterface>,
    pub system_program: Program<System>,
}

impl CreatePayToken {
    fn validate(&self) -> Result<u8> {
        let (mint, token_program) = (self.mint.address(), self.token_program.address());
        let decimals =
            decimals_of_admitted(self.mint.account(), token_program).map_err(SubscriptionError::from)?;
        require!(decimals <= MAX_DECIMALS, SubscriptionError::DecimalsOutOfRange);
        let (payout, owner) = (self.payout.address(), &self.store.payout_owner);
        let bump = associated_account_bump(payout, owner, mint, token_program);
        require!(bump.is_some(), SubscriptionError::WrongPayout);
        let owns = owner_of_tokens(self.payout.account(), mint, token_program);
        require!(owns.map_err(SubscriptionError::from)? == *owner, SubscriptionError::WrongPayout);
        Ok(decimals)
    }

    pub fn handler(&mut self, bump: u8, terms: TokenTerms) -> Result<()> {
        let decimals = self.validate()?;
        let (store, mint) = (*self.store.address(), *self.mint.address());
        let (token_program, payout) = (*self.token_program.address(), *self.payout.address());
        let pay_token = &mut self.pay_token;
        pay_token.set_terms(&terms)?;
        pay_token.version = PayToken::VERSION;
        pay_token.bump = bump;
        pay_token.decimals = decimals;
        pay_token.store = store;
        pay_token.mint = mint;
        pay_token.token_program = token_program;
        pay_token.payout = payout;

        emit!(PayTokenCreated {
            store,
            authority: *self.authority.address(),
            pay_token: *self.pay_token.address(),
            mint,
            payout,
            kind: terms.kind.into(),
            own: terms.own.into(),
            feed: terms.feed,
        });
        Ok(())
    }
}
