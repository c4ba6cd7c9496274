//! The revenue program's instructions. A claim is measured as a keeper repeats it: the record is open, and
//! the owner has claimed before.

use revenue::Terms;
use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::revenue::{PoolKeys, RevenueKeys};
use tenure_tests::{Mint, Owner, TokenKind};

use crate::{
    floor_cost::Part::{self, Burn, Call, CreateAccount, InitializeTokenAccount, Transfer, Transfer2022},
    measure::{floor, Stage, OWNERS},
    table::Row,
};

const METEORA: (&str, u64) = ("Meteora damm_v2, claim a fee", 23_837);
const TERMS: Terms = Terms { staker_bps: 5_000, burn_bps: 1_000, min_power: 0 };
const INCOME: u64 = 1_000_000_007;

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        row("create_splitter", create_splitter(), &[Call, CreateAccount], None, None),
        row(
            "create_pool",
            create_pool(),
            &[Call, CreateAccount, Call, CreateAccount, Call, InitializeTokenAccount],
            None,
            None,
        ),
        row(
            "distribute",
            Till::other(TokenKind::SplToken).distribute(),
            &[Call, Transfer, Call, Transfer],
            Some(8_000),
            None,
        ),
        row(
            "distribute (the locked mint, part burned)",
            Till::stake().distribute(),
            &[Call, Transfer, Call, Burn, Call, Transfer],
            Some(8_000),
            None,
        ),
        row(
            "distribute (Token-2022)",
            Till::other(TokenKind::Token2022(vec![])).distribute(),
            &[Call, Transfer2022, Call, Transfer2022],
            None,
            None,
        ),
        row("open_claim_record", open_claim_record(), &[Call, CreateAccount], None, None),
        row("close_claim_record", close_claim_record(), &[], None, None),
        row("claim, 1 week, the first time", Till::spl().claim_first(), &[Call, Transfer], None, None),
        row("claim, 1 week (Token-2022)", Till::token_2022().claim(1), &[Call, Transfer2022], None, None),
        row(
            "claim_and_lock, 1 week",
            Till::stake().claim_and_lock(),
            &[Call, Transfer, Call, Call, Transfer],
            Some(9_000),
            None,
        ),
        row("claimable (view), 26 weeks", Till::spl().claimable(26), &[], None, None),
    ];
    for (name, weeks) in [("claim, 1 week", 1), ("claim, 2 weeks", 2), ("claim, 26 weeks", 26)] {
        let budget = 6_000 + 700 * (u64::from(weeks) - 1);
        let peer = (weeks == 1).then_some(METEORA);
        rows.push(row(name, Till::spl().claim(weeks), &[Call, Transfer], Some(budget), peer));
    }
    rows.extend(authority_rows(Till::spl()));
    rows
}

