use anchor_lang::{InstructionData, ToAccountMetas};
use revenue::{accounts, instruction, Pool, Terms, ID};
use solana_program::{instruction::Instruction, pubkey::Pubkey};
use spl_associated_token_account_interface::{
    address::get_associated_token_address_with_program_id,
    instruction::create_associated_token_account_idempotent,
};

use super::{claim_record_address, intake_address, pool_address, pool_vault_address, splitter_address};
use crate::{
    locker::LockerKeys,
    program::{self, SYSTEM_PROGRAM},
};

/// The addresses that a splitter's instructions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevenueKeys {
    pub splitter: Pubkey,
    pub locker: LockerKeys,
}

/// The addresses that a pool's instructions share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolKeys {
    pub pool: Pubkey,
    pub vault: Pubkey,
    pub mint: Pubkey,
    pub token_program: Pubkey,
    pub intake: Pubkey,
    pub treasury: Pubkey,
}

impl PoolKeys {
    /// Of the pool that a splitter has, or will have, for `mint`.
    pub fn derive(splitter: &Pubkey, mint: Pubkey, token_program: Pubkey, treasury: Pubkey) -> Self {
        let pool = pool_address(splitter, &mint);
        let intake = intake_address(splitter, &mint, &token_program);
        Self { pool, vault: pool_vault_address(&pool), mint, token_program, intake, treasury }
    }

    /// Of a pool that was read from a chain.
    pub fn of(address: Pubkey, pool: &Pool) -> Self {
        let Pool { vault, mint, token_program, intake, treasury, .. } = *pool;
        Self { pool: address, vault, mint, token_program, intake, treasury }
    }

    /// Where claims for `owner` are paid.
    pub fn destination(&self, owner: &Pubkey) -> Pubkey {
        get_associated_token_address_with_program_id(owner, &self.mint, &self.token_program)
    }

    /// Makes `owner`'s account for the mint, if there is none: a claim pays there. For a splitter, it is
    /// the one that takes income in.
    pub fn open_destination(&self, payer: &Pubkey, owner: &Pubkey) -> Instruction {
        create_associated_token_account_idempotent(payer, owner, &self.mint, &self.token_program)
    }
}

impl RevenueKeys {
    /// Of the splitter that a locker has, or will have.
    pub fn derive(locker: LockerKeys) -> Self {
        Self { splitter: splitter_address(&locker.locker), locker }
    }

    /// Of the pool for a mint.
    pub fn pool(&self, mint: Pubkey, token_program: Pubkey, treasury: Pubkey) -> PoolKeys {
        PoolKeys::derive(&self.splitter, mint, token_program, treasury)
    }

    /// What `owner`'s lock has claimed.
    pub fn record(&self, owner: &Pubkey) -> Pubkey {
        claim_record_address(&self.splitter, &self.locker.lock(owner))
    }

