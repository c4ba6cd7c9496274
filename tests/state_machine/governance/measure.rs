use tenure_model::OwnerId;

use crate::governance::agenda::Agenda;

/// What someone does in the DAO. Those who sign are named by the owner that they are.
#[derive(Clone, Copy, Debug)]
pub enum Measure {
    /// By the power of the owner's lock: drafted, written, submitted. Who proposes is in the place.
    Propose {
        place: Place,
        agenda: Agenda,
    },
    /// With the owner's lock. The choice is the program's number, or none that it knows.
    Vote {
        place: Place,
        voter: OwnerId,
        choice: u8,
    },
    Cancel {
        place: Place,
        signer: OwnerId,
    },
    /// The council stops a proposal, or a stranger tries to.
    Veto {
        place: Place,
        council: bool,
    },
    /// Runs the action at an index with the accounts of the one that is `given`.
    Execute {
        place: Place,
        index: u8,
        given: usize,
    },
    /// The owner's.
    CloseVote {
        place: Place,
    },
    CloseProposal {
        place: Place,
        signer: OwnerId,
    },
    /// Anyone sends SOL to the treasury.
    Fund {
        lamports: u64,
    },
}

/// Where a proposal is, or may be. When one is closed, the next can take its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub proposer: OwnerId,
    pub nonce: u64,
}

/// Nonces that a proposer uses.
pub const NONCES: u64 = 2;
