//! A measure done in the model.

use std::collections::BTreeMap;

use tenure_model::{week_of, Dao, Fate, Model, Motion, Operation, OwnerId, Side};

use crate::{
    governance::{
        agenda::{Action, Agenda, Statute},
        measure::{Measure, Place},
        treasury::Treasury,
    },
    verdict::{Reason, Verdict},
};

/// The DAO, and the accounts that there are of its proposals and votes.
pub struct Register {
    pub dao: Dao,
    pub threshold: u64,
    pub treasury: Treasury,
    pub papers: BTreeMap<Place, Paper>,
    pub records: BTreeMap<(Place, OwnerId), Record>,
}

/// A proposal's account in the book.
#[derive(Clone, Copy)]
pub struct Paper {
    pub motion: usize,
    /// By the power of whose lock it was proposed.
    pub owner: OwnerId,
    pub threshold: u64,
    pub agenda: Agenda,
    /// The vote was over once. A clock that runs back may open it again, but voters may have left.
    pub ended: bool,
}

/// A vote's account in the book: the model knows the rest.
#[derive(Clone, Copy)]
pub struct Record {
    /// An address can be used again once its proposal is closed.
    pub motion: usize,
    pub by_owner: bool,
}

impl Register {
    /// `least` is what the runtime lets an account without data hold.
    pub fn new(least: u64) -> Self {
        let Statute { threshold, rules } = Statute::FIRST;
        let (papers, records) = (BTreeMap::new(), BTreeMap::new());
        Self { dao: Dao::new(rules), threshold, treasury: Treasury::new(least), papers, records }
    }

    /// Does `measure` for the lock of `owner`, who named `delegate`.
    pub fn perform(
        &mut self,
        locker: &mut Model,
        owner: OwnerId,
        delegate: Option<OwnerId>,
        measure: Measure,
    ) -> Verdict {
        let speaks = |speaker| require(owner == speaker || delegate == Some(speaker), "NotVoter");
        match measure {
            Measure::Propose { place, agenda } => {
                require(locker.has_lock(owner), NO_ACCOUNT)?;
                if self.papers.contains_key(&place) {
                    return Err(Reason::System("AccountAlreadyInUse".to_owned()));
                }
                speaks(place.proposer)?;
                self.propose(locker, owner, place, agenda)
            }
            Measure::Vote { place, voter, choice } => {
                require(locker.has_lock(owner), NO_ACCOUNT)?;
                let Paper { motion, .. } = *self.paper(place)?;
                require_active(self.dao.motion(motion), locker.now())?;
                speaks(voter)?;
                self.vote(locker, owner, place, owner == voter, choice)
            }
            Measure::Cancel { place, signer } => self.cancel(locker, place, signer),
            Measure::Veto { place, council } => {
                let Paper { motion, .. } = *self.paper(place)?;
                require(council, "NotCouncil")?;
                require(self.dao.veto_at(motion, locker.clock()), "Final")
            }
            Measure::Execute { place, index, given } => self.execute(locker.clock(), place, index, given),
            Measure::CloseVote { place } => self.close_vote(locker.clock(), place, owner),
            Measure::CloseProposal { place, .. } => self.close_proposal(locker.clock(), place),
            Measure::Fund { lamports } => self.treasury.take_in(lamports),
        }
    }

    pub fn paper(&self, place: Place) -> Verdict<&Paper> {
        self.papers.get(&place).ok_or_else(|| refused(NO_ACCOUNT))
    }

    pub fn motion(&self, paper: &Paper) -> &Motion {
        self.dao.motion(paper.motion)
    }

    /// The vote account of `owner`, if it is about the proposal that is at `place` now.
    pub fn record(&self, place: Place, owner: OwnerId) -> Option<Record> {
        let motion = self.papers.get(&place)?.motion;
        self.records.get(&(place, owner)).copied().filter(|record| record.motion == motion)
    }

    /// The seconds at which the course of some proposal turns.
    pub fn turns(&self) -> Vec<u64> {
        let motions = self.papers.values().map(|paper| self.motion(paper));
        motions.flat_map(course).collect()
    }

    /// Notes of what is voted on no longer at second `t`.
    pub fn note_ends(&mut self, t: u64) {
        for paper in self.papers.values_mut() {
            paper.ended |= t >= self.dao.motion(paper.motion).voting_ends_at();
        }
    }

    fn propose(&mut self, locker: &mut Model, owner: OwnerId, place: Place, agenda: Agenda) -> Verdict {
        let mut cranked = locker.clone();
        cranked.apply(locker.clock(), owner, Operation::Crank { max_weeks: u16::MAX })?;
        let mut dao = self.dao.clone();
        let motion = dao.propose_by(&cranked, owner, self.threshold, agenda.len());
        let motion = motion.ok_or_else(|| refused("BelowThreshold"))?;
        require(agenda.len() > 0, "NoActions")?;
        (*locker, self.dao) = (cranked, dao);
        let paper = Paper { motion, owner, threshold: self.threshold, agenda, ended: false };
        self.papers.insert(place, paper);
        Ok(())
    }