fn row(
    instruction: &'static str,
    units: u64,
    parts: &'static [Part],
    budget: Option<u64>,
    peer: Option<(&'static str, u64)>,
) -> Row {
    Row { program: "revenue", instruction, units, parts, budget, peer }
}

/// A stage with a splitter and a pool.
struct Till {
    stage: Stage,
    keys: RevenueKeys,
    mint: Mint,
    pool: PoolKeys,
}

impl Till {
    /// For the mint that is locked.
    fn stake() -> Self {
        let stage = Stage::new(TokenKind::SplToken);
        let mint = stage.mint.clone();
        Self::with(stage, mint)
    }

    /// For another mint.
    fn other(kind: TokenKind) -> Self {
        let mut stage = Stage::new(TokenKind::SplToken);
        let mint = stage.lite.mint(kind, 6);
        Self::with(stage, mint)
    }

    fn spl() -> Self {
        Self::other(TokenKind::SplToken)
    }

    fn token_2022() -> Self {
        Self::other(TokenKind::Token2022(vec![]))
    }

    fn with(mut stage: Stage, mint: Mint) -> Self {
        let keys = RevenueKeys::derive(stage.keys);
        let treasury = stage.lite.token_account(&mint, &Keypair::new().pubkey(), 0);
        let pool = keys.pool(mint.address, mint.kind.program(), treasury);
        let (payer, authority) = (stage.payer(), stage.authority.insecure_clone());
        let ruler = authority.pubkey();
        stage.run(keys.create_splitter(payer, ruler, TERMS, ruler, ruler), &[&authority]);
        stage.run(pool.open_destination(&payer, &keys.splitter), &[]);
        stage.run(keys.create_pool(payer, ruler, &pool), &[&authority]);
        Self { stage, keys, mint, pool }
    }

    /// Someone with a lock for the longest term, an open record and an account to be paid to.
    fn locker(&mut self) -> Owner {
        let owner = self.stage.owner();
        let (payer, address) = (self.stage.payer(), owner.address());
        self.stage.lock(&owner, 208);
        self.stage.run(self.keys.open_claim_record(payer, &address), &[]);
        self.stage.run(self.pool.open_destination(&payer, &address), &[]);
        owner
    }

    fn lockers(&mut self) -> Vec<Owner> {
        (0..OWNERS).map(|_| self.locker()).collect()
    }

    /// The next week begins, and brings income.
    fn week(&mut self) -> u64 {
        self.stage.advance_weeks(1);
        self.stage.run(self.keys.locker.crank(1), &[]);
        let mint = self.mint.clone();
        self.stage.run(mint.mint_to(&self.pool.intake, INCOME), &[&mint.authority]);
        self.stage.run(self.keys.distribute(&self.pool), &[])
    }

    fn weeks(&mut self, weeks: u8) {
        for _ in 0..weeks {
            self.week();
        }
    }

    /// As a keeper does it: in a week that has begun in the pool.
    fn distribute(mut self) -> u64 {
        self.lockers();
        self.weeks(2);
        floor(|| self.week())
    }

    fn claim_first(mut self) -> u64 {
        let mut owners = self.lockers().into_iter();
        self.weeks(2);
        floor(|| {
            let owner = owners.next().expect("one owner for each figure");
            self.stage.run(self.keys.claim(&owner.address(), &self.pool, 1), &[])
        })
    }

    fn claim(mut self, weeks: u8) -> u64 {
        let mut owners = self.claimed_before(weeks).into_iter();
        floor(|| {
            let owner = owners.next().expect("one owner for each figure");
            self.stage.run(self.keys.claim(&owner.address(), &self.pool, weeks), &[])
        })
    }

    fn claim_and_lock(mut self) -> u64 {
        let mut owners = self.claimed_before(1).into_iter();
        floor(|| {
            let owner = owners.next().expect("one owner for each figure");
            let claim = self.keys.claim_and_lock(&owner.address(), &self.pool, 1);
            self.stage.run(claim, &[&owner.keypair])
        })
    }

    fn claimable(mut self, weeks: u8) -> u64 {
        let mut owners = self.claimed_before(weeks).into_iter();
        floor(|| {
            let owner = owners.next().expect("one owner for each figure");
            self.stage.run(self.keys.claimable(&owner.address(), &self.pool), &[])
        })
    }

    /// Lockers who have claimed, and have `weeks` to claim.
    fn claimed_before(&mut self, weeks: u8) -> Vec<Owner> {
        let owners = self.lockers();
        self.weeks(2);
        for owner in &owners {
            self.stage.run(self.keys.claim(&owner.address(), &self.pool, 1), &[]);
        }
        self.weeks(weeks);
        owners
    }
}

fn create_splitter() -> u64 {
    let mut stage = Stage::new(TokenKind::SplToken);
    floor(|| {
        stage.renew_locker();
        let keys = RevenueKeys::derive(stage.keys);
        let (payer, authority) = (stage.payer(), stage.authority.insecure_clone());
        let ruler = authority.pubkey();
        stage.run(keys.create_splitter(payer, ruler, TERMS, ruler, ruler), &[&authority])
    })
}

fn create_pool() -> u64 {
    let mut till = Till::spl();
    floor(|| {
        let mint = till.stage.lite.mint(TokenKind::SplToken, 6);
        let treasury = till.stage.lite.token_account(&mint, &Keypair::new().pubkey(), 0);
        let pool = till.keys.pool(mint.address, mint.kind.program(), treasury);
        let (payer, authority) = (till.stage.payer(), till.stage.authority.insecure_clone());
        till.stage.run(pool.open_destination(&payer, &till.keys.splitter), &[]);
        till.stage.run(till.keys.create_pool(payer, authority.pubkey(), &pool), &[&authority])
    })
}

fn open_claim_record() -> u64 {
    let mut till = Till::spl();
    floor(|| {
        let owner = till.stage.owner();
        till.stage.lock(&owner, 52);
        let open = till.keys.open_claim_record(till.stage.payer(), &owner.address());
        till.stage.run(open, &[])
    })
}

fn close_claim_record() -> u64 {
    let mut till = Till::spl();
    floor(|| {
        let owner = till.locker();
        let (keys, payer) = (till.stage.keys, till.stage.payer());
        till.stage.run(keys.exit_early(owner.address(), owner.tokens, u64::MAX), &[&owner.keypair]);
        till.stage.run(keys.close_lock(owner.address(), payer, 0), &[&owner.keypair]);
        till.stage.run(till.keys.close_claim_record(&owner.address(), payer), &[])
    })
}

/// What the authority does; no other address than the splitter's and a pool's is involved.
fn authority_rows(till: Till) -> Vec<Row> {
    let Till { mut stage, keys, pool, .. } = till;
    let (authority, next) = (stage.authority.insecure_clone(), stage.key());
    let (old, new) = (authority.pubkey(), next.pubkey());
    let mut measure =
        |name, instruction, signer: &Keypair| row(name, stage.run(instruction, &[signer]), &[], None, None);
    let rows = vec![
        measure("announce_terms", keys.announce_terms(old, TERMS), &authority),
        measure("set_treasury", keys.set_treasury(old, &pool), &authority),
        measure("set_pauser", keys.set_pauser(old, new), &authority),
        measure("pause", keys.pause(new), &next),
        measure("resume", keys.resume(old), &authority),
        measure("propose_authority", keys.propose_authority(old, new), &authority),
        measure("accept_authority", keys.accept_authority(new), &next),
    ];
    let propose = keys.propose_authority(new, old);
    stage.run(propose, &[&next]);
    let cancel = stage.run(keys.cancel_authority(new), &[&next]);
    rows.into_iter().chain([row("cancel_authority", cancel, &[], None, None)]).collect()
}
