use anchor_lang::prelude::*;
use tenure_tokens::{balance, CloseAccount, Transfer};

use crate::{clock, error::SubscriptionError, event::CreditWithdrawn, state::Credit};

#[derive(Accounts)]
pub struct WithdrawCredit {
    #[account(address = credit.user @ SubscriptionError::NotUser)]
    pub user: Signer,
    #[account(mut, close = rent_payer)]
    pub credit: Account<Credit>,
    #[account(mut, address = credit.vault @ SubscriptionError::WrongVault)]
    pub vault: UncheckedAccount,
    /// Any token account of the user's choice.
    #[account(mut)]
    pub destination: UncheckedAccount,
    #[account(address = credit.mint @ SubscriptionError::WrongMint)]
    pub mint: UncheckedAccount,
    #[account(address = credit.token_program @ SubscriptionError::WrongTokenProgram)]
    pub token_program: UncheckedAccount,
    /// Paid the rent, and gets all lamports that are no tokens: gifts, too. May be the user: it is only
    /// credited.
    #[account(mut, unsafe(dup), address = credit.rent_payer @ SubscriptionError::WrongRentPayer)]
    pub rent_payer: UncheckedAccount,
}

impl WithdrawCredit {
    /// All tokens that the vault holds are the user's, gifts too. Lamports are tokens where they are wrapped:
    /// those that the token program has not been told of (`sync_native`) are none, and go with the rent.
    pub fn handler(&mut self) -> Result<()> {
        self.credit.require_known()?;
        let now = clock::now()?;
        self.credit.tab().withdraw(now).map_err(SubscriptionError::from)?;
        // The next one at this address has a higher incarnation.
        require!(now > self.credit.incarnation, SubscriptionError::TooSoon);
        let amount = balance(self.vault.account())?;
        self.empty(amount);

        emit!(CreditWithdrawn {
            store: self.credit.store,
            credit: *self.credit.address(),
            user: *self.user.address(),
            mint: self.credit.mint,
            destination: *self.destination.address(),
            amount,
            settled: self.credit.settled,
        });
        Ok(())
    }

    fn empty(&mut self, amount: u64) {
        let credit = &self.credit;
        let bump = [credit.bump];
        let seeds: &[&[u8]] =
            &[Credit::SEED, credit.store.as_ref(), credit.user.as_ref(), credit.mint.as_ref(), &bump];
        if amount > 0 {
            Transfer {
                token_program: self.token_program.address(),
                from: self.vault.cpi_handle_mut(),
                mint: self.mint.cpi_handle(),
                to: self.destination.cpi_handle_mut(),
                authority: credit.cpi_handle(),
            }
            .invoke(amount, credit.decimals, &[seeds]);
        }
        CloseAccount {
            token_program: self.token_program.address(),
            account: self.vault.cpi_handle_mut(),
            destination: self.rent_payer.cpi_handle_mut(),
            authority: credit.cpi_handle(),
        }
        .invoke(&[seeds]);
    }
}
