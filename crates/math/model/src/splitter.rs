//! What all tokens of a platform share: the terms, the pause, and who opened a claim record.

use std::collections::BTreeMap;

use crate::{Announcements, Model, OwnerId, Refusal, Terms};

#[derive(Clone, Debug)]
pub struct Splitter {
    announced: Announcements,
    paused: bool,
    /// By owner, which of all the records ever opened is open now.
    records: BTreeMap<OwnerId, u32>,
    /// Records ever opened.
    opened: u32,
}

impl Splitter {
    /// With `terms` in force. Refused: `BadShares`.
    pub fn new(terms: Terms) -> Result<Self, Refusal> {
        terms.check()?;
        let announced = Announcements::new(terms);
        Ok(Self { announced, paused: false, records: BTreeMap::new(), opened: 0 })
    }

    /// The terms in force in the locker's current week.
    pub fn terms(&self, locker: &Model) -> Terms {
        self.announced.in_force(locker.now())
    }

    pub fn is_paused(&self) -> bool {
        self.paused
    }

    /// Refused: `BadShares`.
    pub fn announce(&mut self, locker: &Model, terms: Terms) -> Result<(), Refusal> {
        terms.check()?;
        self.announced.announce(locker.now(), terms);
        Ok(())
    }

    /// Stops or allows distribution. Refused: `Unchanged`.
    pub fn set_paused(&mut self, paused: bool) -> Result<(), Refusal> {
        if self.paused == paused {
            return Err(Refusal::Unchanged);
        }
        self.paused = paused;
        Ok(())
    }

    /// Refused: `NoLock`, `RecordExists`.
    pub fn open_record(&mut self, locker: &Model, owner: OwnerId) -> Result<(), Refusal> {
        if !locker.has_lock(owner) {
            return Err(Refusal::NoLock);
        }
        if self.records.contains_key(&owner) {
            return Err(Refusal::RecordExists);
        }
        self.opened += 1;
        self.records.insert(owner, self.opened);
        Ok(())
    }

    /// Refused: `NoRecord`, `LockExists`.
    pub fn close_record(&mut self, locker: &Model, owner: OwnerId) -> Result<(), Refusal> {
        if !self.has_record(owner) {
            return Err(Refusal::NoRecord);
        }
        if locker.has_lock(owner) {
            return Err(Refusal::LockExists);
        }
        self.records.remove(&owner);
        Ok(())
    }

    pub fn has_record(&self, owner: OwnerId) -> bool {
        self.records.contains_key(&owner)
    }

    /// Which of all records is the owner's.
    pub(crate) fn record(&self, owner: OwnerId) -> Option<u32> {
        self.records.get(&owner).copied()
    }
}