    /// `locker_authority` signs; `authority` then rules the splitter.
    pub fn create_splitter(
        &self,
        payer: Pubkey,
        locker_authority: Pubkey,
        terms: Terms,
        authority: Pubkey,
        pauser: Pubkey,
    ) -> Instruction {
        build(
            accounts::CreateSplitter {
                payer,
                locker: self.locker.locker,
                locker_authority,
                splitter: self.splitter,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreateSplitter { terms, authority, pauser },
        )
    }

    pub fn announce_terms(&self, authority: Pubkey, terms: Terms) -> Instruction {
        build(
            accounts::AnnounceTerms { splitter: self.splitter, locker: self.locker.locker, authority },
            instruction::AnnounceTerms { terms },
        )
    }

    /// The pool's intake must exist: [`PoolKeys::open_destination`] for the splitter makes it.
    pub fn create_pool(&self, payer: Pubkey, authority: Pubkey, pool: &PoolKeys) -> Instruction {
        build(
            accounts::CreatePool {
                payer,
                splitter: self.splitter,
                locker: self.locker.locker,
                authority,
                mint: pool.mint,
                pool: pool.pool,
                vault: pool.vault,
                intake: pool.intake,
                treasury: pool.treasury,
                token_program: pool.token_program,
                system_program: SYSTEM_PROGRAM,
            },
            instruction::CreatePool {},
        )
    }

    /// Sets the pool's `treasury` as the receiver of the treasury's share.
    pub fn set_treasury(&self, authority: Pubkey, pool: &PoolKeys) -> Instruction {
        let PoolKeys { pool, treasury, .. } = *pool;
        build(
            accounts::SetTreasury { splitter: self.splitter, authority, pool, treasury },
            instruction::SetTreasury {},
        )
    }

    pub fn set_pauser(&self, authority: Pubkey, pauser: Pubkey) -> Instruction {
        build(accounts::SetPauser { splitter: self.splitter, authority }, instruction::SetPauser { pauser })
    }

    pub fn pause(&self, pauser: Pubkey) -> Instruction {
        build(accounts::Pause { splitter: self.splitter, pauser }, instruction::Pause {})
    }

    pub fn resume(&self, authority: Pubkey) -> Instruction {
        build(accounts::Resume { splitter: self.splitter, authority }, instruction::Resume {})
    }

    pub fn propose_authority(&self, authority: Pubkey, proposed: Pubkey) -> Instruction {
        build(
            accounts::ProposeAuthority { splitter: self.splitter, authority },
            instruction::ProposeAuthority { proposed },
        )
    }

    pub fn accept_authority(&self, proposed_authority: Pubkey) -> Instruction {
        build(
            accounts::AcceptAuthority { splitter: self.splitter, proposed_authority },
            instruction::AcceptAuthority {},
        )
    }

    pub fn cancel_authority(&self, authority: Pubkey) -> Instruction {
        build(
            accounts::CancelAuthority { splitter: self.splitter, authority },
            instruction::CancelAuthority {},
        )
    }

    pub fn distribute(&self, pool: &PoolKeys) -> Instruction {
        build(
            accounts::Distribute {
                splitter: self.splitter,
                locker: self.locker.locker,
                pool: pool.pool,
                mint: pool.mint,
                intake: pool.intake,
                vault: pool.vault,
                treasury: pool.treasury,
                token_program: pool.token_program,
            },
            instruction::Distribute {},
        )
    }

    pub fn open_claim_record(&self, payer: Pubkey, owner: &Pubkey) -> Instruction {
        build(
            accounts::OpenClaimRecord {
                payer,
                splitter: self.splitter,
                lock: self.locker.lock(owner),
                record: self.record(owner),
                system_program: SYSTEM_PROGRAM,
            },
            instruction::OpenClaimRecord {},
        )
    }

    pub fn close_claim_record(&self, owner: &Pubkey, rent_payer: Pubkey) -> Instruction {
        build(
            accounts::CloseClaimRecord {
                record: self.record(owner),
                lock: self.locker.lock(owner),
                rent_payer,
            },
            instruction::CloseClaimRecord {},
        )
    }

    /// Pays `owner`'s associated token account, which must exist: [`PoolKeys::open_destination`] makes it.
    pub fn claim(&self, owner: &Pubkey, pool: &PoolKeys, max_weeks: u8) -> Instruction {
        build(
            accounts::Claim {
                splitter: self.splitter,
                locker: self.locker.locker,
                lock: self.locker.lock(owner),
                record: self.record(owner),
                pool: pool.pool,
                vault: pool.vault,
                mint: pool.mint,
                destination: pool.destination(owner),
                token_program: pool.token_program,
            },
            instruction::Claim { max_weeks },
        )
    }

    /// As [`Self::claim`], of the locked mint's pool, and into the lock.
    pub fn claim_and_lock(&self, owner: &Pubkey, pool: &PoolKeys, max_weeks: u8) -> Instruction {
        build(
            accounts::ClaimAndLock {
                splitter: self.splitter,
                locker: self.locker.locker,
                lock: self.locker.lock(owner),
                owner: *owner,
                record: self.record(owner),
                pool: pool.pool,
                vault: pool.vault,
                mint: pool.mint,
                destination: pool.destination(owner),
                locker_vault: self.locker.vault,
                token_program: pool.token_program,
                locker_program: crate::locker::ID,
            },
            instruction::ClaimAndLock { max_weeks },
        )
    }

    /// View: returns a [`super::ClaimableView`].
    pub fn claimable(&self, owner: &Pubkey, pool: &PoolKeys) -> Instruction {
        build(
            accounts::ViewClaimable {
                splitter: self.splitter,
                locker: self.locker.locker,
                lock: self.locker.lock(owner),
                record: self.record(owner),
                pool: pool.pool,
            },
            instruction::Claimable {},
        )
    }
}

fn build(accounts: impl ToAccountMetas, data: impl InstructionData) -> Instruction {
    program::build(ID, accounts, data)
}
