use solana_account::Account as RawAccount;
use solana_system_interface::program::ID as SYSTEM;
use tenure_client::{
    locker::{Lock, Locker, LockerKeys},
    Account, Pubkey,
};
use tenure_math::week_of;

use super::{holdings::TOKEN_PROGRAMS, Chain};
use crate::{failure::Failure, value::Tokens};

/// The most accounts that a cluster gives at once.
const AT_ONCE: usize = 100;
/// Where the cluster keeps its clock, and the second in it: behind the slot, the epoch's start, the
/// epoch and the leader schedule's epoch, eight bytes each.
const CLOCK: Pubkey = solana_program::sysvar::clock::ID;
const CLOCK_SECOND: std::ops::Range<usize> = 32..40;

/// A locker as it was read, and the addresses that go with it.
pub struct OpenLocker {
    pub address: Pubkey,
    pub state: Box<Locker>,
    pub keys: LockerKeys,
}

impl OpenLocker {
    /// `units` of the locker's token.
    pub fn tokens(&self, units: u64) -> Tokens {
        Tokens { units, decimals: self.state.decimals }
    }

    /// The weeks that have passed at second `now` without being counted in the locker.
    pub fn weeks_behind(&self, now: u64) -> u32 {
        week_of(now).saturating_sub(self.state.week)
    }

    /// The week that counts at second `now`: never before the locker's newest.
    pub fn week_at(&self, now: u64) -> u32 {
        week_of(now).max(self.state.week)
    }
}

impl Chain {
    /// Any account that somebody made, if there is one.
    pub fn account(&self, address: &Pubkey) -> Result<Option<RawAccount>, Failure> {
        let answer = self.rpc.get_account_with_commitment(address, self.rpc.commitment());
        Ok(answer.map_err(|error| self.unanswered(error))?.value.filter(is_made))
    }

    /// Those of many addresses, in their order.
    pub fn accounts(&self, addresses: &[Pubkey]) -> Result<Vec<Option<RawAccount>>, Failure> {
        let mut accounts = Vec::new();
        for some in addresses.chunks(AT_ONCE) {
            let answer = self.rpc.get_multiple_accounts_with_commitment(some, self.rpc.commitment());
            let answer = answer.map_err(|error| self.unanswered(error))?.value;
            accounts.extend(answer.into_iter().map(|account| account.filter(is_made)));
        }
        Ok(accounts)
    }

    /// The account of a type that is `called` so, if there is one.
    pub(super) fn find<T: Account>(&self, address: &Pubkey, called: &str) -> Result<Option<Box<T>>, Failure> {
        let Some(account) = self.account(address)? else { return Ok(None) };
        let typed = T::read(&account.owner, &account.data)
            .map_err(|error| Failure::cluster(format!("{address} is not a {called}: {error}")))?;
        Ok(Some(Box::new(typed)))
    }

    /// The cluster's clock: a second of Unix time.
    pub fn now(&self) -> Result<u64, Failure> {
        let clock = self.account(&CLOCK)?;
        let second = clock.as_ref().and_then(|clock| clock.data.get(CLOCK_SECOND)?.try_into().ok());
        let second = second.map(i64::from_le_bytes).and_then(|second| u64::try_from(second).ok());
        second.ok_or_else(|| self.unanswered("its clock is unreadable"))
    }

    /// A mint belongs to its token program.
    pub fn token_program_of(&self, mint: &Pubkey) -> Result<Pubkey, Failure> {
        let account = self
            .account(mint)?
            .ok_or_else(|| Failure::cluster(format!("there is no mint {mint}: check it, and --url")))?;
        if !TOKEN_PROGRAMS.contains(&account.owner) {
            return Err(Failure::cluster(format!(
                "{mint} is not a mint: it belongs to program {}",
                account.owner
            )));
        }
        Ok(account.owner)
    }

    pub fn find_locker(&self, address: Pubkey) -> Result<Option<OpenLocker>, Failure> {
        let found = self.find::<Locker>(&address, "locker")?;
        Ok(found.map(|state| OpenLocker { address, keys: LockerKeys::of(address, &state), state }))
    }

    pub fn locker(&self, address: Pubkey) -> Result<OpenLocker, Failure> {
        self.find_locker(address)?.ok_or_else(|| {
            Failure::cluster(format!(
                "there is no locker {address} on {}: check --locker and --url",
                self.rpc.url()
            ))
        })
    }

    pub fn find_lock(&self, locker: &OpenLocker, owner: &Pubkey) -> Result<Option<Box<Lock>>, Failure> {
        self.find(&locker.keys.lock(owner), "lock")
    }

    /// Also for the words where there is none: a program would only say that an account is empty.
    pub fn lock(&self, locker: &OpenLocker, owner: &Pubkey) -> Result<Box<Lock>, Failure> {
        self.find_lock(locker, owner)?.ok_or_else(|| {
            Failure::cluster(format!("{owner} has no lock in {}: see tenure lock", locker.address))
        })
    }

    /// What a token account holds, in base units.
    pub fn balance(&self, token_account: &Pubkey) -> Result<u64, Failure> {
        let answer = self.rpc.get_token_account_balance(token_account);
        let amount = answer.map_err(|error| self.unanswered(error))?.amount;
        amount.parse().map_err(|error| self.unanswered(error))
    }
}

/// Anybody can send lamports to an address of which nothing is made yet, and the programs make it all the same:
/// such a gift makes no account. A wallet is none either.
fn is_made(account: &RawAccount) -> bool {
    account.owner != SYSTEM || !account.data.is_empty()
}
