//! The store of the platform, and two who subscribe.

use solana_signer::Signer;
use solana_transaction::Signature;
use spl_associated_token_account_interface::{
    address::get_associated_token_address, instruction::create_associated_token_account,
};
use spl_token_2022_interface::instruction as token;
use tenure_client::{
    membership::CollectionKeys,
    subscriptions::{consent_to, Consent, StoreKeys, TokenKeys},
    Instruction, Pubkey,
};

use super::{currency::Currency, world::World};
use crate::{
    chain::{OpenPayToken, OpenPlan, OpenStore, OpenSubscription, Rate},
    failure::Failure,
    network::price_account,
    report::Report,
    shop::badge_facts,
};

/// Who subscribes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patron {
    Dana,
    Erin,
}

impl Patron {
    pub const ALL: [Self; 2] = [Self::Dana, Self::Erin];

    pub fn name(self) -> &'static str {
        match self {
            Self::Dana => "Dana",
            Self::Erin => "Erin",
        }
    }

    /// What she pays with, and how much she has of it.
    pub fn purse(self) -> (Currency, u64) {
        match self {
            Self::Dana => (Currency::Token, 1_000_000_000),
            Self::Erin => (Currency::Usdc, 200_000_000),
        }
    }
}

pub const STORE_ID: u32 = 1;
/// For how long a signature is worth anything, in seconds.
const CONSENT_SECONDS: u64 = 600;

impl World<'_> {
    pub fn store_keys(&self) -> StoreKeys {
        let bank = self.bank();
        let badges = CollectionKeys::derive(&bank, STORE_ID.to_le_bytes());
        StoreKeys::derive(&bank, STORE_ID, badges.collection)
    }

    pub fn store(&self) -> Result<OpenStore, Failure> {
        self.chain().store(self.store_keys().store)
    }

    /// A plan, by its number.
    pub fn plan(&self, id: u32) -> Result<OpenPlan, Failure> {
        let found = self.chain().plans(&self.store()?)?.into_iter().find(|plan| plan.id == id);
        found.ok_or_else(|| Failure::cluster(format!("there is no plan {id}")))
    }

    /// Of a token that the store takes: it is paid to the splitter's intake.
    pub fn token_keys(&self, currency: Currency) -> TokenKeys {
        let keys = self.store_keys().token(self.mint(currency), spl_token::ID, self.pool(currency).intake);
        if currency == Currency::Token {
            keys.priced_by(price_account())
        } else {
            keys
        }
    }

    /// A token that the store takes, and what dollars are in it now.
    pub fn rate(&self, currency: Currency) -> Result<(OpenPayToken, Rate), Failure> {
        let token = self.chain().pay_token(&self.store()?, &self.mint(currency))?;
        let rate = self.chain().rate(&token, self.chain().now()?)?.map_err(Failure::cluster)?;
        Ok((token, rate))
    }

    pub fn patron(&self, patron: Patron) -> Pubkey {
        self.patrons[patron as usize].pubkey()
    }

    pub fn patron_account(&self, patron: Patron) -> Pubkey {
        get_associated_token_address(&self.patron(patron), &self.mint(patron.purse().0))
    }

    /// Gives her what she has, of what the other customers have.
    pub fn fund_patron(&self, patron: Patron) -> Result<(), Failure> {
        let (currency, amount) = patron.purse();
        let (mint, customers) = (self.mint(currency), self.customers.pubkey());
        let (from, to) = (get_associated_token_address(&customers, &mint), self.patron_account(patron));
        let (program, decimals) = (spl_token::ID, currency.decimals());
        let give = token::transfer_checked(&program, &from, &mint, &to, &customers, &[], amount, decimals);
        let open = create_associated_token_account(&self.bank(), &self.patron(patron), &mint, &program);
        let instructions = [open, give.map_err(Failure::cluster)?];
        self.chain().send(&instructions, &[self.network.bank(), &self.customers])?;
        Ok(())
    }

    /// She signs, and the bank pays the fee.
    pub fn send_as_patron(&self, patron: Patron, instructions: &[Instruction]) -> Result<Signature, Failure> {
        self.chain().send(instructions, &[self.network.bank(), &self.patrons[patron as usize]])
    }

    pub fn subscription(&self, patron: Patron) -> Result<OpenSubscription, Failure> {
        self.chain().subscription(&self.store()?, &self.patron(patron))
    }

    /// What she signs: at most so much, now, for the subscription as it is.
    pub fn consent(&self, patron: Patron, max_in: u64) -> Result<Consent, Failure> {
        let seen = self.chain().find_subscription(&self.store()?, &self.patron(patron))?;
        let valid_until = self.chain().now()?.saturating_add(CONSENT_SECONDS);
        Ok(consent_to(seen.as_ref().map(|seen| seen.state.as_ref()), max_in, valid_until))
    }

    /// What her badge says, in the program and on its token.
    pub fn badge(&self, patron: Patron) -> Result<Report, Failure> {
        let (store, now) = (self.store()?, self.chain().now()?);
        let badge = self.chain().find_badge(&store, &self.patron(patron))?;
        let badge = badge.ok_or_else(|| Failure::cluster("there is no badge"))?;
        Ok(badge_facts(&store, &badge, now))
    }
}