    fn vote(
        &mut self,
        locker: &mut Model,
        owner: OwnerId,
        place: Place,
        as_owner: bool,
        choice: u8,
    ) -> Verdict {
        let motion = self.paper(place)?.motion;
        let side = side(choice).ok_or_else(|| refused("BadChoice"))?;
        let record = self.record(place, owner);
        let bound = record.is_some_and(|record| record.by_owner);
        require(as_owner || !bound, "OwnerVoted")?;
        require(record.is_some() || self.dao.motion(motion).weight(locker, owner) > 0, "NoPower")?;
        self.dao.vote(locker, motion, owner, side).expect("votes count, and this has a weight");
        self.records.insert((place, owner), Record { motion, by_owner: bound || as_owner });
        Ok(())
    }

    fn cancel(&mut self, locker: &Model, place: Place, signer: OwnerId) -> Verdict {
        let Paper { motion, owner, threshold, .. } = *self.paper(place)?;
        let weight = self.dao.motion(motion).weight(locker, owner);
        let lost = !locker.has_lock(owner) || weight < threshold;
        require(signer == place.proposer || lost, "StillAboveThreshold")?;
        require(self.dao.cancel_at(motion, locker.clock()), "Final")
    }

    fn execute(&mut self, t: u64, place: Place, index: u8, given: usize) -> Verdict {
        let Paper { motion, agenda, .. } = *self.paper(place)?;
        match self.dao.motion(motion).fate(t) {
            Fate::Succeeded => {}
            Fate::Queued => return Err(refused("Timelocked")),
            Fate::Expired => return Err(refused("Expired")),
            Fate::Executed => return Err(refused("NotNext")),
            _ => return Err(refused("NotSucceeded")),
        }
        let next = self.dao.motion(motion).actions_run();
        require(usize::from(index) == next, "NotNext")?;
        let action = agenda.action(next).expect("one that has not run");
        let same = agenda.action(given).is_some_and(|given| given.takes_accounts_of(&action));
        require(same, "WrongAccounts")?;
        self.run(week_of(t), action)?;
        assert!(self.dao.run_at(motion, t));
        Ok(())
    }

    fn run(&mut self, week: u32, action: Action) -> Verdict {
        match action {
            Action::Pay { to, lamports } => self.treasury.pay(week, to, lamports)?,
            Action::Amend(statute) => {
                require(statute.is_allowed(), "BadParams")?;
                self.threshold = statute.threshold;
                self.dao.amend(statute.rules);
            }
            Action::Limit(limit) => self.treasury.allowance.set(week, limit),
        }
        Ok(())
    }

    fn close_vote(&mut self, t: u64, place: Place, owner: OwnerId) -> Verdict {
        let record = *self.records.get(&(place, owner)).ok_or_else(|| refused(NO_ACCOUNT))?;
        require(t >= self.dao.motion(record.motion).voting_ends_at(), "StillVoting")?;
        self.dao.seal(record.motion);
        self.records.remove(&(place, owner));
        Ok(())
    }

    fn close_proposal(&mut self, t: u64, place: Place) -> Verdict {
        let motion = self.motion(self.paper(place)?);
        let over = ![Fate::Pending, Fate::Active, Fate::Queued, Fate::Succeeded].contains(&motion.fate(t));
        require(over && t >= motion.expires_at(), "StillOpen")?;
        self.papers.remove(&place);
        Ok(())
    }
}

/// When votes count from, until when, when actions run from, until when.
pub fn course(motion: &Motion) -> [u64; 4] {
    [motion.voting_starts_at(), motion.voting_ends_at(), motion.executable_at(), motion.expires_at()]
}

/// The side that the program's number stands for.
fn side(choice: u8) -> Option<Side> {
    [Side::Against, Side::For, Side::Neither].get(usize::from(choice)).copied()
}

fn require_active(motion: &Motion, t: u64) -> Verdict {
    require(!motion.is_sealed(), "VotingOver")?;
    match motion.fate(t) {
        Fate::Pending => Err(refused("NotBegun")),
        Fate::Active => Ok(()),
        _ => Err(refused("VotingOver")),
    }
}

/// What is said of an account of the governor's that is not there, whichever it is.
const NO_ACCOUNT: &str = "NoAccount";

fn require(condition: bool, otherwise: &str) -> Verdict {
    if condition {
        Ok(())
    } else {
        Err(refused(otherwise))
    }
}

fn refused(name: &str) -> Reason {
    Reason::Governor(name.to_owned())
}
