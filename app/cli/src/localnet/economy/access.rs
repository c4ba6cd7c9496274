//! Who and what is where, and how everybody sends.

use solana_keypair::Keypair;
use solana_signer::Signer;
use solana_transaction::Signature;
use tenure_client::{revenue::PoolKeys, subscriptions::TokenKeys, Instruction, Pubkey};

use super::{Economy, Person, Token};
use crate::{
    chain::{Chain, OpenGovernor, OpenStore},
    failure::Failure,
    network::{price_account, NewMint},
};

/// A token's mint, which the operator mints.
pub fn new_mint(mint: Pubkey, authority: Pubkey, token: Token) -> NewMint {
    NewMint { program: token.program(), mint, authority, decimals: token.decimals() }
}

impl Economy<'_> {
    pub fn chain(&self) -> &Chain {
        self.network.chain()
    }

    pub fn keypair(&self, person: Person) -> &Keypair {
        &self.people[person as usize]
    }

    pub fn address(&self, person: Person) -> Pubkey {
        self.keypair(person).pubkey()
    }

    pub fn operator(&self) -> Pubkey {
        self.address(Person::Operator)
    }

    pub fn mint(&self, token: Token) -> NewMint {
        new_mint(self.mint_keypair(token).pubkey(), self.operator(), token)
    }

    pub fn mint_keypair(&self, token: Token) -> &Keypair {
        &self.mints[token as usize]
    }

    /// A person's token account.
    pub fn purse(&self, person: Person, token: Token) -> Pubkey {
        self.mint(token).account_of(&self.address(person))
    }

    /// The splitter's pool of a token.
    pub fn pool(&self, token: Token) -> PoolKeys {
        let mint = self.mint(token);
        self.revenue.pool(mint.mint, mint.program, mint.account_of(&self.governor.treasury))
    }

    /// Of a token that the store takes: it is paid to the splitter's intake.
    pub fn pay_token(&self, token: Token) -> TokenKeys {
        let mint = self.mint(token);
        let keys = self.store.token(mint.mint, mint.program, self.pool(token).intake);
        if token == Token::Stake {
            keys.priced_by(price_account())
        } else {
            keys
        }
    }

    pub fn read_governor(&self) -> Result<OpenGovernor, Failure> {
        self.chain().governor(self.chain().locker(self.locker.locker)?)
    }

    pub fn read_store(&self) -> Result<OpenStore, Failure> {
        self.chain().store(self.store.store)
    }

    /// A person signs, pays and sends.
    pub fn send(&self, person: Person, instructions: &[Instruction]) -> Result<Signature, Failure> {
        self.chain().send(instructions, &[self.keypair(person)])
    }

    pub fn send_as_operator(&self, instructions: &[Instruction]) -> Result<Signature, Failure> {
        self.send(Person::Operator, instructions)
    }
}
