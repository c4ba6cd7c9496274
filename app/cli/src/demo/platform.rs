//! The platform: its tokens, its customers, and how it shares its income.

use solana_program::program_pack::Pack;
use solana_signer::Signer;
use solana_transaction::Signature;
use spl_associated_token_account_interface::address::get_associated_token_address;
use spl_token_2022_interface::{instruction as token, state::Mint};
use tenure_client::{
    revenue::{Pool, PoolKeys, RevenueKeys},
    Instruction, Pubkey,
};

use super::{
    currency::Currency,
    world::{Actor, World, PURSE},
};
use crate::{failure::Failure, network::NewMint};

/// What customers have of each token, in base units.
const CUSTOMERS_PURSE: u64 = 10_000_000_000;

impl World<'_> {
    /// The bank makes a token.
    pub fn make_mint(&self, currency: Currency) -> Result<(), Failure> {
        let keypair = &self.mints[currency as usize];
        self.chain().send(&self.new_mint(currency).create()?, &[self.network.bank(), keypair])?;
        Ok(())
    }

    /// The bank mints all of it.
    pub fn new_mint(&self, currency: Currency) -> NewMint {
        let (program, mint, authority) = (spl_token::ID, self.mint(currency), self.bank());
        NewMint { program, mint, authority, decimals: currency.decimals() }
    }

    pub fn mint(&self, currency: Currency) -> Pubkey {
        self.mints[currency as usize].pubkey()
    }

    /// The addresses of the locker's splitter.
    pub fn revenue(&self) -> RevenueKeys {
        RevenueKeys::derive(self.keys)
    }

    /// The addresses of a token's pool in it.
    pub fn pool(&self, currency: Currency) -> PoolKeys {
        let treasury = get_associated_token_address(&self.governance.treasury, &self.mint(currency));
        self.revenue().pool(self.mint(currency), spl_token::ID, treasury)
    }

    pub fn read_pool(&self, currency: Currency) -> Result<Box<Pool>, Failure> {
        Ok(self.chain().pool(&self.chain().splitter(self.locker()?)?, &self.mint(currency))?.state)
    }

    /// The treasury's token account.
    pub fn open_treasury(&self, currency: Currency) -> Instruction {
        self.pool(currency).open_destination(&self.bank(), &self.governance.treasury)
    }

    /// An actor's token account.
    pub fn account(&self, actor: Actor, currency: Currency) -> Pubkey {
        get_associated_token_address(&self.address(actor), &self.mint(currency))
    }

    /// Gives customers what they will pay with.
    pub fn fund_customers(&self, currency: Currency) -> Result<(), Failure> {
        self.send_as_bank(&self.new_mint(currency).give(&self.customers.pubkey(), CUSTOMERS_PURSE)?)?;
        Ok(())
    }

    fn customers_purse(&self, currency: Currency) -> Pubkey {
        get_associated_token_address(&self.customers.pubkey(), &self.mint(currency))
    }

    /// Customers pay each of these amounts to the platform's intake.
    pub fn pay_in(&self, payments: &[(Currency, u64)]) -> Result<Signature, Failure> {
        let customers = self.customers.pubkey();
        let transfers = payments.iter().map(|&(currency, amount)| {
            let (purse, intake) = (self.customers_purse(currency), self.pool(currency).intake);
            let (program, mint, decimals) = (spl_token::ID, self.mint(currency), currency.decimals());
            token::transfer_checked(&program, &purse, &mint, &intake, &customers, &[], amount, decimals)
                .map_err(Failure::cluster)
        });
        let transfers = transfers.collect::<Result<Vec<_>, _>>()?;
        self.chain().send(&transfers, &[self.network.bank(), &self.customers])
    }

    /// One of the customers, who sends with the bank paying the fees.
    pub fn customer(&self) -> Pubkey {
        self.customers.pubkey()
    }

    /// A customer's own account of the token that is locked.
    pub fn customer_purse(&self) -> Pubkey {
        self.customers_purse(Currency::Token)
    }

    pub fn send_as_customer(&self, instruction: Instruction) -> Result<Signature, Failure> {
        self.chain().send(&[instruction], &[self.network.bank(), &self.customers])
    }

    /// What customers have paid of a token: what they do not have any more.
    pub fn spent(&self, currency: Currency) -> Result<u64, Failure> {
        Ok(CUSTOMERS_PURSE - self.chain().balance(&self.customers_purse(currency))?)
    }

    /// What was burned of a token: what was made, and is not there any more.
    pub fn burned(&self, currency: Currency) -> Result<u64, Failure> {
        let purses = if currency == Currency::Token { PURSE * Actor::ALL.len() as u64 } else { 0 };
        let account = self.chain().account(&self.mint(currency))?.unwrap_or_default();
        let mint = Mint::unpack(&account.data).map_err(Failure::cluster)?;
        Ok(purses + CUSTOMERS_PURSE - mint.supply)
    }
}
