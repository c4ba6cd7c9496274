//! Another DAO on the same chain, whose accounts an attacker may pass instead of the right ones.

use locker::{LockerParams, Roles};
use solana_keypair::Keypair;
use solana_pubkey::Pubkey;
use solana_signer::Signer;
use solana_system_interface::instruction as system;
use tenure_client::{governor::GovernorKeys, locker::LockerKeys};
use tenure_tests::{Dao, Owner, World};

use crate::stage::UNIT;

/// Another locker of the same mint with its governor, and Mallory's lock and proposal in it.
pub struct Neighbour {
    pub keys: GovernorKeys,
    /// Its authority and its council.
    pub founder: Keypair,
    pub mallory: Owner,
}

impl Neighbour {
    /// Its locks are a week old once a week has passed.
    pub async fn of(dao: &mut Dao) -> Self {
        let founder = Keypair::new();
        let LockerKeys { mint, token_program, penalty_account, .. } = dao.keys;
        let locker = LockerKeys::derive(mint, founder.pubkey(), token_program, penalty_account);
        let keys = GovernorKeys::derive(locker);
        let (payer, by) = (dao.payer(), founder.pubkey());
        let terms = LockerParams { governor: keys.governor, ..World::PARAMS };
        let mallory = dao.owner(2 * UNIT).await;
        let calls = [
            locker.create_locker(payer, by, terms, Roles { authority: by, pauser: by }),
            keys.create_governor(payer, by, Dao::PARAMS, by),
            locker.create_lock(payer, mallory.address(), mallory.tokens, UNIT, 208),
        ];
        dao.send(&calls, &[&founder, &mallory.keypair]).await.unwrap();
        Self { keys, founder, mallory }
    }

    /// Mallory's proposal here.
    pub async fn proposal(&self, dao: &mut Dao) -> Pubkey {
        let payment = system::transfer(&self.keys.treasury, &Pubkey::new_unique(), 0);
        let (payer, by) = (dao.payer(), self.mallory.address());
        let steps = self.keys.propose(payer, by, &by, &Dao::draft_of(1, &[payment]));
        dao.send(&steps, &[&self.mallory.keypair]).await.unwrap();
        self.keys.proposal(&by, 1)
    }
}
