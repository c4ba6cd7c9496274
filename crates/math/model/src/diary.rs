//! Everything that one owner ever did in the locker, and what of it the lock account still shows.

use std::collections::BTreeMap;

use crate::{week_of, Commitment};

/// One act of an owner. Nothing is ever taken out of a diary.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// The second that counted, never in an earlier week than the entry before it.
    t: u64,
    /// What the lock held from then on.
    held: Commitment,
    kind: Kind,
}

/// What an act was, as far as anything later asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The lock holds at least as much as before, at least as long.
    Committed,
    /// It holds less, or ends where it did not: votes from that week on no longer count it.
    Reduced,
    /// Free tokens left. They had no power, so history does not mention it.
    Withdrawn,
}

/// The account, while it exists.
#[derive(Clone, Copy, Debug)]
struct Account {
    /// The entry with which it was opened: of what came before it knows nothing.
    first: usize,
    /// The week of the oldest checkpoint that no prune dropped.
    oldest: u32,
    voting_until: u64,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Diary {
    entries: Vec<Entry>,
    account: Option<Account>,
}

impl Diary {
    pub fn write(&mut self, t: u64, held: Commitment, kind: Kind) {
        let first = self.entries.len();
        self.account.get_or_insert(Account { first, oldest: 0, voting_until: 0 });
        self.entries.push(Entry { t, held, kind });
    }

    /// The account goes, and with it all that it knew.
    pub fn close(&mut self) {
        self.account = None;
    }

    pub fn has_account(&self) -> bool {
        self.account.is_some()
    }

    /// What the owner's lock holds now.
    pub fn held(&self) -> Commitment {
        self.entries.last().map_or(Commitment::NONE, |entry| entry.held)
    }

    /// What it held when the week before `week` ended, whatever has been forgotten since.
    pub fn held_before(&self, week: u32) -> Commitment {
        let entry = self.entries.iter().rfind(|entry| week_of(entry.t) < week);
        entry.map_or(Commitment::NONE, |entry| entry.held)
    }

    /// By week, what the account shows the lock to have held when that week ended.
    pub fn checkpoints(&self) -> BTreeMap<u32, Commitment> {
        let Some(account) = self.account else { return BTreeMap::new() };
        let written = self.since(account).filter(|entry| entry.kind != Kind::Withdrawn);
        let all = written.map(|entry| (week_of(entry.t), entry.held));
        all.filter(|&(week, _)| week >= account.oldest).collect()
    }

    /// What the account shows for the snapshot of `week`: the newest checkpoint strictly before it.
    pub fn snapshot(&self, week: u32) -> Commitment {
        self.checkpoints().range(..week).next_back().map_or(Commitment::NONE, |(_, &held)| held)
    }

    /// The week in which the lock was last reduced, if the account saw it.
    pub fn reduced_week(&self) -> Option<u32> {
        let account = self.account?;
        let reduced = self.since(account).filter(|entry| entry.kind == Kind::Reduced).last();
        reduced.map(|entry| week_of(entry.t))
    }

    /// Forgets what no snapshot of week `keep_from` or later needs: all that is older than the
    /// checkpoint which the snapshot of `keep_from` itself shows. Returns how many checkpoints went.
    pub fn prune(&mut self, keep_from: u32) -> usize {
        let checkpoints = self.checkpoints();
        let shown = checkpoints.range(..keep_from).next_back().map(|(&week, _)| week);
        if let (Some(account), Some(week)) = (&mut self.account, shown) {
            account.oldest = week;
        }
        checkpoints.len() - self.checkpoints().len()
    }

    /// Until this second the lock cannot be reduced.
    pub fn voting_until(&self) -> u64 {
        self.account.map_or(0, |account| account.voting_until)
    }

    pub fn mark_voting(&mut self, until: u64) {
        if let Some(account) = &mut self.account {
            account.voting_until = until;
        }
    }

    fn since(&self, account: Account) -> impl Iterator<Item = &Entry> {
        self.entries[account.first..].iter()
    }
}
