//! An economy with a history: who is there, and what they did, week by week until the present.

mod access;
mod diary;
mod founding;
mod income;
mod locks;
mod person;
mod proposals;
mod seed;
mod storefront;
mod subscribers;
mod token;

use solana_keypair::Keypair;
use solana_signer::Signer;
use tenure_client::{
    governor::GovernorKeys, locker::LockerKeys, membership::CollectionKeys, revenue::RevenueKeys,
    subscriptions::StoreKeys, Pubkey,
};
use tenure_math::{start_of, week_of};

pub use self::{
    diary::Diary,
    person::{Person, OPERATOR},
    seed::Seed,
    token::Token,
};
use crate::network::Network;

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;
/// The history begins so many weeks before the present's.
const WEEKS: u32 = 9;
/// The present is so many seconds after its week's start: always the same, so that what depends on the second is
/// too. At noon on Monday.
const PRESENT: u64 = 4 * DAY + 12 * HOUR;
const STORE_ID: u32 = 1;

pub struct Economy<'a> {
    network: &'a Network,
    seed: Seed,
    /// The second that is now once everything has been played, and its week.
    pub present: u64,
    week: u32,
    people: Vec<Keypair>,
    mints: Vec<Keypair>,
    pub locker: LockerKeys,
    pub governor: GovernorKeys,
    pub revenue: RevenueKeys,
    pub store: StoreKeys,
}

impl<'a> Economy<'a> {
    /// Whose present is the newest that is not after `now`. The network's bank is the operator's.
    pub fn new(network: &'a Network, seed: Seed, now: u64) -> Self {
        let week = week_of(now.saturating_sub(PRESENT));
        let people: Vec<_> = Person::ALL.iter().map(|person| seed.keypair(person.name())).collect();
        let mints: Vec<_> = Token::ALL.iter().map(|token| seed.keypair(token.symbol())).collect();
        let (operator, stake) = (network.bank().pubkey(), mints[Token::Stake as usize].pubkey());
        // The penalties' account belongs to the treasury, and the treasury's address follows from the locker's.
        let unpaid = LockerKeys::derive(stake, operator, Token::Stake.program(), Pubkey::default());
        let treasury = GovernorKeys::derive(unpaid).treasury;
        let penalties = access::new_mint(stake, operator, Token::Stake).account_of(&treasury);
        let locker = LockerKeys { penalty_account: penalties, ..unpaid };
        let badges = CollectionKeys::derive(&operator, STORE_ID.to_le_bytes());
        Self {
            network,
            seed,
            present: start_of(week) + PRESENT,
            week,
            people,
            mints,
            locker,
            governor: GovernorKeys::derive(locker),
            revenue: RevenueKeys::derive(locker),
            store: StoreKeys::derive(&operator, STORE_ID, badges.collection),
        }
    }

    /// What happened up to the present; of an empty network, only who has what.
    pub fn diary(&self, is_empty: bool) -> Diary {
        let mut diary = Diary::default();
        founding::write(&mut diary, self);
        if !is_empty {
            founding::write_platform(&mut diary, self);
            locks::write(&mut diary, self);
            income::write(&mut diary, self);
            proposals::write(&mut diary, self);
            storefront::write(&mut diary, self);
            subscribers::write(&mut diary, self);
        }
        diary.at(self.present, |economy| economy.network.publish_price());
        diary
    }

    /// The second at which the chain begins.
    pub fn beginning(&self) -> u64 {
        self.week_start(WEEKS)
    }

    /// The start of the week so many before the present's.
    fn week_start(&self, weeks: u32) -> u64 {
        start_of(self.week.saturating_sub(weeks))
    }

    /// So many seconds before the present.
    fn ago(&self, seconds: u64) -> u64 {
        self.present.saturating_sub(seconds)
    }
}
