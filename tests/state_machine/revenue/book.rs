//! An affair done in the model.

use tenure_model::{Claiming, Model, Operation, OwnerId, Revenue, Splitter};

use crate::{
    purses::Purses,
    revenue::{
        affair::{Affair, Receiver},
        coffer::{Coffer, Holdings},
        figures::Figures,
        token::TERMS,
    },
    verdict::{Reason, Verdict},
};

/// The splitter and its tokens.
pub struct Book {
    pub splitter: Splitter,
    pub tokens: Vec<Account>,
}

/// One token's account in the book.
pub struct Account {
    pub revenue: Revenue,
    pub coffer: Coffer,
    /// What the model works out from the beginning, worked out when anything changed.
    pub figures: Figures,
}

impl Book {
    pub fn new() -> Self {
        Self { splitter: Splitter::new(TERMS).expect("terms that are allowed"), tokens: vec![] }
    }

    /// The next token's pool is made.
    pub fn open_token(&mut self, locker: &Model, holdings: Holdings) {
        let revenue = Revenue::new(locker, self.tokens.is_empty());
        let figures = Figures::by_the_book(&revenue);
        self.tokens.push(Account { revenue, coffer: Coffer::new(holdings), figures });
    }

    pub fn perform(
        &mut self,
        locker: &mut Model,
        purses: &mut Purses,
        owner: OwnerId,
        affair: Affair,
    ) -> Verdict {
        let splitter = &mut self.splitter;
        let refused = Reason::of_revenue;
        match affair {
            Affair::Income { token, amount } => self.tokens[token].coffer.take_in(amount),
            Affair::Endow { token, amount } => self.tokens[token].coffer.endow(amount),
            Affair::Distribute { token } => self.tokens[token].distribute(locker, splitter),
            Affair::OpenRecord => splitter.open_record(locker, owner).map_err(refused),
            Affair::CloseRecord => splitter.close_record(locker, owner).map_err(refused),
            Affair::OpenDestination { token } => {
                self.tokens[token].coffer.open_destination(owner);
                Ok(())
            }
            Affair::Claim { token, weeks } => {
                let account = &mut self.tokens[token];
                let (after, amount) = account.claim(locker, splitter, owner, weeks)?;
                account.coffer.pay(owner, amount)?;
                account.keep(after);
                Ok(())
            }
            Affair::ClaimAndLock { token, weeks } => {
                let known = locker.has_lock(owner) && splitter.has_record(owner);
                if known && token != 0 {
                    return Err(Reason::Revenue("NotStakeMint".to_owned()));
                }
                self.tokens[token].claim_and_lock(locker, splitter, purses, owner, weeks)
            }
            Affair::Announce(terms) => splitter.announce(locker, terms).map_err(refused),
            Affair::StopSharing => splitter.set_paused(true).map_err(refused),
            Affair::ResumeSharing => splitter.set_paused(false).map_err(refused),
            Affair::SetTreasury { token, receiver } => {
                self.tokens[token].coffer.receiver = match receiver {
                    Receiver::Treasury(which) => which,
                    Receiver::Intake | Receiver::Vault => {
                        return Err(Reason::Revenue("TreasuryToPool".to_owned()))
                    }
                    Receiver::Mint => return Err(Reason::Revenue("WrongMint".to_owned())),
                };
                Ok(())
            }
            Affair::Freeze { token, treasury } => self.tokens[token].coffer.set_frozen(treasury, true),
            Affair::Thaw { token, treasury } => self.tokens[token].coffer.set_frozen(treasury, false),
        }
    }
}

impl Account {
    fn distribute(&mut self, locker: &Model, splitter: &Splitter) -> Verdict {
        let (amount, accepts) = (self.coffer.holdings.intake, self.coffer.accepts());
        let done = self.revenue.distribute(locker, splitter, amount, accepts).map_err(Reason::of_revenue)?;
        self.coffer.settle(done)?;
        self.figures = Figures::by_the_book(&self.revenue);
        Ok(())
    }

    /// The revenue after a claim, and what it pays.
    fn claim(
        &self,
        locker: &Model,
        splitter: &Splitter,
        owner: OwnerId,
        weeks: u8,
    ) -> Verdict<(Revenue, u64)> {
        let receives = self.coffer.receives(owner);
        let mut after = self.revenue.clone();
        let claiming = Claiming { owner, most: weeks.into(), receives };
        let paid = after.claim(locker, splitter, claiming).map_err(Reason::of_revenue)?;
        Ok((after, paid.into_values().sum()))
    }

    /// All of it, or nothing if the locker refuses what was claimed.
    fn claim_and_lock(
        &mut self,
        locker: &mut Model,
        splitter: &Splitter,
        purses: &mut Purses,
        owner: OwnerId,
        weeks: u8,
    ) -> Verdict {
        let (after, amount) = self.claim(locker, splitter, owner, weeks)?;
        if amount > 0 {
            let mut grown = locker.clone();
            grown.apply(locker.clock(), owner, Operation::Increase { amount })?;
            self.coffer.relock(&mut purses.balances.vault, amount)?;
            *locker = grown;
        }
        self.keep(after);
        Ok(())
    }

    fn keep(&mut self, after: Revenue) {
        self.revenue = after;
        self.figures = Figures::by_the_book(&self.revenue);
    }
}
