//! The arithmetic and the model of one locker, side by side.

use tenure_model::{Model, Operation, OwnerId, Params};

use crate::machine::Machine;

/// A locker and the model beside it.
#[derive(Clone)]
pub struct Locker {
    pub machine: Machine,
    pub model: Model,
}

impl Locker {
    pub fn new(params: Params, t: u64) -> Self {
        Self { machine: Machine::new(t), model: Model::new(params, t).unwrap() }
    }

    /// Performs what the model accepts; tells whether it did.
    pub fn perform(&mut self, t: u64, owner: OwnerId, operation: Operation) -> bool {
        let accepted = self.model.apply(t, owner, operation);
        accepted.is_ok_and(|effect| {
            let done = self.machine.perform(self.model.params(), self.model.now(), owner, operation);
            assert_eq!(done, Ok(effect), "{operation:?}");
            true
        })
    }

    /// Begins all weeks up to `t`.
    pub fn crank(&mut self, t: u64) {
        assert!(self.perform(t, 0, Operation::Crank { max_weeks: u16::MAX }));
    }
}
