use locker as program;

use crate::program::events;

events!(
    program, locker:
    LockerCreated,
    ParamsUpdated,
    PauserSet,
    Paused,
    Resumed,
    AuthorityProposed,
    AuthorityAccepted,
    AuthorityCancelled,
    Cranked,
    Locked,
    Increased,
    Extended,
    MadePermanent,
    UnlockBegun,
    Withdrawn,
    ExitedEarly,
    DelegateSet,
    VotingMarked,
    Pruned,
    LockClosed,
);

#[cfg(test)]
mod tests {
    use anchor_lang::Event as _;
    use base64::{prelude::BASE64_STANDARD, Engine};

    use solana_program::pubkey::Pubkey;

    use super::*;

    fn withdrawn() -> program::Withdrawn {
        let address = |byte| Pubkey::new_from_array([byte; 32]);
        program::Withdrawn {
            locker: address(1),
            lock: address(2),
            owner: address(3),
            destination: address(4),
            amount_before: 500,
            amount_after: 0,
        }
    }

    #[test]
    fn reads_what_the_program_logs() {
        let id = program::ID;
        let line = BASE64_STANDARD.encode(withdrawn().data());
        let logs = [format!("Program {id} invoke [1]"), format!("Program data: {line}")];
        let found = events(&logs);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].name(), found[0].locker()), ("Withdrawn", Pubkey::new_from_array([1; 32])));
        let Event::Withdrawn(event) = found[0] else { panic!("another event") };
        assert_eq!((event.amount_before, event.destination), (500, Pubkey::new_from_array([4; 32])));
    }

    #[test]
    fn a_cut_or_unknown_event_is_none() {
        let data = withdrawn().data();
        assert!(Event::read(&data[..data.len() - 1]).is_none());
        assert!(Event::read(&[0; 40]).is_none());
    }
}
