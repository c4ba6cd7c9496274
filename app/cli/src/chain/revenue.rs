use std::mem::offset_of;

use serde_json::json;
use tenure_client::{
    revenue::{
        pool_address, splitter_address, ClaimRecord, Pool, PoolKeys, RevenueKeys, Splitter, Terms, ID,
    },
    Account, Pubkey,
};

use super::{
    list::{holds, DISCRIMINATOR_LEN},
    Chain, OpenLocker,
};
use crate::{
    failure::Failure,
    value::{Sum, Tokens},
};

/// A locker's splitter as it was read, and the addresses that go with it.
pub struct OpenSplitter {
    pub locker: OpenLocker,
    pub state: Box<Splitter>,
    pub keys: RevenueKeys,
}

/// A pool as it was read, and the addresses that go with it.
pub struct OpenPool {
    pub state: Box<Pool>,
    pub keys: PoolKeys,
}

impl OpenSplitter {
    /// The terms that are the last to have been announced, in force or not yet.
    pub fn newest_terms(&self) -> Terms {
        self.state.terms_in(u32::MAX)
    }
}

impl OpenPool {
    fn of(address: Pubkey, state: Box<Pool>) -> Self {
        Self { keys: PoolKeys::of(address, &state), state }
    }

    /// `units` of the pool's token.
    pub fn tokens(&self, units: u64) -> Tokens {
        Tokens { units, decimals: self.state.decimals }
    }

    /// As [`Self::tokens`], of what many payments add up to.
    pub fn sum(&self, units: u128) -> Sum {
        Sum { units, decimals: self.state.decimals }
    }
}

impl Chain {
    pub fn find_splitter(&self, locker: &OpenLocker) -> Result<Option<Box<Splitter>>, Failure> {
        self.find(&splitter_address(&locker.address), "splitter")
    }

    pub fn splitter(&self, locker: OpenLocker) -> Result<OpenSplitter, Failure> {
        let state = self.find_splitter(&locker)?.ok_or_else(|| {
            Failure::cluster(format!(
                "the locker {} has no splitter: see tenure revenue create",
                locker.address
            ))
        })?;
        Ok(OpenSplitter { keys: RevenueKeys::derive(locker.keys), locker, state })
    }

    pub fn find_pool(&self, splitter: &OpenSplitter, mint: &Pubkey) -> Result<Option<OpenPool>, Failure> {
        let address = pool_address(&splitter.keys.splitter, mint);
        Ok(self.find(&address, "pool")?.map(|state| OpenPool::of(address, state)))
    }

    pub fn pool(&self, splitter: &OpenSplitter, mint: &Pubkey) -> Result<OpenPool, Failure> {
        self.find_pool(splitter, mint)?.ok_or_else(|| {
            Failure::cluster(format!("the splitter has no pool for {mint}: see tenure revenue pool create"))
        })
    }

    /// All pools of a splitter, in the order in which they were made. A splitter does not know them, but
    /// each knows its splitter.
    pub fn pools(&self, splitter: &OpenSplitter) -> Result<Vec<OpenPool>, Failure> {
        let filters = [
            json!({ "dataSize": DISCRIMINATOR_LEN + size_of::<Pool>() }),
            holds(DISCRIMINATOR_LEN + offset_of!(Pool, splitter), splitter.keys.splitter.as_ref()),
        ];
        let mut pools = Vec::new();
        for (address, data) in self.list(&ID, &filters)? {
            let pool = Pool::read(&ID, &data).map_err(|error| self.unanswered(error))?;
            pools.push(OpenPool::of(address, Box::new(pool)));
        }
        pools.sort_by_key(|pool| pool.state.index);
        Ok(pools)
    }

    /// What `owner`'s lock has claimed, if it ever has.
    pub fn find_record(
        &self,
        splitter: &OpenSplitter,
        owner: &Pubkey,
    ) -> Result<Option<Box<ClaimRecord>>, Failure> {
        self.find(&splitter.keys.record(owner), "claim record")
    }
}
