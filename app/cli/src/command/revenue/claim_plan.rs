//! What an owner is due, and the calls and transactions that it takes.

use std::ops::Range;

use tenure_client::{
    revenue::{claimable_at, MAX_CLAIM_WEEKS},
    Instruction, Pubkey,
};

use crate::{
    chain::{fits, OpenPool, OpenSplitter},
    failure::Failure,
    session::Session,
};

/// Claims in one transaction: below what its compute units allow.
const CALLS_AT_ONCE: usize = 8;

/// What one pool owes the lock.
pub struct Due {
    pub pool: OpenPool,
    pub amount: u64,
    pub weeks: Range<u32>,
}

/// What all pools owe one lock.
pub struct ClaimPlan {
    owner: Pubkey,
    has_record: bool,
    pub dues: Vec<Due>,
}

impl ClaimPlan {
    /// Of `owner`'s lock in `pools`. The accounts are read one after the other: what is claimed meanwhile
    /// is refused later.
    pub fn make(
        session: &Session,
        splitter: &OpenSplitter,
        pools: Vec<OpenPool>,
        owner: Pubkey,
    ) -> Result<Self, Failure> {
        let lock = session.chain.lock(&splitter.locker, &owner)?;
        let record = session.chain.find_record(splitter, &owner)?;
        let now = session.chain.now()?;
        let mut dues = Vec::new();
        for pool in pools {
            let view = claimable_at(&splitter.locker.state, &lock, record.as_deref(), &pool.state, now);
            let view = view.ok_or_else(|| {
                Failure::cluster(format!("the pool {} owes more than it can hold", pool.keys.pool))
            })?;
            dues.push(Due { pool, amount: view.amount, weeks: view.from_week..view.to_week });
        }
        Ok(Self { owner, has_record: record.is_some(), dues })
    }

    /// Without the pools that owe nothing.
    pub fn without_nothing(mut self) -> Self {
        self.dues.retain(|due| due.amount > 0);
        self
    }

    /// The transactions that take all of it, `payer` being the only one who signs. `claim` builds one
    /// call. The first transaction cranks the locker and opens the record, where that is needed, and a
    /// token account is made before it receives.
    pub fn transactions(
        &self,
        session: &Session,
        splitter: &OpenSplitter,
        payer: &Pubkey,
        claim: impl Fn(&OpenPool, u8) -> Instruction,
    ) -> Result<Vec<Vec<Instruction>>, Failure> {
        let mut first = session.catch_up(&splitter.locker)?;
        if !self.has_record {
            first.push(splitter.keys.open_claim_record(*payer, &self.owner));
        }
        let mut packing = Packing { payer, calls: 0, open: first, closed: Vec::new() };
        for due in &self.dues {
            let mut open = Some(due.pool.keys.open_destination(payer, &self.owner));
            for weeks in calls(&due.weeks) {
                packing.add(open.take().into_iter().chain([claim(&due.pool, weeks)]).collect());
            }
        }
        Ok(packing.finish())
    }
}

/// The weeks that each call takes: no more than a call can, and together just those that are due, so that
/// a week that closes meanwhile changes nothing.
fn calls(due: &Range<u32>) -> Vec<u8> {
    let most = usize::from(MAX_CLAIM_WEEKS);
    let calls = (0..due.len()).step_by(most).map(|done| (due.len() - done).min(most));
    calls.map(|weeks| u8::try_from(weeks).unwrap_or(MAX_CLAIM_WEEKS)).collect()
}

/// Fills one transaction after the other.
struct Packing<'a> {
    payer: &'a Pubkey,
    /// Those in the open transaction.
    calls: usize,
    open: Vec<Instruction>,
    closed: Vec<Vec<Instruction>>,
}

impl Packing<'_> {
    /// Adds one call and what it needs before it.
    fn add(&mut self, call: Vec<Instruction>) {
        let together = [self.open.as_slice(), &call].concat();
        if self.calls < CALLS_AT_ONCE && fits(&together, self.payer) {
            self.open = together;
            self.calls += 1;
            return;
        }
        self.closed.push(std::mem::replace(&mut self.open, call));
        self.calls = 1;
    }

    fn finish(mut self) -> Vec<Vec<Instruction>> {
        self.closed.push(self.open);
        self.closed.retain(|instructions| !instructions.is_empty());
        self.closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_take_just_the_weeks_that_are_due() {
        assert_eq!(calls(&(10..10)), Vec::<u8>::new());
        assert_eq!(calls(&(10..11)), [1]);
        assert_eq!(calls(&(10..36)), [26]);
        assert_eq!(calls(&(10..70)), [26, 26, 8]);
        assert_eq!(calls(&(0..208)), [26; 8]);
    }

    #[test]
    fn no_transaction_is_too_large() {
        let payer = Pubkey::new_from_array([9; 32]);
        let call = |seed: u8| {
            let accounts = (0..8).map(|account| {
                let address = Pubkey::new_from_array([seed.wrapping_mul(8).wrapping_add(account); 32]);
                solana_program::instruction::AccountMeta::new(address, false)
            });
            Instruction { program_id: payer, accounts: accounts.collect(), data: vec![0; 9] }
        };
        let mut packing = Packing { payer: &payer, calls: 0, open: Vec::new(), closed: Vec::new() };
        (1..=20).for_each(|seed| packing.add(vec![call(seed)]));
        let transactions = packing.finish();
        assert!(transactions.iter().all(|instructions| fits(instructions, &payer)));
        assert_eq!(transactions.iter().map(Vec::len).sum::<usize>(), 20);
        // A call and its eight addresses are 276 bytes, beside 198 that all calls share.
        assert_eq!(transactions[0].len(), 3);

        let mut packing = Packing { payer: &payer, calls: 0, open: Vec::new(), closed: Vec::new() };
        (1..=20).for_each(|_| packing.add(vec![call(1)]));
        let lengths: Vec<_> = packing.finish().iter().map(Vec::len).collect();
        assert_eq!(lengths, [8, 8, 4]);
    }
}
