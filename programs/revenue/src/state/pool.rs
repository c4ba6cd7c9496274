use anchor_lang::prelude::*;
use tenure_math::{book, Book, RING_WEEKS};

use crate::error::RevenueError;

/// One token's revenue for lockers, week by week.
///
/// PDA `["pool", splitter, mint]`. Its tokens are in the vault, PDA `["vault", pool]`.
#[account]
pub struct Pool {
    pub version: u8,
    pub bump: u8,
    pub vault_bump: u8,
    /// Decimals of the mint.
    pub decimals: u8,
    /// The newest week that has begun in the book below: it takes in what is distributed.
    pub week: u32,
    /// The week in which the pool was made: none before it earned anything.
    pub created_week: u32,
    /// The place of this pool's cursor in claim records.
    pub index: u8,
    pub reserved_flags: [u8; 3],
    /// The treasury's share that could not be paid out yet, and waits in the vault.
    pub treasury_due: u64,
    /// Revenue that waits for weeks to come.
    pub recycling: u64,
    /// All that ever came in for lockers.
    pub credited: PodU128,
    /// All that lockers were ever paid.
    pub paid: PodU128,
    pub splitter: Address,
    pub mint: Address,
    pub token_program: Address,
    pub vault: Address,
    /// The splitter's associated token account, into which anyone pays.
    pub intake: Address,
    /// The token account that receives the treasury's share.
    pub treasury: Address,
    /// What each week has to give, by `week % 256`.
    pub revenue: [u64; RING_WEEKS],
    /// What is left of it.
    pub unpaid: [u64; RING_WEEKS],
    pub reserved: [u8; 64],
}

const _: () = assert!(core::mem::size_of::<Pool>() == 4_416);

/// What a lock had at the start of a week.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub week: u32,
    pub power: u64,
    /// Everybody's.
    pub total: u64,
}

impl Pool {
    pub const VERSION: u8 = 1;
    pub const SEED: &'static [u8] = b"pool";
    pub const VAULT_SEED: &'static [u8] = b"vault";

    /// Begins `week` in the book; see [`Book::begin`]. Returns what the week gets of what was waiting.
    pub fn begin(&mut self, week: u32, powered: bool) -> Result<u64> {
        Ok(self.book().begin(week, powered).ok_or(RevenueError::Overflow)?)
    }

    /// Takes in lockers' revenue of the week that has begun.
    pub fn credit(&mut self, amount: u64, powered: bool) -> Result<()> {
        self.book().credit(amount, powered).ok_or(RevenueError::Overflow)?;
        let credited = self.credited.get().checked_add(u128::from(amount));
        self.credited = credited.ok_or(RevenueError::Overflow)?.into();
        Ok(())
    }

    /// Adds the treasury's share to what is due to it, and takes out all of that if it `pays`. Returns
    /// what it takes out.
    pub fn settle_treasury(&mut self, share: u64, pays: bool) -> Result<u64> {
        let due = self.treasury_due.checked_add(share).ok_or(RevenueError::Overflow)?;
        let paid = if pays { due } else { 0 };
        self.treasury_due = due - paid;
        Ok(paid)
    }

    /// Takes out what a lock earned by its `standings` in closed weeks, each asked for once.
    pub fn pay(&mut self, standings: impl Iterator<Item = Standing>) -> Result<u64> {
        let mut book = self.book();
        let mut amount = 0u64;
        for Standing { week, power, total } in standings {
            let share = book.pay(week, power, total);
            amount = amount.checked_add(share).ok_or(RevenueError::Overflow)?;
        }
        let paid = self.paid.get().checked_add(u128::from(amount));
        self.paid = paid.ok_or(RevenueError::Overflow)?.into();
        Ok(amount)
    }

    /// What [`Self::pay`] would take out.
    pub fn earned(&self, standings: impl Iterator<Item = Standing>) -> Result<u64> {
        let mut amount = 0u64;
        for Standing { week, power, total } in standings {
            let revenue = book::revenue_of(self.week, &self.revenue, week);
            let share = tenure_math::weekly_share(revenue, power, total);
            amount = amount.checked_add(share).ok_or(RevenueError::Overflow)?;
        }
        Ok(amount)
    }

    /// What the weeks have left to give.
    pub fn remaining(&self) -> u128 {
        self.unpaid.iter().map(|amount| u128::from(*amount)).sum()
    }

    /// What holds between any two instructions, of the pool alone and of its vault's balance: what came
    /// in was paid, remains or waits to be recycled, and the vault covers it and the treasury's due.
    pub fn invariant(&self, vault_balance: u64) -> bool {
        let kept = self.remaining() + u128::from(self.recycling);
        self.credited.get() == self.paid.get() + kept
            && kept + u128::from(self.treasury_due) <= u128::from(vault_balance)
    }

    fn book(&mut self) -> Book<'_> {
        Book {
            week: &mut self.week,
            recycling: &mut self.recycling,
            revenue: &mut self.revenue,
            unpaid: &mut self.unpaid,
        }
    }
}
