//! A locker, its splitter and its governor on LiteSVM with the people around them.

use std::collections::BTreeMap;

use locker::{Lock, Locker, LockerParams, Roles};
use rand::Rng;
use rand_chacha::ChaCha8Rng;
use solana_account::Account;
use solana_instruction::Instruction;
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use spl_token_2022_interface::instruction as token;
use tenure_client::{
    governor::GovernorKeys,
    locker::{LockerKeys, PowerView},
    revenue::RevenueKeys,
};
use tenure_model::{OwnerId, Params};
use tenure_tests::{Lite, Mint, Owner, TokenKind};

use crate::{
    governance::{measure::Place, seat::Filing},
    revenue::token::Token,
    verdict::{self, Verdict},
};

pub const OWNERS: OwnerId = 20;

/// The terms with which the locker begins.
pub const PARAMS: Params = Params { min_weeks: 1, max_weeks: 208, penalty_bps: 2_000 };

/// How many tokens owners have.
#[derive(Clone, Copy)]
pub enum Wealth {
    /// Few or many, together far fewer than there could be.
    Ordinary,
    /// Each as many as can be counted: together more than any mint could issue.
    Boundless,
}

pub struct Chain {
    pub owners: Vec<Owner>,
    pub keys: LockerKeys,
    pub mint: Mint,
    pub authority: Keypair,
    pub pauser: Keypair,
    pub stranger: Owner,
    /// Of which the authority chooses one.
    pub penalty_accounts: [Pubkey; 2],
    /// The owners' lock addresses, so that they are searched for only once.
    pub locks: Vec<Pubkey>,
    pub revenue: RevenueKeys,
    /// Authority of the splitter.
    pub ruler: Keypair,
    /// Pauser of the splitter.
    pub guard: Keypair,
    /// Those that have a pool, in the order in which it was made.
    pub tokens: Vec<Token>,
    /// The addresses of the claim records of the owners' locks.
    pub records: Vec<Pubkey>,
    pub governance: GovernorKeys,
    /// May veto.
    pub council: Keypair,
    /// Whom the treasury pays.
    pub beneficiaries: [Pubkey; 2],
    pub filings: BTreeMap<Place, Filing>,
    pub lite: Lite,
}

/// Tokens in every account that can hold some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Balances {
    pub owners: Vec<u64>,
    pub stranger: u64,
    pub vault: u64,
    pub penalties: [u64; 2],
}

impl Chain {
    /// A locker on the terms [`PARAMS`]. Every key comes from `random`: the seed repeats addresses too.
    pub fn new(random: &mut ChaCha8Rng, kind: TokenKind, wealth: Wealth) -> Self {
        let mut lite = Lite::new();
        // Checking signatures would take nine tenths of a run. Who signed, the program sees all the same.
        lite.svm = lite.svm.with_sigverify(false);
        lite.payer = key(random);
        lite.svm.airdrop(&lite.payer.pubkey(), 50_000_000_000_000).expect("an airdrop");
        let mint = create_mint(&mut lite, random, kind, 6);
        let penalty_accounts = [0; 2].map(|balance| create_owner(&mut lite, random, &mint, balance).tokens);
        let stranger = create_owner(&mut lite, random, &mint, 1_000_000_000_000);
        let owners: Vec<_> = (0..OWNERS)
            .map(|_| {
                let balance = 10u64.pow(random.random_range(4..=16));
                let owner = create_owner(&mut lite, random, &mint, balance);
                if let Wealth::Boundless = wealth {
                    write(&mut lite, &owner.tokens, TOKEN_AMOUNT, u64::MAX);
                }
                owner
            })
            .collect();

        let (authority, pauser) = (key(random), key(random));
        let creator = authority.pubkey();
        let keys = LockerKeys::derive(mint.address, creator, mint.kind.program(), penalty_accounts[0]);
        let roles = Roles { authority: creator, pauser: pauser.pubkey() };
        let governance = GovernorKeys::derive(keys);
        let terms = terms(PARAMS, governance.governor);
        let create = keys.create_locker(lite.payer.pubkey(), creator, terms, roles);
        lite.send(&[create], &[&authority]).expect("the locker is created");
        let locks = owners.iter().map(|owner| keys.lock(&owner.address())).collect();
        let revenue = RevenueKeys::derive(keys);
        let records = owners.iter().map(|owner| revenue.record(&owner.address())).collect();
        let (ruler, guard, tokens) = (key(random), key(random), vec![]);
        let (council, filings) = (key(random), BTreeMap::new());
        let beneficiaries = [0; 2].map(|_: u8| key(random).pubkey());
        let mut chain = Self {
            owners,
            keys,
            mint,
            authority,
            pauser,
            stranger,
            penalty_accounts,
            locks,
            revenue,
            ruler,
            guard,
            tokens,
            records,
            governance,
            council,
            beneficiaries,
            filings,
            lite,
        };
        chain.create_splitter();
        chain.create_governor();
        chain
    }

    pub fn payer(&self) -> Pubkey {
        self.lite.payer.pubkey()
    }

    /// The clock, which may be behind the week that counts.
    pub fn clock(&self) -> u64 {
        self.lite.now()
    }

    pub fn advance(&mut self, t: u64) {
        self.lite.set_time(t);
    }

