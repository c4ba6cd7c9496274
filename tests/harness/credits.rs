//! Credits for calls, in a shop: deposits, vouchers, and what settles them.

use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::subscriptions::{credit_vault_address, verification, Credit, StoreKeys, Voucher};

use crate::{Customer, Money, Outcome, Shop};

/// A customer, the token that calls are paid in, and the key that signs the vouchers.
pub struct Tab {
    pub customer: Customer,
    pub money: Money,
    pub session: Keypair,
    pub credit: Pubkey,
    pub vault: Pubkey,
}

impl Tab {
    /// Of a store, whether it is open there or not.
    pub fn of(store: &StoreKeys, customer: Customer, money: Money) -> Self {
        let credit = store.credit(&customer.address(), &money.mint.address);
        Self { customer, money, session: Keypair::new(), credit, vault: credit_vault_address(&credit) }
    }

    pub fn user(&self) -> Pubkey {
        self.customer.address()
    }

    /// The customer's associated token account.
    pub fn wallet(&self) -> Pubkey {
        self.money.keys.source(&self.user())
    }

    /// The check of a voucher's signature by the session key.
    pub fn verification(&self, voucher: &Voucher) -> Instruction {
        let signature = self.session.sign_message(&voucher.message()).into();
        verification(voucher, &self.session.pubkey(), &signature)
    }
}

impl Shop {
    /// What a call costs, in base units of USDC: $0.017.
    pub const CALL: u64 = 17_000;

    /// A new customer with an open credit, and `deposit` in it.
    pub async fn tab(&mut self, money: &Money, deposit: u64) -> Tab {
        let tab = self.unopened_tab(money).await;
        self.open_credit(&tab).await.expect("the credit is opened");
        if deposit > 0 {
            self.deposit_credit(&tab, deposit).await.expect("the deposit is made");
        }
        tab
    }

    /// A new customer with a million of each token, and of `money` too. No credit yet.
    pub async fn unopened_tab(&mut self, money: &Money) -> Tab {
        let customer = self.customer().await;
        let known = [self.usdc.mint.address, self.own.mint.address];
        if !known.contains(&money.mint.address) {
            self.fund(&customer, money, 1_000_000_000_000).await;
        }
        Tab::of(&self.store, customer, money.clone())
    }

    pub async fn open_credit(&mut self, tab: &Tab) -> Outcome {
        let session = tab.session.pubkey();
        let instruction = self.store.open_credit(self.payer(), &tab.user(), &tab.money.keys, session);
        self.attempt(instruction, &[&tab.customer.keypair]).await
    }

    /// Out of the customer's own tokens.
    pub async fn deposit_credit(&mut self, tab: &Tab, amount: u64) -> Outcome {
        let user = tab.user();
        let instruction = self.store.deposit_credit(user, &user, &tab.money.keys, tab.wallet(), amount);
        self.attempt(instruction, &[&tab.customer.keypair]).await
    }

    /// A voucher of the open credit over `cumulative`, valid for an hour.
    pub async fn voucher(&mut self, tab: &Tab, cumulative: u64) -> Voucher {
        let incarnation = self.credit(tab).await.incarnation;
        Voucher { credit: tab.credit, incarnation, cumulative, valid_until: self.now().await + 3_600 }
    }

    /// The check of the voucher's signature, and its settlement.
    pub fn settlement(&self, tab: &Tab, voucher: &Voucher) -> [Instruction; 2] {
        let Voucher { cumulative, valid_until, .. } = *voucher;
        let settle = self.store.settle_voucher(&tab.user(), &tab.money.keys, cumulative, valid_until);
        [tab.verification(voucher), settle]
    }

    /// Anyone settles a voucher that the session key has signed.
    pub async fn settle_voucher(&mut self, tab: &Tab, voucher: &Voucher) -> Outcome {
        let settlement = self.settlement(tab, voucher);
        self.attempt_all(&settlement, &[]).await
    }

    /// Anyone settles a new voucher over `cumulative`.
    pub async fn settle(&mut self, tab: &Tab, cumulative: u64) -> Outcome {
        let voucher = self.voucher(tab, cumulative).await;
        self.settle_voucher(tab, &voucher).await
    }

    pub async fn request_close_credit(&mut self, tab: &Tab) -> Outcome {
        let instruction = self.store.request_close_credit(&tab.user(), &tab.money.mint.address);
        self.attempt(instruction, &[&tab.customer.keypair]).await
    }

    /// To the customer's associated token account.
    pub async fn withdraw_credit(&mut self, tab: &Tab) -> Outcome {
        self.withdraw_credit_to(tab, tab.wallet()).await
    }

    pub async fn withdraw_credit_to(&mut self, tab: &Tab, destination: Pubkey) -> Outcome {
        let credit = self.credit(tab).await;
        let instruction = self.store.withdraw_credit(&credit, destination);
        self.attempt(instruction, &[&tab.customer.keypair]).await
    }

    /// The credit, whose invariant holds.
    pub async fn credit(&mut self, tab: &Tab) -> Credit {
        self.find_credit(tab).await.expect("a credit")
    }

    pub async fn find_credit(&mut self, tab: &Tab) -> Option<Credit> {
        let credit: Credit = self.read(&tab.credit).await?;
        let vault = self.balance(&tab.vault).await;
        assert!(credit.invariant(vault), "the credit's invariant");
        Some(credit)
    }
}
