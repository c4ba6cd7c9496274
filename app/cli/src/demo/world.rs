//! What the scenes play in: a chain, a token, a locker for it, and wallets with names.

use solana_keypair::Keypair;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use solana_transaction::Signature;
use spl_associated_token_account_interface::{
    address::get_associated_token_address, instruction::create_associated_token_account,
};
use tenure_client::{
    governor::GovernorKeys,
    locker::{LockerKeys, LockerParams, PowerView, Roles, AUTO_ROLL_WEEKS},
    Instruction, Pubkey,
};
use tenure_math::{start_of, week_of};

use super::{currency::Currency, patrons::Patron};
use crate::{
    chain::{Chain, OpenGovernor, OpenLocker},
    failure::Failure,
    network::Network,
    stage::Stage,
    value::Tokens,
};

/// Who plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    Alice,
    Bob,
    Carol,
}

impl Actor {
    pub const ALL: [Self; 3] = [Self::Alice, Self::Bob, Self::Carol];

    pub fn name(self) -> &'static str {
        match self {
            Self::Alice => "alice",
            Self::Bob => "bob",
            Self::Carol => "carol",
        }
    }
}

const DECIMALS: u8 = Currency::Token.decimals();
const ONE: u64 = 1_000_000;
/// What each actor has of the token to lock, in base units.
pub(super) const PURSE: u64 = 25_000 * ONE;
const POCKET_LAMPORTS: u64 = 10_000_000_000;

const TERMS: LockerParams = LockerParams {
    min_weeks: 1,
    max_weeks: 208,
    penalty_bps: 5_000,
    governor: Pubkey::new_from_array([0; 32]),
};

pub struct World<'a> {
    pub(super) network: &'a Network,
    pub stage: &'a Stage,
    pub keys: LockerKeys,
    wallets: [Keypair; Actor::ALL.len()],
    pub(super) mints: [Keypair; Currency::ALL.len()],
    /// Everybody who pays for the platform's services.
    pub(super) customers: Keypair,
    /// Two of them, by name.
    pub(super) patrons: [Keypair; Patron::ALL.len()],
    /// Of the DAO to come: its treasury owns what is the treasury's from the start.
    pub governance: GovernorKeys,
}

impl<'a> World<'a> {
    /// A token of six decimals, 25,000 of it for each actor, and a locker that the bank governs. All of
    /// it begins with a week, so that terms are whole.
    pub fn create(network: &'a Network, stage: &'a Stage) -> Result<Self, Failure> {
        let chain = network.chain();
        network.travel_to(start_of(week_of(chain.now()?) + 1))?;

        let (bank, mints) = (network.bank(), Currency::ALL.map(|_| Keypair::new()));
        let mint = mints[Currency::Token as usize].pubkey();
        let penalties = get_associated_token_address(&bank.pubkey(), &mint);
        let keys = LockerKeys::derive(mint, bank.pubkey(), spl_token::ID, penalties);
        let wallets = Actor::ALL.map(|_| Keypair::new());
        let (customers, governance) = (Keypair::new(), GovernorKeys::derive(keys));
        let patrons = Patron::ALL.map(|_| Keypair::new());
        let world = Self { network, stage, keys, wallets, mints, customers, patrons, governance };

        world.make_mint(Currency::Token)?;
        let penalty_account =
            create_associated_token_account(&bank.pubkey(), &bank.pubkey(), &mint, &spl_token::ID);
        chain.send(&[penalty_account], &[bank])?;
        for actor in Actor::ALL {
            chain.send(&world.fund(actor)?, &[bank])?;
        }
        let roles = Roles { authority: bank.pubkey(), pauser: bank.pubkey() };
        chain.send(&[keys.create_locker(bank.pubkey(), bank.pubkey(), TERMS, roles)], &[bank])?;
        Ok(world)
    }

    fn fund(&self, actor: Actor) -> Result<[Instruction; 3], Failure> {
        let owner = self.address(actor);
        let pocket = system::transfer(&self.bank(), &owner, POCKET_LAMPORTS);
        let [open, fill] = self.new_mint(Currency::Token).give(&owner, PURSE)?;
        Ok([pocket, open, fill])
    }

    pub fn chain(&self) -> &Chain {
        self.network.chain()
    }

    /// Where the chain answers.
    pub fn url(&self) -> &str {
        self.network.url()
    }

    pub fn address(&self, actor: Actor) -> Pubkey {
        self.wallets[actor as usize].pubkey()
    }

    /// An actor's own token account.
    pub fn purse(&self, actor: Actor) -> Pubkey {
        get_associated_token_address(&self.address(actor), &self.keys.mint)
    }

    /// `whole` tokens.
    pub fn tokens(&self, whole: u64) -> Tokens {
        self.units(whole * ONE)
    }

    pub fn units(&self, units: u64) -> Tokens {
        Tokens { units, decimals: DECIMALS }
    }

    /// What a token account holds.
    pub fn balance(&self, token_account: &Pubkey) -> Result<Tokens, Failure> {
        Ok(self.units(self.chain().balance(token_account)?))
    }

    pub fn locker(&self) -> Result<OpenLocker, Failure> {
        self.chain().locker(self.keys.locker)
    }

    pub fn governor(&self) -> Result<OpenGovernor, Failure> {
        self.chain().governor(self.locker()?)
    }

    /// Turns the clock forward to second `t`.
    pub fn travel_to(&self, t: u64) -> Result<(), Failure> {
        self.network.travel_to(t)
    }

    /// An actor signs, pays and sends.
    pub fn send(&self, actor: Actor, instruction: Instruction) -> Result<Signature, Failure> {
        self.send_all(actor, &[instruction])
    }

    /// The bank signs, pays and sends: the platform itself, or whoever keeps it running.
    pub fn send_as_bank(&self, instructions: &[Instruction]) -> Result<Signature, Failure> {
        self.chain().send(instructions, &[self.network.bank()])
    }

    pub fn bank(&self) -> Pubkey {
        self.network.bank().pubkey()
    }

    /// An actor signs, pays and sends several at once.
    pub fn send_all(&self, actor: Actor, instructions: &[Instruction]) -> Result<Signature, Failure> {
        self.chain().send(instructions, &[&self.wallets[actor as usize]])
    }

    /// The power of an actor and of the whole, as the program's view answers.
    pub fn power(&self, actor: Actor) -> Result<PowerView, Failure> {
        let owner = self.address(actor);
        self.chain().power(&self.keys.power(&owner), &owner)
    }

    /// As [`Self::power`], in the snapshot of `week`.
    pub fn power_at_week(&self, actor: Actor, week: u32) -> Result<PowerView, Failure> {
        let owner = self.address(actor);
        self.chain().power(&self.keys.power_at_week(&owner, week), &owner)
    }

    /// Turns the clock to the start of the week `weeks` from now, and cranks the locker where nobody
    /// else touched it for too long. Returns whether it had to.
    pub fn advance_weeks(&self, weeks: u32) -> Result<bool, Failure> {
        let week = week_of(self.chain().now()?).saturating_add(weeks);
        self.network.travel_to(start_of(week))?;
        let behind = week.saturating_sub(self.locker()?.state.week);
        let late = behind > AUTO_ROLL_WEEKS;
        if late {
            let crank = self.keys.crank(u16::try_from(behind).unwrap_or(u16::MAX));
            self.send_as_bank(&[crank])?;
        }
        Ok(late)
    }
}
