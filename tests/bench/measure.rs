//! How a figure is taken: the floor over fresh random owners, the instruction alone in its
//! transaction.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::locker::LockerKeys;
use tenure_math::start_of;
use tenure_tests::{Lite, Mint, Owner, TokenKind, World};

use locker::Roles;

/// Owners a figure is taken over. An address bump below 255 costs more; the floor leaves it out.
pub const OWNERS: usize = 20;

/// The owners are random, but the same in every run: so are the figures.
const SEED: u64 = 2_026;

/// A chain with a locker, and the means to measure on it.
pub struct Stage {
    pub lite: Lite,
    pub mint: Mint,
    pub keys: LockerKeys,
    pub authority: Keypair,
    random: ChaCha8Rng,
}

impl Stage {
    pub fn new(kind: TokenKind) -> Self {
        let mut lite = Lite::new();
        let mint = lite.mint(kind, 6);
        let mut random = ChaCha8Rng::seed_from_u64(SEED);
        let authority = key(&mut random);
        let penalty_account = lite.token_account(&mint, &key(&mut random).pubkey(), 0);
        let keys = LockerKeys::derive(mint.address, authority.pubkey(), mint.kind.program(), penalty_account);
        let mut stage = Self { lite, mint, keys, authority, random };
        let create = stage.create_locker();
        let authority = stage.authority.insecure_clone();
        stage.run(create, &[&authority]);
        stage
    }

    /// Another locker for the mint, with an authority of its own, takes the place of the first. Returns what its creation
    /// takes.
    pub fn renew_locker(&mut self) -> u64 {
        self.authority = self.key();
        let (token_program, penalty_account) = (self.keys.token_program, self.keys.penalty_account);
        let creator = self.authority.pubkey();
        self.keys = LockerKeys::derive(self.mint.address, creator, token_program, penalty_account);
        let (create, authority) = (self.create_locker(), self.authority.insecure_clone());
        self.run(create, &[&authority])
    }

    pub fn create_locker(&self) -> Instruction {
        let creator = self.authority.pubkey();
        let roles = Roles { authority: creator, pauser: creator };
        self.keys.create_locker(self.payer(), creator, World::PARAMS, roles)
    }

    pub fn payer(&self) -> solana_pubkey::Pubkey {
        self.lite.payer.pubkey()
    }

    /// A fresh key.
    pub fn key(&mut self) -> Keypair {
        key(&mut self.random)
    }

    pub fn owner(&mut self) -> Owner {
        let keypair = self.key();
        let tokens = self.lite.token_account(&self.mint, &keypair.pubkey(), 1_000_000_000);
        Owner { keypair, tokens }
    }

    /// Sends one instruction; returns its compute units.
    pub fn run(&mut self, instruction: Instruction, signers: &[&Keypair]) -> u64 {
        self.lite.send(&[instruction], signers).expect("a measured instruction goes through").compute_units
    }

    pub fn lock(&mut self, owner: &Owner, weeks: u16) -> u64 {
        let create = self.keys.create_lock(self.payer(), owner.address(), owner.tokens, 1_000_000, weeks);
        self.run(create, &[&owner.keypair])
    }

    pub fn advance_weeks(&mut self, weeks: u32) {
        let then = self.lite.now() + start_of(weeks);
        self.lite.set_time(then);
    }
}

/// The least that `measure` gives for one of [`OWNERS`] owners.
pub fn floor(mut measure: impl FnMut() -> u64) -> u64 {
    (0..OWNERS).map(|_| measure()).min().expect("at least one owner")
}

fn key(random: &mut ChaCha8Rng) -> Keypair {
    Keypair::new_from_array(random.random())
}
