//! A token in which income arrives: its mint, its pool, and the accounts around them.

use rand_chacha::ChaCha8Rng;
use revenue::{ClaimRecord, Pool, Splitter};
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::{revenue::PoolKeys, Account};
use tenure_model::{OwnerId, Rates, Terms};
use tenure_tests::{Mint, TokenKind};

use crate::{
    chain::{create_mint, create_owner, Chain},
    revenue::coffer::Holdings,
};

/// The terms with which the splitter begins.
pub const TERMS: Terms = Terms { rates: Rates { stakers_bps: 3_000, burn_bps: 1_000 }, least_power: 0 };

/// Tokens in which income arrives: the one that is locked, and two more.
pub const TOKENS: usize = 3;

pub struct Token {
    pub mint: Mint,
    pub pool: PoolKeys,
    /// Of which the authority chooses one.
    pub treasuries: [Pubkey; 2],
    /// Where each owner would receive the token.
    pub destinations: Vec<Pubkey>,
}

/// The model's terms as the program takes them.
pub fn terms(Terms { rates, least_power }: Terms) -> revenue::Terms {
    revenue::Terms { staker_bps: rates.stakers_bps, burn_bps: rates.burn_bps, min_power: least_power }
}

impl Chain {
    pub fn create_splitter(&mut self) {
        let (founder, ruler, guard) = (self.authority.pubkey(), self.ruler.pubkey(), self.guard.pubkey());
        let create = self.revenue.create_splitter(self.payer(), founder, terms(TERMS), ruler, guard);
        self.lite.send(&[create], &[&self.authority]).expect("the splitter is created");
    }

    /// The next token's pool: first the one that is locked, then one of each token program.
    pub fn open_token(&mut self, random: &mut ChaCha8Rng) {
        let mint = match self.tokens.len() {
            0 => self.mint.clone(),
            1 => create_mint(&mut self.lite, random, TokenKind::SplToken, 6),
            _ => create_mint(&mut self.lite, random, TokenKind::Token2022(vec![]), 9),
        };
        let treasuries = [0; 2].map(|balance| create_owner(&mut self.lite, random, &mint, balance).tokens);
        let pool = self.revenue.pool(mint.address, mint.kind.program(), treasuries[0]);
        let destinations = self.owners.iter().map(|owner| pool.destination(&owner.address())).collect();
        let intake = pool.open_destination(&self.payer(), &self.revenue.splitter);
        let create = self.revenue.create_pool(self.payer(), self.ruler.pubkey(), &pool);
        self.lite.send(&[intake, create], &[&self.ruler]).expect("the pool is created");
        self.tokens.push(Token { mint, pool, treasuries, destinations });
    }

    pub fn splitter(&self) -> Splitter {
        self.lite.read(&self.revenue.splitter).expect("the splitter")
    }

    pub fn pool(&self, token: usize) -> Pool {
        self.lite.read(&self.tokens[token].pool.pool).expect("a pool")
    }

    /// The record of what the owner's lock has claimed, if there is one.
    pub fn record(&self, owner: OwnerId) -> Option<ClaimRecord> {
        self.typed(&self.records[owner as usize], &revenue::ID)
    }

    /// Who holds how much of a token.
    pub fn holdings(&self, token: usize) -> Holdings {
        let Token { mint, pool, treasuries, destinations } = &self.tokens[token];
        let balance = |tokens: &Pubkey| self.lite.balance(tokens);
        let received = |tokens: &Pubkey| self.lite.svm.get_account(tokens).map(|_| balance(tokens));
        Holdings {
            supply: supply(&self.lite.svm.get_account(&mint.address).expect("the mint").data),
            intake: balance(&pool.intake),
            vault: balance(&pool.vault),
            treasuries: treasuries.map(|tokens| balance(&tokens)),
            received: destinations.iter().map(received).collect(),
        }
    }

    /// The account at `address`, if `program` owns one: lamports alone do not make one.
    pub fn typed<T: Account>(&self, address: &Pubkey, program: &Pubkey) -> Option<T> {
        let exists = self.lite.svm.get_account(address).is_some_and(|account| account.owner == *program);
        exists.then(|| self.lite.read(address).expect("an account of that type"))
    }
}

/// The supply in a mint's bytes.
fn supply(mint: &[u8]) -> u64 {
    u64::from_le_bytes(mint[36..44].try_into().expect("eight bytes"))
}
