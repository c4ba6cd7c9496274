//! A world with revenue: a locker's splitter, and pools for the tokens that come in.

use std::ops::{Deref, DerefMut};

use revenue::{ClaimRecord, Pool, Splitter, Terms};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use tenure_client::revenue::{ClaimableView, PoolKeys, RevenueKeys};

use crate::{Mint, Outcome, Owner, TokenKind, World};

/// A world whose locker has a splitter. It is a [`World`] in all else.
pub struct Platform {
    pub world: World,
    pub revenue: RevenueKeys,
    /// Authority of the splitter; the locker's is the world's.
    pub ruler: Keypair,
    /// Pauser of the splitter.
    pub guard: Keypair,
}

/// A token in which income arrives, and its pool.
pub struct Currency {
    pub mint: Mint,
    pub pool: PoolKeys,
}

impl Deref for Platform {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for Platform {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

impl Platform {
    /// Half to lockers, nothing burned, no floor.
    pub const TERMS: Terms = Terms { staker_bps: 5_000, burn_bps: 0, min_power: 0 };

    /// A splitter on [`Self::TERMS`] for the locker of [`World::new`].
    pub async fn new() -> Self {
        Self::with(World::new().await, Self::TERMS).await
    }

    /// A splitter for the locker of `world`.
    pub async fn with(world: World, terms: Terms) -> Self {
        let mut platform = Self::bare(world);
        platform.create_splitter(terms).await.expect("the splitter is created");
        platform
    }

    /// The keys of a splitter, but no splitter yet.
    pub fn bare(world: World) -> Self {
        let revenue = RevenueKeys::derive(world.keys);
        Self { world, revenue, ruler: Keypair::new(), guard: Keypair::new() }
    }

    pub async fn create_splitter(&mut self, terms: Terms) -> Outcome {
        let founder = self.authority.insecure_clone();
        let (ruler, guard) = (self.ruler.pubkey(), self.guard.pubkey());
        let payer = self.payer();
        let instruction = self.revenue.create_splitter(payer, founder.pubkey(), terms, ruler, guard);
        self.attempt(instruction, &[&founder]).await
    }

    /// A new mint with a pool.
    pub async fn currency(&mut self, kind: TokenKind, decimals: u8) -> Currency {
        let at = Keypair::new();
        let (mint, instructions) = Mint::create(&self.payer(), &at, kind, decimals, &[]);
        self.send(&instructions, &[&at]).await.expect("the mint is created");
        self.pool_of(mint).await
    }

    /// The pool of the mint that is locked.
    pub async fn stake_currency(&mut self) -> Currency {
        let mint = self.mint.clone();
        self.pool_of(mint).await
    }

    /// A pool for `mint`, with a treasury account of its own.
    pub async fn pool_of(&mut self, mint: Mint) -> Currency {
        let treasury = self.tokens_of(&mint, &Pubkey::new_unique(), 0).await;
        let currency = self.unpooled(mint, treasury).await;
        let ruler = self.ruler.insecure_clone();
        self.create_pool(&ruler, &currency).await.expect("the pool is created");
        currency
    }

    /// The keys of a pool for `mint`, and its intake, but no pool yet.
    pub async fn unpooled(&mut self, mint: Mint, treasury: Pubkey) -> Currency {
        let pool = self.revenue.pool(mint.address, mint.kind.program(), treasury);
        let intake = pool.open_destination(&self.payer(), &self.revenue.splitter);
        self.send(&[intake], &[]).await.expect("the intake is created");
        Currency { mint, pool }
    }

    pub async fn create_pool(&mut self, authority: &Keypair, currency: &Currency) -> Outcome {
        let payer = self.payer();
        let instruction = self.revenue.create_pool(payer, authority.pubkey(), &currency.pool);
        self.attempt(instruction, &[authority]).await
    }

    pub async fn set_treasury(&mut self, authority: &Keypair, currency: &Currency) -> Outcome {
        let instruction = self.revenue.set_treasury(authority.pubkey(), &currency.pool);
        self.attempt(instruction, &[authority]).await
    }

    pub async fn announce_terms(&mut self, authority: &Keypair, terms: Terms) -> Outcome {
        let instruction = self.revenue.announce_terms(authority.pubkey(), terms);
        self.attempt(instruction, &[authority]).await
    }

    /// Income arrives.
    pub async fn pay_in(&mut self, currency: &Currency, amount: u64) {
        self.mint_of(&currency.mint, &currency.pool.intake, amount).await;
    }

    pub async fn distribute(&mut self, currency: &Currency) -> Outcome {
        let instruction = self.revenue.distribute(&currency.pool);
        self.attempt(instruction, &[]).await
    }

    /// Income arrives and is distributed.
    pub async fn earn(&mut self, currency: &Currency, amount: u64) {
        self.pay_in(currency, amount).await;
        self.distribute(currency).await.expect("the income is distributed");
    }

    pub async fn open_record(&mut self, owner: &Owner) -> Outcome {
        let payer = self.payer();
        let instruction = self.revenue.open_claim_record(payer, &owner.address());
        self.attempt(instruction, &[]).await
    }

    pub async fn close_record(&mut self, owner: &Owner) -> Outcome {
        let payer = self.payer();
        let instruction = self.revenue.close_claim_record(&owner.address(), payer);
        self.attempt(instruction, &[]).await
    }

    /// Makes the account in which `owner` receives the currency.
    pub async fn open_destination(&mut self, owner: &Owner, currency: &Currency) -> Pubkey {
        let instruction = currency.pool.open_destination(&self.payer(), &owner.address());
        self.send(&[instruction], &[]).await.expect("the account is created");
        currency.pool.destination(&owner.address())
    }

    pub async fn claim(&mut self, owner: &Owner, currency: &Currency, max_weeks: u8) -> Outcome {
        let instruction = self.revenue.claim(&owner.address(), &currency.pool, max_weeks);
        self.attempt(instruction, &[]).await
    }

    pub async fn claim_and_lock(&mut self, owner: &Owner, currency: &Currency, max_weeks: u8) -> Outcome {
        let instruction = self.revenue.claim_and_lock(&owner.address(), &currency.pool, max_weeks);
        self.attempt(instruction, &[&owner.keypair]).await
    }

    pub async fn claimable(&mut self, owner: &Owner, currency: &Currency) -> Outcome<ClaimableView> {
        let instruction = self.revenue.claimable(&owner.address(), &currency.pool);
        let receipt = self.attempt(instruction, &[]).await?;
        Ok(ClaimableView::read(&receipt.return_data).expect("a claimable view"))
    }

    /// What claims have paid to `owner`.
    pub async fn received(&mut self, owner: &Owner, currency: &Currency) -> u64 {
        let destination = currency.pool.destination(&owner.address());
        self.balance(&destination).await
    }

    pub async fn splitter(&mut self) -> Splitter {
        let address = self.revenue.splitter;
        self.read(&address).await.expect("a splitter")
    }

    /// The pool, whose invariant holds.
    pub async fn pool(&mut self, currency: &Currency) -> Pool {
        let pool: Pool = self.read(&currency.pool.pool).await.expect("a pool");
        let vault = self.balance(&currency.pool.vault).await;
        assert!(pool.invariant(vault), "the pool's invariant");
        pool
    }

    pub async fn record_of(&mut self, owner: &Owner) -> ClaimRecord {
        let address = self.revenue.record(&owner.address());
        self.read(&address).await.expect("a claim record")
    }
}
