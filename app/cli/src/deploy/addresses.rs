use tenure_client::{
    governor::{governor_address, treasury_address, GovernorKeys},
    locker::{locker_address, LockerKeys},
    membership::CollectionKeys,
    revenue::RevenueKeys,
    subscriptions::StoreKeys,
    Pubkey,
};

use super::{ruler::Receiver, tables::TokenTable};

/// Where everything is, or will be: all of it follows from the deployer, the locked token and the store's
/// number.
#[derive(Clone, Copy, Debug)]
pub struct Addresses {
    pub deployer: Pubkey,
    pub revenue: RevenueKeys,
    pub governor: GovernorKeys,
    pub store: StoreKeys,
}

impl Addresses {
    pub fn derive(deployer: Pubkey, stake: &TokenTable, penalties: Receiver, store_id: u32) -> Self {
        let (mint, program) = (stake.mint, stake.program());
        let locker = locker_address(&mint, &deployer);
        let treasury = treasury_address(&governor_address(&locker));
        let (penalty_account, _) = penalties.account(treasury).resolve(&deployer, &mint, &program);
        let locker = LockerKeys::derive(mint, deployer, program, penalty_account);
        let badges = CollectionKeys::derive(&deployer, store_id.to_le_bytes());
        Self {
            deployer,
            revenue: RevenueKeys::derive(locker),
            governor: GovernorKeys::derive(locker),
            store: StoreKeys::derive(&deployer, store_id, badges.collection),
        }
    }

    pub fn locker(&self) -> &LockerKeys {
        &self.revenue.locker
    }
}
