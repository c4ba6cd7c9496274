//! The chain and the model side by side.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use solana_pubkey::Pubkey;
use tenure_model::{Model, OwnerId, Refusal};
use tenure_tests::{TokenKind, START};

use crate::{
    chain::{Chain, Wealth, PARAMS},
    deed::Deed,
    governance::register::Register,
    purses::Purses,
    revenue::book::Book,
    verdict::Verdict,
};

pub struct World {
    pub chain: Chain,
    pub model: Model,
    pub purses: Purses,
    pub book: Book,
    pub register: Register,
    /// Who may vote for whom, which the model does not know either.
    pub delegates: BTreeMap<OwnerId, Pubkey>,
}

impl World {
    pub fn new(random: &mut ChaCha8Rng, kind: TokenKind, wealth: Wealth) -> Self {
        let chain = Chain::new(random, kind, wealth);
        let purses = Purses::new(chain.balances());
        let model = Model::new(PARAMS, START).expect("terms that are allowed");
        let register = Register::new(chain.lite.svm.minimum_balance_for_rent_exemption(0));
        let (book, delegates) = (Book::new(), BTreeMap::new());
        let mut world = Self { chain, model, purses, book, register, delegates };
        world.open_token(random);
        world
    }

    /// The pool of the next token is made.
    pub fn open_token(&mut self, random: &mut ChaCha8Rng) {
        self.chain.open_token(random);
        let holdings = self.chain.holdings(self.book.tokens.len());
        self.book.open_token(&self.model, holdings);
    }

    /// Sets both clocks.
    pub fn advance(&mut self, t: u64) {
        self.chain.advance(t);
        self.model.advance(t);
    }

    /// Does `deed` on both sides, which must end alike.
    pub fn perform(&mut self, owner: OwnerId, deed: Deed) -> Verdict {
        let on_chain = self.chain.perform(owner, deed);
        let by_the_book = self.by_the_book(owner, deed);
        assert_eq!(on_chain, by_the_book, "left: the chain, right: the model");
        by_the_book
    }

    /// Who may vote for an owner.
    pub fn delegate(&self, owner: OwnerId) -> Option<OwnerId> {
        let delegate = self.delegates.get(&owner)?;
        (0..).zip(&self.chain.owners).find(|(_, person)| person.address() == *delegate).map(|(id, _)| id)
    }

    fn by_the_book(&mut self, owner: OwnerId, deed: Deed) -> Verdict {
        match deed {
            Deed::Ask(operation) => {
                // What the model allows, the token program may still refuse.
                let mut after = self.model.clone();
                let effect = after.apply(self.chain.clock(), owner, operation)?;
                self.purses.settle(owner, &effect)?;
                self.model = after;
                if !self.model.has_lock(owner) {
                    self.delegates.remove(&owner);
                }
            }
            Deed::Settle(affair) => {
                self.book.perform(&mut self.model, &mut self.purses, owner, affair)?;
            }
            Deed::Decide(measure) => {
                let delegate = self.delegate(owner);
                self.register.perform(&mut self.model, owner, delegate, measure)?;
            }
            Deed::MovePenalties { receiver } => self.purses.receiver = receiver,
            Deed::SetDelegate(delegate) => {
                self.require_lock(owner)?;
                self.delegates.insert(owner, delegate);
            }
            Deed::Donate { amount } => self.purses.donate(amount)?,
            Deed::Gift { .. } => {}
        }
        Ok(())
    }

    fn require_lock(&self, owner: OwnerId) -> Verdict {
        if self.model.has_lock(owner) {
            Ok(())
        } else {
            Err(Refusal::NoLock.into())
        }
    }
}