    /// Sends `steps` in one transaction with the signatures they ask for. If it is refused, neither the
    /// locker nor the lock of `owner` may change, nor anything else that they name but who pays the fee.
    pub fn send(&mut self, owner: OwnerId, steps: &[Instruction]) -> Verdict {
        let before = self.traces(owner, steps);
        let (rulers, guards) = ([&self.authority, &self.ruler], [&self.pauser, &self.guard, &self.council]);
        let people = rulers.into_iter().chain(guards).chain([&self.stranger.keypair]);
        let issuers = self.tokens.iter().map(|token| &token.mint.authority);
        let owners = self.owners.iter().map(|owner| &owner.keypair).chain(issuers);
        let signs = |person: &Pubkey| {
            let mut named = steps.iter().flat_map(|step| &step.accounts);
            named.any(|meta| meta.is_signer && meta.pubkey == *person)
        };
        let signers: Vec<_> = people.chain(owners).filter(|person| signs(&person.pubkey())).collect();
        let verdict = verdict::of(self.lite.send(steps, &signers));
        let unchanged = verdict.is_ok() || self.traces(owner, steps) == before;
        assert!(unchanged, "a refused deed changed an account");
        verdict.map(|_| ())
    }

    pub fn locker(&self) -> Locker {
        self.lite.read(&self.keys.locker).expect("the locker")
    }

    /// The owner's lock account, if there is one: lamports alone do not make one.
    pub fn lock(&self, owner: OwnerId) -> Option<Lock> {
        self.typed(&self.locks[owner as usize], &locker::ID)
    }

    pub fn balances(&self) -> Balances {
        Balances {
            owners: self.owners.iter().map(|owner| self.lite.balance(&owner.tokens)).collect(),
            stranger: self.lite.balance(&self.stranger.tokens),
            vault: self.lite.balance(&self.keys.vault),
            penalties: self.penalty_accounts.map(|tokens| self.lite.balance(&tokens)),
        }
    }

    /// What the program's view says of now.
    pub fn view(&mut self, owner: OwnerId) -> Verdict<PowerView> {
        let view = self.keys.power(&self.owners[owner as usize].address());
        self.answer(view).map(|data| PowerView::read(&data).expect("a power view"))
    }

    /// What the program's view says of the snapshot of `week`.
    pub fn view_week(&mut self, owner: OwnerId, week: u32) -> Verdict<PowerView> {
        let view = self.keys.power_at_week(&self.owners[owner as usize].address(), week);
        self.answer(view).map(|data| PowerView::read(&data).expect("a power view"))
    }

    /// What a view returns.
    pub fn answer(&mut self, view: Instruction) -> Verdict<Vec<u8>> {
        Ok(verdict::of(self.lite.send(&[view], &[]))?.return_data)
    }

    fn traces(&self, owner: OwnerId, steps: &[Instruction]) -> Vec<Option<Account>> {
        let (always, payer) = ([self.keys.locker, self.locks[owner as usize]], self.payer());
        let named = steps.iter().flat_map(|step| &step.accounts).map(|meta| meta.pubkey);
        let named = named.filter(|address| *address != payer);
        always.into_iter().chain(named).map(|address| self.lite.svm.get_account(&address)).collect()
    }
}

/// The model's terms as the program takes them.
pub fn terms(params: Params, governor: Pubkey) -> LockerParams {
    let Params { min_weeks, max_weeks, penalty_bps } = params;
    LockerParams { min_weeks, max_weeks, penalty_bps, governor }
}

pub fn key(random: &mut ChaCha8Rng) -> Keypair {
    Keypair::new_from_array(random.random())
}

pub fn create_mint(lite: &mut Lite, random: &mut ChaCha8Rng, kind: TokenKind, decimals: u8) -> Mint {
    const BYTES: u64 = 82;
    const LAMPORTS: u64 = 1_000_000_000;
    let (at, authority) = (key(random), key(random));
    let (payer, address, program) = (lite.payer.pubkey(), at.pubkey(), kind.program());
    let instructions = [
        system::create_account(&payer, &address, LAMPORTS, BYTES, &program),
        token::initialize_mint2(&program, &address, &authority.pubkey(), Some(&authority.pubkey()), decimals)
            .expect("a token program"),
    ];
    lite.send(&instructions, &[&at]).expect("the mint is created");
    Mint { address, authority, kind, decimals }
}

pub fn create_owner(lite: &mut Lite, random: &mut ChaCha8Rng, mint: &Mint, balance: u64) -> Owner {
    let (keypair, at) = (key(random), key(random));
    let mint_data = lite.svm.get_account(&mint.address).expect("the mint").data;
    let instructions = mint.fund(&lite.payer.pubkey(), &at, &keypair.pubkey(), balance, &mint_data);
    lite.send(&instructions, &[&at, &mint.authority]).expect("the token account is created");
    Owner { keypair, tokens: at.pubkey() }
}

/// Where a token account says how many tokens it holds.
const TOKEN_AMOUNT: usize = 64;

/// Writes a number into an account, to reach what no instruction leads to.
fn write(lite: &mut Lite, address: &Pubkey, offset: usize, number: u64) {
    let mut account = lite.svm.get_account(address).expect("an account to write to");
    account.data[offset..offset + 8].copy_from_slice(&number.to_le_bytes());
    lite.svm.set_account(*address, account).expect("the account is written");
}
